//! Where problems are put down while a data set is read.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashSet};
use std::hash::{BuildHasher, RandomState};

use crate::dataset::files::{Files, Spot};
use crate::dataset::problem::{PROBLEMS_LIMIT, Position, Problem, Problems};
use crate::dataset::records::Dataset;
use crate::model::Key;

/// The problems found so far, and the files that they are in.
pub struct Report<'f> {
    files: &'f Files,
    found: RefCell<Found>,
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

impl<'f> Report<'f> {
    pub fn new(files: &'f Files) -> Self {
        Self { files, found: RefCell::default() }
    }

    /// Puts down a problem.
    pub fn add(&self, spot: Spot, key: Option<&Key>, text: impl Into<String>, hint: Option<String>) {
        let told = Told { spot, key: key.cloned(), text: text.into(), hint };
        let mut found = self.found.borrow_mut();
        let digest = found.hasher.hash_one(&told);
        if found.digests.insert(digest) {
            found.files.insert(spot.file);
            found.first.insert(told);
            if found.first.len() > PROBLEMS_LIMIT {
                found.first.pop_last();
            }
        }
    }

    pub fn position(&self, spot: Spot) -> Position {
        self.files.position(spot)
    }

    /// The line alone, which takes less.
    pub fn line(&self, spot: Spot) -> usize {
        self.files.line(spot)
    }

    /// The data set, if nothing is wrong with it. Where there is none, a problem has been put down.
    pub fn into_result(self, dataset: Option<Dataset>) -> Result<Dataset, Problems> {
        let found = self.found.into_inner();
        match dataset {
            Some(dataset) if found.digests.is_empty() => Ok(dataset),
            _ => {
                let more = found.digests.len() - found.first.len();
                let problem =
                    |Told { spot, key, text, hint }| Problem { position: self.files.position(spot), key, text, hint };
                Err(Problems::counted(found.first.into_iter().map(problem).collect(), more, found.files.len()))
            }
        }
    }
}
