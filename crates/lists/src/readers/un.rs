//! The XML of the Security Council.

mod document;

use sanad_model::{IdentifierKind, NameKind, PartyType};

use crate::dates;
use crate::edition::{Edition, Entries, Head, Input, Item};
use crate::entry::{Amendment, Birth, Entry, Listing, Place, Text};
use crate::error::ReadError;
use crate::identifier::Identifier;
use crate::list::List;
use crate::names::{self, Names};
use crate::recognise::Format;
use crate::script::ArabicLetters;
use crate::words::regimes::{self, Regime};
use crate::words::{Notes, Table};
use crate::xml::{Element, Stream};

struct Reader {
    stream: Stream<Input>,
}

pub(super) fn open(input: Input) -> Result<Edition, ReadError> {
    // Entries are children of INDIVIDUALS, ENTITIES and whatever else there may be one day.
    let stream = Stream::open(input, |depth, _, _| depth == 2)?;
    let printed = stream.root().attribute("dateGenerated").unwrap_or_default();
    let date = dates::iso_day(&printed).ok_or_else(|| ReadError::NoDate {
        found: printed.clone(),
        expected: "dateGenerated=\"2024-01-27T00:00:06.135Z\" at the root",
    })?;
    let head = Head {
        list: List::Un,
        format: Format::Un,
        date,
        moment: dates::iso_moment(&printed),
        printed,
        is_dated_by_name: false,
        is_delta: false,
    };
    Ok(Edition::new(head, Box::new(Reader { stream }), Notes::default()))
}

impl Entries for Reader {
    fn next(&mut self, notes: &mut Notes) -> Result<Option<Item>, ReadError> {
        while let Some(element) = self.stream.next()? {
            if let Some(entry) = entry(&element, notes) {
                return Ok(Some(entry.into()));
            }
        }
        Ok(None)
    }
}

fn entry(element: &Element, notes: &mut Notes) -> Option<Entry> {
    let kind = match element.name.as_str() {
        "INDIVIDUAL" => PartyType::Person,
        "ENTITY" => PartyType::Organization,
        other => {
            notes.unknown(Table::Kinds, other);
            notes.left_out("the kind of the entry is not known", other);
            return None;
        }
    };
    let number = element.text_of("DATAID");
    let reference = element.text_of("REFERENCE_NUMBER").or_else(|| number.clone());
    notes.entry = reference.clone().unwrap_or_default();
    let Some(reference) = reference else {
        notes.left_out("the entry has neither a reference nor a number", "");
        return None;
    };
    let Some(mut entry) = Entry::new(List::Un, number.as_deref().unwrap_or(&reference), &reference, kind) else {
        notes.left_out("the reference has neither letters nor digits", &reference);
        return None;
    };
    // A ship has `v` in its reference.
    if reference.get(2..3) == Some("v") {
        entry.kind = PartyType::Vessel;
    }
    let word = element.text_of("UN_LIST_TYPE");
    let regime = regimes::of(&reference, word.as_deref(), notes);
    let names = names_of(element, regime);
    let remarks = element.text_of("COMMENTS1").unwrap_or_default();
    add_list_facts(&mut entry, element, regime, word, &remarks, notes);
    for part in &element.children {
        add_field(&mut entry, part, notes);
    }
    for alias in element.all("INDIVIDUAL_ALIAS") {
        add_alias(&mut entry, alias, notes);
    }
    // An alias repeats the date of the person, or that of another alias, now and then.
    let mut days = std::collections::BTreeSet::new();
    entry.births.retain(|birth| days.insert((birth.earliest, birth.latest, birth.approximate)));
    let is_male = |gender: &str| {
        remarks.to_lowercase().contains(&format!("gender: {gender}"))
            || remarks.to_lowercase().contains(&format!("gender [{gender}]"))
    };
    entry.gender = match element.text_of("GENDER") {
        Some(word) => notes.gender(&word),
        None => ["male", "female"].into_iter().find(|word| is_male(word)).and_then(|word| notes.gender(word)),
    };
    if kind == PartyType::Person {
        entry.deceased = crate::remarks::deceased(&remarks);
    }
    entry.relations.extend(crate::remarks::references_in(&remarks, &reference));
    if !remarks.is_empty() {
        entry.remarks.push(Text::english(remarks));
    }
    let identifier = |value: &str| Identifier::new(IdentifierKind::ListEntry, value);
    entry.identifiers.insert(0, identifier(&reference));
    if let Some(number) = number.filter(|number| *number != reference) {
        entry.identifiers.insert(1, identifier(&number).noted(["DATAID".to_owned()]));
    }
    entry.named(names, notes)
}

