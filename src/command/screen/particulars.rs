//! Parses cells with birth, countries and type.

use sanad::model::{CountryCode, PartialDate, PartyType, latin_digit};
use sanad::visible::quoted;

/// The countries and territories of ISO 3166-1, and Kosovo, whose code is one that users assign.
const COUNTRIES: &str = "\
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC CD CF \
CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD GE GF GG GH \
GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW \
KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NF NG \
NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN \
SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT \
ZA ZM ZW XK";

/// Maximum number of countries per party.
const COUNTRIES_LIMIT: usize = 20;

/// Words for a person, in lower case.
const PERSON: &[&str] = &["person", "individual", "natural person", "people", "human", "actor", "p", "شخص", "فرد"];

/// Words for an organization, in lower case.
const ORGANIZATION: &[&str] = &[
    "organization",
    "organisation",
    "org",
    "entity",
    "legal entity",
    "legal person",
    "company",
    "business",
    "corporate",
    "group",
    "o",
    "كيان",
    "منظمة",
    "شركة",
];

/// Words for a vessel, in lower case.
const VESSEL: &[&str] = &["vessel", "ship", "boat", "سفينة"];

/// Words for an aircraft, in lower case.
const AIRCRAFT: &[&str] = &["aircraft", "airplane", "aeroplane", "plane", "helicopter", "طائرة"];

/// The words for each type of party.
const TYPES: [(PartyType, &[&str]); 4] = [
    (PartyType::Person, PERSON),
    (PartyType::Organization, ORGANIZATION),
    (PartyType::Vessel, VESSEL),
    (PartyType::Aircraft, AIRCRAFT),
];

/// A date of birth; none for an empty cell. If the year comes last, only the year is used, since the order of day and month
/// is ambiguous.
pub fn born(cell: &str) -> Result<Option<PartialDate>, String> {
    let text: String = cell.trim().chars().map(latin_digit).collect();
    if text.is_empty() {
        return Ok(None);
    }
    let date = day_of(&text).and_then(|day| {
        let parts: Vec<&str> = day.split(['-', '/', '.']).collect();
        let is_short = |part: &str, most: u32| {
            (1..=2).contains(&part.len()) && part.parse().is_ok_and(|number: u32| number <= most)
        };
        match parts[..] {
            [year] if year.len() == 8 && year.bytes().all(|byte| byte.is_ascii_digit()) => {
                dated(&year[..4], Some(&year[4..6]), Some(&year[6..]))
            }
            [year] => dated(year, None, None),
            [year, month] if year.len() == 4 => dated(year, Some(month), None),
            [month, year] if is_short(month, 12) => dated(year, None, None),
            [year, month, day] if year.len() == 4 => dated(year, Some(month), Some(day)),
            [one, other, year] if is_short(one, 31) && is_short(other, 31) => dated(year, None, None),
            _ => None,
        }
    });
    date.map(Some).ok_or_else(|| {
        format!(
            "{} is not a date of birth: expected a year or a date such as 1979, 1979-03 or 1979-03-25",
            quoted(cell.trim())
        )
    })
}

/// The date without a time of day.
fn day_of(text: &str) -> Option<&str> {
    match text.split_once(['T', ' ']) {
        None => Some(text),
        Some((day, time)) => {
            let is_time =
                time.contains(':') && time.bytes().all(|byte| byte.is_ascii_digit() || b":.Z+-".contains(&byte));
            is_time.then_some(day)
        }
    }
}

/// The date up to the first unknown part; 00 means unknown.
fn dated(year: &str, month: Option<&str>, day: Option<&str>) -> Option<PartialDate> {
    let known = |part: Option<&str>| part.filter(|part| *part != "00").map(|part| format!("-{part:0>2}"));
    let month = known(month);
    let day = if month.is_some() { known(day) } else { None };
    format!("{year}{}{}", month.unwrap_or_default(), day.unwrap_or_default()).parse().ok()
}

