//! Two names with an article between them that is written as one word with the first, or with both, and two English words for
//! what an organization does that are written as one.

use super::words::Word;
use crate::letters::{Script, Sign, signs};
use crate::lexicon::entry;
use crate::ordinary::is_ordinary;
use crate::words::{Usage, word};

/// The least letters of each of the names.
const LEAST: usize = 3;

/// Splits words such as Ataulhaq and Habiburrahman into Ata ul haq and Habib ur rahman, and Habibur before Rahman.
pub fn split(words: Vec<Word>) -> Vec<Word> {
    let next: Vec<Option<char>> = words.iter().skip(1).map(|next| next.letters.chars().next()).chain([None]).collect();
    words.into_iter().zip(next).flat_map(|(word, next)| split_word(word, next)).collect()
}

/// The parts of a word before another that begins with this letter.
fn split_word(word: Word, next: Option<char>) -> Vec<Word> {
    let place = || place_of_article(&word.letters).or_else(|| place_of_last_article(&word.letters, next?));
    let place = if word.script == Script::Latin { place() } else { None };
    let Some(place) = place else { return Vec::from([word]) };
    let end = place + 2;
    let first = Word { before: word.before, is_glued: word.is_glued, ..part(&word, 0, place) };
    let article = Word { is_spaced: true, ..part(&word, place, end) };
    let last = (end < word.letters.len()).then(|| part(&word, end, word.letters.len()));
    [first, article].into_iter().chain(last).collect()
}

/// The part of a word that has these of its letters.
fn part(word: &Word, from: usize, to: usize) -> Word {
    let (text, letters) = (text_of(&word.text, from, to), word.letters[from..to].to_owned());
    Word { text, letters, before: None, is_glued: false, ..word.clone() }
}

/// Splits two English words that are written as one, if each says of what kind an organization is or what it does:
/// Shipmanagement is Ship Management.
pub fn split_trades(words: Vec<Word>) -> Vec<Word> {
    let mut split: Vec<Word> = Vec::with_capacity(words.len());
    for word in words {
        match if word.script == Script::Latin { place_of_trade(&word.letters) } else { None } {
            None => split.push(word),
            Some(place) => {
                let first = Word { before: word.before, is_glued: word.is_glued, ..part(&word, 0, place) };
                let second = Word { is_spaced: true, ..part(&word, place, word.letters.len()) };
                split.extend([first, second]);
            }
        }
    }
    split
}

/// Where the second of two such words begins.
fn place_of_trade(letters: &str) -> Option<usize> {
    /// The least letters of each of the words.
    const LEAST: usize = 4;
    let is_trade = |part: &str| {
        let concept = word(part).and_then(|word| word.concept);
        concept.is_some_and(|concept| concept.usage <= Usage::Trade) && is_ordinary(part)
    };
    let may_be = letters.is_ascii() && letters.len() >= 2 * LEAST;
    let mut places = if may_be { LEAST..letters.len() + 1 - LEAST } else { 0..0 };
    let is_listed = || word(letters).is_some_and(|word| word.concept.is_some());
    places.find(|place| is_trade(&letters[*place..]) && is_trade(&letters[..*place])).filter(|_| !is_listed())
}

/// Where the article begins that a known Arabic name ends in, before another that begins with this letter: Khairul Anwar.
fn place_of_last_article(letters: &str, next: char) -> Option<usize> {
    let place = letters.len().checked_sub(2).filter(|place| *place >= LEAST)?;
    let is_article = letters[place..].starts_with('u') && (letters.ends_with('l') || letters.ends_with(next));
    let is_known = |name: &str| entry(name).is_some_and(|known| known.is_arabic);
    (is_article && is_known(&letters[..place]) && entry(letters).is_none()).then_some(place)
}

/// Where the article begins between two known Arabic names. It ends in l, or as the second name begins. Words that begin
/// with Abd or Abu, and that end in al-Din and Allah, are one name.
fn place_of_article(letters: &str) -> Option<usize> {
    const ONE_NAME: [&[&str]; 2] = [&["abd", "cabd", "abu", "abou", "abo"], &["din", "deen", "dine", "ullah", "ollah"]];
    let [beginnings, endings] = ONE_NAME;
    let is_one = || {
        beginnings.iter().any(|beginning| letters.starts_with(beginning))
            || endings.iter().any(|ending| letters.ends_with(ending))
            || entry(letters).is_some()
    };
    let bytes = letters.as_bytes();
    let is_known = |name: &str| entry(name).is_some_and(|known| known.is_arabic);
    // Most words have no such letters. Looking names up takes longer.
    let mut places = (LEAST..(letters.len() + 1).saturating_sub(LEAST + 2)).filter(|place| {
        matches!(bytes[*place], b'a' | b'e' | b'o' | b'u')
            && (bytes[place + 1] == b'l' || bytes[place + 1] == bytes[place + 2])
    });
    places.find(|place| is_known(&letters[..*place]) && is_known(&letters[place + 2..])).filter(|_| !is_one())
}

/// The part of a text that has these of its letters.
fn text_of(text: &str, from: usize, to: usize) -> String {
    let mut seen = 0;
    let is_within = |character: &char| {
        let place = seen;
        seen += signs(*character).filter(|sign| matches!(sign, Sign::Letter(..))).count();
        (from..to).contains(&place)
    };
    text.chars().filter(is_within).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_article_stands_between_two_known_names() {
        for (letters, place) in
            [("ataulhaq", 3), ("habiburrahman", 5), ("ikramulhaq", 5), ("nurulislam", 3), ("fazlurrahman", 4)]
        {
            assert_eq!(place_of_article(letters), Some(place), "{letters}");
        }
        for letters in
            ["abdulhaq", "jamaluddin", "saifullah", "suleiman", "salah", "khalil", "mohammedali", "haqqani", ""]
        {
            assert_eq!(place_of_article(letters), None, "{letters}");
        }
        for (letters, next, place) in [
            ("khairul", 'a', Some(5)),
            ("habibur", 'r', Some(5)),
            ("shamsus", 's', Some(5)),
            ("habibur", 'k', None),
            ("mansur", 'r', None),
            ("abdul", 'a', None),
        ] {
            assert_eq!(place_of_last_article(letters, next), place, "{letters}");
        }
        assert_eq!(
            [text_of("Ata'ulhaq", 0, 3), text_of("Ata'ulhaq", 3, 5), text_of("Ata'ulhaq", 5, 8)],
            ["Ata", "'ul", "haq"]
        );
    }
}
