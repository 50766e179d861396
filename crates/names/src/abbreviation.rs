//! Abbreviations of the names of organizations: IRGC for Islamic Revolutionary Guard Corps, Aerocondor for Aeronautica
//! Condor, and words that are joined: Thailong for Thai Long.

use std::ops::RangeInclusive;

use super::comparison::NameLikeness;
use super::letters::{Letter, Script};
use super::lexicon::RARE;
use super::likeness::Like;
use super::name::Bearer;
use super::parsed::{Parsed, Part, Role};
use super::spelling::Spelling;
use super::words::{AND, Usage, word};

/// The words that an abbreviation stands for, by their places, and how certain it is that it does.
pub(super) struct Abbreviated {
    pub words: RangeInclusive<usize>,
    pub like: Like,
}

/// The shortest and the longest word that may be an abbreviation.
const LETTERS: RangeInclusive<usize> = 3..=16;
/// The most letters that an abbreviation has of the beginning of a word.
const BEGINNING: usize = 4;
/// The least letters of an abbreviation that has more of a word than its initial, of two words that are joined, and of
/// each of two words.
const SYLLABLES: usize = 6;
const OF_TWO: usize = 5;
const OF_EACH_OF_TWO: usize = 2;
/// The least letters of such an abbreviation beside a word for what an organization does: Anship is not Andromeda Shipping.
const OF_OTHERS: usize = 3;
/// Maximum number of words that are tried for one abbreviation.
const STEPS: usize = 200;
/// The similarity of an abbreviation and the words; of three letters, and of one letter beside those for a kind, which many
/// others have too; and of words that are joined.
const ABBREVIATION: f32 = 0.96;
const OF_THREE_LETTERS: f32 = 0.6;
const JOINED: f32 = 0.96;

/// The letters that words of a name begin with, with a bit for each: few names can have an abbreviation of another.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Beginnings {
    of_words: u32,
    /// Of those that may be abbreviations.
    of_abbreviations: u32,
}

impl Beginnings {
    pub fn of(parts: &[Part]) -> Self {
        let letters = |is: fn(&Part) -> bool| {
            let first = parts.iter().filter(|part| is(part)).flat_map(first_letters);
            first.fold(0, |letters, letter| letters | 1 << letter)
        };
        Self { of_words: letters(is_word), of_abbreviations: letters(may_abbreviate) }
    }
}

/// Whether an abbreviation may be in one of the names: it counts more than the words that it stands for.
pub(super) fn may_be_abbreviated(first: &Parsed, second: &Parsed) -> bool {
    let is = |one: &Parsed, other: &Parsed| {
        one.beginnings.of_abbreviations & other.beginnings.of_words != 0
            && (0..one.parts.len()).any(|place| abbreviated(one, place, &other.parts).is_some())
    };
    let are_organizations = first.bearer == Bearer::Organization && second.bearer == Bearer::Organization;
    are_organizations && (is(first, second) || is(second, first))
}

/// The letters that a word, or what stands for it, begins with.
fn first_letters(word: &Part) -> impl Iterator<Item = Letter> {
    [&word.whole].into_iter().chain(&word.short).filter_map(|spelling| spelling.letters().first().copied())
}

/// The words among these that a part of the name is an abbreviation of: its letters are the beginnings of words that
/// stand together. Particles and legal forms may be left out.
pub(super) fn abbreviated(name: &Parsed, place: usize, words: &[Part]) -> Option<Abbreviated> {
    let part = &name.parts[place];
    let letters = part.whole.letters();
    if words.len() < 2 || !may_abbreviate(part) {
        return None;
    }
    // A list of family names has no abbreviation, nor has the name of a person one in it: Sessa Ayala. A place may be meant by a
    // person's name too, so it is enough only for more than initials: Iralco.
    let may_have_one = !part.is_ordinary && (name.is_likely || name.parts.len() == 1);
    let is_enough = |taken: &Taken| {
        let most = if taken.are_initials { Usage::Trade } else { Usage::Place };
        let may_be = || may_have_one && words.iter().any(|word| tells_organization(word, most));
        taken.is_enough() && (taken.are_whole() || may_be())
    };
    let begins_as = |word: &Part| is_word(word) && first_letters(word).any(|first| Some(&first) == letters.first());
    (0..words.len()).filter(|first| begins_as(&words[*first])).find_map(|first| {
        let mut taken = Taken::default();
        taken.rest(letters, &words[first..], &is_enough).then(|| {
            let last = first + taken.places - 1;
            let (similarity, likeness) = match letters.len() {
                _ if taken.are_whole() => (JOINED, NameLikeness::Spelling),
                _ if taken.of_kinds + 1 >= letters.len() => (OF_THREE_LETTERS, NameLikeness::Initial),
                3 => (OF_THREE_LETTERS, NameLikeness::Initial),
                _ => (ABBREVIATION, NameLikeness::Initial),
            };
            Abbreviated { words: first..=last, like: Like { similarity, likeness } }
        })
    })
}

/// How much an abbreviation counts, by its letters: each stands for a word.
pub(super) fn weight(part: &Part) -> f32 {
    (0.3 + 0.15 * part.whole.len() as f32).min(RARE)
}

/// Whether a part may be an abbreviation, or words that are joined.
pub(super) fn may_abbreviate(part: &Part) -> bool {
    part.role == Role::Proper
        && part.whole.script == Script::Latin
        && LETTERS.contains(&part.whole.len())
        && part.concept.is_none()
        && part.prefix.is_none()
}

/// Whether a word has a meaning in the names of organizations, in a usage up to this.
fn tells_organization(part: &Part, most: Usage) -> bool {
    part.role == Role::Proper && part.concept.is_some_and(|concept| concept.usage <= most)
}

