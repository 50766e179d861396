//! The party that an entry names.

use std::collections::HashSet;

use sanad_dataset::records::{Actor, Asset, Birth, Identifier, Location, Name, Organization, SourceRecord};
use sanad_lists::{Entry, List, PartyType, Place, Text};
use sanad_model::{CountryCode, DayRange, IdentifierKind, Language, Localized, NameKind, OrganizationType, When};

use super::text::{REFERENCE, SHORT, clean, cut, language_of, localized, paragraphs};
use crate::left_out::LeftOut;

/// The record of a party.
#[derive(Debug, Clone, PartialEq)]
pub enum Party {
    Actor(Actor),
    Organization(Organization),
    Asset(Asset),
}

/// The party of an entry. What cannot be stored is left out; `None` if that is the party itself.
pub fn party(entry: &Entry, left_out: &mut LeftOut) -> Option<Party> {
    if entry.reference.chars().count() > REFERENCE || entry.number.chars().count() > REFERENCE {
        left_out.add("the number of the entry is too long", entry, &cut(&entry.reference, 40));
        return None;
    }
    let names = names(entry, left_out);
    if names.is_empty() {
        left_out.add("no name of the entry can be stored", entry, "");
        return None;
    }
    let identifiers = identifiers(entry, left_out);
    let addresses = locations(&entry.addresses, entry.list);
    let source_records = vec![source_record(entry)];
    match entry.kind {
        PartyType::Person => Some(Party::Actor(Actor {
            key: entry.key.clone(),
            names,
            gender: entry.gender,
            countries: entry.countries(),
            identifiers,
            births: births(entry),
            birthplaces: locations(&entry.birth_places, entry.list),
            titles: texts(&entry.titles, entry.list),
            positions: texts(&entry.positions, entry.list),
            addresses,
            died: When::default(),
            source_records,
        })),
        PartyType::Organization => Some(Party::Organization(Organization {
            key: entry.key.clone(),
            kind: OrganizationType::Other,
            names,
            countries: entry.countries(),
            identifiers,
            addresses,
            founded: When::default(),
            dissolved: When::default(),
            source_records,
        })),
        PartyType::Vessel | PartyType::Aircraft => Some(Party::Asset(Asset {
            key: entry.key.clone(),
            kind: entry.kind.asset_type()?,
            names,
            countries: entry.countries(),
            identifiers,
            addresses,
            subtype: entry.subtype.as_ref().and_then(|subtype| paragraphs([subtype], entry.list)),
            built: When::new(entry.built, DayRange::default()),
            source_records,
        })),
    }
}

fn names(entry: &Entry, left_out: &mut LeftOut) -> Vec<Name> {
    let mut names = Vec::with_capacity(entry.names.len());
    for name in &entry.names {
        let Some(text) = clean(&name.text) else { continue };
        if text.chars().count() > SHORT {
            left_out.add("the name is longer than 500 characters", entry, &cut(&text, 40));
            continue;
        }
        names.push(Name { text, language: name.language.clone(), kind: name.kind });
    }
    names.sort_by_key(|name| name.kind != NameKind::Primary);
    if let Some(first) = names.first_mut().filter(|first| first.kind != NameKind::Primary) {
        first.kind = NameKind::Primary;
    }
    names
}

fn identifiers(entry: &Entry, left_out: &mut LeftOut) -> Vec<Identifier> {
    let mut identifiers: Vec<Identifier> = Vec::with_capacity(entry.identifiers.len());
    let mut seen: HashSet<(IdentifierKind, String, Option<CountryCode>)> = HashSet::new();
    for identifier in &entry.identifiers {
        let Some(value) = clean(&identifier.value) else { continue };
        if value.chars().count() > SHORT {
            left_out.add("the identifier is longer than 500 characters", entry, &cut(&value, 40));
            continue;
        }
        // What has no number of its kind may still be a number.
        let kinds = [identifier.kind, IdentifierKind::Other];
        let Some(kind) = kinds.into_iter().find(|kind| !kind.normalized(&value).is_empty()) else {
            left_out.add("the identifier has neither letters nor digits", entry, &value);
            continue;
        };
        let country = match identifier.kind {
            IdentifierKind::ListEntry => issuer(entry.list, identifier.note.as_deref()),
            _ => identifier.country.clone(),
        };
        if seen.insert((kind, kind.normalized(&value), country.clone())) {
            let note = identifier.note.as_deref().and_then(|note| localized(note, language_of(entry.list)));
            identifiers.push(Identifier { kind, value, country, note });
        }
    }
    identifiers
}

/// Whose list numbers the entry so: equal numbers of two lists are not the same.
fn issuer(list: List, note: Option<&str>) -> Option<CountryCode> {
    let code = match list {
        _ if note == Some("UN") => "UN",
        List::Un => "UN",
        List::OfacSdn | List::OfacNonSdn => "US",
        List::Uk => "GB",
        List::Eu => "EU",
    };
    code.parse().ok()
}

fn births(entry: &Entry) -> Vec<Birth> {
    let birth = |birth: &sanad_lists::Birth| {
        let note = birth.note.iter().filter(|note| !birth.printed.contains(note.as_str()));
        let text = std::iter::once(&birth.printed).chain(note).map(String::as_str).collect::<Vec<_>>().join("; ");
        let date = birth.date;
        let within = DayRange { earliest: Some(birth.earliest), latest: Some(birth.latest) };
        // A plain date says nothing that its text would add.
        let is_plain = date.is_some_and(|date| date.to_string() == text);
        let text = clean(&text).filter(|_| !is_plain).map(|text| cut(&text, SHORT));
        Birth { when: When { date, within }, is_approximate: birth.approximate, text }
    };
    entry.births.iter().map(birth).collect()
}

/// Texts, each in its language, without repetitions.
fn texts(texts: &[Text], list: List) -> Vec<Localized> {
    texts.iter().filter_map(|text| paragraphs([text], list)).collect()
}

fn locations(places: &[Place], list: List) -> Vec<Location> {
    places.iter().filter_map(|place| location(place, language_of(list))).collect()
}

fn location(place: &Place, language: Language) -> Option<Location> {
    // A country that has no code stays as a word.
    let country = place.country_printed.as_ref().filter(|_| place.country.is_none());
    let parts: Vec<&str> = [Some(&place.text), country]
        .into_iter()
        .flatten()
        .map(String::as_str)
        .filter(|part| !part.is_empty())
        .collect();
    let text = match (parts.join(", "), place.note.as_deref()) {
        (text, None) => text,
        (text, Some(note)) if text.is_empty() => note.to_owned(),
        (text, Some(note)) => format!("{text} ({note})"),
    };
    let text = localized(&text, language);
    (text.is_some() || place.country.is_some()).then(|| Location { text, country: place.country.clone() })
}

/// The entry itself. Its remarks are what the list says of it, with the facts for which records have no field.
fn source_record(entry: &Entry) -> SourceRecord {
    let note = |text: String| Text { text, language: Some(language_of(entry.list)) };
    let details = entry.details.iter().map(|detail| note(format!("{}: {}", detail.label, detail.text)));
    let of_names = entry.names.iter().filter_map(|name| Some((name, name.note.as_ref()?)));
    let of_names = of_names.map(|(name, about)| note(format!("{}: {about}", name.text)));
    let remarks: Vec<Text> = entry.remarks.iter().cloned().chain(details).chain(of_names).collect();
    SourceRecord {
        reference: entry.reference.clone(),
        number: Some(entry.number.clone()).filter(|number| *number != entry.reference),
        url: entry.url.clone(),
        remarks: paragraphs(&remarks, entry.list),
    }
}
