//! Normalizing text for comparison letter by letter.

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Normalizes text for comparison: NFKD, lower case, without diacritics, tatweel and invisible marks, with one letter
/// for the variants of alef, ya and ta marbuta, and single spaces.
pub fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut is_apart = false;
    for letter in text.chars() {
        each_folded(letter, |letter| {
            if letter.is_whitespace() {
                is_apart = !folded.is_empty();
            } else {
                if std::mem::take(&mut is_apart) {
                    folded.push(' ');
                }
                folded.push(letter);
            }
        });
    }
    folded
}

/// Calls `push` with what a letter becomes. Letters that most texts consist of are told without the tables of Unicode.
fn each_folded(letter: char, mut push: impl FnMut(char)) {
    match letter {
        '\u{1}'..='\u{7f}' => push(letter.to_ascii_lowercase()),
        'ء' | 'ا' | 'ب' | 'ت'..='غ' | 'ف'..='و' | 'ي' => push(letter),
        'آ' | 'أ' | 'إ' => push('ا'),
        'ة' => push('ه'),
        'ى' | 'ئ' => push('ي'),
        'ؤ' => push('و'),
        _ => decompose_compatible(letter, |part| {
            if !is_combining_mark(part) && !is_invisible(part) {
                part.to_lowercase().map(plain_letter).for_each(&mut push);
            }
        }),
    }
}

/// Tatweel, marks that control the joining and direction of letters, and NUL, which databases do not store.
fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\0' | '\u{0640}' | '\u{061c}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}'
            | '\u{feff}'
    )
}

/// One letter for each group that Arabic spelling interchanges. Hamza on a carrier is a combining mark, which is
/// already removed.
fn plain_letter(letter: char) -> char {
    match letter {
        'ٱ' => 'ا',
        'ى' | 'ی' => 'ي',
        'ة' => 'ه',
        'ک' => 'ك',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use unicode_normalization::UnicodeNormalization;

    use super::*;

    #[test]
    fn every_letter_is_folded_by_the_tables_of_unicode() {
        for letter in '\0'..=char::MAX {
            let text = format!("x{letter}y{letter}z");
            let letters = text.nfkd().filter(|letter| !is_combining_mark(*letter) && !is_invisible(*letter));
            let letters: String = letters.flat_map(char::to_lowercase).map(plain_letter).collect();
            let expected = letters.split_whitespace().collect::<Vec<_>>().join(" ");
            assert_eq!(fold(&text), expected, "{letter:?}");
        }
    }

    #[test]
    fn spellings_of_one_name_fold_alike() {
        assert_eq!(fold("  Stéphane  DUJARRIC "), "stephane dujarric");
        assert_eq!(fold("أنطونيو"), fold("انطونيو"));
        assert_eq!(fold("ترهونة"), fold("ترهونه"));
        assert_eq!(fold("مُحَمَّد"), fold("محـمد"));
        assert_eq!(fold("\u{202b}حفتر\u{202c}"), "حفتر");
        assert_eq!(fold("ﻻ"), fold("لا"));
        assert_eq!(fold("\u{200f}"), "");
    }
}