/// Whether a word stands in an abbreviation with its letters; particles and legal forms may.
fn is_word(part: &Part) -> bool {
    part.role == Role::Proper && part.whole.script == Script::Latin
}

/// Whether so many letters that a word begins with are a word for what an organization does: ship of shipping.
fn begins_with_trade(part: &Part, count: usize) -> bool {
    count >= BEGINNING && {
        let concept = part.whole.text().get(..count).and_then(word).and_then(|word| word.concept);
        concept.is_some_and(|concept| concept.usage == Usage::Trade)
    }
}

/// What an abbreviation has of the words.
#[derive(Clone, Copy, Default)]
struct Taken {
    /// Words without particles and legal forms, and those of them that are in it with all their letters.
    words: usize,
    whole: usize,
    /// The fewest letters that are taken of a word, the most that say what an organization does, and whether one is taken of
    /// each.
    least: usize,
    of_trade: usize,
    are_initials: bool,
    letters: usize,
    /// Letters that stand for kinds.
    of_kinds: usize,
    /// Words up to the last of which a letter is taken.
    places: usize,
    /// What was tried; hostile names have very many ways.
    steps: usize,
}

impl Taken {
    /// Takes the letters as the beginnings of the words; false if they are not.
    fn rest(&mut self, letters: &[Letter], words: &[Part], is_enough: &impl Fn(&Self) -> bool) -> bool {
        if letters.is_empty() {
            return is_enough(self);
        }
        let Some((word, others)) = words.split_first().filter(|_| self.steps < STEPS) else { return false };
        self.steps += 1;
        let own = word.whole.letters();
        let common = own.iter().zip(letters).take_while(|(one, other)| one == other).count();
        let is_and = common > 0 && !is_word(word) && AND.contains(&word.whole.text().as_str());
        let common = if is_and { 0 } else { common };
        let before = *self;
        for short in word.short.iter().map(Spelling::letters).filter(|short| letters.starts_with(short)) {
            self.places += 1;
            self.letters += short.len();
            self.of_kinds += short.len();
            self.are_initials |= self.words == 0;
            self.least = 1;
            self.words += short.len();
            if self.rest(&letters[short.len()..], others, is_enough) {
                return true;
            }
            *self = Self { steps: self.steps, ..before };
        }
        for count in (1..=common).rev().filter(|count| *count <= BEGINNING || *count == own.len()) {
            self.places += 1;
            self.letters += count;
            if is_word(word) {
                self.are_initials = count == 1 && (self.words == 0 || self.are_initials);
                self.least = if self.words == 0 { count } else { self.least.min(count) };
                if count > self.of_trade && begins_with_trade(word, count) {
                    self.of_trade = count;
                }
                self.words += 1;
                self.whole += usize::from(count == own.len());
            }
            if self.rest(&letters[count..], others, is_enough) {
                return true;
            }
            *self = Self { steps: self.steps, ..before };
        }
        let may_be_skipped = self.places > 0 && !is_word(word);
        if may_be_skipped {
            self.places += 1;
            if self.rest(letters, others, is_enough) {
                return true;
            }
            self.places -= 1;
        }
        false
    }

    fn are_whole(&self) -> bool {
        self.whole == self.words
    }

    /// Whether it has more than initials, and enough beside what says what an organization does.
    fn has_syllables(&self) -> bool {
        self.letters >= SYLLABLES && self.letters - self.of_trade >= OF_OTHERS
    }

    fn is_enough(&self) -> bool {
        match self.words {
            0 | 1 => false,
            _ if self.are_whole() => self.words > 2 || self.letters >= OF_TWO,
            2 => self.has_syllables() && self.least >= OF_EACH_OF_TWO,
            _ => self.are_initials || self.has_syllables(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Bearer, Name, NameLikeness, compare};

    #[test]
    fn an_abbreviation_is_made_of_the_beginnings_of_words() {
        let organization = |text: &str| Name::new(text, Some(Bearer::Organization));
        let met = |one: &str, other: &str| {
            let comparison = compare(&organization(one), &organization(other));
            let pair = comparison.met.iter().find(|met| met.likeness != NameLikeness::Different);
            pair.map(|met| (met.first.clone(), met.second.clone(), met.likeness))
        };
        for (one, other, first, second, likeness) in [
            ("Azure Lantern Fishing Union", "ALFU", "Azure Lantern Fishing Union", "ALFU", NameLikeness::Initial),
            (
                "ALFU of Tunis",
                "Azure Lantern Fishing Union",
                "ALFU",
                "Azure Lantern Fishing Union",
                NameLikeness::Initial,
            ),
            (
                "Comercializadora Zarzal S.A.",
                "Comezarsa",
                "Comercializadora Zarzal S.A",
                "Comezarsa",
                NameLikeness::Initial,
            ),
            ("Blue Red Kestrel", "Blueredkestrel", "Blue Red Kestrel", "Blueredkestrel", NameLikeness::Spelling),
        ] {
            let expected = (first.to_owned(), second.to_owned(), likeness);
            assert_eq!(met(one, other), Some(expected), "{one} {other}");
        }
        for (one, other) in [
            ("Azure Lantern", "AL"),
            ("Azure Lantern", "ALT"),
            ("Azure Lantern Fishing Union", "AFLU"),
            ("Colour Market", "Colm"),
            ("Standard Teak Export Production", "Step"),
            ("Camacho, Reyes and Shelton", "CRS"),
            ("Camacho, Reyes and Shelton", "CRAS"),
            ("Carla Oneal", "Carlon"),
            ("Andromeda Shipping", "Anship"),
            ("Rowan Marine", "Romarine"),
            ("West Trading and Transport", "WTAT"),
        ] {
            assert_eq!(met(one, other), None, "{one} {other}");
        }
    }
}
