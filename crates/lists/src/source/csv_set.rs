//! OFAC's CSV files that belong together: `sdn.csv`, `alt.csv`, `add.csv` and `sdn_comments.csv`, or those with `cons_`.

use std::collections::BTreeMap;
use std::path::Path;

use chrono::NaiveDate;

use super::{CsvRole, Place, Recognised, SourceError, date_in, recognise};
use crate::edition::Edition;
use crate::error::ReadError;
use crate::readers::{self, CsvFiles, ofac_list_called};

/// The files of one edition.
#[derive(Debug, Clone)]
pub(super) struct CsvSet {
    files: BTreeMap<CsvRole, Place>,
}

/// What the names of the files have for their role. What is left of the name is what a set has in common.
const ROLES: [&str; 6] = ["sdn_comments", "comments", "sdn", "prim", "alt", "add"];

/// The name without its role and its endings: `cons_` for `cons_alt.csv`.
fn common(name: &str) -> String {
    let name = name.to_ascii_lowercase();
    let stem = name.strip_suffix(".gz").unwrap_or(&name);
    let stem = stem.strip_suffix(".csv").unwrap_or(stem);
    let (folder, file) = stem.rsplit_once('/').unwrap_or(("", stem));
    let found = ROLES
        .iter()
        .filter_map(|role| Some((file.rfind(role)?, role)))
        .min_by_key(|(_, role)| std::cmp::Reverse(role.len()));
    match found {
        Some((at, role)) => format!("{folder}/{}{}", &file[..at], &file[at + role.len()..]),
        None => format!("{folder}/{file}"),
    }
}

/// The other CSV files of OFAC beside a file that have the same name but for the role. What cannot be read is no part.
pub(super) fn beside(path: &Path) -> Vec<(Place, CsvRole)> {
    let own = common(&path.display().to_string());
    let directory = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let entries = std::fs::read_dir(directory).into_iter().flatten().flatten().map(|entry| entry.path());
    let others = entries.filter(|other| other.is_file() && other.file_name() != path.file_name());
    let others = others.filter(|other| {
        let beside = path.with_file_name(other.file_name().unwrap_or_default());
        common(&beside.display().to_string()) == own
    });
    let recognised = others.filter_map(|other| {
        let place = Place::File(other);
        match place.open().and_then(recognise) {
            Ok((Recognised::OneOfCsv(role), _)) => Some((place, role)),
            _ => None,
        }
    });
    recognised.collect()
}

/// Puts the files of each set together.
pub(super) fn grouped(files: Vec<(Place, CsvRole)>) -> Vec<Result<CsvSet, SourceError>> {
    let mut sets: BTreeMap<String, Vec<(Place, CsvRole)>> = BTreeMap::new();
    for (place, role) in files {
        sets.entry(common(&place.name())).or_default().push((place, role));
    }
    sets.into_values().map(set).collect()
}

fn set(files: Vec<(Place, CsvRole)>) -> Result<CsvSet, SourceError> {
    let name = files.first().map(|(place, _)| place.name()).unwrap_or_default();
    let failed = |found: String| {
        let expected =
            "one file each of entries (sdn.csv), names (alt.csv), addresses (add.csv) and comments".to_owned();
        SourceError { name: name.clone(), error: ReadError::Unfit { found, expected } }
    };
    let mut set = BTreeMap::new();
    for (place, role) in files {
        if let Some(other) = set.insert(role, place) {
            return Err(failed(format!("two files with the same columns, one of them {}", other.name())));
        }
    }
    if !set.contains_key(&CsvRole::Entries) {
        return Err(failed("OFAC's CSV files without the one of entries".to_owned()));
    }
    Ok(CsvSet { files: set })
}

impl CsvSet {
    pub(super) fn name(&self) -> String {
        self.files.get(&CsvRole::Entries).map(Place::name).unwrap_or_default()
    }

    pub(super) fn open(&self, name: &str, date: Option<NaiveDate>) -> Result<Edition, ReadError> {
        let (date, printed) = match date {
            Some(date) => (date, date.to_string()),
            None => {
                let date = date_in(name).ok_or_else(|| ReadError::NoDate {
                    found: name.to_owned(),
                    expected: "a date in the name of the file or its directory, such as 2026-09-09/sdn.csv, because OFAC's CSV has none",
                })?;
                (date, name.to_owned())
            }
        };
        let open = |role: CsvRole| self.files.get(&role).map(Place::open).transpose();
        let Some(entries) = open(CsvRole::Entries)? else {
            return Err(ReadError::NoEntries { format: "OFAC's list (CSV files)" });
        };
        let files = CsvFiles {
            entries,
            names: open(CsvRole::Names)?,
            addresses: open(CsvRole::Addresses)?,
            comments: open(CsvRole::Comments)?,
        };
        readers::open_csv(files, ofac_list_called(name), date, printed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_a_set_have_the_rest_of_their_names_in_common() {
        assert_eq!(common("a/cons_prim.csv"), common("a/CONS_ALT.CSV"));
        assert_eq!(common("a/tiny-sdn.csv"), common("a/tiny-sdn_comments.csv"));
        assert_eq!(common("a/sdn.csv.gz"), common("a/add.csv"));
        assert_eq!(common("a/sdn-2026-09-09.csv"), common("a/alt-2026-09-09.csv"));
        assert_ne!(common("a/sdn.csv"), common("a/cons_alt.csv"));
        assert_ne!(common("a/sdn.csv"), common("b/alt.csv"));
    }
}
