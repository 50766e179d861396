//! Ordinary words: organizations that have nothing else in common share them.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// Endings of inflected English words, and what the word ends in without them.
const ENDINGS: &[(&str, &str)] = &[
    ("", ""),
    ("s", ""),
    ("es", ""),
    ("ed", ""),
    ("d", ""),
    ("ing", ""),
    ("er", ""),
    ("ers", ""),
    ("ly", ""),
    ("ness", ""),
    ("al", ""),
    ("ally", ""),
    ("able", ""),
    ("ies", "y"),
    ("ied", "y"),
    ("ily", "y"),
    ("ier", "y"),
    ("iest", "y"),
    ("ing", "e"),
    ("ings", ""),
    ("ings", "e"),
    ("iers", "y"),
    ("ering", ""),
];
/// The least number of letters of a word in the list.
const LETTERS: usize = 4;

/// Whether a word in plain letters is an ordinary English word or name.
pub fn is_ordinary(letters: &str) -> bool {
    ENDINGS.iter().any(|(ending, instead)| {
        let stem = letters.strip_suffix(ending).filter(|stem| stem.len() + instead.len() >= LETTERS);
        stem.is_some_and(|stem| {
            if instead.is_empty() { ORDINARY.contains(stem) } else { ORDINARY.contains(&*format!("{stem}{instead}")) }
        })
    })
}

static ORDINARY: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    let lines = include_str!("words/ordinary.txt").lines().filter(|line| !line.starts_with('#'));
    lines.flat_map(|line| line.split(' ')).collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflected_forms_are_ordinary_too() {
        for word in ["rainbow", "rainbows", "advanced", "victories", "shining", "premier", "carriers", "engineering"] {
            assert!(is_ordinary(word), "{word}");
        }
        for word in ["uralvagonzavod", "sanabil", "tsu", "es", "", "صمود"] {
            assert!(!is_ordinary(word), "{word}");
        }
    }
}
