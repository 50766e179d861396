//! The XML of the UK Sanctions List.

use chrono::NaiveDate;
use sanad_model::{IdentifierKind, NameKind, PartyType, RelationshipKind};

use crate::dates;
use crate::edition::{Edition, Entries, Head, Input, Item};
use crate::entry::{Amendment, Entry, LegalBasis, Listing, Other, Place, Relation, Text};
use crate::error::ReadError;
use crate::identifier::Identifier;
use crate::list::List;
use crate::names::{self, Names};
use crate::recognise::Format;
use crate::script::{self, ArabicLetters};
use crate::words::{Notes, Table, documents, measures, regimes};
use crate::xml::{Element, Stream};

struct Reader {
    stream: Stream<Input>,
}

pub(super) fn open(input: Input) -> Result<Edition, ReadError> {
    let mut stream = Stream::open(input, |depth, _, _| depth == 1)?;
    let printed = stream
        .next()?
        .filter(|element| element.name == "DateGenerated")
        .and_then(|element| element.text())
        .unwrap_or_default();
    let date = dates::day_first(&printed).or_else(|| dates::iso_day(&printed)).ok_or_else(|| ReadError::NoDate {
        found: printed.clone(),
        expected: "<DateGenerated>24/02/2026</DateGenerated>",
    })?;
    let head = Head {
        list: List::Uk,
        format: Format::Uk,
        date,
        moment: None,
        printed,
        is_dated_by_name: false,
        is_delta: false,
    };
    Ok(Edition::new(head, Box::new(Reader { stream }), Notes::default()))
}

impl Entries for Reader {
    fn next(&mut self, notes: &mut Notes) -> Result<Option<Item>, ReadError> {
        while let Some(element) = self.stream.next()? {
            if element.name == "Designation"
                && let Some(entry) = entry(&element, notes)
            {
                return Ok(Some(entry.into()));
            }
        }
        Ok(None)
    }
}

/// The parts of a designation that have a field of their own.
const KNOWN: [&str; 8] = [
    "Names",
    "NonLatinNames",
    "Titles",
    "SanctionsImposedIndicators",
    "Addresses",
    "IndividualDetails",
    "EntityDetails",
    "ShipDetails",
];

fn entry(element: &Element, notes: &mut Notes) -> Option<Entry> {
    let reference = element.text_of("UniqueID").unwrap_or_default();
    notes.entry.clone_from(&reference);
    let word = element.text_of("IndividualEntityShip").unwrap_or_default();
    let kind = match word.to_lowercase().as_str() {
        "individual" => PartyType::Person,
        "entity" => PartyType::Organization,
        "ship" => PartyType::Vessel,
        _ => {
            notes.unknown(Table::Kinds, &word);
            notes.left_out("the kind of the entry is not known", &word);
            return None;
        }
    };
    let Some(mut entry) = Entry::new(List::Uk, &reference, &reference, kind) else {
        notes.left_out("the reference has neither letters nor digits", &reference);
        return None;
    };
    entry.identifiers.push(Identifier::new(IdentifierKind::ListEntry, &reference));
    for (field, list) in [("OFSIGroupID", "OFSI group"), ("UNReferenceNumber", "UN")] {
        let number = element.text_of(field);
        entry
            .identifiers
            .extend(number.map(|number| Identifier::new(IdentifierKind::ListEntry, &number).noted([list.to_owned()])));
    }
    add_listings(&mut entry, element, notes);
    let regime = element.text_of("RegimeName");
    entry.legal_bases.extend(regime.clone().map(|title| LegalBasis { title, url: None, published: None }));
    entry.programmes.extend(regime.clone());
    entry.measures = measures::of_uk(&element.text_of("SanctionsImposed").unwrap_or_default(), notes);
    entry.titles.extend(element.texts_within("Titles", "Title").into_iter().map(Text::english));
    entry.remarks.extend(element.text_of("OtherInformation").map(Text::english));
    if kind == PartyType::Person {
        entry.deceased = entry.remarks.iter().find_map(|text| crate::remarks::deceased(&text.text));
    }
    entry.reasons = element.text_of("UKStatementofReasons").map(|text| Text::english(unescaped(&text)));
    entry.addresses = element.within("Addresses", "Address").filter_map(|address| place(address, notes)).collect();
    // Telephones, e-mail, web sites, and whatever the list adds one day.
    for list in element.children.iter().filter(|list| !KNOWN.contains(&list.name.as_str())) {
        for item in &list.children {
            if let Some(text) = item.text() {
                entry.add_detail(&item.name, &text);
            }
        }
    }
    for (outer, inner) in [("IndividualDetails", "Individual"), ("EntityDetails", "Entity"), ("ShipDetails", "Ship")] {
        for details in element.within(outer, inner) {
            add_details(&mut entry, details, notes);
        }
    }
    let names = names_of(element, kind, regime.as_deref(), notes);
    entry.named(names, notes)
}

