//! A search query, and how well a text matches it.

use std::borrow::Borrow;
use std::cell::RefCell;
use std::ops::Range;

use sanad_base::work::few;

use super::initials::{INITIALS, runs_of};
use super::met::{By, KnownWords};
use super::query_word::{Likeness, QueryWord, Way};
use super::search_terms::whole_term;
use super::titles::before_a_name;
use super::words::{Word, words};

/// Maximum number of words of a query. All must match, so further words rarely change the result.
const WORDS_LIMIT: usize = 16;

/// The similarity of a word of the query and the initials of a name.
const SAME_INITIALS: f64 = 0.9;

/// The type of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A name: its words also match by how they sound.
    Name,
    /// Any other text.
    Text,
}

/// The words of a text, read once to be matched more than once.
#[derive(Debug, Clone)]
pub struct TextWords(Vec<Word>);

impl TextWords {
    pub fn of(text: &str) -> Self {
        Self(words(text).collect())
    }
}

/// A term to look up in the index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// A term as [`super::SearchTerms`] makes it, or the prefix of one. It has only letters and digits.
    pub text: String,
    /// Whether it is a prefix.
    pub is_prefix: bool,
}

/// How a text matches a query.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TextMatch {
    /// How well each word of the query matches, in [0, 1], without stop words.
    pub scores: Vec<f64>,
    /// The share of the words of the text that match, in [0, 1].
    pub coverage: f64,
    /// Whether all words are in the text as they are typed, apart from articles.
    pub is_as_typed: bool,
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

/// A search query. All its words must match, except stop words if there are other words, and titles before a name. The
/// last word may be incomplete.
#[derive(Debug, Clone)]
pub struct SearchQuery {
    words: Vec<QueryWord>,
    /// The term of a name or title that equals it.
    whole: Option<String>,
    known: RefCell<KnownWords>,
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
        let titles = before_a_name(words.iter().map(|word| &*word.folded));
        // What follows them is a name if it is not `of` something.
        if words.get(titles).is_some_and(|next| !next.is_minor) {
            words.iter_mut().take(titles).for_each(|word| word.is_title = true);
        }
        Self { words, whole: whole_term(text), known: RefCell::default() }
    }

    /// Whether it has no words.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// The words that are matched.
    fn counting(&self) -> impl Iterator<Item = &QueryWord> {
        self.words.iter().filter(|word| !word.is_minor)
    }

    /// The terms to find nodes with a name or title that is the whole query: for each word, alternatives.
    pub fn as_a_whole(&self) -> Vec<Vec<Term>> {
        self.whole.iter().map(|whole| vec![Term { text: whole.clone(), is_prefix: false }]).collect()
    }

    /// The words that a node must have.
    fn required(&self) -> impl Iterator<Item = &QueryWord> {
        self.counting().filter(|word| !word.is_title)
    }

    /// The terms to find names that have all words of the query, letter by letter: for each word, alternatives.
    pub fn by_letters(&self) -> Vec<Vec<Term>> {
        self.required().map(QueryWord::by_letters).collect()
    }

    /// The terms to find nodes that have all words of the query in any form: for each word, alternatives.
    pub fn in_any_form(&self) -> Vec<Vec<Term>> {
        self.required().map(QueryWord::in_any_form).collect()
    }

    /// The same, also with words that only sound alike.
    pub fn in_any_sound(&self) -> Vec<Vec<Term>> {
        self.required().map(|word| [word.in_any_form(), word.sounding()].concat()).collect()
    }

    /// How a text matches the query.
    pub fn match_text(&self, text: &str, sort: Sort) -> TextMatch {
        self.matches(text, || words(text), sort, By::Forms)
    }

    /// How a text with these words matches the query.
    pub fn match_words(&self, text: &str, words: &TextWords, sort: Sort) -> TextMatch {
        self.matches(text, || words.0.iter(), sort, By::Forms)
    }

    /// How a text with these words matches the query letter by letter, which is much faster. If all words match,
    /// [`match_words`](Self::match_words) gives the same result.
    pub fn match_letters(&self, text: &str, words: &TextWords, sort: Sort) -> TextMatch {
        self.matches(text, || words.0.iter(), sort, By::Letters)
    }

    fn matches<'a, Words>(&self, text: &'a str, words: impl Fn() -> Words, sort: Sort, by: By) -> TextMatch
    where
        Words: Iterator<Item: Borrow<Word>> + 'a,
    {
        let mut best: Vec<Likeness> = vec![None; self.words.len()];
        let mut found: Vec<(Range<usize>, bool, Option<Way>)> = Vec::new();
        let mut all = 0;
        let mut known = self.known.borrow_mut();
        for word in few(words()) {
            let word = word.borrow();
            let (met, is_minor) = known.met(&self.words, word, sort, by);
            let mut closest: Option<Way> = None;
            for (best, met) in best.iter_mut().zip(met) {
                if let Some((way, met)) = *met {
                    closest = Some(closest.map_or(way, |closest| closest.min(way)));
                    *best = Some(better(*best, (way, met)));
                }
            }
            all += usize::from(!is_minor);
            if closest.is_some() {
                found.push((word.range.clone(), is_minor, closest));
            }
        }
        self.meet_initials(text, words, all, &mut best, &mut found);
        // Where all words are found in some form, beginnings of others and words that only sound alike are chance.
        let is_whole =
            self.counting().zip(self.met(&best)).all(|(_, met)| met.is_some_and(|(way, _)| way <= Way::Form));
        found.retain(|(.., way)| !is_whole || way.is_some_and(|way| way <= Way::Form));
        found.sort_by_key(|(range, ..)| range.start);
        found.dedup_by(|next, one| next.0 == one.0);
        let covered = found.iter().filter(|(_, is_minor, _)| !is_minor).count();
        TextMatch {
            is_as_typed: self.met(&best).all(|met| met.is_some_and(|(way, _)| way == Way::Same)),
            scores: self.met(&best).map(|met| met.map_or(0.0, |(_, similarity)| similarity)).collect(),
            coverage: (covered as f64 / all.max(1) as f64).min(1.0),
            ranges: found.into_iter().map(|(range, ..)| range).collect(),
        }
    }

    /// How the words that count are met.
    fn met<'a>(&'a self, best: &'a [Likeness]) -> impl Iterator<Item = Likeness> + 'a {
        self.words.iter().zip(best).filter(|(asked, _)| !asked.is_minor).map(|(_, met)| *met)
    }

    /// Words of the query may be the initials of names in the text, which has this many words. Initials of all of them
    /// are as good as the name.
    fn meet_initials<'a, Words>(
        &self,
        text: &'a str,
        words: impl Fn() -> Words,
        all: usize,
        best: &mut [Likeness],
        found: &mut Vec<(Range<usize>, bool, Option<Way>)>,
    ) where
        Words: Iterator<Item: Borrow<Word>> + 'a,
    {
        let can_be = |asked: &QueryWord| asked.folded.is_ascii() && INITIALS.contains(&asked.folded.len());
        if !self.words.iter().any(can_be) {
            return;
        }
        for run in runs_of(text, words()) {
            let way = if run.ranges.len() == all { Way::Same } else { Way::Form };
            for (_, best) in self.words.iter().zip(&mut *best).filter(|(asked, _)| asked.folded == run.initials) {
                *best = Some(better(*best, (way, SAME_INITIALS)));
                found.extend(run.ranges.iter().map(|range| (range.clone(), false, Some(way))));
            }
        }
    }
}

