//! Equivalent forms of a word: without its article and prefixes.

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

/// Minimum length, in letters, of what is left of a word without its prefixes, and of what is left without the article
/// and may still be inflected: more words only look as if they began with a prefix.
const LETTERS_BEHIND_PREFIXES: usize = 3;
const LETTERS_TO_INFLECT: usize = 4;

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

/// What the word may be without article and prefixes, and be inflected as: itself first.
pub fn inflected<'a>(word: &'a str, rests: &[&'a str]) -> Vec<&'a str> {
    let is_likely = |rest: &&str| {
        let before = word.strip_suffix(*rest).unwrap_or_default();
        before.ends_with("ال") || before.ends_with("لل") || rest.chars().nth(LETTERS_TO_INFLECT - 1).is_some()
    };
    let rests = rests.iter().copied().filter(is_likely);
    std::iter::once(word).chain(without_article(word)).chain(rests).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

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
    fn short_rests_are_inflected_only_behind_an_article() {
        let of = |word| inflected(word, &without_prefixes(word));
        assert_eq!(of("بيان"), ["بيان"]);
        assert_eq!(of("للجيش"), ["للجيش", "لجيش", "جيش"]);
        assert_eq!(of("بالضباط"), ["بالضباط", "ضباط"]);
        assert_eq!(of("الضباط"), ["الضباط", "ضباط"]);
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
