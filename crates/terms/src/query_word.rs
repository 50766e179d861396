//! A word of a query, and how well a word of a text matches it.

use std::cell::OnceCell;

use sanad_names::{Bearer, Name, NameLikeness, compare};

use super::forms::{inflected, is_minor, without_article, without_prefixes};
use super::plurals::other_numbers;
use super::query::{Sort, Term};
use super::search_terms::rough_sign;
use super::sound::{Sounds, of_text};
use super::spelling::borrowed;
use super::stem::stems;

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
const SAME_SOUND: f64 = 0.65;
const SAME_SOUND_IN_OTHER_SCRIPT: f64 = 0.6;
const SAME_SOUND_PREFIX: f64 = 0.45;

/// The share of a similarity by sound that is left if the words are hardly spellings of one name.
const HARDLY_ONE_NAME: f64 = 0.6;

/// How two words match, the closest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// They are the same, apart from an article.
    Same,
    /// One is a form of the other.
    Form,
    /// One begins with the other.
    Beginning,
    /// They only sound alike.
    Sound,
}

/// How well two words match: the way, and the similarity in [0, 1].
pub type Likeness = Option<(Way, f64)>;

/// A word of the query, with its forms.
#[derive(Debug, Clone)]
pub struct QueryWord {
    pub folded: String,
    /// Without the article.
    bare: String,
    /// What it may be without prefixes.
    rests: Vec<String>,
    /// The stems of the word, and of what it may be without prefixes.
    stems: Vec<String>,
    borrowed: Vec<String>,
    other_numbers: Vec<String>,
    sounds: Sounds,
    text_sounds: Vec<String>,
    /// The word as a name.
    name: Name,
    /// Whether it is the last word, which may be incomplete.
    pub is_last: bool,
    /// Whether it is a stop word, which does not have to match.
    pub is_minor: bool,
    /// Whether it is of a title before a name, which may be missing and then matches less.
    pub is_title: bool,
}

/// A word of a text. Its forms are computed at most once.
pub struct TextWord<'a> {
    folded: &'a str,
    is_capital: bool,
    rests: OnceCell<Vec<&'a str>>,
    inflected: OnceCell<Vec<&'a str>>,
    stems: OnceCell<(Vec<String>, Vec<String>)>,
    sounds: OnceCell<Sounds>,
    text_sounds: OnceCell<Vec<String>>,
    name: OnceCell<Name>,
}

impl<'a> TextWord<'a> {
    pub fn new(folded: &'a str, is_capital: bool) -> Self {
        Self {
            folded,
            is_capital,
            rests: OnceCell::new(),
            inflected: OnceCell::new(),
            stems: OnceCell::new(),
            sounds: OnceCell::new(),
            text_sounds: OnceCell::new(),
            name: OnceCell::new(),
        }
    }

    fn rests(&self) -> &[&'a str] {
        self.rests.get_or_init(|| without_prefixes(self.folded))
    }

    /// The word, also without its article and prefixes.
    fn inflected(&self) -> &[&'a str] {
        self.inflected.get_or_init(|| inflected(self.folded, self.rests()))
    }

    /// Its stems, and the stems of what it may be without prefixes.
    fn stems(&self) -> &(Vec<String>, Vec<String>) {
        self.stems.get_or_init(|| {
            let (own, rests): (Vec<&str>, Vec<&str>) =
                self.inflected().iter().partition(|form| !self.rests().contains(form));
            let of = |forms: Vec<&str>| forms.into_iter().flat_map(stems).collect();
            (of(own), of(rests))
        })
    }

    fn sounds(&self) -> &Sounds {
        self.sounds.get_or_init(|| Sounds::of(self.folded))
    }

    fn name(&self) -> &Name {
        self.name.get_or_init(|| as_name(self.folded))
    }

    /// How it sounds in a text that is no name: only words with a capital do.
    fn text_sounds(&self) -> &[String] {
        self.text_sounds.get_or_init(|| if self.is_capital { of_text(self.folded) } else { Vec::new() })
    }
}

