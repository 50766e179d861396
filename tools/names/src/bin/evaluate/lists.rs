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
    /// None of a list that only OpenSanctions publishes as a table.
    pub list: Option<List>,
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

/// The parties on the lists in these files, each entry once. Of OFAC's CSV files, `sdn.csv` brings `alt.csv` beside it, and
/// `cons_prim.csv` brings `cons_alt.csv`.
///
/// # Errors
/// When a file cannot be read.
pub fn read(files: &[PathBuf], half: Half) -> Result<Vec<Listed>, Box<dyn Error>> {
    let mut listed: BTreeMap<String, Listed> = BTreeMap::new();
    for file in files {
        if file.to_string_lossy().ends_with(".simple.csv") {
            listed.extend(read_table(file, half)?);
            continue;
        }
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
                    let list = Some(entry.list);
                    let party = Listed { kind: entry.kind, reference: entry.reference, list, names };
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
    let is_other = file.file_name().is_some_and(|name| name == "cons_prim.csv");
    let (list, aliases) = if is_other { (List::OfacNonSdn, "cons_alt.csv") } else { (List::OfacSdn, "alt.csv") };
    let mut listed = BTreeMap::new();
    for row in rows(file)?.iter().filter(|row| row.len() > 3 && half.has(&row[0])) {
        let kind = match row[2].trim() {
            "individual" => PartyType::Person,
            "vessel" => PartyType::Vessel,
            "aircraft" => PartyType::Aircraft,
            _ => PartyType::Organization,
        };
        let name = ListedName { text: row[1].to_owned(), script: Script::Latin, is_weak: false };
        let party = Listed { kind, reference: row[0].to_owned(), list: Some(list), names: Vec::from([name]) };
        listed.insert(format!("ofac {}", &row[0]), party);
    }
    for row in rows(&file.with_file_name(aliases))?.iter().filter(|row| row.len() > 3) {
        if let Some(party) = listed.get_mut(&format!("ofac {}", &row[0])) {
            party.names.push(ListedName { text: row[3].to_owned(), script: Script::Latin, is_weak: false });
        }
    }
    Ok(listed)
}

/// A table of OpenSanctions (`targets.simple.csv`), with the names in one column and the other names in another.
fn read_table(file: &Path, half: Half) -> Result<BTreeMap<String, Listed>, Box<dyn Error>> {
    #[derive(serde::Deserialize)]
    struct Row {
        id: String,
        schema: String,
        name: String,
        aliases: String,
    }
    let script = |text: &str| {
        let is_cyrillic = text.chars().any(|letter| ('\u{400}'..='\u{52f}').contains(&letter));
        if is_cyrillic { Script::Cyrillic } else { Script::Latin }
    };
    let mut listed = BTreeMap::new();
    for row in csv::Reader::from_path(file)?.deserialize() {
        let row: Row = row?;
        if !half.has(&row.id) {
            continue;
        }
        let kind = match row.schema.as_str() {
            "Person" => PartyType::Person,
            "Vessel" => PartyType::Vessel,
            _ => PartyType::Organization,
        };
        let mut cells =
            csv::ReaderBuilder::new().has_headers(false).delimiter(b';').from_reader(row.aliases.as_bytes());
        let aliases = cells.records().next().transpose()?.unwrap_or_default();
        let texts = [row.name.as_str()].into_iter().chain(&aliases);
        let names = texts.map(|text| ListedName { text: text.to_owned(), script: script(text), is_weak: false });
        let party = Listed { kind, reference: row.id.clone(), list: None, names: names.collect() };
        listed.insert(row.id, party);
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
