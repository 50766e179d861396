//! The XML of the EU's Financial Sanctions File, version 1.1. All data are in attributes.

use sanad_model::{IdentifierKind, Language, NameKind, PartyType, SanctionMeasure};

use crate::dates;
use crate::edition::{Edition, Entries, Head, Input, Item};
use crate::entry::{Amendment, Birth, Entry, Imposed, LegalBasis, Listing, Name, Place, Text};
use crate::error::ReadError;
use crate::identifier::Identifier;
use crate::list::List;
use crate::names::{self, Names};
use crate::recognise::Format;
use crate::script::{self, ArabicLetters, Script};
use crate::words::{Notes, Table, documents};
use crate::xml::{Element, Stream};

struct Reader {
    stream: Stream<Input>,
}

pub(super) fn open(input: Input) -> Result<Edition, ReadError> {
    let stream = Stream::open(input, |depth, _, _| depth == 1)?;
    let printed = stream.root().attribute("generationDate").unwrap_or_default();
    let date = dates::iso_day(&printed).ok_or_else(|| ReadError::NoDate {
        found: printed.clone(),
        expected: "generationDate=\"2020-04-15T15:29:22.497+02:00\" at the root",
    })?;
    let moment = dates::iso_moment(&printed);
    let head =
        Head { list: List::Eu, format: Format::Eu, date, moment, printed, is_dated_by_name: false, is_delta: false };
    Ok(Edition::new(head, Box::new(Reader { stream }), Notes::default()))
}

impl Entries for Reader {
    fn next(&mut self, notes: &mut Notes) -> Result<Option<Item>, ReadError> {
        while let Some(element) = self.stream.next()? {
            if element.name == "sanctionEntity"
                && let Some(entry) = entry(&element, notes)
            {
                return Ok(Some(entry.into()));
            }
        }
        Ok(None)
    }
}

fn entry(element: &Element, notes: &mut Notes) -> Option<Entry> {
    let number = element.attribute("logicalId");
    let reference = element.attribute("euReferenceNumber").or_else(|| number.clone()).unwrap_or_default();
    notes.entry.clone_from(&reference);
    let code = element.child("subjectType").and_then(|kind| kind.attribute("code")).unwrap_or_default();
    let kind = match code.as_str() {
        "person" => PartyType::Person,
        "enterprise" => PartyType::Organization,
        _ => {
            notes.unknown(Table::Kinds, &code);
            notes.left_out("the kind of the entry is not known", &code);
            return None;
        }
    };
    let Some(mut entry) = Entry::new(List::Eu, number.as_deref().unwrap_or(&reference), &reference, kind) else {
        notes.left_out("the reference has neither letters nor digits", &reference);
        return None;
    };
    let list_entry = |value: &str| Identifier::new(IdentifierKind::ListEntry, value);
    entry.identifiers.push(list_entry(&reference));
    entry.identifiers.extend(element.attribute("unitedNationId").map(|id| list_entry(&id).noted(["UN".to_owned()])));
    entry.identifiers.extend(
        number.filter(|number| *number != reference).map(|number| list_entry(&number).noted(["logicalId".to_owned()])),
    );
    entry.remarks = element.all("remark").filter_map(Element::text).map(Text::english).collect();
    entry.remarks.extend(element.attribute("designationDetails").map(Text::english));
    if kind == PartyType::Person {
        let of_names = element.all("nameAlias").flat_map(|name| name.all("remark")).filter_map(Element::text);
        let mut remarks = entry.remarks.iter().map(|text| text.text.clone()).chain(of_names);
        entry.deceased = remarks.find_map(|text| crate::remarks::deceased(&text));
    }
    for regulation in element.all("regulation") {
        entry.programmes.extend(regulation.attribute("programme"));
        entry.legal_bases.extend(act(regulation, notes));
    }
    // The file holds nothing else.
    entry
        .measures
        .push(Imposed { measure: SanctionMeasure::AssetFreeze, printed: "Financial Sanctions File".to_owned() });
    add_listing(&mut entry, element, notes);
    for part in &element.children {
        add_part(&mut entry, part, notes);
    }
    let names = names_of(element, notes);
    entry.named(names, notes)
}