impl QueryWord {
    pub fn new(folded: String) -> Self {
        let rests = without_prefixes(&folded);
        let inflected = inflected(&folded, &rests);
        let mut stems: Vec<String> = inflected.iter().flat_map(|form| stems(form)).collect();
        stems.sort();
        stems.dedup();
        let mut other_numbers: Vec<String> = inflected.iter().flat_map(|form| other_numbers(form)).collect();
        other_numbers.sort();
        other_numbers.dedup();
        Self {
            bare: without_article(&folded).unwrap_or(&folded).to_owned(),
            borrowed: inflected.iter().filter_map(|form| borrowed(form)).collect(),
            rests: rests.into_iter().map(str::to_owned).collect(),
            stems,
            other_numbers,
            sounds: Sounds::of(&folded),
            text_sounds: of_text(&folded),
            name: as_name(&folded),
            is_last: false,
            is_minor: is_minor(&folded),
            is_title: false,
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
            terms.extend(['n', 't'].map(|sort| Term { is_prefix: self.is_last, ..whole(sort, word) }));
        }
        terms.extend(self.rests.iter().flat_map(|rest| ['n', 't'].map(|sort| whole(sort, rest))));
        terms.extend(self.stems.iter().chain(&self.other_numbers).map(|word| whole('t', word)));
        terms.extend(self.borrowed.iter().map(|consonants| whole('w', consonants)));
        terms
    }

    /// The terms of words that sound alike.
    pub fn sounding(&self) -> Vec<Term> {
        let Sounds { rough, exact, is_arabic } = &self.sounds;
        let term = |sign: char, sound: &String| Term { is_prefix: self.is_sound_prefix(sound), ..whole(sign, sound) };
        // Of the other script.
        let rough = rough.iter().map(|sound| term(rough_sign(!is_arabic), sound));
        let exact = exact.iter().map(|sound| term('f', sound));
        rough.chain(exact).chain(self.text_sounds.iter().map(|sound| whole('v', sound))).collect()
    }

    /// A short sound ends in what no longer one begins with.
    fn is_sound_prefix(&self, sound: &str) -> bool {
        self.is_last && !sound.contains('0') && sound.chars().nth(SOUND_PREFIX - 1).is_some()
    }

    /// How well the word of a text matches.
    pub fn likeness(&self, word: &TextWord, sort: Sort) -> Likeness {
        self.likeness_of_letters(word.folded)
            .or_else(|| self.likeness_of_forms(word))
            .or_else(|| self.sounds_like(word, sort))
    }

    fn likeness_of_forms(&self, word: &TextWord) -> Likeness {
        let (own, of_rests) = word.stems();
        let form = |similarity: f64| Some((Way::Form, similarity));
        if own.iter().any(|stem| self.stems.contains(stem)) {
            return form(SAME_STEM);
        }
        let behind_prefixes = self.likeness_behind_prefixes(word);
        if behind_prefixes.is_some() {
            return behind_prefixes;
        }
        if of_rests.iter().any(|stem| self.stems.contains(stem)) {
            return form(OTHER_BEHIND_PREFIXES);
        }
        if !self.borrowed.is_empty()
            && word.inflected().iter().filter_map(|form| borrowed(form)).any(|other| self.borrowed.contains(&other))
        {
            return form(OTHER_SPELLING);
        }
        let is_other_number = |form: &&str| self.other_numbers.iter().any(|other| other == form);
        let stems = || own.iter().chain(of_rests).map(String::as_str);
        (word.inflected().iter().any(is_other_number) || stems().any(|stem| is_other_number(&stem)))
            .then_some((Way::Form, OTHER_NUMBER))
    }

