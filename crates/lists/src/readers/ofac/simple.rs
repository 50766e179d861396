//! OFAC's older, small XML. It has no dates of listing.

use sanad_model::{NameKind, PartyType};

use super::feature::{self, Feature};
use super::{kind_of, measures_of, name_kind, remarks};
use crate::dates;
use crate::edition::{Edition, Entries, Head, Input, Item};
use crate::entry::{Entry, Listing, Place, Text};
use crate::error::ReadError;
use crate::list::List;
use crate::names::Names;
use crate::recognise::Format;
use crate::script::ArabicLetters;
use crate::words::{Notes, documents};
use crate::xml::{Element, Stream};

struct Reader {
    stream: Stream<Input>,
    list: List,
}

pub(crate) fn open(input: Input, list: List) -> Result<Edition, ReadError> {
    let mut stream = Stream::open(input, |depth, _, _| depth == 1)?;
    let info = stream.next()?.filter(|element| element.name == "publshInformation").unwrap_or_default();
    let printed = info.text_of("Publish_Date").unwrap_or_default();
    let date = dates::month_first(&printed).ok_or_else(|| ReadError::NoDate {
        found: printed.clone(),
        expected: "<Publish_Date>04/22/2020</Publish_Date>",
    })?;
    let head = Head {
        list,
        format: Format::OfacSimple,
        date,
        moment: None,
        printed,
        is_dated_by_name: false,
        is_delta: false,
    };
    Ok(Edition::new(head, Box::new(Reader { stream, list }), Notes::default()))
}

impl Entries for Reader {
    fn next(&mut self, notes: &mut Notes) -> Result<Option<Item>, ReadError> {
        while let Some(element) = self.stream.next()? {
            if element.name == "sdnEntry"
                && let Some(entry) = entry(&element, self.list, notes)
            {
                return Ok(Some(entry.into()));
            }
        }
        Ok(None)
    }
}

fn entry(element: &Element, list: List, notes: &mut Notes) -> Option<Entry> {
    let number = element.text_of("uid").unwrap_or_default();
    notes.entry.clone_from(&number);
    let kind = kind_of(element.text_of("sdnType").as_deref(), notes)?;
    let mut entry = super::entry(list, &number, kind, notes)?;
    let mut names = Names::default();
    if let Some(text) = name(element, kind) {
        names.add_text(&text, NameKind::Primary, ArabicLetters::Unsure, None);
    }
    for alias in element.within("akaList", "aka") {
        let is_weak = alias.text_of("category").as_deref() == Some("weak");
        let kind_of_name = name_kind(&alias.text_of("type").unwrap_or_default(), is_weak, notes);
        if let Some(text) = name(alias, kind) {
            names.add_text(&text, kind_of_name, ArabicLetters::Unsure, None);
        }
    }
    entry.programmes = element.texts_within("programList", "program");
    entry.measures = measures_of(list);
    entry.listings.push(listing(list));
    entry.positions.extend(element.text_of("title").map(Text::english));
    if let Some(text) = element.text_of("remarks") {
        // `(Linked To: EXAMPLE; Linked To: SAMPLE)`
        let bare =
            text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')).filter(|bare| !bare.contains(['(', ')']));
        remarks::read(bare.unwrap_or(&text), &mut entry, &mut names, notes);
    }
    entry.addresses = element.within("addressList", "address").filter_map(|address| place(address, notes)).collect();
    for (outer, inner, field, label) in [
        ("nationalityList", "nationality", "country", "nationality"),
        ("citizenshipList", "citizenship", "country", "citizen"),
        ("dateOfBirthList", "dateOfBirthItem", "dateOfBirth", "DOB"),
        ("placeOfBirthList", "placeOfBirthItem", "placeOfBirth", "POB"),
    ] {
        for value in element.within(outer, inner).filter_map(|item| item.text_of(field)) {
            feature::add(&mut entry, Feature::new(label, &value), notes);
        }
    }
    if let Some(vessel) = element.child("vesselInfo") {
        for (field, label) in [
            ("callSign", "Vessel Call Sign"),
            ("vesselType", "Vessel Type"),
            ("vesselFlag", "Vessel Flag"),
            ("vesselOwner", "Vessel Owner"),
            ("tonnage", "Vessel Tonnage"),
            ("grossRegisteredTonnage", "Vessel Gross Registered Tonnage"),
        ] {
            if let Some(value) = vessel.text_of(field) {
                feature::add(&mut entry, Feature::new(label, &value), notes);
            }
        }
    }
    for id in element.within("idList", "id") {
        add_id(&mut entry, id, notes);
    }
    entry.named(names, notes)
}

/// The one part of the list that formats without lists have.
pub(super) fn listing(list: List) -> Listing {
    let (case, part) = match list {
        List::OfacSdn => ("sdn", "SDN List"),
        _ => ("consolidated", "Consolidated List"),
    };
    Listing { case: case.to_owned(), part: part.to_owned(), authority: "ofac", since: None, inferred: None }
}

fn name(element: &Element, kind: PartyType) -> Option<String> {
    let last = element.text_of("lastName")?;
    match element.text_of("firstName") {
        Some(first) if kind == PartyType::Person => Some(format!("{first} {last}")),
        Some(first) => Some(format!("{last}, {first}")),
        None => Some(last),
    }
}

fn place(element: &Element, notes: &mut Notes) -> Option<Place> {
    let fields = ["address1", "address2", "address3", "city", "stateOrProvince", "postalCode"];
    let parts: Vec<String> = fields.iter().filter_map(|field| element.text_of(field)).collect();
    let country_printed = element.text_of("country");
    if parts.is_empty() && country_printed.is_none() {
        return None;
    }
    let country = country_printed.as_deref().and_then(|words| notes.country(words));
    Some(Place { text: parts.join(", "), country, country_printed, note: None })
}

/// `id` has numbers, and everything else that other formats call features.
fn add_id(entry: &mut Entry, id: &Element, notes: &mut Notes) {
    let (Some(label), Some(value)) = (id.text_of("idType"), id.text_of("idNumber")) else {
        notes.left_out("the document has no number", &id.text_of("idType").unwrap_or_default());
        return;
    };
    let about = [("issued ", "issueDate"), ("expires ", "expirationDate")];
    let about: Vec<String> =
        about.into_iter().filter_map(|(words, field)| Some(format!("{words}{}", id.text_of(field)?))).collect();
    if documents::is_ofac(&label) {
        let country = id.text_of("idCountry").and_then(|words| notes.country(&words));
        let identifier = documents::of_ofac(&label, &value, entry.kind, notes);
        entry.identifiers.push(identifier.in_country(country).noted(about));
    } else {
        feature::add(entry, Feature::new(&label, &value), notes);
    }
}
