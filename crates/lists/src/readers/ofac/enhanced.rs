//! OFAC's ENHANCED XML: one self-contained element an entity.

use sanad_model::{Language, NameKind, PartyType};

use super::feature::{self, Feature};
use super::{case_of, kind_of, name_kind, reordered};
use crate::dates;
use crate::edition::{Edition, Entries, Head, Input, Item};
use crate::entry::{Birth, Deceased, Entry, LegalBasis, Listing, Name, Other, Place, Relation, Text};
use crate::error::ReadError;
use crate::list::List;
use crate::names::Names;
use crate::recognise::Format;
use crate::script::{self, ArabicLetters, Script};
use crate::words::{Notes, Table, documents, measures, relations};
use crate::xml::{Element, Stream};

/// Listings that are an umbrella: they only count where no other list stands beside them.
const UMBRELLA: &str = "Consolidated List";

struct Reader {
    stream: Stream<Input>,
    list: List,
}

pub(crate) fn open(input: Input) -> Result<Edition, ReadError> {
    let mut stream = Stream::open(input, |depth, parent, name| {
        depth == 1 && name == "publicationInfo" || depth == 2 && parent == "entities"
    })?;
    let info = stream.next()?.filter(|element| element.name == "publicationInfo").unwrap_or_default();
    let printed = info.text_of("dataAsOf").unwrap_or_default();
    let date = dates::iso_day(&printed).ok_or_else(|| ReadError::NoDate {
        found: printed.clone(),
        expected: "<dataAsOf>2025-01-10T00:00:00</dataAsOf> in <publicationInfo>",
    })?;
    let lists: Vec<String> = info
        .child("filters")
        .map(|filters| filters.texts_within("sanctionsLists", "sanctionsList"))
        .unwrap_or_default();
    let is_sdn = lists.is_empty() || lists.iter().any(|list| list == "SDN List");
    let list = if is_sdn { List::OfacSdn } else { List::OfacNonSdn };
    let moment = dates::iso_moment(&printed);
    let head =
        Head { list, format: Format::OfacEnhanced, date, moment, printed, is_dated_by_name: false, is_delta: false };
    Ok(Edition::new(head, Box::new(Reader { stream, list }), Notes::default()))
}

impl Entries for Reader {
    fn next(&mut self, notes: &mut Notes) -> Result<Option<Item>, ReadError> {
        while let Some(element) = self.stream.next()? {
            if element.name == "entity"
                && let Some(entry) = entry(&element, self.list, notes)
            {
                return Ok(Some(entry.into()));
            }
        }
        Ok(None)
    }
}

/// An entity, as ENHANCED and delta files have it.
pub(super) fn entry(element: &Element, list: List, notes: &mut Notes) -> Option<Entry> {
    let number = element.attribute("id").unwrap_or_default();
    notes.entry.clone_from(&number);
    let info = element.child("generalInfo").cloned().unwrap_or_default();
    let kind = kind_of(info.text_of("entityType").as_deref(), notes)?;
    let mut entry = super::entry(list, &number, kind, notes)?;
    entry.programmes = element.texts_within("sanctionsPrograms", "sanctionsProgram");
    entry.measures = measures::of_ofac(&element.texts_within("sanctionsTypes", "sanctionsType"), notes);
    let authorities = element.texts_within("legalAuthorities", "legalAuthority").into_iter();
    entry.legal_bases = authorities.map(|title| LegalBasis { title, url: None, published: None }).collect();
    add_listings(&mut entry, element, notes);
    entry.positions.extend(info.text_of("title").map(Text::english));
    entry.remarks.extend(info.text_of("remarks").map(Text::english));
    entry.deceased =
        info.text_of("livingStatus").filter(|status| status.eq_ignore_ascii_case("deceased")).map(|_| Deceased::Stated);
    for feature in element.within("features", "feature") {
        add_feature(&mut entry, feature, notes);
    }
    for document in element.within("identityDocuments", "identityDocument") {
        add_document(&mut entry, document, notes);
    }
    entry.addresses = element.within("addresses", "address").filter_map(|address| place(address, notes)).collect();
    for relation in element.within("relationships", "relationship") {
        entry.relations.extend(related(relation, notes));
    }
    let names = names_of(element, &entry, notes);
    entry.named(names, notes)
}

fn add_listings(entry: &mut Entry, element: &Element, notes: &mut Notes) {
    let lists: Vec<&Element> = element.within("sanctionsLists", "sanctionsList").collect();
    let has_other = lists.iter().any(|list| list.text().is_some_and(|part| part != UMBRELLA));
    for list in lists {
        let Some(part) = list.text().filter(|part| !(has_other && part == UMBRELLA)) else { continue };
        let printed = list.attribute("datePublished");
        let since = printed.as_deref().and_then(dates::iso_day);
        if since.is_none() {
            notes.left_out("the date of the listing is none", printed.as_deref().unwrap_or_default());
        }
        entry.listings.push(Listing { case: case_of(&part), part, authority: "ofac", since, inferred: None });
    }
    if entry.listings.is_empty() {
        let part = if entry.list == List::OfacSdn { "SDN List" } else { UMBRELLA };
        entry.listings.push(Listing {
            case: case_of(part),
            part: part.to_owned(),
            authority: "ofac",
            since: None,
            inferred: None,
        });
    }
}