/// The act of a regulation or of the summary of one.
fn act(element: &Element, notes: &mut Notes) -> Option<LegalBasis> {
    let title = element.attribute("numberTitle")?;
    let url = element.attribute("publicationUrl").or_else(|| element.text_of("publicationUrl"));
    let printed = element.attribute("publicationDate");
    let published = printed.as_deref().and_then(dates::iso_day);
    if let (Some(printed), None) = (&printed, published) {
        notes.left_out("the date of an act is none", printed);
    }
    Some(LegalBasis { title, url, published })
}

fn act_of(element: &Element, notes: &mut Notes) -> Option<LegalBasis> {
    element.child("regulationSummary").and_then(|summary| act(summary, notes))
}

/// The listing starts at the date of designation; without one, at the earliest act that the entry and its names cite:
/// the regulation itself is only the latest amendment.
fn add_listing(entry: &mut Entry, element: &Element, notes: &mut Notes) {
    let printed = element.attribute("designationDate");
    let stated = printed.as_deref().and_then(dates::iso_day);
    if let (Some(printed), None) = (&printed, stated) {
        notes.left_out("the date of the listing is none", printed);
    }
    let names = element.all("nameAlias").filter_map(|name| name.child("regulationSummary"));
    let acts = element.all("regulation").chain(names);
    let earliest = acts.filter_map(|act| dates::iso_day(&act.attribute("publicationDate")?)).min();
    let since = stated.or(earliest);
    let inferred =
        (stated.is_none() && since.is_some()).then_some("the earliest act that the entry or one of its names cites");
    let part = "EU Financial Sanctions File".to_owned();
    entry.listings.push(Listing {
        case: "eu".to_owned(),
        part,
        authority: "council-of-the-european-union",
        since,
        inferred,
    });
    let amending = element
        .all("regulation")
        .filter(|regulation| regulation.attribute("regulationType").as_deref() == Some("amendment"));
    for regulation in amending {
        let basis = act(regulation, notes);
        let day = basis.as_ref().and_then(|basis| basis.published);
        entry.amendments.extend(
            day.filter(|day| since.is_none_or(|since| *day > since)).map(|day| Amendment { day, basis: basis.clone() }),
        );
    }
}

/// Names: none is marked as primary, so the one with the lowest number in Latin letters becomes it, first without a
/// language or in English. Translations keep their language and are never primary; a name in a script that no official
/// language of the Union has is the original one.
fn names_of(element: &Element, notes: &mut Notes) -> Names {
    struct Alias {
        number: u64,
        name: Name,
        is_strong: bool,
    }
    let mut aliases = Vec::new();
    for alias in element.all("nameAlias") {
        let parts = || {
            let parts: Vec<String> =
                ["firstName", "middleName", "lastName"].iter().filter_map(|part| alias.attribute(part)).collect();
            Some(parts.join(" ")).filter(|whole| !whole.is_empty())
        };
        let Some(whole) = alias.attribute("wholeName").or_else(parts) else { continue };
        let remark = alias.text_of("remark");
        let is_low = remark.as_deref().is_some_and(|remark| remark.to_lowercase().contains("low quality"));
        let is_strong = alias.attribute("strong").as_deref() != Some("false") && !is_low;
        let word = alias.attribute("nameLanguage");
        let stated: Option<Language> = word.as_deref().and_then(|word| word.parse().ok());
        if let (Some(word), None) = (&word, &stated) {
            notes.unknown(Table::Languages, word);
        }
        let number = alias.attribute("logicalId").and_then(|number| number.parse().ok()).unwrap_or(u64::MAX);
        let basis = act_of(alias, notes);
        for part in names::parts(&whole) {
            let script = script::of_text(&part.text);
            let language = stated.clone().or_else(|| script::language(script, &part.text, ArabicLetters::Unsure));
            let note = part.note.into_iter().chain(remark.clone()).collect::<Vec<_>>().join("; ");
            let note = Some(note).filter(|note| !note.is_empty());
            let name = Name { text: part.text, kind: NameKind::Alias, language, script, note, basis: basis.clone() };
            aliases.push(Alias { number, name, is_strong });
        }
    }
    let preference = |alias: &Alias| {
        let language = alias.name.language.as_ref().map(Language::as_str);
        (alias.name.script != Script::Latin, !alias.is_strong, !matches!(language, None | Some("en")), alias.number)
    };
    let primary = (0..aliases.len()).min_by_key(|at| preference(&aliases[*at]));
    let mut names = Names::default();
    if let Some(at) = primary {
        let name = Name { kind: NameKind::Primary, ..aliases[at].name.clone() };
        names.add(name);
    }
    aliases.sort_by_key(|alias| alias.number);
    for Alias { name, is_strong, .. } in aliases {
        let is_translation = matches!(name.script, Script::Latin | Script::Greek)
            || name.language.as_ref().is_some_and(|tag| tag.as_str() == "bg");
        match (is_strong, is_translation) {
            (false, _) => drop(names.add(Name { kind: NameKind::Weak, ..name })),
            (true, true) => drop(names.add(name)),
            (true, false) => names.add_original(&name.text, name.language, name.note, name.basis),
        }
    }
    names
}

