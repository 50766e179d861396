//! Where problems are put down while a data set is read.

use std::cell::RefCell;

use crate::dataset::files::{Files, Spot};
use crate::dataset::problem::{Position, Problem, Problems};
use crate::dataset::records::Dataset;
use crate::model::Key;

/// The problems found so far, and the files that they are in.
pub struct Report<'f> {
    files: &'f Files,
    problems: RefCell<Vec<Problem>>,
}

impl<'f> Report<'f> {
    pub fn new(files: &'f Files) -> Self {
        Self { files, problems: RefCell::default() }
    }

    /// Puts down a problem.
    pub fn add(&self, spot: Spot, key: Option<&Key>, text: impl Into<String>, hint: Option<String>) {
        let (position, key) = (self.position(spot), key.cloned());
        self.problems.borrow_mut().push(Problem { position, key, text: text.into(), hint });
    }

    pub fn position(&self, spot: Spot) -> Position {
        self.files.position(spot)
    }

    /// The data set, if nothing is wrong with it. Where there is none, a problem has been put down.
    pub fn into_result(self, dataset: Option<Dataset>) -> Result<Dataset, Problems> {
        let problems = self.problems.into_inner();
        match dataset {
            Some(dataset) if problems.is_empty() => Ok(dataset),
            _ => Err(Problems::new(problems)),
        }
    }
}
