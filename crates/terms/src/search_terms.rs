//! The search terms of a node.

use std::collections::HashSet;

use sanad_base::work::few;

use super::forms::{inflected, is_minor, without_article, without_prefixes};
use super::initials::{initials, runs};
use super::sound::{Sounds, of_text};
use super::spelling::borrowed;
use super::stem::stems;
use super::words::{Word, words};

/// Maximum size of the terms of one node, in bytes. A `tsvector` of Postgres may have a million, including positions.
const BYTES_LIMIT: usize = 400_000;

/// The version of the rules that make terms of texts. Whoever changes the terms raises it, and a database with terms of
/// another version gets new ones when it is migrated.
pub const VERSION: i64 = 4;

/// Maximum length of the term of a whole name or title, in letters.
const WHOLE_LETTERS: usize = 100;

/// The search terms of a node. The first letter of a term is its type: `e` for a whole name or title, `n` for a word of
/// a name, `s` and `r` for the rough sound of one in Latin and in Arabic letters, `f` for the exact sound, `t` for a word
/// of a text, also without article and prefixes, its stem, and the initials of a name in it, `w` for the consonants of a
/// borrowed Arabic word, `v` for the sound of a name in a text, `k` for a kind.
#[derive(Debug, Clone, Default)]
pub struct SearchTerms {
    terms: Vec<String>,
    seen: HashSet<String>,
    /// The words of texts so far, and whether they began with a capital.
    words: HashSet<(String, bool)>,
    bytes: usize,
}

impl SearchTerms {
    /// Adds the kind of the node.
    pub fn kind(&mut self, kind: &str) {
        // Added even if the limit has been reached.
        self.terms.push(kind_term(kind));
    }

    /// Adds a name or title that a query can equal.
    pub fn whole(&mut self, text: &str) {
        whole_term(text).into_iter().for_each(|term| self.add(term));
    }

    /// Adds a name of the node.
    pub fn name(&mut self, name: &str) {
        for word in words(name) {
            self.add(format!("n{}", word.folded));
            without_article(&word.folded).into_iter().for_each(|bare| self.add(format!("n{bare}")));
            let Sounds { rough, exact, is_arabic } = Sounds::of(&word.folded);
            let sign = rough_sign(is_arabic);
            rough.into_iter().for_each(|sound| self.add(format!("{sign}{sound}")));
            exact.into_iter().for_each(|sound| self.add(format!("f{sound}")));
        }
    }

    /// Adds the initials of a name, as of an organization.
    pub fn initials(&mut self, name: &str) {
        initials(name).into_iter().for_each(|initials| self.add(format!("n{initials}")));
    }

    /// Adds a text of the node, without stop words. Words over the limit are dropped.
    pub fn text(&mut self, text: &str) {
        for word in words(text) {
            if self.bytes > BYTES_LIMIT {
                return;
            }
            // A long text repeats most of its words.
            if !is_minor(&word.folded) && self.words.insert((word.folded.clone(), word.is_capital)) {
                self.word(&word);
            }
        }
        runs(text).for_each(|run| self.add(format!("t{}", run.initials)));
    }

    fn word(&mut self, Word { folded, is_capital, .. }: &Word) {
        let rests = without_prefixes(folded);
        for form in few([Some(folded.as_str()), without_article(folded)].into_iter().flatten().chain(rests.clone())) {
            self.add(format!("t{form}"));
        }
        for form in few(inflected(folded, &rests)) {
            stems(form).into_iter().for_each(|stem| self.add(format!("t{stem}")));
            borrowed(form).into_iter().for_each(|consonants| self.add(format!("w{consonants}")));
        }
        if *is_capital {
            of_text(folded).into_iter().for_each(|sound| self.add(format!("v{sound}")));
        }
    }

    fn add(&mut self, term: String) {
        if self.bytes <= BYTES_LIMIT && !self.seen.contains(&term) {
            self.bytes += term.len() + 1;
            self.seen.insert(term.clone());
            self.terms.push(term);
        }
    }

    /// All terms without duplicates, separated by spaces. Their order does not tell that of the texts.
    pub fn joined(&self) -> String {
        let mut terms: Vec<&str> = self.terms.iter().map(String::as_str).collect();
        terms.sort_unstable();
        terms.join(" ")
    }
}

/// The term of a whole text, without articles and stop words: names and titles that differ only in these are equal.
pub fn whole_term(text: &str) -> Option<String> {
    let (counting, minor): (Vec<String>, Vec<String>) =
        words(text).map(|word| word.folded).partition(|word| !is_minor(word));
    let words = if counting.is_empty() { minor } else { counting };
    let bare = words.iter().map(|word| without_article(word).unwrap_or(word));
    let letters: String = bare.flat_map(str::chars).take(WHOLE_LETTERS).collect();
    (!letters.is_empty()).then(|| format!("e{letters}"))
}

/// The first letter of the terms for rough sounds of words in this script.
pub fn rough_sign(is_arabic: bool) -> char {
    if is_arabic { 'r' } else { 's' }
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
        let terms: Vec<&str> = joined.split(' ').filter(|term| !term.starts_with(['s', 'f'])).collect();
        assert_eq!(terms, ["kactor", "nomar", "tsanction", "tsanctioned", "tsanctions"]);
    }

    #[test]
    fn whole_names_differ_in_more_than_articles() {
        assert_eq!(whole_term("Mass graves of Tarhuna"), whole_term("MASS GRAVES, TARHUNA"));
        assert_eq!(whole_term("الكاني، محمد"), Some("eكانيمحمد".to_owned()));
        assert_eq!(whole_term("The"), Some("ethe".to_owned()));
        assert_eq!(whole_term("…"), None);
        assert_ne!(whole_term("Kani"), whole_term("Kanis"));
    }

    #[test]
    fn the_terms_of_long_texts_are_limited() {
        let mut indexed = SearchTerms::default();
        let text: String = (0..200_000).map(|number| format!("word{number} ")).collect();
        indexed.text(&text);
        assert!(indexed.joined().len() < BYTES_LIMIT + 200);
    }
}
