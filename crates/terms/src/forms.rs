//! Equivalent forms of a word: without its article, its stem, and how it sounds.

use rust_stemmers::{Algorithm, Stemmer};

/// Stop words: particles of names, articles, prepositions and conjunctions.
const MINOR: [&str; 48] = [
    "a", "abu", "al", "an", "and", "ar", "as", "ash", "at", "az", "bin", "by", "d", "de", "der", "des", "di", "du",
    "el", "es", "et", "for", "from", "ibn", "in", "is", "it", "l", "la", "le", "les", "of", "on", "or", "ould", "s",
    "the", "to", "und", "van", "von", "with", "بن", "ابن", "من", "في", "الي", "عن",
];

/// Whether the word, in its folded form, is a stop word.
pub fn is_minor(word: &str) -> bool {
    MINOR.contains(&word)
}

/// The word without the Arabic article, if it begins with one and the rest is long enough.
pub fn without_article(word: &str) -> Option<&str> {
    let (rest, least) = match word.strip_prefix("ال") {
        Some(rest) => (rest, 2),
        // In Latin letters, many words only look as if they began with an article: short ones are left alone.
        None => (word.strip_prefix("al").or_else(|| word.strip_prefix("el"))?, 4),
    };
    (rest.chars().count() >= least).then_some(rest)
}

/// Maximum number of times that the Arabic stemmer is applied.
const ROUNDS: usize = 3;
/// Minimum length, in letters, of a word that the Arabic stemmer is applied to.
const STEM_LETTERS: usize = 4;

/// The stem of a word in its folded form: by the Arabic stemmer for Arabic script, else by the English one.
pub fn stem(word: &str) -> String {
    let is_arabic = word.chars().next().is_some_and(|letter| matches!(letter, '\u{600}'..='\u{6ff}'));
    if !is_arabic {
        return stem_once(Algorithm::English, word);
    }
    // The stemmer removes different suffixes from a word with and without the article. Applied again, it ends at the
    // same stem.
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

/// The sounds of a word of a name, without its article. None for a single letter, which would match too many names.
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
    fn the_article_is_removed_if_a_word_remains() {
        assert_eq!(without_article("القذافي"), Some("قذافي"));
        assert_eq!(without_article("الا"), None);
        assert_eq!(without_article("alkani"), Some("kani"));
        assert_eq!(without_article("ali"), None);
        assert_eq!(without_article("kani"), None);
    }
}
