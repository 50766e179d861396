//! The words of a text and their positions.

use std::ops::Range;

use sanad_base::work::in_time;
use sanad_names::fold;
use unicode_normalization::char::is_combining_mark;

/// Maximum length of a word, in letters; the rest is ignored. Postgres does not accept very long words.
const LETTERS_LIMIT: usize = 60;

/// A word of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    /// Its byte range in the text.
    pub range: Range<usize>,
    /// Its folded letters and digits; at least one.
    pub folded: String,
}

/// The words of a text, in order. A word is a run of letters and digits of any script, with their combining marks. An
/// apostrophe inside a word is ignored (`Ba'ath`), or ends the word after a single letter (`d'Ivoire`).
///
/// A text may have a hundred thousand words: the iterator ends early when the work of the thread is over (see
/// [`in_time`]).
pub fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    let mut rest = 0;
    let found = std::iter::from_fn(move || {
        loop {
            let start = rest + text.get(rest..)?.find(begins_word)?;
            let length = length(text.get(start..)?);
            rest = start + length;
            let range = start..rest;
            let folded = letters(text.get(range.clone())?);
            if !folded.is_empty() {
                return Some(Word { range, folded });
            }
        }
    });
    in_time(found)
}

/// Unicode counts some apostrophes as letters.
fn begins_word(letter: char) -> bool {
    letter.is_alphanumeric() && !is_apostrophe(letter)
}

/// The length in bytes of the word at the beginning of the text.
fn length(text: &str) -> usize {
    let mut before = 0;
    let mut letters = text.char_indices().peekable();
    while let Some((place, letter)) = letters.next() {
        if is_apostrophe(letter) {
            let goes_on = letters.peek().is_some_and(|(_, next)| begins_word(*next));
            if before == 1 || !goes_on {
                return place;
            }
        } else if letter.is_alphanumeric() {
            before += 1;
        } else if !is_combining_mark(letter) && !is_joiner(letter) {
            return place;
        }
    }
    text.len()
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '`' | '\u{b4}' | '\u{2018}' | '\u{2019}' | '\u{2bb}'..='\u{2bf}')
}

/// Characters inside words that are not letters: tatweel, and marks that control joining and direction.
fn is_joiner(letter: char) -> bool {
    matches!(letter, '\u{ad}' | '\u{640}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
}

/// The folded letters and digits of a word.
fn letters(word: &str) -> String {
    // Cut before folding, which may turn one letter into several.
    let start: String = word.chars().take(4 * LETTERS_LIMIT).collect();
    fold(&start).chars().filter(|letter| begins_word(*letter)).map(plain_digit).take(LETTERS_LIMIT).collect()
}

/// Arabic and Persian digits as ASCII digits.
fn plain_digit(letter: char) -> char {
    let value = match letter {
        '\u{660}'..='\u{669}' => u32::from(letter) - 0x660,
        '\u{6f0}'..='\u{6f9}' => u32::from(letter) - 0x6f0,
        _ => return letter,
    };
    char::from_digit(value, 10).unwrap_or(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> Vec<String> {
        words(text).map(|word| word.folded).collect()
    }

    #[test]
    fn apostrophes_that_unicode_counts_as_letters_are_ignored() {
        for apostrophe in '\u{2bb}'..='\u{2bf}' {
            for text in [
                format!("{apostrophe}"),
                format!("{apostrophe}{apostrophe}"),
                format!("san{apostrophe}a{apostrophe} x"),
            ] {
                let found = folded(&text);
                assert!(found.iter().all(|word| word.is_ascii()), "{text}: {found:?}");
            }
            assert_eq!(folded(&format!("{apostrophe}Ba{apostrophe}ath{apostrophe}")), ["baath"]);
        }
    }

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        assert_eq!(folded("Mohamed al-Kani (2019), \"KANI\""), ["mohamed", "al", "kani", "2019", "kani"]);
        assert_eq!(folded("الكانيّات، في تَرهونة؛ ٢٠١٩"), ["الكانيات", "في", "ترهونه", "2019"]);
        assert_eq!(
            folded("Ba'ath ma’rib Libya's d'Ivoire 'quoted'"),
            ["baath", "marib", "libyas", "d", "ivoire", "quoted"]
        );
        assert_eq!(folded("مـحـمـد \u{202e}abc\u{202c} a\u{200d}b"), ["محمد", "abc", "ab"]);
        assert_eq!(folded("😀 * \" ( ) : ^ - \u{300} \u{200f}"), Vec::<String>::new());
    }

    #[test]
    fn words_have_their_position() {
        let text = "«مُحَمَّد» d’Angelo";
        let slices: Vec<&str> = words(text).map(|word| &text[word.range]).collect();
        assert_eq!(slices, ["مُحَمَّد", "d", "Angelo"]);
    }

    #[test]
    fn the_length_of_a_word_is_limited() {
        assert_eq!(folded(&"a".repeat(10_000)), ["a".repeat(LETTERS_LIMIT)]);
        assert_eq!(folded(&"\u{fdfa}".repeat(10_000))[0].chars().count(), LETTERS_LIMIT);
    }
}
