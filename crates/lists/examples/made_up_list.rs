//! Writes a made-up list in OFAC's ENHANCED layout to stdout: `made_up_list [ENTRIES] [DATE] [SEED]`. By default it has
//! the size of the SDN list: 19,400 entries with some 60,000 names. Another date and seed give the next edition, in which
//! one entry of a hundred is gone, new or changed.

use std::io::{self, BufWriter, Write};

const FIRST: [&str; 16] = [
    "Ali", "Omar", "Salim", "Nadia", "Huda", "Ivan", "Olga", "Pak", "Li", "Carlos", "Maria", "Juan", "Yusuf", "Karim",
    "Layla", "Said",
];
const LAST: [&str; 16] = [
    "MITHAL",
    "EXAMPLE",
    "NAMUDHAJ",
    "PRIMER",
    "EJEMPLO",
    "EXEMPLE",
    "BEISPIEL",
    "ORNEK",
    "CONTOH",
    "VZOR",
    "PELDA",
    "ESIMERKKI",
    "NAMUNA",
    "UDAHARAN",
    "MFANO",
    "PARADIGMA",
];
const ARABIC: [&str; 8] = ["علي", "عمر", "سالم", "نادية", "هدى", "مثال", "نموذج", "يوسف"];
const COUNTRIES: [&str; 8] = ["Libya", "Iran", "Russia", "Korea, North", "Syria", "Colombia", "Mexico", "Burma"];
const PROGRAMS: [&str; 6] = ["SDGT", "LIBYA3", "IRAN", "RUSSIA-EO14024", "SDNTK", "DPRK4"];

/// Numbers that look random, and are the same each time.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or_default() % limit
    }

    fn pick<'a>(&mut self, words: &[&'a str]) -> &'a str {
        words[self.below(words.len())]
    }
}

fn main() -> io::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let entries: usize = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(19_400);
    let date = arguments.next().unwrap_or_else(|| "2026-09-09".to_owned());
    let seed: u64 = arguments.next().and_then(|text| text.parse().ok()).unwrap_or_default();
    let mut out = BufWriter::new(io::stdout().lock());
    writeln!(out, "<?xml version=\"1.0\" encoding=\"utf-8\"?>")?;
    writeln!(
        out,
        "<sanctionsData xmlns=\"https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/ENHANCED_XML\">"
    )?;
    writeln!(
        out,
        "  <publicationInfo>\n    <dataAsOf>{date}T00:00:00</dataAsOf>\n    <filters>\n      <sanctionsLists>"
    )?;
    writeln!(
        out,
        "        <sanctionsList refId=\"1550\">SDN List</sanctionsList>\n      </sanctionsLists>\n    </filters>\n  </publicationInfo>\n  <entities>"
    )?;
    for number in 0..entries {
        let mut changes = Numbers((number as u64).wrapping_mul(0x9e37_79b9) ^ seed);
        let is_touched = seed > 0 && changes.below(100) == 0;
        // New ones take numbers that no other has.
        let id = if is_touched && changes.below(2) == 0 {
            number + entries * usize::try_from(seed).unwrap_or(1)
        } else {
            number
        };
        entry(&mut out, id + 1_000, &mut Numbers(id as u64), entries, is_touched)?;
    }
    writeln!(out, "  </entities>\n</sanctionsData>")?;
    out.flush()
}

