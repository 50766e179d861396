//! What somebody types to find something, and how well a text answers it.

use std::cell::OnceCell;
use std::collections::HashMap;
use std::ops::Range;

use super::forms::{is_minor, sounds, stem, without_article};
use super::words::words;

/// How many words of a question count. Each has to be met, so that few things are left well before.
const WORDS_LIMIT: usize = 16;

/// From so many letters on, a sound stands for the names that begin with it: of shorter ones, too many do.
const SOUND_BEGINNING: usize = 4;

/// How alike a word of a question and a word of a text are, by the way in which they are.
const SAME: f64 = 1.0;
const ARTICLE_APART: f64 = 0.95;
const SAME_STEM: f64 = 0.85;
const BEGINNING: f64 = 0.6;
const WHOLE_OF_BEGINNING: f64 = 0.9;
const SAME_SOUND: f64 = 0.6;
const SOUND_OF_BEGINNING: f64 = 0.45;

/// What a text is to the thing that it belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// What it is called: words are met by what they sound like, too.
    Name,
    /// What is said of it.
    Text,
}

/// What the index is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Term {
    /// A term as [`super::Indexed`] makes it, or the beginning of one. It has letters and digits only.
    pub text: String,
    pub is_beginning: bool,
}

/// A word of a question.
#[derive(Debug, Clone)]
struct Asked {
    folded: String,
    /// Without an article that it may begin with.
    bare: String,
    stem: String,
    sounds: Vec<String>,
    /// Whether it is the last one: it may be typed half.
    is_open: bool,
    /// Whether what answers the others may do without it.
    is_minor: bool,
}

/// How a text answers a question.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Answer {
    /// How well each word that counts is met, in [0, 1].
    pub met: Vec<f64>,
    /// How much of the text the question covers, in [0, 1].
    pub covered: f64,
    /// Where words are met, in bytes of the text.
    pub places: Vec<Range<usize>>,
}

impl Answer {
    /// Whether each word that counts is met.
    pub fn is_whole(&self) -> bool {
        !self.met.is_empty() && self.met.iter().all(|met| *met > 0.0)
    }

    /// How well the words that count are met together.
    pub fn sum(&self) -> f64 {
        self.met.iter().sum()
    }
}

/// A word of a text, with what is found out about it once for all words of a question.
struct Said<'a> {
    folded: &'a str,
    stem: OnceCell<String>,
    sounds: OnceCell<Vec<String>>,
}

impl<'a> Said<'a> {
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

/// What somebody types to find something: words, all of which have to be met, and the last of which may be the beginning
/// of one. Particles and the like may be missing where there are others.
#[derive(Debug, Clone)]
pub struct Question {
    words: Vec<Asked>,
}

impl Question {
    /// Any text will do; of a long one, only the first words count.
    pub fn new(text: &str) -> Self {
        let mut words: Vec<Asked> = words(text).take(WORDS_LIMIT).map(|word| Asked::new(word.folded)).collect();
        if words.iter().all(|word| word.is_minor) {
            words.iter_mut().for_each(|word| word.is_minor = false);
        }
        if let Some(last) = words.last_mut() {
            last.is_open = true;
        }
        Self { words }
    }

    /// Whether there is no word in it.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn counting(&self) -> impl Iterator<Item = &Asked> {
        self.words.iter().filter(|word| !word.is_minor)
    }

    /// Finds names that have all of the words, letter by letter: for each word, terms one of which has to be there.
    pub fn by_letters(&self) -> Vec<Vec<Term>> {
        self.counting().map(Asked::by_letters).collect()
    }

    /// Finds whatever has all of the words in any form: for each word, terms one of which has to be there.
    pub fn in_any_form(&self) -> Vec<Vec<Term>> {
        self.counting().map(Asked::in_any_form).collect()
    }

    /// How a text answers it.
    pub fn answer(&self, text: &str, sort: Sort) -> Answer {
        self.answered(text, sort, |asked, word| asked.likeness(word, sort))
    }

    /// How a text answers it letter by letter, which takes a fraction of the time. Where it does so wholly, it does so
    /// no better in any other way.
    pub fn answer_by_letters(&self, text: &str, sort: Sort) -> Answer {
        self.answered(text, sort, Asked::likeness_of_letters)
    }

    fn answered(&self, text: &str, sort: Sort, likeness: impl Fn(&Asked, &Said) -> f64) -> Answer {
        let mut best = vec![0.0_f64; self.words.len()];
        let (mut all, mut covered, mut places) = (0, 0, Vec::new());
        // Whether a word answers, and whether it is minor. A long text has most of its words many times.
        let mut known: HashMap<String, (bool, bool)> = HashMap::new();
        for word in words(text) {
            let (is_met, is_minor) = *known.entry(word.folded).or_insert_with_key(|folded| {
                let said = Said::new(folded);
                let mut is_met = false;
                for (asked, best) in self.words.iter().zip(&mut best) {
                    if sort == Sort::Text && asked.is_minor {
                        continue;
                    }
                    let likeness = likeness(asked, &said);
                    is_met |= likeness > 0.0;
                    *best = best.max(likeness);
                }
                (is_met, is_minor(folded))
            });
            all += usize::from(!is_minor);
            if is_met {
                covered += usize::from(!is_minor);
                places.push(word.range);
            }
        }
        let met = self.words.iter().zip(best).filter(|(asked, _)| !asked.is_minor).map(|(_, met)| met).collect();
        Answer { met, covered: covered as f64 / all.max(1) as f64, places }
    }
}

