//! Slips of the typist: one letter more, less, changed or exchanged with the next.

use fastrand::Rng;

/// The least letters of a word with a slip.
const LETTERS: usize = 3;

/// The text with one slip of any kind, anywhere in any of its words of at least three letters; the text itself if it has no
/// such word.
pub fn with_slip(text: &str, rng: &mut Rng) -> String {
    let mut letters: Vec<char> = text.chars().collect();
    let words: Vec<(usize, usize)> = words(&letters).filter(|(begin, end)| end - begin >= LETTERS).collect();
    let all: usize = words.iter().map(|(begin, end)| end - begin).sum();
    if all == 0 {
        return text.to_owned();
    }
    // Each letter is as likely to be missed.
    let mut rest = rng.usize(..all);
    let in_word = words.iter().find_map(|(begin, end)| match rest.checked_sub(end - begin) {
        Some(after) => {
            rest = after;
            None
        }
        None => Some((*begin, *end)),
    });
    let Some((begin, end)) = in_word else { return text.to_owned() };
    let place = begin + rest;
    match rng.u8(..4) {
        // Also behind the last letter.
        0 => letters.insert(place + rng.usize(..2), other_letter(None, rng)),
        1 => drop(letters.remove(place)),
        2 => letters[place] = other_letter(Some(letters[place]), rng),
        _ => {
            let place = place.min(end - 2);
            letters.swap(place, place + 1);
        }
    }
    letters.into_iter().collect()
}

/// The places where words begin, and behind their ends.
fn words(letters: &[char]) -> impl Iterator<Item = (usize, usize)> {
    let is_letter = |place: usize| letters.get(place).is_some_and(|letter| letter.is_alphabetic());
    let begins = (0..letters.len()).filter(move |place| is_letter(*place) && !(*place > 0 && is_letter(place - 1)));
    begins.map(move |begin| (begin, (begin..).find(|place| !is_letter(*place)).unwrap_or(letters.len())))
}

/// Any letter but this.
fn other_letter(letter: Option<char>, rng: &mut Rng) -> char {
    loop {
        let other = rng.alphabetic().to_ascii_uppercase();
        if letter.is_none_or(|letter| !other.eq_ignore_ascii_case(&letter)) {
            return other;
        }
    }
}