    /// The same letter by letter, which is much faster.
    pub fn likeness_of_letters(&self, word: &str) -> Likeness {
        if word == self.folded {
            return Some((Way::Same, SAME));
        }
        let bare = without_article(word).unwrap_or(word);
        if bare == self.bare {
            return Some((Way::Same, SAME_WITHOUT_ARTICLE));
        }
        if !self.is_last {
            return None;
        }
        let behind_article = self.prefix_of(bare).map(|similarity| SAME_WITHOUT_ARTICLE * similarity);
        [self.prefix_of(word), behind_article].into_iter().flatten().reduce(f64::max).map(|met| (Way::Beginning, met))
    }

    /// The similarity if one of the words is the other with prefixes, or both are one with different prefixes.
    fn likeness_behind_prefixes(&self, word: &TextWord) -> Likeness {
        let bare = without_article(word.folded).unwrap_or(word.folded);
        let is_own_rest = self.rests.iter().any(|rest| rest == word.folded || rest == bare);
        let mut forms = self.letters().chain(&self.rests);
        if is_own_rest || forms.any(|own| word.rests().contains(&own.as_str())) {
            return Some((Way::Form, SAME_BEHIND_PREFIXES));
        }
        if !self.is_last {
            return None;
        }
        let beginnings = word.rests().iter().filter_map(|rest| self.prefix_of(rest));
        beginnings.reduce(f64::max).map(|met| (Way::Beginning, SAME_BEHIND_PREFIXES * met))
    }

    /// The similarity if this is a prefix of the word.
    fn prefix_of(&self, word: &str) -> Option<f64> {
        let prefix = self.letters().find(|prefix| word.starts_with(*prefix))?;
        let share = prefix.chars().count() as f64 / word.chars().count() as f64;
        Some(PREFIX + (WHOLE_PREFIX - PREFIX) * share)
    }

    fn sounds_like(&self, word: &TextWord, sort: Sort) -> Likeness {
        let sound = |similarity: f64| Some((Way::Sound, similarity));
        if sort == Sort::Text {
            let is_alike = self.text_sounds.iter().any(|own| word.text_sounds().contains(own));
            return sound(SAME_SOUND).filter(|_| is_alike);
        }
        let other = word.sounds();
        let (own, others, most) = if other.is_arabic == self.sounds.is_arabic {
            (&self.sounds.exact, &other.exact, SAME_SOUND)
        } else {
            (&self.sounds.rough, &other.rough, SAME_SOUND_IN_OTHER_SCRIPT)
        };
        if own.iter().any(|sound| others.contains(sound)) {
            return sound(most * (HARDLY_ONE_NAME + (1.0 - HARDLY_ONE_NAME) * self.is_one_name_with(word)));
        }
        let begins = |own: &String| self.is_sound_prefix(own) && others.iter().any(|other| other.starts_with(own));
        sound(SAME_SOUND_PREFIX).filter(|_| own.iter().any(begins))
    }

    /// How likely the word and one that sounds alike are spellings of one name, in [0, 1].
    fn is_one_name_with(&self, word: &TextWord) -> f64 {
        let met = compare(&self.name, word.name()).met.into_iter();
        let similarities = met.filter(|met| met.likeness != NameLikeness::Different).map(|met| met.similarity);
        similarities.fold(0.0, f64::max)
    }
}

/// A word as the name of a person.
fn as_name(word: &str) -> Name {
    Name::new(word, Some(Bearer::Person))
}

fn whole(sort: char, word: &str) -> Term {
    Term { text: format!("{sort}{word}"), is_prefix: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_words_that_sound_alike_spellings_of_one_name_are_closer() {
        let likeness = |word: &str, other: &str| {
            let word = QueryWord::new(sanad_names::fold(word));
            word.likeness(&TextWord::new(&sanad_names::fold(other), false), Sort::Name)
        };
        for (word, spelling, other) in [("القذافي", "Qadhafi", "Jdif"), ("القذافي", "Gaddafi", "Jaddawi")]
        {
            let (near, far) = (likeness(word, spelling), likeness(word, other));
            assert!(near.is_some() && far.is_none_or(|far| Some(far) < near), "{word}: {near:?}, {far:?}");
        }
    }
}
