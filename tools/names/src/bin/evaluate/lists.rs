//! Names on published lists, read from files that are not part of the repository.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};

use sanad_lists::{List, NameKind, PartyType, Script, sources};

use crate::pairs::Named;

/// A party on a list.
pub struct Listed {
    pub kind: PartyType,
    pub reference: String,
    pub list: List,
    /// As the list has it; the first is the primary name.
    pub names: Vec<ListedName>,
}

pub struct ListedName {
    pub text: String,
    pub script: Script,
    pub is_weak: bool,
}

/// Which entries of the lists are read: those with odd numbers are for tuning, the others only for judging.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Half {
    Odd,
    Even,
    Both,
}

impl Half {
    /// Whether it has what has this number.
    pub fn has(self, number: &str) -> bool {
        let is_odd = number.bytes().last().is_some_and(|digit| digit % 2 == 1);
        match self {
            Self::Odd => is_odd,
            Self::Even => !is_odd,
            Self::Both => true,
        }
    }
}

/// The parties on the lists in these files, each entry once. Of OFAC's CSV files, `sdn.csv` brings `alt.csv` beside it.
///
/// # Errors
/// When a file cannot be read.
pub fn read(files: &[PathBuf], half: Half) -> Result<Vec<Listed>, Box<dyn Error>> {
    let mut listed: BTreeMap<String, Listed> = BTreeMap::new();
    for file in files {
        if file.extension().is_some_and(|ending| ending == "csv") {
            listed.extend(read_ofac(file, half)?);
            continue;
        }
        for source in sources(file)? {
            for item in source.open(None)? {
                let entry = item?.entry;
                if half.has(&entry.number) {
                    let names = entry.names.into_iter().map(|name| ListedName {
                        text: name.text,
                        script: name.script,
                        is_weak: name.kind == NameKind::Weak,
                    });
                    let names = names.collect();
                    let party = Listed { kind: entry.kind, reference: entry.reference, list: entry.list, names };
                    listed.insert(entry.key.to_string(), party);
                }
            }
        }
    }
    Ok(listed.into_values().collect())
}

/// OFAC's names as they are printed, with the family name first: the list's reader turns them round.
fn read_ofac(file: &Path, half: Half) -> Result<BTreeMap<String, Listed>, Box<dyn Error>> {
    let rows = |file: &Path| -> Result<Vec<csv::StringRecord>, csv::Error> {
        let mut rows = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_path(file)?;
        rows.records().collect()
    };
    let mut listed = BTreeMap::new();
    for row in rows(file)?.iter().filter(|row| row.len() > 3 && half.has(&row[0])) {
        let kind = match row[2].trim() {
            "individual" => PartyType::Person,
            "vessel" => PartyType::Vessel,
            "aircraft" => PartyType::Aircraft,
            _ => PartyType::Organization,
        };
        let name = ListedName { text: row[1].to_owned(), script: Script::Latin, is_weak: false };
        let party = Listed { kind, reference: row[0].to_owned(), list: List::OfacSdn, names: Vec::from([name]) };
        listed.insert(format!("ofac {}", &row[0]), party);
    }
    let alias = file.with_file_name("alt.csv");
    for row in rows(&alias)?.iter().filter(|row| row.len() > 3) {
        if let Some(party) = listed.get_mut(&format!("ofac {}", &row[0])) {
            party.names.push(ListedName { text: row[3].to_owned(), script: Script::Latin, is_weak: false });
        }
    }
    Ok(listed)
}

/// The names in some scripts, with the primary name in Latin script.
pub fn in_scripts(
    parties: &[Listed],
    is_in: impl Fn(Script) -> bool,
    is_wanted: impl Fn(&Listed) -> bool,
) -> Vec<Named> {
    let named = |party: &Listed| {
        let mut latin = party.names.iter().filter(|name| name.script == Script::Latin && !name.is_weak);
        let first = latin.next()?.text.clone();
        let others: Vec<String> =
            party.names.iter().filter(|name| is_in(name.script)).map(|name| name.text.clone()).collect();
        (!others.is_empty()).then_some(Named { first, others })
    };
    parties.iter().filter(|party| is_wanted(party)).filter_map(named).collect()
}

/// The primary name, with the other names in the same script.
pub fn with_aliases(parties: &[Listed], is_wanted: impl Fn(&Listed) -> bool) -> Vec<Named> {
    let named = |party: &Listed| {
        let mut texts = party.names.iter().filter(|name| name.script == Script::Latin && !name.is_weak);
        let first = texts.next()?.text.clone();
        let others: Vec<String> = texts.map(|name| name.text.clone()).collect();
        (!others.is_empty()).then_some(Named { first, others })
    };
    parties.iter().filter(|party| is_wanted(party)).filter_map(named).collect()
}
