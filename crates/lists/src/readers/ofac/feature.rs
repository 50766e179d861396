//! Facts that OFAC has as a label and a value, in each of its formats.

use crate::dates;
use crate::entry::{Birth, Entry, Place};
use crate::words::countries::{self, Country};
use crate::words::{Notes, Table, documents};

/// Labels that need no mention in the report: they become details.
const DETAILS: [&str; 40] = [
    "Website",
    "Email Address",
    "Phone Number",
    "Telephone",
    "Telephone No.",
    "Fax",
    "Fax No.",
    "Organization Established Date",
    "Organization Type:",
    "Target Type",
    "Vessel Call Sign",
    "Vessel Tonnage",
    "Vessel Gross Tonnage",
    "Vessel Gross Registered Tonnage",
    "Vessel Owner",
    "Former Vessel Flag",
    "Former Vessel Type",
    "Other Vessel Call Sign",
    "Vessel Former Call Sign",
    "Vessel Length",
    "Aircraft Operator",
    "Previous Aircraft Tail Number",
    "Issuer Name",
    "Purchase/Sales For Divestment Date (CMIC)",
    "Listing Date (CMIC)",
    "Effective Date (CMIC)",
    "Secondary sanctions risk:",
    "Additional Sanctions Information -",
    "Transactions Prohibited For Persons Owned or Controlled By U.S. Financial Institutions:",
    "Executive Order 13662 Directive Determination -",
    "Executive Order 13846 information:",
    "Executive Order 14014 Directive Information:",
    "Executive Order 14024 Directive Information",
    "Executive Order 14024 Directive Information -",
    "Executive Order 14059 information:",
    "CAATSA Section 235 Information:",
    "IFCA Determination -",
    "PEESA Information:",
    "UN/LOCODE",
    "Address",
];

/// A fact of an entry.
pub(super) struct Feature<'a> {
    pub(super) label: &'a str,
    pub(super) value: &'a str,
    pub(super) note: Option<String>,
    /// The date of birth by its own fields, for when its text is not understood.
    pub(super) birth: Option<Birth>,
}

impl<'a> Feature<'a> {
    pub(super) fn new(label: &'a str, value: &'a str) -> Self {
        Self { label, value, note: None, birth: None }
    }
}

/// Puts a fact where it belongs: a date of birth, a nationality, an identifier; otherwise a detail.
pub(super) fn add(entry: &mut Entry, feature: Feature<'_>, notes: &mut Notes) {
    let Feature { label, value, note, birth } = feature;
    match label.to_ascii_lowercase().as_str() {
        "birthdate" | "dob" | "date of birth" => match dates::birth_in_words(value).or_else(|| birth.clone()) {
            Some(read) => {
                let approximate = read.approximate || birth.is_some_and(|birth| birth.approximate);
                entry.births.push(Birth { note, approximate, ..read });
            }
            None => {
                notes.unknown(Table::Dates, value);
                notes.left_out("the date of birth is none", value);
            }
        },
        "place of birth" | "pob" => entry.birth_places.push(place_of_birth(value)),
        "nationality country"
        | "citizenship country"
        | "nationality of registration"
        | "nationality"
        | "citizen"
        | "vessel flag" => {
            entry.nationalities.extend(notes.country(value));
        }
        "vessel type" | "other vessel type" | "aircraft type" | "aircraft model" => {
            entry.add_subtype(label, &with_note(value, note));
        }
        "vessel year of build" | "aircraft manufacture date" => entry.add_built(label, &with_note(value, note)),
        "gender" => entry.gender = notes.gender(value).or(entry.gender),
        _ if documents::is_ofac(label) => {
            entry.identifiers.push(documents::of_ofac(label, value, entry.kind, notes).noted(note));
        }
        _ => {
            let is_known = DETAILS.iter().any(|known| known.eq_ignore_ascii_case(label))
                || label.starts_with("Listing Date (")
                || label.starts_with("Effective Date (");
            if !is_known {
                notes.unknown(Table::Features, label);
            }
            entry.add_detail(label, &with_note(value, note));
        }
    }
}

fn with_note(value: &str, note: Option<String>) -> String {
    note.map_or_else(|| value.to_owned(), |note| format!("{value} ({note})"))
}

/// The last part of a place is its country, if it is one.
fn place_of_birth(value: &str) -> Place {
    let (before, last) = match value.rsplit_once(", ") {
        Some((before, last)) => (before, last),
        None => ("", value),
    };
    // A place without a country is common, so a word that is no country is not reported.
    let country = match countries::country(last) {
        Country::Known(code) => Some(code),
        _ => None,
    };
    match country {
        Some(code) => {
            Place { text: before.to_owned(), country: Some(code), country_printed: Some(last.to_owned()), note: None }
        }
        None => Place { text: value.to_owned(), country: None, country_printed: None, note: None },
    }
}
