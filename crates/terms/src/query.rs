//! A search query, and how well a text matches it.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use super::forms::{is_minor, sounds, stem, without_article};
use super::words::words;

/// Maximum number of words of a query. All must match, so further words rarely change the result.
const WORDS_LIMIT: usize = 16;

/// Minimum length of a sound that is searched as a prefix. Too many names begin with a shorter one.
const SOUND_PREFIX: usize = 4;

/// The similarity of a word of the query and a word of a text, by the way they match. A prefix scores between `PREFIX`
/// and `WHOLE_PREFIX`, by how much of the word it covers.
const SAME: f64 = 1.0;
const SAME_WITHOUT_ARTICLE: f64 = 0.95;
const SAME_STEM: f64 = 0.85;
const PREFIX: f64 = 0.6;
const WHOLE_PREFIX: f64 = 0.9;
const SAME_SOUND: f64 = 0.6;
const SAME_SOUND_PREFIX: f64 = 0.45;

/// The type of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A name: its words also match by how they sound.
    Name,
    /// Any other text.
    Text,
}

/// A term to look up in the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// A term as [`super::SearchTerms`] makes it, or the prefix of one. It has only letters and digits.
    pub text: String,
    /// Whether it is a prefix.
    pub is_prefix: bool,
}

/// A word of the query.
#[derive(Debug, Clone)]
struct QueryWord {
    folded: String,
    /// Without the article.
    bare: String,
    stem: String,
    sounds: Vec<String>,
    /// Whether it is the last word, which may be incomplete.
    is_last: bool,
    /// Whether it is a stop word, which does not have to match.
    is_minor: bool,
}

/// How a text matches a query.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TextMatch {
    /// How well each word of the query matches, in [0, 1], without stop words.
    pub scores: Vec<f64>,
    /// The share of the words of the text that match, in [0, 1].
    pub coverage: f64,
    /// The byte ranges of the matching words in the text.
    pub ranges: Vec<Range<usize>>,
}

impl TextMatch {
    /// Whether all words of the query match.
    pub fn is_whole(&self) -> bool {
        !self.scores.is_empty() && self.scores.iter().all(|met| *met > 0.0)
    }

    /// The sum of the scores of the words.
    pub fn sum(&self) -> f64 {
        self.scores.iter().sum()
    }
}

/// A word of a text. Its stem and sounds are computed at most once.
struct TextWord<'a> {
    folded: &'a str,
    stem: OnceCell<String>,
    sounds: OnceCell<Vec<String>>,
}

impl<'a> TextWord<'a> {
    fn new(folded: &'a str) -> Self {
        Self { folded, stem: OnceCell::new(), sounds: OnceCell::new() }
    }

    fn stem(&self) -> &String {
        self.stem.get_or_init(|| stem(self.folded))
    }

    fn sounds(&self) -> &[String] {
        self.sounds.get_or_init(|| sounds(self.folded))
    }
}

/// A search query. All its words must match, except stop words if there are other words. The last word may be
/// incomplete.
#[derive(Debug, Clone)]
pub struct SearchQuery {
    words: Vec<QueryWord>,
}

impl SearchQuery {
    /// Accepts any text; only the first 16 words count.
    pub fn new(text: &str) -> Self {
        let mut words: Vec<QueryWord> = words(text).take(WORDS_LIMIT).map(|word| QueryWord::new(word.folded)).collect();
        if words.iter().all(|word| word.is_minor) {
            words.iter_mut().for_each(|word| word.is_minor = false);
        }
        if let Some(last) = words.last_mut() {
            last.is_last = true;
        }
        Self { words }
    }

    /// Whether it has no words.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words that must match.
    fn counting(&self) -> impl Iterator<Item = &QueryWord> {
        self.words.iter().filter(|word| !word.is_minor)
    }

    /// The terms to find names that have all words of the query, letter by letter: for each word, alternatives.
    pub fn by_letters(&self) -> Vec<Vec<Term>> {
        self.counting().map(QueryWord::by_letters).collect()
    }

    /// The terms to find nodes that have all words of the query in any form: for each word, alternatives.
    pub fn in_any_form(&self) -> Vec<Vec<Term>> {
        self.counting().map(QueryWord::in_any_form).collect()
    }

    /// How a text matches the query.
    pub fn match_text(&self, text: &str, sort: Sort) -> TextMatch {
        self.matches(text, sort, |asked, word| asked.likeness(word, sort))
    }

    /// How a text matches the query letter by letter, which is much faster. If all words match,
    /// [`match_text`](Self::match_text) gives the same result.
    pub fn match_letters(&self, text: &str, sort: Sort) -> TextMatch {
        self.matches(text, sort, QueryWord::likeness_of_letters)
    }

    fn matches(&self, text: &str, sort: Sort, likeness: impl Fn(&QueryWord, &TextWord) -> f64) -> TextMatch {
        let mut best = vec![0.0_f64; self.words.len()];
        let (mut all, mut covered, mut ranges) = (0, 0, Vec::new());
        // Whether a word matches, and whether it is a stop word. A long text repeats most of its words.
        let mut known: HashMap<String, (bool, bool)> = HashMap::new();
        for word in words(text) {
            let (is_match, is_minor) = *known.entry(word.folded).or_insert_with_key(|folded| {
                let text_word = TextWord::new(folded);
                let mut is_match = false;
                for (asked, best) in self.words.iter().zip(&mut best) {
                    if sort == Sort::Text && asked.is_minor {
                        continue;
                    }
                    let likeness = likeness(asked, &text_word);
                    is_match |= likeness > 0.0;
                    *best = best.max(likeness);
                }
                (is_match, is_minor(folded))
            });
            all += usize::from(!is_minor);
            if is_match {
                covered += usize::from(!is_minor);
                ranges.push(word.range);
            }
        }
        let scores = self.words.iter().zip(best).filter(|(asked, _)| !asked.is_minor).map(|(_, met)| met).collect();
        TextMatch { scores, coverage: covered as f64 / all.max(1) as f64, ranges }
    }
}

