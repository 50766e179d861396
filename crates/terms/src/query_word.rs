//! A word of a query, and how well a word of a text matches it.

use std::cell::OnceCell;

use super::forms::{is_minor, sounds, stem, without_article, without_prefixes};
use super::plurals::Plurals;
use super::query::{Sort, Term};
use super::spelling::{borrowed, latin_sounds};

/// Minimum length of a sound that is searched as a prefix. Too many names begin with a shorter one.
const SOUND_PREFIX: usize = 4;

/// The similarity of a word of the query and a word of a text, by the way they match. A prefix scores between `PREFIX`
/// and `WHOLE_PREFIX`, by how much of the word it covers.
const SAME: f64 = 1.0;
const SAME_WITHOUT_ARTICLE: f64 = 0.95;
const SAME_STEM: f64 = 0.85;
const SAME_BEHIND_PREFIXES: f64 = 0.8;
const OTHER_BEHIND_PREFIXES: f64 = 0.75;
const OTHER_SPELLING: f64 = 0.75;
const OTHER_NUMBER: f64 = 0.7;
const PREFIX: f64 = 0.6;
const WHOLE_PREFIX: f64 = 0.9;
const SAME_SOUND: f64 = 0.6;
const SAME_SOUND_PREFIX: f64 = 0.45;

/// A word of the query, with its forms.
#[derive(Debug, Clone)]
pub struct QueryWord {
    pub folded: String,
    /// Without the article.
    bare: String,
    /// What it may be without prefixes.
    rests: Vec<String>,
    stem: String,
    borrowed: Option<String>,
    plurals: Vec<Plurals>,
    sounds: Vec<String>,
    latin_sounds: Vec<String>,
    /// Whether it is the last word, which may be incomplete.
    pub is_last: bool,
    /// Whether it is a stop word, which does not have to match.
    pub is_minor: bool,
}

/// A word of a text. Its forms are computed at most once.
pub struct TextWord<'a> {
    folded: &'a str,
    is_capital: bool,
    rests: OnceCell<Vec<&'a str>>,
    stems: OnceCell<Vec<String>>,
    plurals: OnceCell<Vec<Plurals>>,
    sounds: OnceCell<Vec<String>>,
}

impl<'a> TextWord<'a> {
    pub fn new(folded: &'a str, is_capital: bool) -> Self {
        Self {
            folded,
            is_capital,
            rests: OnceCell::new(),
            stems: OnceCell::new(),
            plurals: OnceCell::new(),
            sounds: OnceCell::new(),
        }
    }

    fn rests(&self) -> &[&'a str] {
        self.rests.get_or_init(|| without_prefixes(self.folded))
    }

    /// The word, also without its article and prefixes.
    fn forms(&self) -> impl Iterator<Item = &'a str> + '_ {
        [Some(self.folded), without_article(self.folded)].into_iter().flatten().chain(self.rests().iter().copied())
    }

    /// Its stem, and the stems of what it may be without prefixes.
    fn stems(&self) -> &[String] {
        self.stems.get_or_init(|| std::iter::once(&self.folded).chain(self.rests()).map(|form| stem(form)).collect())
    }

    fn plurals(&self) -> &[Plurals] {
        self.plurals.get_or_init(|| self.forms().filter_map(Plurals::of).collect())
    }

    /// How it sounds in a text of this type. In other texts than names, only names have sounds: words with a capital.
    fn sounds(&self, sort: Sort) -> &[String] {
        self.sounds.get_or_init(|| match sort {
            Sort::Name => sounds(self.folded),
            Sort::Text if self.is_capital => latin_sounds(self.folded),
            Sort::Text => Vec::new(),
        })
    }
}

