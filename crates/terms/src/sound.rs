//! How a word sounds: roughly across scripts, since Arabic leaves short vowels out, and more exactly within one.

use sanad_base::work::few;
use sanad_names::latin_letters_sound;

use super::forms::{is_arabic, is_minor, without_article};

/// Maximum number of readings of a word in Latin letters, and of letters of a sound.
const READINGS: usize = 4;
const LETTERS: usize = 30;

/// Minimum length of a word in Latin letters that has sounds. Shorter ones are small words or initials.
const LATIN_LETTERS: usize = 3;

/// The number of consonants from which they alone tell a word from others.
const TELLING: usize = 3;

/// The sounds of a word.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sounds {
    /// Across scripts: consonants in a few classes. Of a word with one or two, also where it has others.
    pub rough: Vec<String>,
    /// Within the script: in Latin letters with the places of vowels, in Arabic letters with finer classes.
    pub exact: Vec<String>,
    pub is_arabic: bool,
}

impl Sounds {
    /// Of a word of a name in its folded form. None for small words, numbers and very short words.
    pub fn of(word: &str) -> Self {
        if is_minor(word) {
            return Self::default();
        }
        let word = without_article(word).unwrap_or(word);
        let is_arabic = is_arabic(word);
        let has_sounds = if is_arabic {
            word.chars().nth(1).is_some()
        } else {
            word.len() >= LATIN_LETTERS && word.bytes().all(|letter| letter.is_ascii_alphabetic())
        };
        if !has_sounds {
            return Self::default();
        }
        let pattern = if is_arabic { arabic_pattern(word) } else { latin_pattern(word) };
        let telling = |sound: String| {
            let sound = plain(&sound);
            if sound.chars().count() >= TELLING { sound } else { format!("{sound}0{pattern}") }
        };
        let rough = sorted(sanad_names::sounds(word).into_iter().map(telling));
        let exact = if is_arabic { sorted(exact_arabic(word)) } else { exact_latin(word) };
        Self { rough, exact, is_arabic }
    }
}

/// The exact sounds of a word in Latin letters that is long enough to be told from the many words of a text.
pub fn of_text(word: &str) -> Vec<String> {
    let is_long =
        word.is_ascii() && word.len() > LATIN_LETTERS && word.bytes().all(|letter| letter.is_ascii_alphabetic());
    let mut sounds = if is_long { exact_latin(word) } else { Vec::new() };
    sounds.retain(|sound| sound.chars().filter(|letter| *letter != 'a').count() >= TELLING);
    sounds
}

fn plain(sound: &str) -> String {
    sound.chars().filter(|letter| letter.is_alphanumeric()).take(LETTERS).collect()
}

fn sorted(sounds: impl IntoIterator<Item = String>) -> Vec<String> {
    let mut sounds: Vec<String> = sounds.into_iter().filter(|sound| !sound.is_empty()).collect();
    sounds.sort();
    sounds.dedup();
    sounds
}

/// A stretch of a word in Latin letters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Piece<'a> {
    Vowels,
    /// An `h` that is heard: one that forms no sound with the letter before it.
    Breath,
    Consonants(&'a str),
}

fn latin_pieces(word: &str) -> Vec<Piece<'_>> {
    let letters = word.as_bytes();
    let is_vowel = |place: usize| {
        letters.get(place).is_some_and(|letter| match letter {
            b'w' | b'y' => place > 0,
            letter => b"aeiou".contains(letter),
        })
    };
    let is_breath = |place: usize| letters[place] == b'h' && !(place > 0 && b"cdgkpstz".contains(&letters[place - 1]));
    let mut pieces = Vec::new();
    let mut place = 0;
    while place < letters.len() {
        let start = place;
        if is_breath(place) {
            place += 1;
            pieces.push(Piece::Breath);
        } else if is_vowel(place) {
            place = (place..letters.len()).find(|place| !is_vowel(*place)).unwrap_or(letters.len());
            pieces.push(Piece::Vowels);
        } else {
            let ends = |place: &usize| is_vowel(*place) || is_breath(*place);
            place = (place + 1..letters.len()).find(ends).unwrap_or(letters.len());
            pieces.push(Piece::Consonants(&word[start..place]));
        }
    }
    // What a word ends in is spelled in too many ways: Khalifa, Khalifah, Kani, Kany.
    while pieces.len() > 1 && matches!(pieces.last(), Some(Piece::Vowels | Piece::Breath)) {
        pieces.pop();
    }
    pieces
}

/// The consonants with the vowels between them, all as `a`.
fn exact_latin(word: &str) -> Vec<String> {
    let mut readings = vec![String::new()];
    let pieces = latin_pieces(word);
    for (place, piece) in few(pieces.iter().enumerate()) {
        let sounds = match piece {
            Piece::Vowels => vec!["a".to_owned()],
            Piece::Breath => vec!["h".to_owned()],
            Piece::Consonants("w") | Piece::Consonants("y") if place == 0 => vec!["y".to_owned()],
            Piece::Consonants(letters) => latin_letters_sound(letters).iter().map(|sound| plain(sound)).collect(),
        };
        let is_last = place + 1 == pieces.len();
        let longer = readings.iter().flat_map(|before| sounds.iter().map(move |sound| format!("{before}{sound}")));
        readings = longer.map(|reading| if is_last { open(&reading) } else { reading }).take(READINGS).collect();
    }
    sorted(readings)
}

/// A vowel may be written or not before a last l, m, n or r: Jabr, Jaber.
fn open(reading: &str) -> String {
    let mut letters = reading.chars().rev();
    match (letters.next(), letters.next()) {
        (Some(last @ ('l' | 'm' | 'n' | 'r')), Some(before)) if before != 'a' && before != last => {
            format!("{}a{last}", &reading[..reading.len() - last.len_utf8()])
        }
        _ => reading.to_owned(),
    }
}

