//! Words of scripts that write a syllable with each character and no spaces: Chinese and Korean.

use super::words::Word;
use crate::east_asian::{Syllabic, length_of_family_name, reading_of_family};

/// The most characters of the name of a person; longer ones are names from elsewhere, spelled by their sound.
const CHARACTERS: usize = 4;

/// Joins characters that stand together.
pub fn together(words: Vec<Word>) -> Vec<Word> {
    let mut joined: Vec<Word> = Vec::new();
    for word in words {
        let is_apart = word.is_spaced || word.before.is_some() || word.syllabic.is_none();
        match joined.last_mut() {
            Some(last) if !is_apart && last.syllabic == word.syllabic => last.append(&word, ""),
            _ => joined.push(word),
        }
    }
    joined
}

/// Joins characters that stand together, and moves the family name, which comes first, to the end: what is before a
/// space, or the first character, or two of some.
pub fn family_names_last(words: Vec<Word>) -> Vec<Word> {
    let is_dotted = words.iter().any(|word| word.before.is_some());
    let is_other = is_dotted || words.len() > CHARACTERS || words.iter().any(|word| word.syllabic.is_none());
    if is_other || words.len() < 2 {
        return together(words);
    }
    let mut joined = together(words.clone());
    if let [family, _] = &joined[..]
        && family.text.chars().count() <= 2
    {
        joined.rotate_left(1);
    } else if let [whole] = &joined[..] {
        let length = length_of_family_name(&whole.text).min(words.len() - 1);
        let mut given = words;
        let family: Vec<Word> = given.drain(..length).collect();
        joined = together(given);
        joined.extend(together(family));
    }
    if let Some(family) = joined.last_mut().filter(|family| family.syllabic == Some(Syllabic::Han))
        && let Some(reading) = reading_of_family(&family.text)
    {
        family.letters = reading.to_owned();
    }
    joined
}
