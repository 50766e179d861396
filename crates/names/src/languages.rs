//! Names of people as other languages spell them by their sound: Yushchenko is Jusjtjenko in Swedish, Juscsenko in Hungarian
//! and Juščenko in Czech.

use std::sync::LazyLock;

use super::slavic::{is_given_name, listed_spelling};

/// How some languages spell names.
struct Orthography {
    /// Letters that few names in other languages have.
    signs: Vec<&'static str>,
    /// Their letters, and those of English.
    letters: Vec<(&'static str, &'static str)>,
}

/// The mark of the beginning and the end of a word.
const END: char = '_';
/// The least letters before an ending: Linas is a name.
const STEM: usize = 3;

static ORTHOGRAPHIES: LazyLock<Vec<Orthography>> = LazyLock::new(|| {
    let lines = include_str!("words/languages.txt").lines().filter(|line| !line.starts_with('#'));
    let parsed = lines.filter_map(|line| {
        let (signs, letters) = line.split_once(": ")?.1.split_once(" | ")?;
        let letters = letters.split(' ').filter_map(|pair| pair.split_once('=')).collect();
        Some(Orthography { signs: signs.split(' ').collect(), letters })
    });
    parsed.collect()
});

/// The text as English spells names, if it has signs of languages that spell them in another way. Given names stay whose
/// spelling is known.
pub fn respelled(text: &str) -> Option<String> {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|word| format!("{END}{}{END}", word.trim_end_matches(',').to_lowercase()))
        .collect();
    let has = |sign: &&str| words.iter().any(|word| word.contains(*sign));
    let orthography = ORTHOGRAPHIES.iter().find(|orthography| orthography.signs.iter().any(has))?;
    let respelled = text.split_whitespace().zip(words).map(|(word, small)| {
        let small_word = small.trim_matches(END);
        let is_known = is_given_name(small_word) || listed_spelling(small_word).is_some();
        if is_known {
            word.to_owned()
        } else {
            orthography.in_english(&small[END.len_utf8()..]) + if word.ends_with(',') { "," } else { "" }
        }
    });
    Some(respelled.collect::<Vec<_>>().join(" "))
}

impl Orthography {
    fn in_english(&self, word: &str) -> String {
        let mut english = String::with_capacity(word.len());
        let mut rest = word;
        while let Some(letter) = rest.chars().next() {
            let has_stem = || word.chars().count() - rest.chars().count() >= STEM;
            let is_next = |letters: &str| rest.starts_with(letters) && (!letters.ends_with(END) || has_stem());
            let found = self.letters.iter().find(|(letters, _)| is_next(letters));
            let length = found.map_or(letter.len_utf8(), |(letters, _)| letters.len());
            english.push_str(found.map_or(&rest[..length], |(_, english)| english));
            rest = &rest[length..];
        }
        english.trim_end_matches(END).to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelled_as_in_english() {
        for (text, english) in [
            ("Viktor Jusjtjenko", "Viktor yushchenko"),
            ("Chrusjtjov, Nikita", "khrushchov, Nikita"),
            ("Viktor Joesjtsjenko", "Viktor yushchenko"),
            ("Viktor Juscsenko", "Viktor yushchenko"),
            ("Wiktor Szewczenko", "Wiktor shevchenko"),
            ("Viktor Juščenko", "Viktor yushchenko"),
            ("Viktor Juštšenko", "Viktor yushchenko"),
            ("Jevgeņijs Prigožins", "yevgeņiy prigozhin"),
            ("Dmitrijus Medvedevas", "dmitriy medvedev"),
            ("Taťjana Golikovová", "taťyana golikova"),
            ("Cemal Kaşıkçı", "jemal kashikchi"),
            ("Artjom Tjajka", "Artjom chayka"),
            ("Βίκτορ Γκορμπατσόφ", "viktor gorbachov"),
            ("Konstantin Mikhailovici", "Konstantin mikhailovich"),
            ("Linas Dmitrijus", "linas dmitriy"),
        ] {
            assert_eq!(respelled(text).as_deref(), Some(english), "{text}");
        }
        for text in ["Viktor Yushchenko", "Sean McSweeney", "Jonas Tomas"] {
            assert_eq!(respelled(text), None, "{text}");
        }
    }

    #[test]
    fn each_sign_and_each_letter_is_read() {
        for (place, orthography) in ORTHOGRAPHIES.iter().enumerate() {
            for sign in &orthography.signs {
                let mut earlier = ORTHOGRAPHIES[..place].iter().flat_map(|earlier| &earlier.signs);
                assert_eq!(earlier.find(|earlier| sign.contains(**earlier)), None, "{sign}");
            }
            for (place, (letters, english)) in orthography.letters.iter().enumerate() {
                let word = format!("mmm{letters}");
                assert!(
                    !orthography.letters[..place].iter().any(|(longer, _)| letters.starts_with(longer)),
                    "{letters}"
                );
                assert_eq!(orthography.in_english(&word), format!("mmm{english}"));
            }
        }
    }
}