impl QueryWord {
    pub fn new(folded: String) -> Self {
        let bare = without_article(&folded);
        let plurals = [Some(folded.as_str()), bare].into_iter().flatten().filter_map(Plurals::of).collect();
        Self {
            bare: bare.unwrap_or(&folded).to_owned(),
            rests: without_prefixes(&folded).into_iter().map(str::to_owned).collect(),
            stem: stem(&folded),
            borrowed: borrowed(&folded),
            plurals,
            sounds: sounds(&folded),
            latin_sounds: latin_sounds(&folded),
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

    /// The terms of names with the word, letter by letter.
    pub fn by_letters(&self) -> Vec<Term> {
        self.letters().map(|word| whole('n', word)).collect()
    }

    /// The terms of texts with any form of the word.
    pub fn in_any_form(&self) -> Vec<Term> {
        let mut terms = Vec::new();
        for word in self.letters() {
            for sort in ['n', 't', 'p'] {
                terms.push(Term { is_prefix: self.is_last, ..whole(sort, word) });
            }
        }
        terms.extend(self.rests.iter().flat_map(|rest| ['n', 't'].map(|sort| whole(sort, rest))));
        terms.extend(['t', 'p'].map(|sort| whole(sort, &self.stem)));
        terms.extend(self.borrowed.iter().map(|consonants| whole('w', consonants)));
        let others = self.plurals.iter().flat_map(Plurals::of_others);
        terms.extend(others.map(|text| Term { text, is_prefix: false }));
        terms
    }

    /// The terms of words that sound alike.
    pub fn sounding(&self) -> Vec<Term> {
        let sounds =
            self.sounds.iter().map(|sound| Term { is_prefix: self.is_sound_prefix(sound), ..whole('s', sound) });
        sounds.chain(self.latin_sounds.iter().map(|sound| whole('v', sound))).collect()
    }

    fn is_sound_prefix(&self, sound: &str) -> bool {
        self.is_last && sound.chars().nth(SOUND_PREFIX - 1).is_some()
    }

    /// The similarity of the words, in [0, 1]; 0 if they do not match.
    pub fn likeness(&self, word: &TextWord, sort: Sort) -> f64 {
        let by_letters = self.likeness_of_letters(word);
        if by_letters > 0.0 {
            return by_letters;
        }
        let [own, rests @ ..] = word.stems() else { return 0.0 };
        if *own == self.stem {
            return SAME_STEM;
        }
        let behind_prefixes = self.likeness_behind_prefixes(word);
        if behind_prefixes > 0.0 {
            return behind_prefixes;
        }
        if rests.contains(&self.stem) {
            return OTHER_BEHIND_PREFIXES;
        }
        if self.borrowed.is_some() && word.forms().any(|form| borrowed(form) == self.borrowed) {
            return OTHER_SPELLING;
        }
        if self.plurals.iter().any(|own| word.plurals().iter().any(|other| own.is_other_number_of(other))) {
            return OTHER_NUMBER;
        }
        self.sounds_like(word, sort)
    }

    pub fn likeness_of_letters(&self, word: &TextWord) -> f64 {
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

    /// The similarity if one of the words is the other with prefixes, else 0.
    fn likeness_behind_prefixes(&self, word: &TextWord) -> f64 {
        let bare = without_article(word.folded).unwrap_or(word.folded);
        let is_own_rest = self.rests.iter().any(|rest| rest == word.folded || rest == bare);
        if is_own_rest || self.letters().any(|own| word.rests().contains(&own.as_str())) {
            return SAME_BEHIND_PREFIXES;
        }
        if !self.is_last {
            return 0.0;
        }
        SAME_BEHIND_PREFIXES * word.rests().iter().map(|rest| self.prefix_of(rest)).fold(0.0, f64::max)
    }

    /// The similarity if this is a prefix of the word, else 0.
    fn prefix_of(&self, word: &str) -> f64 {
        let Some(prefix) = self.letters().find(|prefix| word.starts_with(*prefix)) else { return 0.0 };
        let share = prefix.chars().count() as f64 / word.chars().count() as f64;
        PREFIX + (WHOLE_PREFIX - PREFIX) * share
    }

    fn sounds_like(&self, word: &TextWord, sort: Sort) -> f64 {
        let others = word.sounds(sort);
        let own = match sort {
            Sort::Name => &self.sounds,
            Sort::Text => &self.latin_sounds,
        };
        let likeness = |sound: &String| match others.iter().any(|other| other == sound) {
            true => SAME_SOUND,
            false
                if sort == Sort::Name
                    && self.is_sound_prefix(sound)
                    && others.iter().any(|other| other.starts_with(sound)) =>
            {
                SAME_SOUND_PREFIX
            }
            false => 0.0,
        };
        own.iter().map(likeness).fold(0.0, f64::max)
    }
}

fn whole(sort: char, word: &str) -> Term {
    Term { text: format!("{sort}{word}"), is_prefix: false }
}
