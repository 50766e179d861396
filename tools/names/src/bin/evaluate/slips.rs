//! Slips of the typist: one letter more, less, changed or exchanged with the next.

use fastrand::Rng;

/// The least letters of a word with a slip.
const LETTERS: usize = 3;

/// The text with one slip of any kind, anywhere in any of its words of at least three letters; the text itself if it has no
/// such word.
pub fn with_slip(text: &str, rng: &mut Rng) -> String {
    let letters: Vec<char> = text.chars().collect();
    let words = words(&letters).filter(|(begin, end)| end - begin >= LETTERS);
    // Each letter is as likely to be missed.
    let places: Vec<(usize, usize)> =
        words.flat_map(|(begin, end)| (begin..end).map(move |place| (place, end))).collect();
    let Some((place, end)) = rng.choice(&places).copied() else { return text.to_owned() };
    loop {
        let mut letters = letters.clone();
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
        let slip: String = letters.into_iter().collect();
        if slip != text {
            return slip;
        }
    }
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