fn add_part(entry: &mut Entry, part: &Element, notes: &mut Notes) {
    match part.name.as_str() {
        "nameAlias" => {
            let language: Option<Language> = part
                .attribute("nameLanguage")
                .or_else(|| part.attribute("regulationLanguage"))
                .and_then(|tag| tag.parse().ok());
            let texts = |name: &str| enumerated(&part.attribute(name).unwrap_or_default());
            let text = |text: String| Text { text, language: language.clone() };
            entry.titles.extend(texts("title").into_iter().map(text));
            let text = |text: String| Text { text, language: language.clone() };
            entry.positions.extend(texts("function").into_iter().map(text));
            let gender = part.attribute("gender").and_then(|word| notes.gender(&word));
            entry.gender = entry.gender.or(gender);
        }
        "citizenship" => entry.nationalities.extend(country(part, notes)),
        "birthdate" => {
            entry.births.extend(birth(part, notes));
            let place = place(part, &["place", "city", "zipCode", "region"], notes);
            entry.birth_places.extend(place);
        }
        "address" => {
            let place = place(part, &["street", "poBox", "zipCode", "city", "region", "place"], notes);
            entry.addresses.extend(place);
            for contact in part.all("contactInfo") {
                let (key, value) = (contact.attribute("key"), contact.attribute("value"));
                if let (Some(key), Some(value)) = (key, value) {
                    entry.add_detail(&key, &value);
                }
            }
        }
        "identification" => entry.identifiers.extend(identification(part, entry.kind, notes)),
        _ => {}
    }
}

fn country(part: &Element, notes: &mut Notes) -> Option<sanad_model::CountryCode> {
    let code = part.attribute("countryIso2Code").filter(|code| code != "00");
    match code {
        Some(code) => notes.country(&code),
        None => notes.country(&part.attribute("countryDescription").unwrap_or_default()),
    }
}

fn place(part: &Element, fields: &[&str], notes: &mut Notes) -> Option<Place> {
    let texts: Vec<String> =
        fields.iter().filter_map(|field| part.attribute(field)).filter(|text| text != "-").collect();
    let country = country(part, notes);
    let country_printed = part.attribute("countryDescription").filter(|words| words != "UNKNOWN");
    let note = part.all("remark").filter_map(Element::text).collect::<Vec<_>>().join("; ");
    let note = Some(note).filter(|note| !note.is_empty() && part.name == "address");
    if texts.is_empty() && country.is_none() && note.is_none() {
        return None;
    }
    Some(Place { text: texts.join(", "), country, country_printed, note })
}

