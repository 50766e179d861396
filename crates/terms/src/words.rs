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
    /// Whether it begins with a capital letter, as names do.
    pub is_capital: bool,
}

/// The words of a text, in order. A word is a run of letters and digits of any script, with their combining marks. An
/// apostrophe inside a word is ignored (`Ba'ath`), or ends the word after a single letter (`d'Ivoire`) and before a last s
/// (`Libya's`). Single letters with dots after them are one word (`U.S.`), and a number of three digits or more is a word
/// of its own (`EO13818`).
///
/// A text may have a hundred thousand words: the iterator ends early when the work of the thread is over (see
/// [`in_time`]).
pub fn words(text: &str) -> impl Iterator<Item = Word> + '_ {
    let mut rest = 0;
    let found = std::iter::from_fn(move || {
        loop {
            let start = rest + text.get(rest..)?.find(begins_word)?;
            let found = text.get(start..)?;
            rest = start + abbreviation(found).unwrap_or_else(|| length(found));
            let range = start..rest;
            let word = text.get(range.clone())?;
            let folded = letters(word);
            if !folded.is_empty() {
                let is_capital = word.chars().next().is_some_and(char::is_uppercase);
                return Some(Word { range, folded, is_capital });
            }
        }
    });
    in_time(found)
}

/// Unicode counts some apostrophes as letters.
fn begins_word(letter: char) -> bool {
    letter.is_alphanumeric() && !is_apostrophe(letter)
}

/// The length in bytes of the abbreviation at the beginning of the text: two or more single letters, each with a dot
/// after it. The dot after the last one may be missing.
fn abbreviation(text: &str) -> Option<usize> {
    let (mut end, mut found) = (0, 0);
    let mut letters = text.char_indices().peekable();
    while let Some((place, letter)) = letters.next() {
        if !letter.is_alphabetic() || is_apostrophe(letter) {
            break;
        }
        let after = place + letter.len_utf8();
        match letters.peek() {
            Some((dot, '.')) => {
                end = dot + 1;
                letters.next();
            }
            Some((_, next)) if next.is_alphanumeric() || is_combining_mark(*next) || is_apostrophe(*next) => break,
            _ => {
                found += 1;
                end = after;
                break;
            }
        }
        found += 1;
    }
    (found > 1).then_some(end)
}

/// Minimum number of digits that are a word of their own after letters, and of these letters.
const DIGITS: usize = 3;
const LETTERS_BEFORE: usize = 2;

/// Whether the text begins with a number that is a word of its own.
fn begins_number(text: &str) -> bool {
    let digits = text.chars().take_while(|letter| letter.is_numeric()).count();
    digits >= DIGITS && !text.chars().nth(digits).is_some_and(char::is_alphanumeric)
}

/// The length in bytes of the word at the beginning of the text.
fn length(text: &str) -> usize {
    let (mut before, mut has_digit) = (0, false);
    let mut letters = text.char_indices().peekable();
    while let Some((place, letter)) = letters.next() {
        if letter.is_numeric() && !has_digit {
            has_digit = true;
            if before >= LETTERS_BEFORE && begins_number(&text[place..]) {
                return place;
            }
        }
        if is_apostrophe(letter) {
            let goes_on = letters.peek().is_some_and(|(_, next)| begins_word(*next));
            if before == 1 || !goes_on || is_possessive(&text[place + letter.len_utf8()..]) {
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

/// Whether the text after an apostrophe begins with the ending of Haftar's.
fn is_possessive(text: &str) -> bool {
    text.strip_prefix(['s', 'S']).is_some_and(|rest| !rest.starts_with(|next| begins_word(next) || is_apostrophe(next)))
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
            ["baath", "marib", "libya", "s", "d", "ivoire", "quoted"]
        );
        assert_eq!(folded("مـحـمـد \u{202e}abc\u{202c} a\u{200d}b"), ["محمد", "abc", "ab"]);
        assert_eq!(folded("😀 * \" ( ) : ^ - \u{300} \u{200f}"), Vec::<String>::new());
    }

    #[test]
    fn dots_and_numbers_do_not_hide_a_word() {
        assert_eq!(folded("the U.S., U.S and US (E.O. 13818)"), ["the", "us", "us", "and", "us", "eo", "13818"]);
        assert_eq!(folded("E.O.13818 EO13818 UNSCR1970"), ["eo", "13818", "eo", "13818", "unscr", "1970"]);
        assert_eq!(
            folded("G5 F16 5+5 Mi24 a1b234 A. Smith J.Smith"),
            ["g5", "f16", "5", "5", "mi24", "a1b234", "a", "smith", "j", "smith"]
        );
        assert_eq!(folded("أ.د. علي ٢٠١٩"), ["اد", "علي", "2019"]);
        let capitals: Vec<bool> = words("Says tarhuna Élysée الكاني").map(|word| word.is_capital).collect();
        assert_eq!(capitals, [true, false, true, false]);
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