/// One case for each authority: `UK|UN` are two.
fn add_listings(entry: &mut Entry, element: &Element, notes: &mut Notes) {
    let printed = element.text_of("DateDesignated");
    let since = printed.as_deref().and_then(dates::day_first);
    if since.is_none() {
        notes.left_out("the date of the listing is none", printed.as_deref().unwrap_or_default());
    }
    let un = element.text_of("UNReferenceNumber").and_then(|reference| regimes::of(&reference, None, notes));
    let source = element.text_of("DesignationSource").unwrap_or_default();
    for part in source.split('|').map(str::trim) {
        let (case, authority) = match part {
            "UK" | "" => ("uk", "uk-foreign-office"),
            "UN" => ("un", un.map_or("un-security-council", |regime| regime.authority)),
            _ => {
                notes.unknown(Table::Authorities, part);
                ("uk", "uk-foreign-office")
            }
        };
        if !entry.listings.iter().any(|listing| listing.case == case) {
            let part = format!("UK Sanctions List ({})", if part.is_empty() { "UK" } else { part });
            entry.listings.push(Listing { case: case.to_owned(), part, authority, since, inferred: None });
        }
    }
    let updated = element.text_of("LastUpdated");
    let day = updated.as_deref().and_then(dates::day_first);
    if let (Some(updated), None) = (&updated, day) {
        notes.left_out("the date of an amendment is none", updated);
    }
    let days = imposed_later(&element.text_of("OtherInformation").unwrap_or_default()).chain(day).collect::<Vec<_>>();
    let is_later = |day: &NaiveDate| since.is_none_or(|since| *day > since);
    entry.amendments.extend(days.into_iter().filter(is_later).map(|day| Amendment { day, basis: None }));
}

/// The days on which the remarks say that a measure was imposed: `The Director Disqualification Sanction was imposed on
/// 09/04/2025.`
fn imposed_later(remarks: &str) -> impl Iterator<Item = NaiveDate> {
    remarks.split("imposed on ").skip(1).filter_map(|rest| dates::day_first(rest.get(..10)?))
}

fn names_of(element: &Element, kind: PartyType, regime: Option<&str>, notes: &mut Notes) -> Names {
    let mut names = Names::default();
    let all: Vec<&Element> = element.within("Names", "Name").collect();
    let kind_of = |name: &Element| name.text_of("NameType").unwrap_or_default().to_lowercase();
    let primary_first = all
        .iter()
        .filter(|name| kind_of(name) == "primary name")
        .chain(all.iter().filter(|name| kind_of(name) != "primary name"));
    for name in primary_first {
        let parts: Vec<String> = ["Name1", "Name2", "Name3", "Name4", "Name5", "Name6"]
            .iter()
            .filter_map(|part| name.text_of(part))
            .collect();
        let strength = name.text_of("AliasStrength").map(|strength| strength.to_lowercase());
        let is_weak = strength.as_deref().is_some_and(|strength| strength.starts_with("low"))
            // A single word of unknown quality says little of a person.
            || strength.is_none() && kind == PartyType::Person && kind_of(name) == "alias" && parts.len() == 1 && !parts[0].contains(' ');
        let name_kind = match kind_of(name).as_str() {
            "primary name" if !names.has_primary() => NameKind::Primary,
            "alias" | "primary name variation" | "primary name" if is_weak => NameKind::Weak,
            "alias" | "primary name variation" | "primary name" => NameKind::Alias,
            other => {
                notes.unknown(Table::Names, other);
                NameKind::Alias
            }
        };
        for part in names::parts(&parts.join(" ")) {
            let name_kind =
                if name_kind == NameKind::Primary && names.has_primary() { NameKind::Alias } else { name_kind };
            names.add_text(&part.text, name_kind, ArabicLetters::Unsure, part.note);
        }
    }
    // Of Afghanistan and Iran, names in Arabic letters are mostly Pashto and Persian.
    let is_beyond_arabic = regime.is_none_or(|regime| {
        ["Afghanistan", "Iran", "Russia", "Belarus", "Myanmar"].iter().any(|country| regime.contains(country))
    });
    let arabic = if is_beyond_arabic { ArabicLetters::Unsure } else { ArabicLetters::Arabic };
    for original in element.within("NonLatinNames", "NonLatinName") {
        let Some(field) = original.text_of("NameNonLatinScript") else { continue };
        let word = original.children.iter().find(|field| field.name.ends_with("Language")).and_then(Element::text);
        let stated = word.as_deref().and_then(names::language_called);
        if let (Some(word), None) = (&word, &stated) {
            notes.unknown(Table::Languages, word);
        }
        for part in names::parts(&field) {
            let language = stated.clone().or_else(|| script::language(script::of_text(&part.text), &part.text, arabic));
            names.add_original(&part.text, language, part.note, None);
        }
    }
    names
}

