//! The lists' own words: what they mean here, and which of them are not known.

pub(crate) mod countries;
pub(crate) mod documents;
pub(crate) mod measures;
pub(crate) mod regimes;
pub(crate) mod relations;

use std::collections::BTreeMap;

use sanad_model::{CountryCode, Gender, Vocabulary, vocabulary};
use serde::Serialize;

use countries::Country;

vocabulary! {
    /// A table of words.
    pub enum Table {
        /// Countries.
        Countries = "countries",
        /// Measures, and types of sanctions.
        Measures = "measures",
        /// Regimes of the United Nations.
        Regimes = "regimes",
        /// Kinds of documents and numbers.
        Documents = "documents",
        /// Kinds of relations.
        Relations = "relations",
        /// Kinds and qualities of names.
        Names = "names",
        /// Scripts and languages.
        Languages = "languages",
        /// Forms of dates.
        Dates = "dates",
        /// Kinds of entries.
        Kinds = "kinds",
        /// Genders.
        Genders = "genders",
        /// Sources of designations.
        Authorities = "authorities",
        /// Kinds of features and fields.
        Features = "features",
    }
}

/// Maximum number of different words of a table, and of reasons, that are kept; all are counted.
const WORDS_KEPT: usize = 500;
/// Maximum number of characters of a word that is kept.
const WORD_LENGTH: usize = 120;
/// Maximum number of entries that are named for a reason.
const EXAMPLES_KEPT: usize = 5;

/// What was left out, and why.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// How often.
    pub count: u64,
    /// The first entries concerned, by reference or number, with the value where there is one.
    pub examples: Vec<String>,
}

/// What readers notice besides entries.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notes {
    unknown: BTreeMap<&'static str, BTreeMap<String, u64>>,
    left_out: BTreeMap<&'static str, LeftOut>,
    /// The reference of the entry that is being read.
    pub(crate) entry: String,
}

impl Notes {
    /// By table, the words that are not in it, and how often they occur.
    pub fn unknown_words(&self) -> &BTreeMap<&'static str, BTreeMap<String, u64>> {
        &self.unknown
    }

    /// By reason, what was left out.
    pub fn left_out_by_reason(&self) -> &BTreeMap<&'static str, LeftOut> {
        &self.left_out
    }

    /// Counts a word that is not in the table.
    pub(crate) fn unknown(&mut self, table: Table, word: &str) {
        let words = self.unknown.entry(table.word()).or_default();
        let word = shortened(word);
        let is_kept = words.len() < WORDS_KEPT || words.contains_key(&word);
        *words.entry(if is_kept { word } else { "(others)".to_owned() }).or_default() += 1;
    }

    /// Counts something that is not taken over. The reason reads on from "left out:".
    pub(crate) fn left_out(&mut self, reason: &'static str, value: &str) {
        let left_out = self.left_out.entry(reason).or_default();
        left_out.count += 1;
        if left_out.examples.len() < EXAMPLES_KEPT {
            let parts = [self.entry.as_str(), value].into_iter().filter(|part| !part.is_empty());
            left_out.examples.push(shortened(&parts.collect::<Vec<_>>().join(": ")));
        }
    }

    /// The country that a list calls by this word; a word that is not known is counted.
    pub(crate) fn country(&mut self, words: &str) -> Option<CountryCode> {
        match countries::country(words) {
            Country::Known(code) => Some(code),
            Country::None => None,
            Country::Unknown => {
                self.unknown(Table::Countries, words);
                None
            }
        }
    }

    /// The gender that a list means by this word.
    pub(crate) fn gender(&mut self, word: &str) -> Option<Gender> {
        match word.to_lowercase().as_str() {
            "male" | "m" => Some(Gender::Male),
            "female" | "f" => Some(Gender::Female),
            "" | "unknown" | "x" => None,
            _ => {
                self.unknown(Table::Genders, word);
                None
            }
        }
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(WORD_LENGTH) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
