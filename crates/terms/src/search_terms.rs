//! The search terms of a node.

use std::collections::HashSet;

use super::forms::{is_minor, sounds, stem, without_article};
use super::words::words;

/// Maximum size of the terms of one node, in bytes. A `tsvector` of Postgres may have a million, including positions.
const BYTES_LIMIT: usize = 400_000;

/// The search terms of a node. The first letter of a term is its type: `n` for a word of a name, `s` for the sound of
/// one, `t` for a word of a text, `k` for a kind.
#[derive(Debug, Clone, Default)]
pub struct SearchTerms {
    terms: Vec<String>,
    seen: HashSet<String>,
    bytes: usize,
}

impl SearchTerms {
    /// Adds the kind of the node.
    pub fn kind(&mut self, kind: &str) {
        // Added even if the limit has been reached.
        self.terms.push(kind_term(kind));
    }

    /// Adds a name of the node.
    pub fn name(&mut self, name: &str) {
        for word in words(name) {
            self.add(format!("n{}", word.folded));
            without_article(&word.folded).into_iter().for_each(|bare| self.add(format!("n{bare}")));
            sounds(&word.folded).into_iter().for_each(|sound| self.add(format!("s{sound}")));
        }
    }

    /// Adds a text of the node, without stop words. Words over the limit are dropped.
    pub fn text(&mut self, text: &str) {
        for word in words(text) {
            if self.bytes > BYTES_LIMIT {
                return;
            }
            if is_minor(&word.folded) {
                continue;
            }
            self.add(format!("t{}", stem(&word.folded)));
            without_article(&word.folded).into_iter().for_each(|bare| self.add(format!("t{bare}")));
            self.add(format!("t{}", word.folded));
        }
    }

    fn add(&mut self, term: String) {
        if self.bytes <= BYTES_LIMIT && !self.seen.contains(&term) {
            self.bytes += term.len() + 1;
            self.seen.insert(term.clone());
            self.terms.push(term);
        }
    }

    /// All terms without duplicates, separated by spaces.
    pub fn joined(&self) -> String {
        self.terms.join(" ")
    }
}

/// The term for a kind of node.
pub fn kind_term(kind: &str) -> String {
    format!("k{}", kind.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_not_repeated() {
        let mut indexed = SearchTerms::default();
        indexed.kind("Actor");
        indexed.name("Omar Omar");
        indexed.text("sanctions, sanctioned; sanction");
        let joined = indexed.joined();
        let mut terms: Vec<&str> = joined.split(' ').filter(|term| !term.starts_with('s')).collect();
        terms.sort_unstable();
        assert_eq!(terms, ["kactor", "nomar", "tsanction", "tsanctioned", "tsanctions"]);
    }

    #[test]
    fn the_terms_of_long_texts_are_limited() {
        let mut indexed = SearchTerms::default();
        let text: String = (0..200_000).map(|number| format!("word{number} ")).collect();
        indexed.text(&text);
        assert!(indexed.joined().len() < BYTES_LIMIT + 200);
    }
}
