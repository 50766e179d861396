//! Slips of the typist: one letter more, less, changed or exchanged with the next.

use fastrand::Rng;

/// The text with one slip in one of its words of at least five letters; the text itself if it has none.
pub fn with_slip(text: &str, rng: &mut Rng) -> String {
    let letters: Vec<char> = text.chars().collect();
    let is_letter = |place: usize| letters.get(place).is_some_and(|letter| letter.is_alphabetic());
    let word_around = |place: usize| {
        let before = (0..place).rev().take_while(|place| is_letter(*place)).count();
        let after = (place..letters.len()).take_while(|place| is_letter(*place)).count();
        before + after
    };
    let places: Vec<usize> = (0..letters.len().saturating_sub(1))
        .filter(|place| is_letter(*place) && is_letter(*place + 1) && word_around(*place) >= 5)
        .collect();
    let Some(place) = rng.choice(&places).copied() else { return text.to_owned() };
    let other = || rng.alphabetic().to_ascii_uppercase();
    let mut changed = letters.clone();
    let (kind, other) = (place % 4, {
        let mut other = other;
        other()
    });
    match kind {
        0 => changed.insert(place, other),
        1 => drop(changed.remove(place)),
        2 => changed[place] = other,
        _ => changed.swap(place, place + 1),
    }
    changed.into_iter().collect()
}
