//! Where problems are put down while a data set is read.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};
use std::hash::{BuildHasher, RandomState};

use sanad_model::Key;

use crate::files::{Files, Spot};
use crate::problem::{Listed, PROBLEMS_LIMIT, Position, Problem, Problems, Warnings};
use crate::records::Dataset;

/// The problems found so far, and the files that they are in.
pub struct Report<'f> {
    files: &'f Files,
    problems: RefCell<Found>,
    warnings: RefCell<Found>,
}

/// A problem, in the order in which they are told.
#[derive(PartialEq, Eq, PartialOrd, Ord, Hash)]
struct Told {
    spot: Spot,
    key: Option<Key>,
    text: String,
    hint: Option<String>,
}

/// The first problems, and of all of them no more than tells how many there are.
#[derive(Default)]
struct Found {
    first: BTreeSet<Told>,
    digests: HashSet<u64>,
    hasher: RandomState,
    files: BTreeSet<usize>,
}

impl Found {
    fn add(&mut self, told: Told) {
        if self.digests.insert(self.hasher.hash_one(&told)) {
            self.files.insert(told.spot.file);
            self.first.insert(told);
            if self.first.len() > PROBLEMS_LIMIT {
                self.first.pop_last();
            }
        }
    }

    fn listed(self, files: &Files) -> Listed {
        let problem = |Told { spot, key, text, hint }| Problem { position: files.position(spot), key, text, hint };
        let (more, files_with_any) = (self.digests.len() - self.first.len(), self.files.len());
        Listed { first: self.first.into_iter().map(problem).collect(), more, files: files_with_any }
    }
}

impl<'f> Report<'f> {
    pub fn new(files: &'f Files) -> Self {
        Self { files, problems: RefCell::default(), warnings: RefCell::default() }
    }

    /// Puts down a problem.
    pub fn add(&self, spot: Spot, key: Option<&Key>, text: impl Into<String>, hint: Option<String>) {
        self.problems.borrow_mut().add(Told { spot, key: key.cloned(), text: text.into(), hint });
    }

    /// Puts down what is probably wrong, and can be loaded all the same.
    pub fn warn(&self, spot: Spot, key: &Key, text: impl Into<String>, hint: impl Into<String>) {
        let text = format!("warning: {}", text.into());
        self.warnings.borrow_mut().add(Told { spot, key: Some(key.clone()), text, hint: Some(hint.into()) });
    }

    pub fn position(&self, spot: Spot) -> Position {
        self.files.position(spot)
    }

    /// The line alone, which takes less.
    pub fn line(&self, spot: Spot) -> usize {
        self.files.line(spot)
    }

    /// The data set and the warnings about it, if nothing is wrong with it. Where there is none, a problem has been put
    /// down.
    pub fn into_result(self, dataset: Option<Dataset>) -> Result<(Dataset, Warnings), Problems> {
        let problems = self.problems.into_inner();
        match dataset {
            Some(dataset) if problems.digests.is_empty() => {
                Ok((dataset, Warnings::listed(self.warnings.into_inner().listed(self.files))))
            }
            _ => Err(Problems::listed(problems.listed(self.files))),
        }
    }
}
