//! The forms of a word that stand for each other: with its article and without, inflected and not, and what it sounds
//! like.

use rust_stemmers::{Algorithm, Stemmer};

/// Words that say little of what is meant: particles of names, and what joins other words.
const MINOR: [&str; 48] = [
    "a", "abu", "al", "an", "and", "ar", "as", "ash", "at", "az", "bin", "by", "d", "de", "der", "des", "di", "du",
    "el", "es", "et", "for", "from", "ibn", "in", "is", "it", "l", "la", "le", "les", "of", "on", "or", "ould", "s",
    "the", "to", "und", "van", "von", "with", "بن", "ابن", "من", "في", "الي", "عن",
];

/// Whether the word, in its folded form, says little of what is meant.
pub fn is_minor(word: &str) -> bool {
    MINOR.contains(&word)
}

/// The word without the Arabic article that it begins with, if that leaves a word.
pub fn without_article(word: &str) -> Option<&str> {
    let (rest, least) = match word.strip_prefix("ال") {
        Some(rest) => (rest, 2),
        // Joined in Latin letters, it cannot be told from the beginning of other words: short ones stay whole.
        None => (word.strip_prefix("al").or_else(|| word.strip_prefix("el"))?, 4),
    };
    (rest.chars().count() >= least).then_some(rest)
}

/// How often the Arabic stemmer is asked again, and the least letters of a stem that it is asked for.
const ROUNDS: usize = 3;
const STEM_LETTERS: usize = 4;

/// The word, in its folded form, without the endings of English or, in Arabic script, without its prefixes and suffixes.
pub fn stem(word: &str) -> String {
    let is_arabic = word.chars().next().is_some_and(|letter| matches!(letter, '\u{600}'..='\u{6ff}'));
    if !is_arabic {
        return stem_once(Algorithm::English, word);
    }
    // The stemmer takes off one suffix of a word with the article and another one of the same word without: asked again,
    // it ends at the same stem.
    let mut stem = word.to_owned();
    for _ in 0..ROUNDS {
        if stem.chars().nth(STEM_LETTERS - 1).is_none() {
            break;
        }
        let shorter = stem_once(Algorithm::Arabic, &stem);
        if shorter == stem {
            break;
        }
        stem = shorter;
    }
    stem
}

fn stem_once(algorithm: Algorithm, word: &str) -> String {
    let stem: String =
        Stemmer::create(algorithm).stem(word).chars().filter(|letter| letter.is_alphanumeric()).collect();
    if stem.is_empty() { word.to_owned() } else { stem }
}

/// What the word of a name sounds like, without its article. None for a single letter, which would be found in all names.
pub fn sounds(word: &str) -> Vec<String> {
    let word = without_article(word).unwrap_or(word);
    if word.chars().nth(1).is_none() {
        return Vec::new();
    }
    let plain = |sound: String| sound.chars().filter(|letter| letter.is_alphanumeric()).take(30).collect::<String>();
    let mut sounds: Vec<String> =
        sanad_names::sounds(word).into_iter().map(plain).filter(|sound| !sound.is_empty()).collect();
    sounds.sort();
    sounds.dedup();
    sounds
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn inflected_words_have_one_stem() {
        for (one, other) in [
            ("sanctions", "sanctioned"),
            ("militia", "militias"),
            ("العقوبات", "عقوبات"),
            ("بالعقوبات", "عقوبات"),
            ("مليشيا", "المليشيات"),
            ("الليبية", "ليبيا"),
            ("وحفتر", "حفتر"),
        ] {
            assert_eq!(stem(&sanad_names::fold(one)), stem(&sanad_names::fold(other)), "{one} {other}");
        }
        assert_ne!(stem("محمود"), stem("محمد"));
    }

    #[test]
    fn the_article_goes_where_a_word_is_left() {
        assert_eq!(without_article("القذافي"), Some("قذافي"));
        assert_eq!(without_article("الا"), None);
        assert_eq!(without_article("alkani"), Some("kani"));
        assert_eq!(without_article("ali"), None);
        assert_eq!(without_article("kani"), None);
    }
}