/// What the list says about the listing.
fn add_list_facts(
    entry: &mut Entry,
    element: &Element,
    regime: Option<&'static Regime>,
    word: Option<String>,
    remarks: &str,
    notes: &mut Notes,
) {
    let printed = element.text_of("LISTED_ON");
    let since = printed.as_deref().and_then(dates::iso_day);
    if since.is_none() {
        notes.left_out("the date of the listing is none", printed.as_deref().unwrap_or_default());
    }
    // The list's word, unless it is one of those that are no name of a regime.
    entry.programmes.extend(match regime {
        Some(regime) => regime.words.first().map(|word| (*word).to_owned()),
        None => word,
    });
    entry.legal_bases.extend(regime.map(Regime::legal_basis));
    entry.measures = regime.map(|regime| regime.measures(entry.kind, remarks)).unwrap_or_default();
    let authority = regime.map_or("un-security-council", |regime| regime.authority);
    entry.listings.push(Listing {
        case: "un".to_owned(),
        part: "UN List".to_owned(),
        authority,
        since,
        inferred: None,
    });
    for printed in element.texts_within("LAST_DAY_UPDATED", "VALUE") {
        match dates::iso_day(&printed) {
            Some(day) => entry.amendments.push(Amendment { day, basis: None }),
            None => notes.left_out("the date of an amendment is none", &printed),
        }
    }
}

fn names_of(element: &Element, regime: Option<&Regime>) -> Names {
    let arabic = match regime {
        Some(regime) if regime.writes_arabic => ArabicLetters::Arabic,
        _ => ArabicLetters::Unsure,
    };
    let mut names = Names::default();
    let parts =
        ["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"].iter().filter_map(|part| element.text_of(part));
    for part in names::parts(&parts.collect::<Vec<_>>().join(" ")) {
        let kind = if names.has_primary() { NameKind::Alias } else { NameKind::Primary };
        names.add_text(&part.text, kind, arabic, part.note);
    }
    for original in element.all("NAME_ORIGINAL_SCRIPT").filter_map(Element::text) {
        for part in names::parts(&original) {
            let stated = part.note.as_deref().and_then(names::language_called);
            let note = part.note.filter(|_| stated.is_none());
            let script = crate::script::of_text(&part.text);
            let language = stated.or_else(|| crate::script::language(script, &part.text, arabic));
            names.add_original(&part.text, language, note, None);
        }
    }
    for alias in element.children.iter().filter(|child| child.name.ends_with("_ALIAS")) {
        let Some(field) = alias.text_of("ALIAS_NAME") else { continue };
        let kind = match alias.text_of("QUALITY").as_deref() {
            Some("Low") => NameKind::Weak,
            Some("f.k.a.") => NameKind::Former,
            _ => NameKind::Alias,
        };
        let about: Vec<String> = [("", "NOTE"), ("born in ", "CITY_OF_BIRTH"), ("born in ", "COUNTRY_OF_BIRTH")]
            .into_iter()
            .filter_map(|(words, name)| Some(format!("{words}{}", alias.text_of(name)?)))
            .collect();
        let about = about.join("; ");
        let is_former =
            ["previously listed", "formerly listed"].iter().any(|words| about.to_lowercase().starts_with(words));
        let kind = if is_former { NameKind::Former } else { kind };
        for part in names::parts(&field) {
            let notes: Vec<String> =
                part.note.into_iter().chain(Some(about.clone()).filter(|about| !about.is_empty())).collect();
            names.add_text(&part.text, kind, arabic, Some(notes.join("; ")).filter(|note| !note.is_empty()));
        }
    }
    names
}

/// Fields that are read elsewhere, and those that say nothing of the entry.
const KNOWN: [&str; 18] = [
    "DATAID",
    "VERSIONNUM",
    "FIRST_NAME",
    "SECOND_NAME",
    "THIRD_NAME",
    "FOURTH_NAME",
    "UN_LIST_TYPE",
    "REFERENCE_NUMBER",
    "LISTED_ON",
    "GENDER",
    "NAME_ORIGINAL_SCRIPT",
    "COMMENTS1",
    "LIST_TYPE",
    "LAST_DAY_UPDATED",
    "INDIVIDUAL_ALIAS",
    "ENTITY_ALIAS",
    "SORT_KEY",
    "SORT_KEY_LAST_MOD",
];

