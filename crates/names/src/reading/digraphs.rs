//! Sounds that a script writes with two letters, where the letters one by one say something else: Greek, and the Arabic letters of
//! Uyghur, which are an alphabet with vowels.

use super::words::Word;
use crate::letters::{Script, Sign, signs};

/// Greek pairs and what they sound as at the beginning of a word, and inside.
const GREEK: &[(&str, &str, &str)] = &[
    ("μπ", "b", "mb"),
    ("ντ", "d", "nt"),
    ("γκ", "g", "gk"),
    ("γγ", "ng", "ng"),
    ("τζ", "tz", "tz"),
    ("ευ", "ev", "ev"),
    ("εύ", "ev", "ev"),
    ("αυ", "av", "av"),
    ("αύ", "av", "av"),
    ("ου", "ou", "ou"),
    ("ού", "ou", "ou"),
];

/// The letters of Uyghur. The first carries a vowel.
const UYGHUR: &[(char, &str)] = &[
    ('ئ', ""),
    ('ا', "a"),
    ('ە', "a"),
    ('ب', "b"),
    ('پ', "p"),
    ('ت', "t"),
    ('ج', "j"),
    ('چ', "ch"),
    ('خ', "kh"),
    ('د', "d"),
    ('ر', "r"),
    ('ز', "z"),
    ('ژ', "zh"),
    ('س', "s"),
    ('ش', "sh"),
    ('غ', "gh"),
    ('ف', "f"),
    ('ق', "q"),
    ('ك', "k"),
    ('گ', "g"),
    ('ڭ', "ng"),
    ('ل', "l"),
    ('م', "m"),
    ('ن', "n"),
    ('ھ', "h"),
    ('و', "o"),
    ('ۇ', "u"),
    ('ۆ', "o"),
    ('ۈ', "u"),
    ('ۋ', "w"),
    ('ې', "e"),
    ('ى', "i"),
    ('ي', "y"),
];

/// Spells Greek and Uyghur words in Latin letters as they sound.
pub fn in_latin(words: &mut [Word]) {
    let is_uyghur =
        words.iter().any(|word| has_uyghur_letter(&word.text)) && words.iter().all(|word| is_uyghur(&word.text));
    for word in words.iter_mut().filter(|word| !word.text.is_ascii()) {
        let spelled = if is_uyghur {
            latin_of_uyghur(&word.text)
        } else if word.text.starts_with(is_greek) {
            latin_of_greek(&word.text)
        } else {
            continue;
        };
        let letters = spelled.chars().flat_map(signs).filter_map(|sign| match sign {
            Sign::Letter(Script::Latin, letter) => Some(letter),
            _ => None,
        });
        (word.letters, word.script) = (letters.collect(), Script::Latin);
    }
}

fn is_greek(letter: char) -> bool {
    matches!(letter, '\u{370}'..='\u{3ff}')
}

/// Whether a word has a letter that Arabic and its other neighbours do not have, or begins with the carrier of a vowel.
fn has_uyghur_letter(word: &str) -> bool {
    word.starts_with('ئ') || word.contains(['ۇ', 'ۆ', 'ۈ', 'ۋ', 'ڭ'])
}

fn is_uyghur(word: &str) -> bool {
    word.chars().all(|letter| !letter.is_alphabetic() || UYGHUR.iter().any(|(own, _)| *own == letter))
}

fn latin_of_uyghur(word: &str) -> String {
    word.chars().filter_map(|letter| UYGHUR.iter().find(|(own, _)| *own == letter)).map(|(_, latin)| *latin).collect()
}

fn latin_of_greek(word: &str) -> String {
    let small = word.to_lowercase();
    let mut latin = String::with_capacity(word.len());
    let mut rest = small.as_str();
    while let Some(letter) = rest.chars().next() {
        match GREEK.iter().find(|(pair, ..)| rest.starts_with(pair)) {
            Some((pair, begin, inside)) => {
                latin.push_str(if latin.is_empty() { begin } else { inside });
                rest = &rest[pair.len()..];
            }
            None => {
                latin.push(letter);
                rest = &rest[letter.len_utf8()..];
            }
        }
    }
    latin
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_become_what_they_sound_as() {
        for (word, latin) in [("Μπάμπης", "bάmbης"), ("Ντόρα", "dόρα"), ("Παπανδρέου", "παπανδρέou")]
        {
            assert_eq!(latin_of_greek(word), latin);
        }
        assert!(has_uyghur_letter("ئابدۇلھەق") && is_uyghur("ئابدۇلھەق") && !has_uyghur_letter("خليفة"));
        assert_eq!(latin_of_uyghur("ئابدۇلھەق"), "abdulhaq");
    }
}