fn place(element: &Element, notes: &mut Notes) -> Option<Place> {
    let lines = (1..=6).filter_map(|line| element.text_of(&format!("AddressLine{line}")));
    let parts: Vec<String> = lines.chain(element.text_of("AddressPostalCode")).collect();
    let country_printed = element.text_of("AddressCountry");
    if parts.is_empty() && country_printed.is_none() {
        return None;
    }
    let country = country_printed.as_deref().and_then(|words| notes.country(words));
    Some(Place { text: parts.join(", "), country, country_printed, note: None })
}

/// What the parts for people, entities and ships have. Each list of values is an element that holds them.
fn add_details(entry: &mut Entry, details: &Element, notes: &mut Notes) {
    for list in &details.children {
        for item in &list.children {
            let text = item.text();
            match (item.name.as_str(), text) {
                ("DOB", Some(text)) => match dates::slashed_or_year(&text)
                    .map(|date| dates::birth(&text, date))
                    .or_else(|| dates::birth_in_words(&text))
                {
                    Some(birth) => entry.births.push(birth),
                    None => {
                        notes.unknown(Table::Dates, &text);
                        notes.left_out("the date of birth is none", &text);
                    }
                },
                ("Nationality" | "CurrentBelievedFlagOfShip", Some(text)) => {
                    entry.nationalities.extend(notes.country(&text))
                }
                ("Gender", Some(text)) => entry.gender = notes.gender(&text),
                ("Position", Some(text)) => entry.positions.push(Text::english(text)),
                ("Passport", _) => entry.identifiers.extend(document(item, "Passport", IdentifierKind::Passport)),
                ("NationalIdentifier", _) => {
                    entry.identifiers.extend(document(item, "NationalIdentifier", IdentifierKind::NationalId))
                }
                ("Location", _) => entry.birth_places.extend(birth_place(item, notes)),
                ("BusinessRegistrationNumber", Some(text)) => {
                    entry.identifiers.push(Identifier::new(IdentifierKind::Registration, &text))
                }
                ("IMONumber", Some(text)) => {
                    entry.identifiers.push(documents::checked(IdentifierKind::Imo, &text, PartyType::Vessel, notes))
                }
                ("ParentCompany", Some(text)) => entry.relations.push(company(&text, "parent company", true)),
                ("Subsidiary", Some(text)) => entry.relations.push(company(&text, "subsidiary", false)),
                ("CurrentOwnerOperator", Some(text)) => entry.relations.push(company(&text, "owner or operator", true)),
                (name @ "TypeOfShip", Some(text)) => entry.add_subtype(name, &text),
                (name @ "YearBuilt", Some(text)) => entry.add_built(name, &text),
                (name, Some(text)) => entry.add_detail(name, &text),
                (_, None) => {}
            }
        }
    }
}

fn document(item: &Element, word: &str, kind: IdentifierKind) -> Option<Identifier> {
    let value = item.text_of(&format!("{word}Number"))?;
    let about = item.text_of(&format!("{word}AdditionalInformation"));
    Some(Identifier::new(kind, &value).noted(about))
}

fn birth_place(item: &Element, notes: &mut Notes) -> Option<Place> {
    let (town, country_printed) = (item.text_of("TownOfBirth"), item.text_of("CountryOfBirth"));
    if town.is_none() && country_printed.is_none() {
        return None;
    }
    let country = country_printed.as_deref().and_then(|words| notes.country(words));
    Some(Place { text: town.unwrap_or_default(), country, country_printed, note: None })
}

fn company(name: &str, printed: &str, is_inverse: bool) -> Relation {
    Relation {
        kind: RelationshipKind::Owns,
        is_inverse,
        printed: printed.to_owned(),
        other: Other::Name(name.to_owned()),
        note: None,
    }
}

/// Statements are escaped a second time now and then.
fn unescaped(text: &str) -> String {
    let plain = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&nbsp;", " "), ("&amp;", "&")];
    let text = plain.into_iter().fold(text.to_owned(), |text, (escaped, plain)| text.replace(escaped, plain));
    let tags = ["<p>", "</p>", "<br>", "<br/>", "<br />"];
    crate::xml::collapsed(&tags.into_iter().fold(text, |text, tag| text.replace(tag, " ")))
}
