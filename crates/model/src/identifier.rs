//! Identifiers of parties: numbers and codes that others have given them.

use super::language::CountryCode;
use super::vocabulary::{Vocabulary, vocabulary};

/// The version of the rules of [`IdentifierKind::normalized`]. Raise it when they give another form for any value: stored
/// forms are then derived again.
pub const NORMALIZED_VERSION: i64 = 1;

vocabulary! {
    /// The kind of an identifier.
    pub enum IdentifierKind {
        /// The number of an entry in a sanctions list, such as `LYi.023`.
        ListEntry = "LIST_ENTRY",
        /// The number of a passport.
        Passport = "PASSPORT",
        /// The number of an identity card, or that a person has in a national register.
        NationalId = "NATIONAL_ID",
        /// The number by which a tax authority knows its bearer.
        TaxNumber = "TAX_NUMBER",
        /// The number in a register of companies, associations, ships or aircraft.
        Registration = "REGISTRATION",
        /// The number that the International Maritime Organization gives to ships and their owners.
        Imo = "IMO",
        /// The number by which the radio of a ship is called (Maritime Mobile Service Identity).
        Mmsi = "MMSI",
        /// The Legal Entity Identifier of ISO 17442.
        Lei = "LEI",
        /// The code of a bank (ISO 9362).
        SwiftBic = "SWIFT_BIC",
        /// The address of a wallet for digital currency.
        Wallet = "WALLET",
        /// The item in Wikidata, such as `Q42`.
        Wikidata = "WIKIDATA",
        /// Another number or code.
        Other = "OTHER",
    }
}

impl IdentifierKind {
    /// The form in which values of this kind are compared, whatever the separators, the case and the script of digits.
    /// Empty for a value that is none.
    ///
    /// - `IMO`, `MMSI`: the digits, so that `IMO 9562233` is `9562233`.
    /// - `WALLET`: as written, without white space and control characters. The case counts, except where the address is in hexadecimal digits
    ///   (`0x…`) or in Bech32 (`bc1…`).
    /// - `LIST_ENTRY`: letters and digits in upper case. A separator between two digits is kept as a dot: `EU.27.28` is
    ///   not `EU.272.8`.
    /// - `WIKIDATA`: like the other kinds, of the last part of an address such as `https://www.wikidata.org/wiki/Q42`.
    /// - `SWIFT_BIC`: like the other kinds, without the branch `XXX`, which stands for the head office.
    /// - All other kinds: letters and digits in upper case.
    pub fn normalized(self, value: &str) -> String {
        match self {
            Self::Imo | Self::Mmsi => value.chars().map(latin_digit).filter(char::is_ascii_digit).collect(),
            Self::Wallet => wallet(value),
            Self::ListEntry => letters_and_digits(value, Some('.')),
            Self::Wikidata => {
                letters_and_digits(value.trim_end_matches('/').rsplit('/').next().unwrap_or_default(), None)
            }
            Self::SwiftBic => {
                let code = letters_and_digits(value, None);
                match code.strip_suffix("XXX") {
                    Some(bank) if code.chars().count() == 11 => bank.to_owned(),
                    _ => code,
                }
            }
            _ => letters_and_digits(value, None),
        }
    }

    /// The forms that a value has in the kinds, each with the kinds that have it. Values that are none are left out.
    pub fn forms(kinds: &[Self], value: &str) -> Vec<(String, Vec<Self>)> {
        let mut forms: Vec<(String, Vec<Self>)> = Vec::new();
        for kind in kinds {
            let form = kind.normalized(value);
            match forms.iter_mut().find(|(known, _)| *known == form) {
                Some((_, kinds)) => kinds.push(*kind),
                None if form.is_empty() => {}
                None => forms.push((form, vec![*kind])),
            }
        }
        forms
    }
}

/// What an identifier is compared by.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Identity {
    /// Any kind when absent.
    pub kind: Option<IdentifierKind>,
    /// As printed or typed.
    pub value: String,
    /// The country that issued it, if it is known.
    pub country: Option<CountryCode>,
}

impl Identity {
    /// The kinds that it may be of.
    pub fn kinds(&self) -> Vec<IdentifierKind> {
        self.kind.map_or_else(|| IdentifierKind::ALL.to_vec(), |kind| vec![kind])
    }

    /// Whether both stand for the same number: the kind and the normalized value are equal, and the countries too where
    /// both are known.
    pub fn agrees(&self, other: &Self) -> bool {
        let same_country = |(one, other): (&CountryCode, &CountryCode)| one == other;
        let is_same = |kind: &IdentifierKind| {
            other.kinds().contains(kind) && {
                let form = kind.normalized(&self.value);
                !form.is_empty() && form == kind.normalized(&other.value)
            }
        };
        self.country.as_ref().zip(other.country.as_ref()).is_none_or(same_country) && self.kinds().iter().any(is_same)
    }
}

