//! How a word begins and ends.

use super::{LATIN_VOWELS, Spelling, vowels};
use crate::letters::{Letter, Script};

impl Spelling {
    /// Whether the word begins with the letters of a shorter one in the same script, in which i and y are one: Kamchybek,
    /// Kamchi.
    pub fn begins_as(&self, short: &Self) -> bool {
        let is_i = |letter: Letter| ['i', 'y'].iter().any(|vowel| self.script.letter(*vowel) == Some(letter));
        let mut letters = self.letters.iter().zip(&*short.letters);
        letters.all(|(one, other)| one == other || is_i(*one) && is_i(*other))
    }

    /// Whether a Latin word begins with this letter.
    #[inline]
    pub fn begins_with(&self, letter: char) -> bool {
        self.script == Script::Latin && self.letters.first().copied() == Script::Latin.letter(letter)
    }

    /// Whether a Latin or Arabic word ends in i after a consonant.
    pub fn ends_as_nisba(&self) -> bool {
        let [.., before, last] = &*self.letters else { return false };
        match self.script {
            Script::Latin => Some(*last) == Script::Latin.letter('i') && is_consonant(*before),
            Script::Arabic => Some(*last) == Script::Arabic.letter('ي') && vowels(Script::Arabic) >> before & 1 == 0,
            Script::Hebrew | Script::Number => false,
        }
    }

    /// Whether a long Latin or Arabic word ends in ian or yan, as Vivian and سفيان do not.
    pub fn ends_as_family(&self) -> bool {
        let [_, _, before @ .., one, two, three] = &*self.letters else { return false };
        let ends_in =
            |ending: [char; 3]| ending.map(|letter| self.script.letter(letter)) == [*one, *two, *three].map(Some);
        match self.script {
            Script::Latin => before.len() > 1 && (ends_in(['i', 'a', 'n']) || ends_in(['y', 'a', 'n'])),
            Script::Arabic => !before.is_empty() && ends_in(['ي', 'ا', 'ن']),
            Script::Hebrew | Script::Number => false,
        }
    }

    /// Whether a Latin word begins as Ben or Bin.
    pub fn begins_with_son(&self) -> bool {
        let [b, e, i, n] = ['b', 'e', 'i', 'n'].map(|letter| Script::Latin.letter(letter));
        let at = |place: usize| self.letters.get(place).copied();
        self.script == Script::Latin && at(0) == b && (at(1) == e || at(1) == i) && at(2) == n
    }

    /// Whether a Latin word has no vowel.
    pub fn has_no_vowel(&self) -> bool {
        self.script == Script::Latin && self.has & LATIN_VOWELS == 0
    }

    /// Whether a Latin word ends in a consonant.
    pub fn ends_in_consonant(&self) -> bool {
        self.letters.last().is_some_and(|letter| is_consonant(*letter))
    }
}

/// Whether a Latin letter is a consonant.
fn is_consonant(letter: Letter) -> bool {
    LATIN_VOWELS >> letter & 1 == 0
}
