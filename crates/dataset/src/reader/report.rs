//! Collecting problems while a data set is read.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};
use std::hash::{BuildHasher, RandomState};

use sanad_model::Key;

use crate::files::{Files, Spot};
use crate::problem::{Listed, PROBLEMS_LIMIT, Position, Problem, Problems, Warnings};
use crate::records::Dataset;

/// The problems and warnings found so far.
pub struct Report<'f> {
    files: &'f Files,
    problems: RefCell<Found>,
    warnings: RefCell<Found>,
}

/// A problem or a warning. Its order is that of the output.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Entry {
    spot: Spot,
    key: Option<Key>,
    text: String,
    hint: Option<String>,
}

/// The first entries, and a hash of every entry: enough to count them without duplicates.
#[derive(Default)]
struct Found {
    first: BTreeSet<Entry>,
    hashes: HashSet<u64>,
    hasher: RandomState,
    files: BTreeSet<usize>,
}

impl Found {
    fn add(&mut self, entry: Entry) {
        if self.hashes.insert(self.hasher.hash_one(&entry)) {
            self.files.insert(entry.spot.file);
            self.first.insert(entry);
            if self.first.len() > PROBLEMS_LIMIT {
                self.first.pop_last();
            }
        }
    }

    fn listed(self, files: &Files) -> Listed {
        let problem = |Entry { spot, key, text, hint }| Problem { position: files.position(spot), key, text, hint };
        let (more, files_with_any) = (self.hashes.len() - self.first.len(), self.files.len());
        Listed { first: self.first.into_iter().map(problem).collect(), more, files: files_with_any }
    }
}

impl<'f> Report<'f> {
    pub fn new(files: &'f Files) -> Self {
        Self { files, problems: RefCell::default(), warnings: RefCell::default() }
    }

    /// Adds a problem.
    pub fn add(&self, spot: Spot, key: Option<&Key>, text: impl Into<String>, hint: Option<String>) {
        self.problems.borrow_mut().add(Entry { spot, key: key.cloned(), text: text.into(), hint });
    }

    /// Adds a warning: a probable mistake that does not prevent a load.
    pub fn warn(&self, spot: Spot, key: &Key, text: impl Into<String>, hint: impl Into<String>) {
        let text = format!("warning: {}", text.into());
        self.warnings.borrow_mut().add(Entry { spot, key: Some(key.clone()), text, hint: Some(hint.into()) });
    }

    pub fn position(&self, spot: Spot) -> Position {
        self.files.position(spot)
    }

    /// The line only, which is cheaper than the position.
    pub fn line(&self, spot: Spot) -> usize {
        self.files.line(spot)
    }

    /// The data sets and their warnings, or the problems. `datasets` may only be `None` if a problem was reported.
    pub fn into_result(self, datasets: Option<Vec<Dataset>>) -> Result<(Vec<Dataset>, Warnings), Problems> {
        let problems = self.problems.into_inner();
        match datasets {
            Some(datasets) if problems.hashes.is_empty() => {
                Ok((datasets, Warnings::listed(self.warnings.into_inner().listed(self.files))))
            }
            _ => Err(Problems::listed(problems.listed(self.files))),
        }
    }
}
