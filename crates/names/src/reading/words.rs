//! The words of a text.

use crate::east_asian::{Syllabic, repeated};
use crate::kinds::OfKind;
use crate::letters::{Script, Sign, signs};
use crate::limits::CHARACTERS;
use crate::name::Bearer;

/// Maximum number of words of a name that are read.
pub const WORDS: usize = 16;

/// A word and its context.
#[derive(Debug, Clone)]
pub struct Word {
    pub text: String,
    pub script: Script,
    pub letters: String,
    /// The separator before it, unless that is white space.
    pub before: Option<char>,
    /// Whether white space is before it.
    pub is_spaced: bool,
    /// Whether it directly follows a word in another script, without a separator.
    pub is_glued: bool,
    pub mark: Option<Mark>,
    /// The script, if it is one that writes a syllable with each character: then each character is a word.
    pub syllabic: Option<Syllabic>,
}

/// What a word is in the name of an organization, if that does not follow from its letters alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    LegalForm,
    /// A phrase or an abbreviation that names what kind it is.
    Kind(OfKind),
    /// A syllable in pinyin, among others.
    Pinyin,
}

impl Word {
    pub fn is_letter(&self) -> bool {
        self.script != Script::Number && self.letters.chars().nth(1).is_none()
    }

    /// Whether it ends in so many small letters that a capital begins another word: not in McDonald.
    fn ends_in_small_letters(&self) -> bool {
        const MANY: usize = 4;
        self.text.chars().rev().take_while(|letter| letter.is_lowercase()).take(MANY).count() == MANY
    }

    /// Appends a word, so that both are one.
    pub fn append(&mut self, other: &Self, separator: &str) {
        self.text = format!("{}{separator}{}", self.text, other.text);
        self.letters.push_str(&other.letters);
    }
}

/// The words at the beginning of a text, and whether the text is longer. A capital after small letters begins a word,
/// unless that may be how an organization writes itself: EuroChem.
pub fn words(text: &str, bearer: Option<Bearer>) -> (Vec<Word>, bool) {
    let may_be_glued = bearer != Some(Bearer::Organization);
    let mut words: Vec<Word> = Vec::new();
    let (mut is_open, mut before, mut is_spaced) = (false, None, false);
    for (character, read) in text.chars().zip(repeated(text)).take(CHARACTERS) {
        let syllabic = Syllabic::of(character);
        if syllabic.is_some() || words.last().is_some_and(|word| is_open && word.syllabic.is_some()) {
            is_open = false;
        }
        if may_be_glued && is_open && character.is_uppercase() && words.last().is_some_and(Word::ends_in_small_letters)
        {
            (is_open, is_spaced) = (false, true);
        }
        for sign in signs(read) {
            match (sign, words.last_mut()) {
                (Sign::Break(sign), _) => {
                    is_open = false;
                    is_spaced |= sign.is_whitespace();
                    before = Some(sign).filter(|sign| !sign.is_whitespace()).or(before);
                }
                (Sign::Letter(script, letter), Some(word)) if is_open && word.script == script => {
                    word.letters.push(letter)
                }
                (Sign::Letter(script, letter), _) => {
                    let (text, letters, before) = (String::new(), letter.to_string(), before.take());
                    let is_spaced = std::mem::take(&mut is_spaced);
                    words.push(Word {
                        text,
                        script,
                        letters,
                        before,
                        is_spaced,
                        is_glued: is_open,
                        mark: None,
                        syllabic,
                    });
                    is_open = true;
                }
            }
        }
        if let Some(word) = words.last_mut().filter(|_| is_open) {
            word.text.push(character);
        }
    }
    for word in words.iter_mut().filter(|word| word.script == Script::Arabic && word.letters.contains("ءا")) {
        // Hamza before alef is alef with madda.
        word.letters = word.letters.replace("ءا", "ا");
    }
    (words, text.chars().nth(CHARACTERS).is_some())
}