impl QueryWord {
    fn new(folded: String) -> Self {
        Self {
            bare: without_article(&folded).unwrap_or(&folded).to_owned(),
            stem: stem(&folded),
            sounds: sounds(&folded),
            is_last: false,
            is_minor: is_minor(&folded),
            folded,
        }
    }

    /// The word with and without its article.
    fn letters(&self) -> impl Iterator<Item = &String> {
        let bare = Some(&self.bare).filter(|bare| **bare != self.folded);
        std::iter::once(&self.folded).chain(bare)
    }

    fn by_letters(&self) -> Vec<Term> {
        self.letters().map(|word| whole('n', word)).collect()
    }

    fn in_any_form(&self) -> Vec<Term> {
        let mut terms = Vec::new();
        for word in self.letters() {
            for sort in ['n', 't'] {
                terms.push(Term { text: format!("{sort}{word}"), is_prefix: self.is_last });
            }
        }
        terms.push(whole('t', &self.stem));
        terms.extend(
            self.sounds.iter().map(|sound| Term { is_prefix: self.is_sound_prefix(sound), ..whole('s', sound) }),
        );
        terms
    }

    fn is_sound_prefix(&self, sound: &str) -> bool {
        self.is_last && sound.chars().nth(SOUND_PREFIX - 1).is_some()
    }

    /// The similarity of the words, in [0, 1]; 0 if they do not match.
    fn likeness(&self, word: &TextWord, sort: Sort) -> f64 {
        let by_letters = self.likeness_of_letters(word);
        if by_letters > 0.0 {
            return by_letters;
        }
        if *word.stem() == self.stem {
            return SAME_STEM;
        }
        if sort == Sort::Name { self.sounds_like(word) } else { 0.0 }
    }

    fn likeness_of_letters(&self, word: &TextWord) -> f64 {
        let word = word.folded;
        if word == self.folded {
            return SAME;
        }
        let bare = without_article(word).unwrap_or(word);
        if bare == self.bare {
            return SAME_WITHOUT_ARTICLE;
        }
        if self.is_last { self.prefix_of(word).max(SAME_WITHOUT_ARTICLE * self.prefix_of(bare)) } else { 0.0 }
    }

    /// The similarity if this is a prefix of the word, else 0.
    fn prefix_of(&self, word: &str) -> f64 {
        let Some(prefix) = self.letters().find(|prefix| word.starts_with(*prefix)) else { return 0.0 };
        let share = prefix.chars().count() as f64 / word.chars().count() as f64;
        PREFIX + (WHOLE_PREFIX - PREFIX) * share
    }

    fn sounds_like(&self, word: &TextWord) -> f64 {
        let others = word.sounds();
        let likeness = |sound: &String| match others.iter().any(|other| other == sound) {
            true => SAME_SOUND,
            false if self.is_sound_prefix(sound) && others.iter().any(|other| other.starts_with(sound)) => {
                SAME_SOUND_PREFIX
            }
            false => 0.0,
        };
        self.sounds.iter().map(likeness).fold(0.0, f64::max)
    }
}

fn whole(sort: char, word: &str) -> Term {
    Term { text: format!("{sort}{word}"), is_prefix: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(query: &str, text: &str, sort: Sort) -> Vec<f64> {
        SearchQuery::new(query).match_text(text, sort).scores
    }

    #[test]
    fn the_last_word_may_be_incomplete() {
        assert!(met("mohamed al-ka", "Mohamed al-Kani", Sort::Name).iter().all(|met| *met > 0.6));
        assert_eq!(met("moh kani", "Mohamed al-Kani", Sort::Name)[0], 0.0);
        assert_eq!(met("القذ", "معمر القذافي", Sort::Name).len(), 1);
        assert!(met("قذا", "معمر القذافي", Sort::Name)[0] > 0.6);
        assert!(met("sanctions", "Two were sanctioned", Sort::Text)[0] > 0.8);
        assert!(met("العقوبات", "فرضت عقوبات", Sort::Text)[0] > 0.8);
    }

    #[test]
    fn particles_may_be_missing() {
        let query = SearchQuery::new("Mohammed El-Kani");
        assert_eq!(query.in_any_form().len(), 2);
        assert!(SearchQuery::new("al").match_text("al-Kani", Sort::Name).is_whole());
        assert!(SearchQuery::new("KANI, Mohamed").match_text("Mohamed al-Kani", Sort::Name).is_whole());
    }

    #[test]
    fn an_answer_says_where() {
        let match_text = SearchQuery::new("kani").match_text("Mohamed al-Kani", Sort::Name);
        assert_eq!(
            (match_text.coverage, match_text.ranges.len(), match_text.ranges.first()),
            (0.5, 1, Some(&(11..15)))
        );
        let nothing = SearchQuery::new("! 😀 \u{202e}\"*()");
        assert!(nothing.is_empty() && nothing.by_letters().is_empty());
        assert!(!nothing.match_text("Mohamed", Sort::Name).is_whole());
    }

    #[test]
    fn the_words_of_a_query_are_limited() {
        assert_eq!(SearchQuery::new(&"word ".repeat(10_000)).in_any_form().len(), WORDS_LIMIT);
    }
}