/// A date of birth: a day, the parts of one, a year or a range of years. Other calendars are left out.
fn birth(part: &Element, notes: &mut Notes) -> Option<Birth> {
    let field = |name: &str| part.attribute(name);
    let is_about = field("circa").as_deref() == Some("true");
    let (day, month, year) = (field("dayOfMonth"), field("monthOfYear"), field("year"));
    let (from, to) = (field("yearRangeFrom"), field("yearRangeTo"));
    let whole = field("birthdate");
    let from_parts = || match (&year, &month, &day) {
        (Some(year), Some(month), Some(day)) => Some(format!("{year}-{month:0>2}-{day:0>2}")),
        (Some(year), Some(month), None) => Some(format!("{year}-{month:0>2}")),
        (Some(year), None, _) => Some(year.clone()),
        (None, ..) => None,
    };
    let range_printed = || from.as_ref().zip(to.as_ref()).map(|(from, to)| format!("{from} to {to}"));
    let printed =
        whole.clone().or_else(from_parts).or_else(range_printed).or_else(|| from.clone()).or_else(|| to.clone());
    let printed = printed?;
    let calendar = field("calendarType").filter(|calendar| calendar != "GREGORIAN");
    if let Some(calendar) = calendar {
        notes.left_out("the date of birth is in another calendar", &format!("{printed} ({calendar})"));
        return None;
    }
    let shown = if is_about { format!("circa {printed}") } else { printed.clone() };
    let exact = whole.filter(|whole| dates::iso_day(whole).is_some()).and_then(|whole| whole.get(..10)?.parse().ok());
    let exact = exact.or_else(|| from_parts()?.parse().ok());
    let range = || {
        dates::range(
            &shown,
            from.as_deref().or(to.as_deref())?.parse().ok()?,
            to.as_deref().or(from.as_deref())?.parse().ok()?,
        )
    };
    let Some(birth) = exact.map(|date| dates::birth(&shown, date)).or_else(range) else {
        notes.left_out("the date of birth is none", &printed);
        return None;
    };
    let note = part.all("remark").filter_map(Element::text).collect::<Vec<_>>().join("; ");
    Some(Birth { approximate: is_about, note: Some(note).filter(|note| !note.is_empty()), ..birth })
}

fn identification(part: &Element, holder: PartyType, notes: &mut Notes) -> Option<Identifier> {
    let Some(value) = part.attribute("number").or_else(|| part.attribute("latinNumber")) else {
        notes.left_out(
            "the document has no number",
            &part.attribute("identificationTypeDescription").unwrap_or_default(),
        );
        return None;
    };
    let code = part.attribute("identificationTypeCode").unwrap_or_default();
    let kind = documents::of_eu(&code, notes);
    // The file has no kind for vessels, so their numbers stand with organizations.
    let holder = if kind == IdentifierKind::Imo { PartyType::Vessel } else { holder };
    let flags = [
        ("knownFalse", "known to be false"),
        ("knownExpired", "expired"),
        ("reportedLost", "reported lost"),
        ("revokedByIssuer", "revoked"),
        ("diplomatic", "diplomatic"),
    ];
    let flags = flags
        .into_iter()
        .filter(|(field, _)| part.attribute(field).as_deref() == Some("true"))
        .map(|(_, words)| words.to_owned());
    let about = [
        ("issued ", "issuedDate"),
        ("issued by ", "issuedBy"),
        ("valid to ", "validTo"),
        ("in the name of ", "nameOnDocument"),
    ];
    let about = about.into_iter().filter_map(|(words, field)| Some(format!("{words}{}", part.attribute(field)?)));
    let remarks = part.all("remark").filter_map(Element::text);
    let description = part.attribute("identificationTypeDescription");
    let country = country(part, notes);
    let identifier = documents::checked(kind, &value, holder, notes).in_country(country);
    Some(identifier.noted(description.into_iter().chain(about).chain(flags).chain(remarks)))
}

/// `(a) Mullah, (b) Maulavi` as two texts.
fn enumerated(text: &str) -> Vec<String> {
    let text = text.trim();
    if !text.starts_with("(a)") {
        return Some(text.to_owned()).filter(|text| !text.is_empty()).into_iter().collect();
    }
    let mut found = Vec::new();
    let mut rest = text;
    for letter in 'a'..='z' {
        let Some((before, after)) = rest.split_once(&format!("({letter})")) else { break };
        found.push(before);
        rest = after;
    }
    found.push(rest);
    let trim = |part: &str| part.trim().trim_end_matches([',', ';']).trim().to_owned();
    found.into_iter().map(trim).filter(|part| !part.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn enumerations_are_taken_apart() {
        assert_eq!(enumerated("(a) Mullah, (b) Maulavi"), ["Mullah", "Maulavi"]);
        assert_eq!(enumerated("Dr. (a) x"), ["Dr. (a) x"]);
        assert_eq!(enumerated(""), Vec::<String>::new());
    }
}