fn names_of(element: &Element, entry: &Entry, notes: &mut Notes) -> Names {
    let countries = entry.countries();
    let mut names = Names::default();
    let mut others = Vec::new();
    let all: Vec<&Element> = element.within("names", "name").collect();
    let is_primary = |name: &Element| name.text_of("isPrimary").as_deref() == Some("true");
    // The primary name first: the same spelling stands among the aliases now and then.
    for name in all.iter().filter(|name| is_primary(name)).chain(all.iter().filter(|name| !is_primary(name))) {
        let is_weak = name.text_of("isLowQuality").as_deref() == Some("true");
        let kind = match is_primary(name) {
            true => NameKind::Primary,
            false => name_kind(&name.text_of("aliasType").unwrap_or_default(), is_weak, notes),
        };
        for translation in name.within("translations", "translation") {
            let Some(text) = text_of(translation, entry.kind) else { continue };
            let script = script::of_text(&text);
            let stated = translation.text_of("script").and_then(|word| language_of(&word, notes));
            let language = stated.or_else(|| script::language(script, &text, ArabicLetters::By(&countries)));
            match (kind, script) {
                (NameKind::Primary, Script::Latin) => {
                    let kind = if names.has_primary() { NameKind::Alias } else { kind };
                    names.add(Name { text, kind, language, script, note: None, basis: None });
                }
                (NameKind::Primary, _) => others.push((text, language)),
                (..) => drop(names.add(Name { text, kind, language, script, note: None, basis: None })),
            }
        }
    }
    for (text, language) in others {
        names.add_original(&text, language, None, None);
    }
    names
}

/// A name as it is written: given names first, where the file has them apart.
fn text_of(translation: &Element, kind: PartyType) -> Option<String> {
    let (first, last) = (translation.text_of("formattedFirstName"), translation.text_of("formattedLastName"));
    match (first, last) {
        (Some(first), Some(last)) if kind == PartyType::Person => Some(format!("{first} {last}")),
        (_, last) => translation.text_of("formattedFullName").map(|whole| reordered(&whole, kind)).or(last),
    }
}

/// The language that OFAC's word for a script shows.
fn language_of(word: &str, notes: &mut Notes) -> Option<Language> {
    let tag = match word {
        "Chinese Simplified" => "zh-hans",
        "Chinese Traditional" => "zh-hant",
        "Japanese" => "ja",
        "Korean" | "Hangul" => "ko",
        "Hebrew" => "he",
        "Armenian" => "hy",
        "Georgian" => "ka",
        "Greek" => "el",
        "Latin" | "Arabic" | "Cyrillic" => return None,
        _ => {
            notes.unknown(Table::Languages, word);
            return None;
        }
    };
    tag.parse().ok()
}

fn add_feature(entry: &mut Entry, element: &Element, notes: &mut Notes) {
    let (Some(label), Some(value)) = (element.text_of("type"), element.text_of("value")) else {
        notes.left_out("the feature has no value", &element.text_of("type").unwrap_or_default());
        return;
    };
    let note = element.text_of("comments");
    let birth = element.child("valueDate").and_then(|date| {
        let day = |name: &str| date.text_of(name)?.get(..10)?.parse().ok();
        let birth = dates::range(&value, day("fromDateBegin")?, day("toDateEnd")?)?;
        Some(Birth { approximate: date.text_of("isApproximate").as_deref() == Some("true"), ..birth })
    });
    feature::add(entry, Feature { note, birth, ..Feature::new(&label, &value) }, notes);
}

fn add_document(entry: &mut Entry, element: &Element, notes: &mut Notes) {
    let (Some(label), Some(value)) = (element.text_of("type"), element.text_of("documentNumber")) else {
        notes.left_out("the document has no number", &element.text_of("type").unwrap_or_default());
        return;
    };
    let about = [
        ("issued ", "issueDate"),
        ("expires ", "expirationDate"),
        ("issued by ", "issuingAuthority"),
        ("issued in ", "issuingLocation"),
        ("", "comments"),
    ];
    let about: Vec<String> =
        about.into_iter().filter_map(|(words, name)| Some(format!("{words}{}", element.text_of(name)?))).collect();
    let not_valid = (element.text_of("isValid").as_deref() == Some("false")).then(|| "not valid".to_owned());
    let note = about.into_iter().chain(not_valid).collect::<Vec<_>>().join("; ");
    let country = element.text_of("issuingCountry");
    let country = country.and_then(|words| notes.country(&words));
    let identifier = documents::of_ofac(&label, &value, entry.kind, notes);
    entry.identifiers.push(identifier.in_country(country).noted([note]));
}

fn place(element: &Element, notes: &mut Notes) -> Option<Place> {
    let translations: Vec<&Element> = element.within("translations", "translation").collect();
    let is_primary = |translation: &&&Element| translation.text_of("isPrimary").as_deref() == Some("true");
    let main = translations.iter().find(is_primary).or(translations.first());
    let parts: Vec<String> = main
        .into_iter()
        .flat_map(|main| main.within("addressParts", "addressPart"))
        .filter_map(|part| part.text_of("value"))
        .collect();
    let country_printed = element.text_of("country");
    if parts.is_empty() && country_printed.is_none() {
        return None;
    }
    let country = country_printed.as_deref().and_then(|words| notes.country(words));
    Some(Place { text: parts.join(", "), country, country_printed, note: None })
}

fn related(element: &Element, notes: &mut Notes) -> Option<Relation> {
    let other = element.child("relatedEntity")?;
    let number = other.attribute("entityId")?;
    let printed = element.text_of("type").unwrap_or_default();
    let (kind, is_inverse) = relations::of_ofac(&printed, notes);
    let about = element
        .text_of("comments")
        .into_iter()
        .chain(element.text_of("quality").map(|quality| format!("quality: {quality}")));
    let note = Some(about.collect::<Vec<_>>().join("; ")).filter(|note| !note.is_empty());
    Some(Relation { kind, is_inverse, printed, other: Other::Number(number, other.text()), note })
}
