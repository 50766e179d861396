//! The terms that something is found by.

use std::collections::HashSet;

use super::forms::{is_minor, sounds, stem, without_article};
use super::words::words;

/// How many bytes the terms of one thing take at most. Postgres takes a million, and marks each with where it stands.
const BYTES_LIMIT: usize = 400_000;

/// The terms that something is found by. The first letter of each says of what sort it is: `n` a word of a name, `s` the
/// sound of one, `t` a word of a text, `k` a kind.
#[derive(Debug, Clone, Default)]
pub struct Indexed {
    terms: Vec<String>,
    seen: HashSet<String>,
    bytes: usize,
}

impl Indexed {
    /// It is of that kind.
    pub fn kind(&mut self, kind: &str) {
        // It finds room whatever else does not.
        self.terms.push(kind_term(kind));
    }

    /// It bears that name.
    pub fn name(&mut self, name: &str) {
        for word in words(name) {
            self.add(format!("n{}", word.folded));
            without_article(&word.folded).into_iter().for_each(|bare| self.add(format!("n{bare}")));
            sounds(&word.folded).into_iter().for_each(|sound| self.add(format!("s{sound}")));
        }
    }

    /// That text belongs to it. Words that say little are left out, and of the last texts all words when they are too many.
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

    /// All of them, each once, with spaces between.
    pub fn joined(&self) -> String {
        self.terms.join(" ")
    }
}

/// The term of what is of that kind.
pub fn kind_term(kind: &str) -> String {
    format!("k{}", kind.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_term_is_there_once() {
        let mut indexed = Indexed::default();
        indexed.kind("Actor");
        indexed.name("Omar Omar");
        indexed.text("sanctions, sanctioned; sanction");
        let joined = indexed.joined();
        let mut terms: Vec<&str> = joined.split(' ').filter(|term| !term.starts_with('s')).collect();
        terms.sort_unstable();
        assert_eq!(terms, ["kactor", "nomar", "tsanction", "tsanctioned", "tsanctions"]);
    }

    #[test]
    fn long_texts_have_an_end() {
        let mut indexed = Indexed::default();
        let text: String = (0..200_000).map(|number| format!("word{number} ")).collect();
        indexed.text(&text);
        assert!(indexed.joined().len() < BYTES_LIMIT + 200);
    }
}