fn entry(out: &mut impl Write, id: usize, numbers: &mut Numbers, entries: usize, is_touched: bool) -> io::Result<()> {
    let is_person = numbers.below(10) < 4;
    let kind = if is_person { "Individual" } else { "Entity" };
    writeln!(
        out,
        "    <entity id=\"{id}\">\n      <generalInfo>\n        <identityId>{id}</identityId>\n        <entityType refId=\"600\">{kind}</entityType>\n      </generalInfo>"
    )?;
    let (year, month, day) = (2_000 + numbers.below(25), 1 + numbers.below(12), 1 + numbers.below(28));
    writeln!(
        out,
        "      <sanctionsLists>\n        <sanctionsList refId=\"1550\" id=\"{id}\" datePublished=\"{year}-{month:02}-{day:02}\">SDN List</sanctionsList>\n      </sanctionsLists>"
    )?;
    let program = numbers.pick(&PROGRAMS);
    writeln!(
        out,
        "      <sanctionsPrograms>\n        <sanctionsProgram refId=\"1\" id=\"{id}\">{program}</sanctionsProgram>\n      </sanctionsPrograms>"
    )?;
    writeln!(
        out,
        "      <sanctionsTypes>\n        <sanctionsType refId=\"1705\" id=\"{id}\">Block</sanctionsType>\n      </sanctionsTypes>"
    )?;
    writeln!(
        out,
        "      <legalAuthorities>\n        <legalAuthority refId=\"1828\" id=\"{id}\">Executive Order 13224 (Terrorism)</legalAuthority>\n      </legalAuthorities>\n      <names>"
    )?;
    for alias in 0..=numbers.below(5) {
        let (first, last) = (numbers.pick(&FIRST), numbers.pick(&LAST));
        let last = format!("{last} {}{}", numbers.below(5_000), if is_touched && alias == 0 { " BIS" } else { "" });
        let primary = alias == 0;
        writeln!(out, "        <name id=\"{id}{alias}\">\n          <isPrimary>{primary}</isPrimary>")?;
        if !primary {
            writeln!(out, "          <aliasType refId=\"1400\">A.K.A.</aliasType>")?;
        }
        writeln!(
            out,
            "          <isLowQuality>{}</isLowQuality>\n          <translations>",
            !primary && numbers.below(8) == 0
        )?;
        translation(out, id, true, "Latin", &format!("{last}, {first}"), Some((first, &last)))?;
        if primary && numbers.below(4) == 0 {
            let name = format!("{} {}", numbers.pick(&ARABIC), numbers.pick(&ARABIC));
            translation(out, id, false, "Arabic", &name, None)?;
        }
        writeln!(out, "          </translations>\n        </name>")?;
    }
    writeln!(
        out,
        "      </names>\n      <addresses>\n        <address id=\"{id}\">\n          <country refId=\"1\">{}</country>\n          <translations>\n            <translation id=\"{id}\">\n              <isPrimary>true</isPrimary>\n              <script refId=\"20122\">Latin</script>\n              <addressParts>\n                <addressPart id=\"{id}\">\n                  <type refId=\"1454\">CITY</type>\n                  <value>Example City {}</value>\n                </addressPart>\n              </addressParts>\n            </translation>\n          </translations>\n        </address>\n      </addresses>\n      <features>",
        numbers.pick(&COUNTRIES),
        numbers.below(900)
    )?;
    if is_person {
        let year = 1_940 + numbers.below(60);
        writeln!(
            out,
            "        <feature id=\"{id}\">\n          <type featureTypeId=\"8\">Birthdate</type>\n          <versionId>{id}</versionId>\n          <value>{year}</value>\n          <valueDate id=\"{id}\">\n            <fromDateBegin>{year}-01-01</fromDateBegin>\n            <fromDateEnd>{year}-01-01</fromDateEnd>\n            <toDateBegin>{year}-12-31</toDateBegin>\n            <toDateEnd>{year}-12-31</toDateEnd>\n            <isApproximate>false</isApproximate>\n            <isDateRange>false</isDateRange>\n          </valueDate>\n          <isPrimary>true</isPrimary>\n        </feature>"
        )?;
        writeln!(
            out,
            "        <feature id=\"{id}1\">\n          <type featureTypeId=\"10\">Nationality Country</type>\n          <versionId>{id}</versionId>\n          <value>{}</value>\n          <isPrimary>true</isPrimary>\n        </feature>",
            numbers.pick(&COUNTRIES)
        )?;
    }
    writeln!(
        out,
        "        <feature id=\"{id}2\">\n          <type featureTypeId=\"504\">Secondary sanctions risk:</type>\n          <versionId>{id}</versionId>\n          <value>An example of a remark that stands beside many entries, section {}</value>\n          <isPrimary>true</isPrimary>\n        </feature>\n      </features>\n      <identityDocuments>",
        numbers.below(20)
    )?;
    let document = if is_person { "Passport" } else { "Registration Number" };
    writeln!(
        out,
        "        <identityDocument id=\"{id}\">\n          <type refId=\"1571\">{document}</type>\n          <documentNumber>X{:08}</documentNumber>\n          <isValid>true</isValid>\n          <issuingCountry refId=\"1\">{}</issuingCountry>\n        </identityDocument>\n      </identityDocuments>",
        numbers.below(90_000_000),
        numbers.pick(&COUNTRIES)
    )?;
    if numbers.below(3) == 0 {
        let other = 1_000 + numbers.below(entries.max(1));
        writeln!(
            out,
            "      <relationships>\n        <relationship id=\"{id}\">\n          <type refId=\"15003\">Owned or Controlled By</type>\n          <relatedEntity entityId=\"{other}\">EXAMPLE {other}</relatedEntity>\n        </relationship>\n      </relationships>"
        )?;
    }
    writeln!(out, "    </entity>")
}

fn translation(
    out: &mut impl Write,
    id: usize,
    primary: bool,
    script: &str,
    whole: &str,
    parts: Option<(&str, &str)>,
) -> io::Result<()> {
    writeln!(
        out,
        "            <translation id=\"{id}\">\n              <isPrimary>{primary}</isPrimary>\n              <script refId=\"20122\">{script}</script>"
    )?;
    if let Some((first, last)) = parts {
        writeln!(
            out,
            "              <formattedFirstName>{first}</formattedFirstName>\n              <formattedLastName>{last}</formattedLastName>"
        )?;
    }
    writeln!(
        out,
        "              <formattedFullName>{whole}</formattedFullName>\n              <nameParts>\n                <namePart id=\"{id}\">\n                  <type refId=\"1520\">Last Name</type>\n                  <value>{whole}</value>\n                </namePart>\n              </nameParts>\n            </translation>"
    )
}
