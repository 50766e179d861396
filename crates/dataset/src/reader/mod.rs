//! A small layer over TOML: tables are read field by field, and every mistake is put down with its place.

mod document;
mod fields;
mod nearest;
mod report;
mod value;

use std::cell::RefCell;
use std::collections::HashMap;

use super::check::Notes;
use super::files::Spot;
use super::keys::Keys;

pub use document::{Document, parse};
pub use fields::Fields;
pub use nearest::nearest;
pub use report::Report;
pub use value::{Caption, Captions, FromToml, Mistake, Unit};

/// What all records are read with: the keys that they may name, and where to put down what is found.
pub struct Reading<'f> {
    pub report: &'f Report<'f>,
    pub keys: Keys,
    /// What the rules across records look at.
    pub notes: RefCell<Notes>,
}

impl<'f> Reading<'f> {
    pub fn new(report: &'f Report<'f>, keys: Keys) -> Self {
        Self { report, keys, notes: RefCell::default() }
    }
}

/// Things that may be there once, and where each was met first.
pub type Met<T> = HashMap<T, Spot>;
