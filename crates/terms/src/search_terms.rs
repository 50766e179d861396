//! The search terms of a node.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use sanad_base::work::few;

use super::forms::{is_minor, sounds, stem, without_article, without_prefixes};
use super::plurals::Plurals;
use super::spelling::{borrowed, latin_sounds};
use super::words::{Word, words};

/// Maximum size of the terms of one node, in bytes. A `tsvector` of Postgres may have a million, including positions.
const BYTES_LIMIT: usize = 400_000;

/// The version of the rules that make terms of texts. Whoever changes the terms raises it, and a database with terms of
/// another version gets new ones when it is migrated.
pub const VERSION: i64 = 2;

/// Maximum length of the term of a whole name or title, in letters.
const WHOLE_LETTERS: usize = 100;

/// The numbers of words of a name whose initials stand for it.
const INITIALS: RangeInclusive<usize> = 2..=6;

/// The search terms of a node. The first letter of a term is its type: `e` for a whole name or title, `n` for a word of
/// a name, `s` for the sound of one, `t` for a word of a text or its stem, `p` for the same behind Arabic prefixes, `w`
/// and `v` for the consonants of a borrowed Arabic word and of a name in Latin letters, `k` for a kind. The types that
/// [`Plurals`] uses are for broken plurals.
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
            sounds(&word.folded).into_iter().for_each(|sound| self.add(format!("s{sound}")));
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
    }

    fn word(&mut self, Word { folded, is_capital, .. }: &Word) {
        let bare = without_article(folded);
        let rests = without_prefixes(folded);
        self.add(format!("t{}", stem(folded)));
        bare.into_iter().for_each(|bare| self.add(format!("t{bare}")));
        self.add(format!("t{folded}"));
        for rest in few(&rests) {
            self.add(format!("p{rest}"));
            self.add(format!("p{}", stem(rest)));
        }
        for form in few([Some(folded.as_str()), bare].into_iter().flatten().chain(rests)) {
            borrowed(form).into_iter().for_each(|consonants| self.add(format!("w{consonants}")));
            Plurals::of(form).into_iter().for_each(|plurals| plurals.terms().for_each(|term| self.add(term)));
        }
        if *is_capital {
            latin_sounds(folded).into_iter().for_each(|sound| self.add(format!("v{sound}")));
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

/// The initials of a name in Latin letters, without stop words: `icc` of International Criminal Court.
pub fn initials(name: &str) -> Option<String> {
    let mut initials = String::new();
    for word in words(name).filter(|word| !is_minor(&word.folded)) {
        let first = word.folded.chars().next().filter(|_| word.is_capital)?;
        initials.push(first);
        if initials.len() > *INITIALS.end() {
            return None;
        }
    }
    (initials.is_ascii() && INITIALS.contains(&initials.len())).then_some(initials)
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
        let terms: Vec<&str> = joined.split(' ').filter(|term| !term.starts_with('s')).collect();
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
    fn initials_are_those_of_capitals() {
        assert_eq!(initials("United States of America").as_deref(), Some("usa"));
        for name in ["Reuters", "armed men loyal to Haftar", "الأمم المتحدة", "5+5 Joint Military Commission", ""]
        {
            assert_eq!(initials(name), None, "{name}");
        }
    }

    #[test]
    fn the_terms_of_long_texts_are_limited() {
        let mut indexed = SearchTerms::default();
        let text: String = (0..200_000).map(|number| format!("word{number} ")).collect();
        indexed.text(&text);
        assert!(indexed.joined().len() < BYTES_LIMIT + 200);
    }
}
