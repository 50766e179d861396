//! Spellings of one Arabic word that differ in its long vowels.

use super::forms::{is_arabic, without_article};

/// Minimum numbers of consonants and of long vowels in a borrowed Arabic word, such as ميليشيا.
const CONSONANTS: usize = 3;
const LONG_VOWELS: usize = 3;

/// The consonants of a borrowed word of Arabic script in its folded form, which is written with more or fewer long
/// vowels: ميليشيا, مليشيا. None for other words, whose vowels tell them apart.
pub fn borrowed(word: &str) -> Option<String> {
    if !is_arabic(word) {
        return None;
    }
    let bare = without_article(word).unwrap_or(word);
    // The plural ends in ات, and the adjective in ية.
    let rest = bare.strip_suffix('ت').filter(|rest| rest.ends_with('ا')).or(bare.strip_suffix('ه')).unwrap_or(bare);
    let is_vowel = |letter: &char| matches!(letter, 'ا' | 'و' | 'ي');
    let vowels = rest.chars().filter(is_vowel).count();
    let consonants: String = rest.chars().filter(|letter| !is_vowel(letter)).collect();
    (vowels >= LONG_VOWELS && consonants.chars().count() >= CONSONANTS).then_some(consonants)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn borrowed_words_differ_in_long_vowels() {
        for (one, other) in [
            ("ميليشيا", "المليشيات"),
            ("أمريكا", "الأميركية"),
            ("ديمقراطية", "الديموقراطية"),
            ("تكنولوجيا", "التكنلوجيا"),
        ] {
            let [one, other] = [one, other].map(|word| borrowed(&sanad_names::fold(word)));
            assert!(one.is_some() && one == other, "{one:?} {other:?}");
        }
        for word in ["حكومة", "اجتماع", "كتاب", "tarhuna", "ليبيا"] {
            assert_eq!(borrowed(&sanad_names::fold(word)), None, "{word}");
        }
    }
}