/// The better of both.
fn better(one: Likeness, other: (Way, f64)) -> (Way, f64) {
    one.filter(|one| one.1 >= other.1).unwrap_or(other)
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
    fn forms_of_a_word_match_in_this_order() {
        let text = |query: &str, text: &str| met(query, text, Sort::Text)[0];
        let forms = [
            text("الكانيات", "الكانيات"),
            text("الكانيات", "كانيات"),
            text("عقوبات x", "العقوبة"),
            text("حفتر x", "لحفتر"),
            text("ميليشيا x", "المليشيات"),
            text("مقبرة x", "المقابر"),
            text("Tarhouna", "in Tarhuna"),
            text("tarhouna", "in tarhuna"),
        ];
        assert!(forms.is_sorted_by(|better, worse| better > worse), "{forms:?}");
        assert!(forms[6] > 0.0 && forms[7] == 0.0);
        let prefixes = ["", "ال", "و", "وال", "ف", "فال", "ب", "بال", "ك", "كال", "ل", "لل", "ولل", "وبال"];
        let words = ["ميليشيا", "مليشيا", "ميليشيات", "مليشيات"];
        for (one, other) in words.iter().flat_map(|one| words.map(|other| (one, other))) {
            for (before, inside) in prefixes.iter().flat_map(|before| prefixes.map(|inside| (before, inside))) {
                let (query, found) = (format!("{before}{one} x"), format!("{inside}{other}"));
                assert!(text(&query, &found) > 0.6, "{query} {found}");
            }
        }
        assert!(text("ميليشيا x", "لمليشيا") > 0.0 && text("ضابط x", "والضباط") > 0.0);
        assert!(text("ترهو", "بترهونة") > 0.5 && text("بترهونة", "ترهونة") > 0.5);
    }

    #[test]
    fn initials_stand_for_names() {
        for (query, name) in [
            ("U.S.", "United States"),
            ("icc", "International Criminal Court"),
            ("GNA", "Government of National Accord"),
        ] {
            let answer = SearchQuery::new(query).match_text(name, Sort::Name);
            assert!(answer.is_whole() && answer.coverage == 1.0, "{query}");
        }
        assert!(!SearchQuery::new("us").match_text("United Sates of Nowhere", Sort::Name).is_whole());
        assert!(!SearchQuery::new("us now").match_text("United States", Sort::Name).is_whole());
        let role = "ambassador to Libya · United States";
        assert!(SearchQuery::new("U.S. ambassador").match_text(role, Sort::Text).is_whole());
    }

    #[test]
    fn titles_may_be_missing_before_a_name() {
        let query = SearchQuery::new("المشير خليفة حفتر");
        assert_eq!(query.in_any_form().len(), 2);
        assert!(!query.match_text("خليفة حفتر", Sort::Name).is_whole());
        for all in ["field marshal", "president of Egypt", "minister"] {
            let query = SearchQuery::new(all);
            assert_eq!(query.in_any_form().len(), query.counting().count(), "{all}");
        }
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