/// Letters and digits in upper case, with `separator` for what stands between two digits.
fn letters_and_digits(value: &str, separator: Option<char>) -> String {
    let mut normalized = String::new();
    let mut is_apart = false;
    for character in value.chars().map(latin_digit) {
        if !character.is_alphanumeric() {
            is_apart = true;
            continue;
        }
        let between_digits = character.is_ascii_digit() && normalized.ends_with(|last: char| last.is_ascii_digit());
        normalized.extend(separator.filter(|_| is_apart && between_digits));
        normalized.extend(character.to_uppercase());
        is_apart = false;
    }
    normalized
}

fn wallet(value: &str) -> String {
    if !value.contains(char::is_alphanumeric) {
        return String::new();
    }
    let address: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let ignores_case = ["0x", "bc1", "tb1", "ltc1"]
        .iter()
        .any(|start| address.get(..start.len()).is_some_and(|first| first.eq_ignore_ascii_case(start)));
    if ignores_case { address.to_ascii_lowercase() } else { address }
}

/// The digit 0 to 9 for an Arabic, Persian or full-width one; any other character as it is.
pub fn latin_digit(character: char) -> char {
    let zero = match character {
        '\u{660}'..='\u{669}' => 0x660,
        '\u{6f0}'..='\u{6f9}' => 0x6f0,
        '\u{ff10}'..='\u{ff19}' => 0xff10,
        _ => return character,
    };
    char::from_digit(u32::from(character) - zero, 10).unwrap_or(character)
}

#[cfg(test)]
mod tests {
    use super::IdentifierKind::*;
    use super::*;

    #[test]
    fn values_are_compared_by_what_identifies() {
        for (kind, value, normalized) in [
            (Passport, " f86-jk 541 ", "F86JK541"),
            (Passport, "٢٠٢٠/۱۲", "202012"),
            (NationalId, "No. 12.345", "NO12345"),
            (ListEntry, "LYi.023 ", "LYI023"),
            (ListEntry, "lyi 023", "LYI023"),
            (ListEntry, "EU.27.28", "EU27.28"),
            (ListEntry, "EU.272.8", "EU272.8"),
            (Imo, "IMO 9562233", "9562233"),
            (Imo, "IMO９５６２２３３", "9562233"),
            (Imo, "unknown", ""),
            (Mmsi, "636 017 782", "636017782"),
            (Lei, "5493 001k jtii gc8y 1r12", "5493001KJTIIGC8Y1R12"),
            (SwiftBic, "CBLYLYLTXXX", "CBLYLYLT"),
            (SwiftBic, "cbly ly lt", "CBLYLYLT"),
            (SwiftBic, "CBLYLYLT001", "CBLYLYLT001"),
            (Wallet, "0xABCdef", "0xabcdef"),
            (Wallet, "BC1QXY2KG", "bc1qxy2kg"),
            (Wallet, " 1A1zP1 eP5Q", "1A1zP1eP5Q"),
            (Wikidata, "https://www.wikidata.org/wiki/q42/", "Q42"),
            (Registration, "ترهونة 12", "ترهونة12"),
            (Other, "---", ""),
        ] {
            assert_eq!(kind.normalized(value), normalized, "{kind} {value:?}");
            assert_eq!(kind.normalized(normalized), normalized, "{kind} {value:?} again");
        }
    }

    #[test]
    fn a_value_has_a_form_for_each_kind() {
        let forms = IdentifierKind::forms(IdentifierKind::ALL, "IMO 9562233");
        let kinds = |text: &str| forms.iter().find(|(form, _)| form == text).map(|(_, kinds)| kinds.clone());
        assert_eq!(kinds("9562233"), Some(vec![Imo, Mmsi]));
        assert_eq!(kinds("IMO9562233").map(|kinds| kinds.contains(&Passport)), Some(true));
        assert_eq!(kinds("IMO9562233").map(|kinds| kinds.contains(&Imo)), Some(false));
        assert_eq!(IdentifierKind::forms(IdentifierKind::ALL, " - "), []);
    }

    #[test]
    fn identifiers_agree_in_kind_value_and_known_countries() {
        let identifier = |kind, value: &str, country: Option<&str>| Identity {
            kind,
            value: value.to_owned(),
            country: country.map(|code| code.parse().unwrap()),
        };
        let passport = identifier(Some(Passport), "AB 12", Some("LY"));
        for (kind, value, country, agrees) in [
            (Some(Passport), "ab12", Some("LY"), true),
            (Some(Passport), "ab12", None, true),
            (None, "AB-12", Some("LY"), true),
            (Some(Passport), "ab12", Some("EG"), false),
            (Some(NationalId), "ab12", Some("LY"), false),
            (Some(Passport), "ab13", Some("LY"), false),
        ] {
            let other = identifier(kind, value, country);
            assert_eq!((passport.agrees(&other), other.agrees(&passport)), (agrees, agrees), "{other:?}");
        }
        assert!(!identifier(None, "-", None).agrees(&identifier(Some(Passport), "-", None)));
    }
}
