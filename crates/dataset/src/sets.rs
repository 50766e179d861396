//! The data sets that are read together: which ones, in which order, and what each may refer to.

use std::collections::HashMap;

use sanad_database::store::Records;
use sanad_model::Key;
use toml::de::{DeTable, DeValue};

use super::files::{Files, Spot};
use super::keys::{Declared, Keys, Other};
use super::reader::{Document, FromToml, Report, parse};

/// A parsed data set.
pub struct Set<'f> {
    pub documents: Vec<Document<'f>>,
    declared: Declared,
    key: Option<Key>,
    uses: Vec<Key>,
    /// The position of `uses`.
    spot: Spot,
}

/// The data sets to read, and others that they may name.
pub struct Sets<'f> {
    /// In the order in which they are loaded: each after those that it uses.
    pub read: Vec<Set<'f>>,
    /// Built-in data sets that none of them uses.
    unused: Vec<Set<'f>>,
    /// Data sets that are in the database only.
    stored: HashMap<Key, Declared>,
}

impl<'f> Sets<'f> {
    /// Parses the files. `stored` gives the records of a data set in the database, for those that no file has.
    pub fn parse(files: &'f Files, stored: impl Fn(&Key) -> Option<Records>, report: &Report<'_>) -> Self {
        let (mut read, mut unused): (Vec<Set<'_>>, Vec<Set<'_>>) = (Vec::new(), Vec::new());
        for set in files.sets() {
            let documents = parse(files, set, report);
            let head = documents.iter().find_map(head);
            let key = head.and_then(|head| Key::from_toml(head.0.get("key")?).ok());
            if !set.is_given && read.iter().any(|given| given.key == key) {
                // A directory has another version of a built-in data set.
                continue;
            }
            let (uses, spot) = head.map(uses_of).unwrap_or_default();
            let sets = if set.is_given { &mut read } else { &mut unused };
            sets.push(Set { declared: Declared::gather(&documents, report), documents, key, uses, spot });
        }
        let is_used = |set: &mut Set<'_>, read: &[Set<'_>]| {
            set.key.as_ref().is_some_and(|key| read.iter().any(|other| other.uses.contains(key)))
        };
        while let Some(place) =
            (0..unused.len()).find(|place| unused.get_mut(*place).is_some_and(|set| is_used(set, &read)))
        {
            read.push(unused.remove(place));
        }
        let mut sets = Self { read, unused, stored: HashMap::new() };
        sets.sort(report);
        sets.report_shared_keys(report);
        sets.look_up(stored);
        sets
    }

    /// Puts each data set behind those that it uses, and reports cycles.
    fn sort(&mut self, report: &Report<'_>) {
        let mut waiting: Vec<Set<'_>> = std::mem::take(&mut self.read);
        while !waiting.is_empty() {
            let waits = |set: &Set<'_>| {
                let is_before = |other: &Set<'_>| {
                    other.key != set.key && other.key.as_ref().is_some_and(|key| set.uses.contains(key))
                };
                waiting.iter().any(is_before)
            };
            match waiting.iter().position(|set| !waits(set)) {
                Some(next) => self.read.push(waiting.remove(next)),
                None => {
                    for set in &waiting {
                        let hint = "of two data sets, only one can use the other".to_owned();
                        report.add(set.spot, set.key.as_ref(), "`uses`: the data sets use each other", Some(hint));
                    }
                    self.read.append(&mut waiting);
                }
            }
        }
    }

    fn report_shared_keys(&self, report: &Report<'_>) {
        for (place, set) in self.read.iter().enumerate() {
            for earlier in self.read.iter().take(place) {
                set.declared.report_shared(&earlier.declared, report);
            }
        }
    }

    /// Looks up the used data sets that no file has.
    fn look_up(&mut self, stored: impl Fn(&Key) -> Option<Records>) {
        for used in self.read.iter().flat_map(|set| &set.uses) {
            if !self.read.iter().any(|set| set.key.as_ref() == Some(used)) && !self.stored.contains_key(used) {
                self.stored.extend(stored(used).map(|records| (used.clone(), Declared::stored(records))));
            }
        }
    }

    /// The keys to which a data set may refer.
    pub fn keys<'k>(&'k self, set: &'k Set<'f>) -> Keys<'k> {
        let is_used = |dataset: &Key| set.uses.contains(dataset);
        let in_files = self.read.iter().chain(&self.unused).filter(|other| other.key != set.key);
        let in_files = in_files.filter_map(|other| Some((other.key.as_ref()?, &other.declared)));
        let others = in_files.chain(&self.stored).map(|(dataset, declared)| Other {
            dataset,
            declared,
            is_used: is_used(dataset),
        });
        let others: Vec<Other<'_>> = others.collect();
        let is_there = |used: &Key| others.iter().any(|other| other.dataset == used);
        let lacks_used = !set.uses.iter().all(is_there);
        Keys { dataset: set.key.as_ref(), own: &set.declared, others, lacks_used }
    }
}

/// `[dataset]` of a file, and the index of the file.
fn head<'d>(document: &'d Document<'_>) -> Option<(&'d DeTable<'d>, usize)> {
    match document.table.get("dataset")?.get_ref() {
        DeValue::Table(table) => Some((table, document.file)),
        _ => None,
    }
}

/// The data sets that are used, and the position of the list. Mistakes are reported when the head is read.
fn uses_of((head, file): (&DeTable<'_>, usize)) -> (Vec<Key>, Spot) {
    let Some(uses) = head.get("uses") else { return Default::default() };
    let items = uses.get_ref().as_array();
    let keys = items.into_iter().flatten().filter_map(|item| Key::from_toml(item).ok()).collect();
    (keys, Spot { file, offset: uses.span().start })
}
