//! Equivalent forms of a word: without its article and prefixes, its stem, and how it sounds.

use rust_stemmers::{Algorithm, Stemmer};
use sanad_base::work::few;

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

/// Whether the word is of Arabic script.
pub fn is_arabic(word: &str) -> bool {
    word.chars().next().is_some_and(|letter| matches!(letter, '\u{600}'..='\u{6ff}'))
}

/// Minimum length, in letters, of what is left of a word without its prefixes.
const LETTERS_BEHIND_PREFIXES: usize = 3;

/// The word without Arabic prefixes that are written as part of it: و and ف ("and"), then ب, ك and ل ("with", "as",
/// "for"), each also with the article after it. Any word may only look as if it had them, so there may be several
/// readings, none of them with an article.
pub fn without_prefixes(word: &str) -> Vec<&str> {
    let mut rests: Vec<&str> = Vec::new();
    if !is_arabic(word) {
        return rests;
    }
    let after_and = word.strip_prefix(['و', 'ف']);
    let after_with =
        [Some(word), after_and].into_iter().flatten().filter_map(|rest| rest.strip_prefix(['ب', 'ك', 'ل']));
    for rest in few(after_and.into_iter().chain(after_with)) {
        let bare = without_article(rest).unwrap_or(rest);
        // After ل the article is written without its alef: للجيش.
        let short = rest.strip_prefix('ل').filter(|_| word.contains("لل"));
        for rest in few([Some(bare), short].into_iter().flatten()) {
            if rest.chars().nth(LETTERS_BEHIND_PREFIXES - 1).is_some() && !rests.contains(&rest) {
                rests.push(rest);
            }
        }
    }
    rests
}

/// Maximum number of times that the Arabic stemmer is applied.
const ROUNDS: usize = 3;
/// Minimum length, in letters, of a word that the Arabic stemmer is applied to.
const STEM_LETTERS: usize = 4;

/// The stem of a word in its folded form: by the Arabic stemmer for Arabic script, else by the English one.
pub fn stem(word: &str) -> String {
    if !is_arabic(word) {
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
    fn prefixes_are_removed() {
        for (word, rest) in [
            ("بترهونه", "ترهونه"),
            ("والكانيات", "كانيات"),
            ("وبالعقوبات", "عقوبات"),
            ("للجيش", "جيش"),
            ("لليبيا", "ليبيا"),
            ("وللجيش", "جيش"),
            ("وليبيا", "ليبيا"),
            ("فحفتر", "حفتر"),
            ("كالجيش", "جيش"),
        ] {
            assert!(without_prefixes(word).contains(&rest), "{word}: {:?}", without_prefixes(word));
        }
        assert!(without_prefixes("حفتر").is_empty() && without_prefixes("ولد").is_empty());
        assert!(without_prefixes("wal").is_empty());
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
