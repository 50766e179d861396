//! Spellings of one word that differ in its vowels.

use sanad_base::work::few;
use sanad_names::latin_letters_sound;

use super::forms::{is_arabic, without_article};

/// Minimum numbers of consonants and of long vowels in a borrowed Arabic word, such as ميليشيا, and minimum number of
/// consonants in a name in Latin letters.
const CONSONANTS: usize = 3;
const LONG_VOWELS: usize = 3;

/// Minimum length of a word in Latin letters, and maximum number of its readings.
const LATIN_LETTERS: usize = 4;
const READINGS: usize = 4;

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

/// How the consonants of a name in Latin letters sound, so that `Tarhouna` meets `Tarhuna`. In contrast to
/// [`sounds`](super::forms::sounds), which is for names only, `h` counts between vowels: a text has many more words.
pub fn latin_sounds(word: &str) -> Vec<String> {
    if !word.is_ascii() || word.len() < LATIN_LETTERS || !word.bytes().all(|letter| letter.is_ascii_alphabetic()) {
        return Vec::new();
    }
    let mut readings = vec![String::new()];
    for (number, piece) in few(pieces(word).into_iter().enumerate()) {
        let mut sounds: Vec<String> = latin_letters_sound(piece).into_iter().map(consonants).collect();
        if sounds.is_empty() {
            sounds.push(String::new());
        }
        let joint = if number == 0 { "" } else { "h" };
        let longer =
            readings.iter().flat_map(|before| sounds.iter().map(move |sound| format!("{before}{joint}{sound}")));
        readings = longer.take(READINGS).collect();
    }
    readings.retain(|reading| reading.chars().count() >= CONSONANTS);
    readings.sort();
    readings.dedup();
    readings
}

/// A piece of vowels only sounds like `a`.
fn consonants(sound: String) -> String {
    if sound == "a" { String::new() } else { sound.chars().filter(|letter| letter.is_alphanumeric()).collect() }
}

/// The word, split at each `h` that is heard: one between a letter that it does not form a sound with, and a vowel.
fn pieces(word: &str) -> Vec<&str> {
    let letters = word.as_bytes();
    let is_heard = |place: usize| {
        letters[place] == b'h'
            && letters.get(place + 1).is_some_and(|next| b"aeiouy".contains(next))
            && !(place > 0 && b"cdgkpstzh".contains(&letters[place - 1]))
    };
    let mut pieces = Vec::new();
    let mut start = 0;
    for place in few((0..letters.len()).filter(|place| is_heard(*place))) {
        pieces.push(&word[start..place]);
        start = place + 1;
    }
    pieces.push(&word[start..]);
    pieces
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

    #[test]
    fn latin_spellings_of_a_name_sound_alike() {
        let meet = |one: &str, other: &str| latin_sounds(one).iter().any(|sound| latin_sounds(other).contains(sound));
        for (one, other) in [
            ("tarhouna", "tarhuna"),
            ("hifter", "haftar"),
            ("gaddafi", "qadhafi"),
            ("mohammed", "muhamad"),
            ("bashagha", "bashaga"),
            ("benghazi", "bengasi"),
            ("serraj", "sarraj"),
        ] {
            assert!(meet(one, other), "{one} {other}: {:?} {:?}", latin_sounds(one), latin_sounds(other));
        }
        for (one, other) in [("tarhuna", "tehran"), ("tarhuna", "turin"), ("misrata", "muscat")] {
            assert!(!meet(one, other), "{one} {other}");
        }
        for word in ["un", "syria", "حفتر", "g5", "covid19"] {
            assert!(latin_sounds(word).is_empty(), "{word}");
        }
    }
}
