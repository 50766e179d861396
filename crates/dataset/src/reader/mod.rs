//! A small layer over TOML: reads tables field by field and reports every mistake with its position.

mod document;
mod fields;
mod report;
mod texts;
mod value;

use std::cell::RefCell;
use std::collections::HashMap;

use super::check::Notes;
use super::files::Spot;
use super::keys::Keys;

pub use document::{Document, parse};
pub use fields::Fields;
pub use report::Report;
pub use texts::{Caption, Day, Locator, Unit};
pub use value::{Captions, FromToml, Mistake};

/// The shared state while records are read.
pub struct Reading<'f> {
    pub report: &'f Report<'f>,
    pub keys: Keys<'f>,
    /// For the rules across records.
    pub notes: RefCell<Notes>,
}

impl<'f> Reading<'f> {
    pub fn new(report: &'f Report<'f>, keys: Keys<'f>) -> Self {
        Self { report, keys, notes: RefCell::default() }
    }
}

/// Items that may occur only once, and the first position of each.
pub type Seen<T> = HashMap<T, Spot>;