/// Country codes separated by `;` or `|`.
pub fn countries(cell: &str) -> Result<Vec<CountryCode>, String> {
    let codes: Vec<&str> = cell.split([';', '|']).map(str::trim).filter(|code| !code.is_empty()).collect();
    if codes.len() > COUNTRIES_LIMIT {
        return Err(format!("there are {} countries: expected at most {COUNTRIES_LIMIT}", codes.len()));
    }
    let country = |code: &str| {
        let upper = code.to_ascii_uppercase();
        let is_known = upper.len() == 2 && COUNTRIES.split(' ').any(|known| known == upper);
        let expected = "expected ISO 3166-1 alpha-2 codes such as LY, separated by ; or |";
        let parsed = if is_known { upper.parse().ok() } else { None };
        parsed.ok_or_else(|| format!("{} is not a country: {expected}", quoted(code)))
    };
    codes.into_iter().map(country).collect()
}

/// The type of party; none for an empty cell.
pub fn party_type(cell: &str) -> Result<Option<PartyType>, String> {
    let word = cell.trim().to_lowercase().replace(['_', '-'], " ");
    if word.is_empty() {
        return Ok(None);
    }
    let found = TYPES.iter().find(|(_, words)| words.contains(&word.as_str()));
    found.map(|(of_type, _)| Some(*of_type)).ok_or_else(|| {
        format!("{} is not a type: expected person, organization, vessel, aircraft, or a synonym", quoted(cell.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_birth_are_read_in_many_formats() {
        for (cell, date) in [
            ("1979", "1979"),
            (" 1979-03 ", "1979-03"),
            ("1979-03-05", "1979-03-05"),
            ("1979/3/5", "1979-03-05"),
            ("19790305", "1979-03-05"),
            ("1979-03-05T00:00:00Z", "1979-03-05"),
            ("1979-03-05 00:00:00.000", "1979-03-05"),
            ("05/03/1979", "1979"),
            ("5.3.1979", "1979"),
            ("03/1979", "1979"),
            ("1979-00-00", "1979"),
            ("١٩٧٩", "1979"),
        ] {
            assert_eq!(born(cell).map(|date| date.unwrap().to_string()), Ok(date.to_owned()), "{cell}");
        }
        assert_eq!(born(" "), Ok(None));
        for cell in [
            "unknown",
            "79",
            "1979-13",
            "1979-02-30",
            "c. 1979",
            "1979-1981",
            "32/1/1979",
            "1979-03-05 noon",
            "0",
            "1979 1980",
        ] {
            assert!(born(cell).is_err_and(|problem| problem.contains("is not a date of birth: expected")), "{cell}");
        }
    }

    #[test]
    fn countries_are_codes() {
        let codes =
            |cell| countries(cell).map(|codes| codes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "));
        assert_eq!(codes("LY; tn|EG;"), Ok("LY TN EG".to_owned()));
        assert_eq!(codes(""), Ok(String::new()));
        for cell in ["Libya", "LBY", "UK", "LY,TN", "ZZ", "LY TN", "لي"] {
            assert!(countries(cell).is_err_and(|problem| problem.contains("is not a country: expected")), "{cell}");
        }
        assert!(countries(&"LY;".repeat(21)).is_err());
        assert_eq!(COUNTRIES.split(' ').count(), 250);
    }

    #[test]
    fn types_have_many_synonyms() {
        assert_eq!(party_type("Natural_Person"), Ok(Some(PartyType::Person)));
        assert_eq!(party_type(" ENTITY "), Ok(Some(PartyType::Organization)));
        assert_eq!(party_type("Ship"), Ok(Some(PartyType::Vessel)));
        assert_eq!(party_type("aircraft"), Ok(Some(PartyType::Aircraft)));
        assert_eq!(party_type(""), Ok(None));
        assert!(party_type("submarine cable").is_err_and(|problem| problem.contains("vessel, aircraft")));
    }
}