/// Fields that persons and organizations have in common under different names.
fn add_field(entry: &mut Entry, part: &Element, notes: &mut Notes) {
    match part.name.as_str() {
        "NATIONALITY" | "NATIONALITY2" => {
            let words = part.all("VALUE").filter_map(Element::text);
            entry.nationalities.extend(words.filter_map(|words| notes.country(&words)));
        }
        "TITLE" => entry.titles.extend(part.all("VALUE").filter_map(Element::text).map(Text::english)),
        "DESIGNATION" => entry.positions.extend(part.all("VALUE").filter_map(Element::text).map(Text::english)),
        "INDIVIDUAL_ADDRESS" | "ENTITY_ADDRESS" => entry.addresses.extend(place(part, notes)),
        "INDIVIDUAL_PLACE_OF_BIRTH" => entry.birth_places.extend(place(part, notes)),
        "INDIVIDUAL_DATE_OF_BIRTH" => entry.births.extend(birth(part, notes)),
        "INDIVIDUAL_DOCUMENT" => document::add(entry, part, notes),
        "SUBMITTED_BY" | "SUBMITTED_ON" => {
            let texts = part.text().into_iter().chain(part.children.iter().filter_map(Element::text));
            texts.for_each(|text| entry.add_detail(&part.name, &text));
        }
        name if KNOWN.contains(&name) => {}
        name => notes.unknown(Table::Features, name),
    }
}

/// What an alias says of the birth. Most that have a date have no name: they are other dates of the person.
fn add_alias(entry: &mut Entry, part: &Element, notes: &mut Notes) {
    let name = part.text_of("ALIAS_NAME");
    if let Some(printed) = part.text_of("DATE_OF_BIRTH").filter(|text| names::is_name(text)) {
        let day = dates::iso_day(&printed).and_then(|_| printed.get(..10)?.parse().ok());
        match day.map(|day| dates::birth(&printed, day)).or_else(|| dates::birth_in_words(&printed)) {
            Some(birth) => {
                entry.births.push(Birth { note: name.as_ref().map(|name| format!("of the alias {name}")), ..birth })
            }
            None => notes.left_out("the date of birth is none", &printed),
        }
    }
    let (city, country_printed) = (part.text_of("CITY_OF_BIRTH"), part.text_of("COUNTRY_OF_BIRTH"));
    if name.is_none() && (city.is_some() || country_printed.is_some()) {
        let country = country_printed.as_deref().and_then(|words| notes.country(words));
        entry.birth_places.push(Place { text: city.unwrap_or_default(), country, country_printed, note: None });
    }
}

fn place(part: &Element, notes: &mut Notes) -> Option<Place> {
    let texts: Vec<String> =
        ["STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE"].iter().filter_map(|name| part.text_of(name)).collect();
    let country_printed = part.text_of("COUNTRY");
    let note = part.text_of("NOTE").filter(|note| Some(note) != country_printed.as_ref());
    if texts.is_empty() && country_printed.is_none() && note.is_none() {
        return None;
    }
    let country = country_printed.as_deref().and_then(|words| notes.country(words));
    Some(Place { text: texts.join(", "), country, country_printed, note })
}

/// A date of birth. Exact and approximate ones have a day or a year, ranges have years; a note may have the only date.
fn birth(part: &Element, notes: &mut Notes) -> Option<Birth> {
    let note = part.text_of("NOTE");
    let kind = part.text_of("TYPE_OF_DATE").unwrap_or_default();
    let printed: Vec<String> = [
        Some(kind.clone()),
        part.text_of("DATE"),
        part.text_of("YEAR"),
        part.text_of("FROM_YEAR"),
        part.text_of("TO_YEAR"),
        note.clone(),
    ]
    .into_iter()
    .flatten()
    .filter(|text| !text.is_empty() && text != "EXACT")
    .collect();
    let printed = printed.join(" ");
    if part.children.iter().all(|child| child.name == "TYPE_OF_DATE" || child.text().is_none()) {
        return None;
    }
    let year = part.text_of("YEAR").and_then(|year| year.parse().ok());
    let is_hijri = note.as_deref().is_some_and(|note| note.to_lowercase().contains("hijri"));
    let from_fields = match (part.text_of("DATE"), year, part.text_of("FROM_YEAR"), part.text_of("TO_YEAR")) {
        (Some(date), ..) if dates::iso_day(&date).is_some() => {
            let day = date.get(..10).and_then(|day| day.parse().ok());
            day.map(|day| dates::birth(&printed, day))
        }
        (_, Some(year), ..) => {
            let month = note.as_deref().and_then(|note| dates::month_in(year, note));
            Some(dates::birth(&printed, month.unwrap_or(year)))
        }
        (_, None, Some(from), Some(to)) => {
            from.parse().ok().zip(to.parse().ok()).and_then(|(from, to)| dates::range(&printed, from, to))
        }
        _ => None,
    };
    let Some(birth) = from_fields.or_else(|| note.as_deref().filter(|_| !is_hijri).and_then(dates::birth_in_words))
    else {
        let reason = if is_hijri { "the date of birth is in another calendar" } else { "the date of birth is none" };
        notes.left_out(reason, &printed);
        return None;
    };
    let says_about = note.as_deref().is_some_and(|note| note.to_lowercase().starts_with("approximately"));
    Some(Birth { approximate: birth.approximate || kind == "APPROXIMATELY" || says_about, printed, note, ..birth })
}
