//! The formats of OFAC, and what they have in common.

pub(crate) mod csv;
pub(crate) mod delta;
pub(crate) mod enhanced;
mod feature;
mod remarks;
pub(crate) mod simple;

use sanad_model::{IdentifierKind, NameKind, PartyType, SanctionMeasure};

use crate::entry::{Entry, Imposed};
use crate::identifier::Identifier;
use crate::list::List;
use crate::words::{Notes, Table};

/// The kind of an entry by OFAC's word; nothing means an organization.
fn kind_of(word: Option<&str>, notes: &mut Notes) -> Option<PartyType> {
    match word.unwrap_or_default().to_ascii_lowercase().as_str() {
        "individual" => Some(PartyType::Person),
        "entity" | "" => Some(PartyType::Organization),
        "vessel" => Some(PartyType::Vessel),
        "aircraft" => Some(PartyType::Aircraft),
        _ => {
            notes.unknown(Table::Kinds, word.unwrap_or_default());
            notes.left_out("the kind of the entry is not known", word.unwrap_or_default());
            None
        }
    }
}

/// An entry with its number, its page and its authority's part of the list, of which formats without dates say nothing.
fn entry(list: List, number: &str, kind: PartyType, notes: &mut Notes) -> Option<Entry> {
    notes.entry = number.to_owned();
    let Some(mut entry) = Entry::new(list, number, number, kind) else {
        notes.left_out("the number of the entry is none", number);
        return None;
    };
    entry.identifiers.push(Identifier::new(IdentifierKind::ListEntry, number));
    if number.bytes().all(|byte| byte.is_ascii_digit()) {
        entry.url = Some(format!("https://sanctionssearch.ofac.treas.gov/Details.aspx?id={number}"));
    }
    Some(entry)
}

/// The kind of a name by OFAC's word for an alias. A name that is both former and of low quality is a former one.
fn name_kind(word: &str, is_weak: bool, notes: &mut Notes) -> NameKind {
    let letters: String = word.chars().filter(char::is_ascii_alphabetic).collect::<String>().to_ascii_lowercase();
    match letters.as_str() {
        "fka" => return NameKind::Former,
        "aka" | "nka" | "" => {}
        _ => notes.unknown(Table::Names, word),
    }
    if is_weak { NameKind::Weak } else { NameKind::Alias }
}

/// `AL-KANI, Mohamed` as `Mohamed AL-KANI`, for people.
fn reordered(text: &str, kind: PartyType) -> String {
    match text.split_once(", ") {
        Some((last, first)) if kind == PartyType::Person && !first.contains(", ") => format!("{first} {last}"),
        _ => text.to_owned(),
    }
}

/// What follows from being on the list of blocked persons, where a format has no measures.
fn measures_of(list: List) -> Vec<Imposed> {
    let block = Imposed { measure: SanctionMeasure::AssetFreeze, printed: "SDN List".to_owned() };
    if list == List::OfacSdn { vec![block] } else { Vec::new() }
}

/// The case that a part of the list stands for: `sdn` for `SDN List`.
fn case_of(part: &str) -> String {
    match part {
        "SDN List" => "sdn",
        "Non-SDN Palestinian Legislative Council List" => "ns-plc",
        "FSE List" => "fse",
        "Sectoral Sanctions Identifications List" => "ssi",
        "CAPTA List" => "capta",
        "Non-SDN Menu-Based Sanctions List" => "ns-mbs",
        "Non-SDN CMIC List" => "ns-cmic",
        "Consolidated List" => "consolidated",
        other => return crate::list::slug(other),
    }
    .to_owned()
}