/// Where a word has consonants, `h` and a first vowel.
fn latin_pattern(word: &str) -> String {
    let mut pattern = String::new();
    for (place, piece) in few(latin_pieces(word).into_iter().enumerate()) {
        match piece {
            Piece::Vowels if place == 0 => pattern.push('a'),
            Piece::Vowels => {}
            Piece::Breath => pattern.push('h'),
            Piece::Consonants(letters) => (0..consonants(letters)).for_each(|_| pattern.push('c')),
        }
    }
    pattern
}

/// The number of consonants, of which two letters may be one: `sh`, `dd`.
fn consonants(letters: &str) -> usize {
    let letters = letters.as_bytes();
    let is_one = |pair: &[u8]| pair[0] == pair[1] || pair[1] == b'h' || matches!(pair, b"dj" | b"ts" | b"tc" | b"sc");
    letters.len() - letters.windows(2).filter(|pair| is_one(pair)).count()
}

/// The same of a word in Arabic letters, in which short vowels are not written.
fn arabic_pattern(word: &str) -> String {
    let letters: Vec<char> = word.chars().collect();
    let mut pattern = String::new();
    for (place, letter) in few(letters.iter().enumerate()) {
        let before = place.checked_sub(1).and_then(|before| letters.get(before));
        let is_last = place + 1 == letters.len();
        match letter {
            'ا' | 'ع' | 'ء' if place == 0 => pattern.push('a'),
            'ا' | 'ع' | 'ء' => {}
            'و' | 'ي' if place > 0 => {}
            // Latin letters write it as one sound with the letter before it: فتحي, Fathi.
            'ح' | 'ه' if is_last || before.is_some_and(|before| "تدكسزجطصقغض".contains(*before)) => {}
            'ح' | 'ه' => pattern.push('h'),
            'ش' if before == Some(&'ت') => {}
            _ => pattern.push('c'),
        }
    }
    pattern
}

/// The consonants, in classes of those that are written for each other in Arabic.
fn exact_arabic(word: &str) -> Option<String> {
    // What a word ends in is written in several ways, but for ي: ترهونة, ترهونا.
    let word = word.strip_suffix(['ه', 'ا']).unwrap_or(word);
    let last = word.chars().count().saturating_sub(1);
    let class = |(place, letter): (usize, char)| match letter {
        'ي' if place == last => Some('ي'),
        'ا' | 'ع' | 'ء' if place == 0 => Some('ا'),
        'ا' | 'ع' | 'ء' => None,
        'و' | 'ي' if place > 0 => None,
        'ج' | 'غ' | 'ك' | 'گ' => Some('ك'),
        'ط' | 'ث' => Some('ت'),
        'ص' => Some('س'),
        'ض' | 'ظ' | 'ذ' => Some('د'),
        'ح' => Some('ه'),
        'پ' => Some('ب'),
        'چ' | 'ژ' => Some('ش'),
        'ڤ' => Some('ف'),
        letter => Some(letter),
    };
    let letters: String = word.chars().enumerate().filter_map(class).take(LETTERS).collect();
    letters.chars().nth(1).is_some().then_some(letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meet(one: &str, other: &str) -> bool {
        let [one, other] = [one, other].map(|word| Sounds::of(&sanad_names::fold(word)));
        let (own, others) =
            if one.is_arabic == other.is_arabic { (one.exact, other.exact) } else { (one.rough, other.rough) };
        own.iter().any(|sound| others.contains(sound))
    }

    #[test]
    fn spellings_of_a_name_sound_alike() {
        for (one, other) in [
            ("tarhouna", "tarhuna"),
            ("hifter", "haftar"),
            ("gaddafi", "qadhafi"),
            ("mohammed", "muhamad"),
            ("bashagha", "bashaga"),
            ("serraj", "sarraj"),
            ("jaber", "jabr"),
            ("khaleefa", "khalifah"),
            ("hussein", "husayn"),
            ("yousef", "yusuf"),
            ("sissi", "السيسي"),
            ("mohamed", "محمد"),
            ("ahmad", "أحمد"),
            ("kani", "الكاني"),
            ("fathi", "فتحي"),
            ("omar", "عمر"),
            ("ali", "علي"),
            ("mamdouh", "ممدوح"),
            ("yasin", "ياسين"),
            ("hegazy", "حجازي"),
            ("tarhuna", "ترهونة"),
            ("haftar", "حفتر"),
            ("غوتيريش", "جوتيرش"),
            ("القذافي", "القدافي"),
        ] {
            assert!(meet(one, other), "{one} {other}: {:?} {:?}", Sounds::of(one), Sounds::of(other));
        }
    }

    #[test]
    fn other_words_do_not() {
        for (one, other) in [
            ("tarhuna", "tehran"),
            ("tarhuna", "turin"),
            ("misrata", "muscat"),
            ("sissi", "usa"),
            ("serraj", "search"),
            ("icc", "uk"),
            ("أوتاوا", "haiti"),
            ("أوتاوا", "to"),
            ("أوتاوا", "the"),
            ("أوتاوا", "الوطية"),
            ("قبور", "الإخبارية"),
            ("جثة", "قوات"),
            ("العماد", "محمد"),
            ("العماد", "mohamed"),
            ("العماد", "أحمد"),
            ("عملية", "عملا"),
        ] {
            assert!(!meet(one, other), "{one} {other}: {:?} {:?}", Sounds::of(one), Sounds::of(other));
        }
        for word in ["un", "the", "g5", "2019"] {
            assert_eq!(Sounds::of(word), Sounds::default(), "{word}");
        }
        assert!(of_text("syria").is_empty() && of_text("g5sahel").is_empty());
    }
}
