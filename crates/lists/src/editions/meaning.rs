//! What an entry means, as far as a change of it amends a listing.

use sanad_model::{SanctionMeasure, Vocabulary, fingerprint, vocabulary};
use serde::{Deserialize, Serialize};

use crate::entry::Entry;

vocabulary! {
    /// A part of the meaning of an entry. Everything else may change without an amendment.
    pub enum Aspect {
        /// Names and their kinds.
        Names = "NAMES",
        /// Dates of birth.
        Births = "BIRTHS",
        /// Measures.
        Measures = "MEASURES",
        /// Programmes or regimes.
        Programmes = "PROGRAMMES",
    }
}

/// The version of reading: raised whenever the same file gives entries of another meaning than before. Then the next
/// edition is taken as it is, without amendments.
pub const READING: u32 = 1;

/// A number for each aspect, in the order of [`Aspect::ALL`]. White space, order, case and apostrophes do not count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Meaning([i64; 4]);

impl Meaning {
    /// The meaning of an entry.
    pub fn of(entry: &Entry) -> Self {
        Self([
            digest(entry.names.iter().map(|name| format!("{} {}", name.kind, folded(&name.text)))),
            digest(
                entry.births.iter().map(|birth| format!("{} {} {}", birth.earliest, birth.latest, birth.approximate)),
            ),
            digest(entry.measures.iter().map(|imposed| match imposed.measure {
                SanctionMeasure::Other => format!("{} {}", SanctionMeasure::Other, folded(&imposed.printed)),
                measure => measure.to_string(),
            })),
            digest(entry.programmes.iter().map(|programme| folded(programme))),
        ])
    }

    /// The number of an aspect.
    pub(super) fn get(self, aspect: Aspect) -> i64 {
        let at = Aspect::ALL.iter().position(|own| *own == aspect).unwrap_or_default();
        self.0[at]
    }

    /// Takes an aspect from another meaning.
    pub(super) fn set(&mut self, aspect: Aspect, value: i64) {
        let at = Aspect::ALL.iter().position(|own| *own == aspect).unwrap_or_default();
        self.0[at] = value;
    }
}

/// The same for the same texts in any order.
fn digest(texts: impl Iterator<Item = String>) -> i64 {
    let mut texts: Vec<String> = texts.collect();
    texts.sort();
    texts.dedup();
    fingerprint(texts.join("\n").into_bytes())
}

fn folded(text: &str) -> String {
    text.chars()
        .filter(|character| !character.is_whitespace())
        .flat_map(char::to_lowercase)
        .map(|character| match character {
            '’' | '‘' | '`' | '´' | 'ʼ' => '\'',
            other => other,
        })
        .collect()
}

/// A number for everything that an entry has, to know whether anything has changed at all.
pub(super) fn content(entry: &Entry) -> i64 {
    fingerprint(format!("{entry:?}").into_bytes())
}