impl Asked {
    fn new(folded: String) -> Self {
        Self {
            bare: without_article(&folded).unwrap_or(&folded).to_owned(),
            stem: stem(&folded),
            sounds: sounds(&folded),
            is_open: false,
            is_minor: is_minor(&folded),
            folded,
        }
    }

    /// The word as it is and without its article.
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
                terms.push(Term { text: format!("{sort}{word}"), is_beginning: self.is_open });
            }
        }
        terms.push(whole('t', &self.stem));
        terms.extend(
            self.sounds.iter().map(|sound| Term { is_beginning: self.is_open_sound(sound), ..whole('s', sound) }),
        );
        terms
    }

    fn is_open_sound(&self, sound: &str) -> bool {
        self.is_open && sound.chars().nth(SOUND_BEGINNING - 1).is_some()
    }

    /// How alike they are, in [0, 1]; 0 if they have nothing to do with each other.
    fn likeness(&self, word: &Said, sort: Sort) -> f64 {
        let by_letters = self.likeness_of_letters(word);
        if by_letters > 0.0 {
            return by_letters;
        }
        if *word.stem() == self.stem {
            return SAME_STEM;
        }
        if sort == Sort::Name { self.sounds_like(word) } else { 0.0 }
    }

    fn likeness_of_letters(&self, word: &Said) -> f64 {
        let word = word.folded;
        if word == self.folded {
            return SAME;
        }
        let bare = without_article(word).unwrap_or(word);
        if bare == self.bare {
            return ARTICLE_APART;
        }
        if self.is_open { self.begins(word).max(ARTICLE_APART * self.begins(bare)) } else { 0.0 }
    }

    /// How much of the word it is the beginning of.
    fn begins(&self, word: &str) -> f64 {
        let Some(beginning) = self.letters().find(|beginning| word.starts_with(*beginning)) else { return 0.0 };
        let share = beginning.chars().count() as f64 / word.chars().count() as f64;
        BEGINNING + (WHOLE_OF_BEGINNING - BEGINNING) * share
    }

    fn sounds_like(&self, word: &Said) -> f64 {
        let heard = word.sounds();
        let likeness = |sound: &String| match heard.iter().any(|heard| heard == sound) {
            true => SAME_SOUND,
            false if self.is_open_sound(sound) && heard.iter().any(|heard| heard.starts_with(sound)) => {
                SOUND_OF_BEGINNING
            }
            false => 0.0,
        };
        self.sounds.iter().map(likeness).fold(0.0, f64::max)
    }
}

fn whole(sort: char, word: &str) -> Term {
    Term { text: format!("{sort}{word}"), is_beginning: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn met(question: &str, text: &str, sort: Sort) -> Vec<f64> {
        Question::new(question).answer(text, sort).met
    }

    #[test]
    fn the_last_word_may_be_half() {
        assert!(met("mohamed al-ka", "Mohamed al-Kani", Sort::Name).iter().all(|met| *met > 0.6));
        assert_eq!(met("moh kani", "Mohamed al-Kani", Sort::Name)[0], 0.0);
        assert_eq!(met("القذ", "معمر القذافي", Sort::Name).len(), 1);
        assert!(met("قذا", "معمر القذافي", Sort::Name)[0] > 0.6);
        assert!(met("sanctions", "Two were sanctioned", Sort::Text)[0] > 0.8);
        assert!(met("العقوبات", "فرضت عقوبات", Sort::Text)[0] > 0.8);
    }

    #[test]
    fn particles_may_be_missing() {
        let question = Question::new("Mohammed El-Kani");
        assert_eq!(question.in_any_form().len(), 2);
        assert!(Question::new("al").answer("al-Kani", Sort::Name).is_whole());
        assert!(Question::new("KANI, Mohamed").answer("Mohamed al-Kani", Sort::Name).is_whole());
    }

    #[test]
    fn an_answer_says_where() {
        let answer = Question::new("kani").answer("Mohamed al-Kani", Sort::Name);
        assert_eq!((answer.covered, answer.places.len(), answer.places.first()), (0.5, 1, Some(&(11..15))));
        let nothing = Question::new("! 😀 \u{202e}\"*()");
        assert!(nothing.is_empty() && nothing.by_letters().is_empty());
        assert!(!nothing.answer("Mohamed", Sort::Name).is_whole());
    }

    #[test]
    fn long_questions_have_an_end() {
        assert_eq!(Question::new(&"word ".repeat(10_000)).in_any_form().len(), WORDS_LIMIT);
    }
}
