//! How words sound, so roughly that most spellings of a name share a sound, in any script.

use super::letters::Script;
use super::name::Bearer;
use super::reading::read;

/// Maximum number of sounds of a word.
pub(super) const SOUNDS: usize = 4;

/// How a single word sounds, so roughly that most of its spellings share a sound, in any script. A word that can be
/// read in several ways has several sounds; a word without letters has none.
pub fn sounds(word: &str) -> Vec<String> {
    let (readings, _) = read(word, Some(Bearer::Person));
    readings.first().map_or(Vec::new(), |reading| of_letters(reading.script, reading.core()))
}

/// How lower-case letters of the Latin alphabet sound. In contrast to [`sounds`], no beginning is taken for a particle of
/// a name, as `Ben` in Benghazi would be.
pub fn latin_letters_sound(letters: &str) -> Vec<String> {
    of_letters(Script::Latin, letters)
}

/// The consonants of a word in classes that regions, scripts and standards of romanization agree on. Doubled consonants
/// count once; h, w and y are left out, since spellings differ in them. A word without consonants is `a`.
pub(super) fn of_letters(script: Script, letters: &str) -> Vec<String> {
    let signs: Vec<char> = letters.chars().collect();
    let mut sounds = Vec::from([String::new()]);
    let mut rest = signs.as_slice();
    while let Some(first) = rest.first() {
        let (length, readings) = match script {
            Script::Latin => latin(rest),
            // تش spells the sound ch: ت is skipped, and ش is read next.
            Script::Arabic | Script::Hebrew if matches!(rest, ['ت', 'ش', ..] | ['ט', 'ש', ..]) => (1, ""),
            // A vowel follows an n that begins the word.
            Script::Arabic if rest.len() < signs.len() && rest.starts_with(&['ن', 'ب']) => (1, "m"),
            Script::Arabic => (1, arabic(*first)),
            Script::Hebrew => (1, hebrew(*first)),
            Script::Number => (1, ""),
        };
        rest = &rest[length..];
        let before = sounds.clone();
        for (place, reading) in readings.split('|').enumerate() {
            if place == 0 {
                sounds.iter_mut().for_each(|sound| append(sound, reading));
            } else if sounds.len() + before.len() <= SOUNDS {
                let mut others = before.clone();
                others.iter_mut().for_each(|sound| append(sound, reading));
                sounds.extend(others);
            }
        }
    }
    if script == Script::Number {
        return Vec::from([letters.to_owned()]);
    }
    if !signs.is_empty() {
        sounds.iter_mut().filter(|sound| sound.is_empty()).for_each(|sound| sound.push('a'));
    }
    sounds
}

/// Appends consonants, without repeating the last one.
pub(super) fn append(sound: &mut String, reading: &str) {
    for letter in reading.chars() {
        if !sound.ends_with(letter) {
            sound.push(letter);
        }
    }
}

/// The readings of an Arabic letter, separated by `|`, the most likely first.
fn arabic(letter: char) -> &'static str {
    match letter {
        'ب' | 'پ' => "b",
        'ت' | 'ط' => "t",
        'ث' => "t|s",
        'ج' | 'غ' | 'ق' | 'ك' | 'خ' | 'گ' => "k",
        'د' => "d",
        'ض' => "d|s",
        'ذ' | 'ظ' => "s|d",
        'ر' => "r",
        'ز' | 'س' | 'ص' => "s",
        'ش' | 'چ' | 'ژ' => "x",
        'ف' => "f",
        'ل' => "l",
        'م' => "m",
        'ن' => "n",
        _ => "",
    }
}

/// The readings of a Hebrew letter, in the same form.
fn hebrew(letter: char) -> &'static str {
    match letter {
        'ב' | 'פ' => "b|f",
        'ג' | 'כ' | 'ק' => "k",
        'ד' => "d",
        'ו' => "|f",
        'ז' | 'ס' => "s",
        'ח' => "|k",
        'ט' | 'ת' => "t",
        'ל' => "l",
        'מ' => "m",
        'נ' => "n",
        'צ' => "ts|s",
        'ר' => "r",
        'ש' => "x|s",
        _ => "",
    }
}

/// Number of letters that the first sound of a Latin word takes, and its readings, separated by `|`, the most likely
/// first.
fn latin(letters: &[char]) -> (usize, &'static str) {
    let second = letters.get(1).copied().unwrap_or(' ');
    match (letters[0], second) {
        ('s', 'c') if letters.get(2) == Some(&'h') => (3, "x"),
        ('t', 'c') if letters.get(2) == Some(&'h') => (3, "x"),
        ('z', 'h') => (2, "x|k"),
        ('s', 'h') => (2, "x"),
        // Indonesian and Malay.
        ('s', 'y') => (2, "s|x"),
        ('c', 'h') => (2, "x|k"),
        ('t', 'h') => (2, "t|s"),
        ('d', 'h') => (2, "d|s"),
        ('d', 'j') => (2, "k"),
        ('k' | 'g', 'h') => (2, "k"),
        ('p', 'h') => (2, "f"),
        ('c', 'e' | 'i' | 'y') => (1, "s|k"),
        ('b' | 'p', _) => (1, "b"),
        ('t', _) => (1, "t"),
        ('d', _) => (1, "d"),
        ('c' | 'k' | 'q' | 'g' | 'j', _) => (1, "k"),
        ('x', _) => (1, "ks"),
        ('s' | 'z', _) => (1, "s"),
        ('v', _) => (1, "f|"),
        ('f', _) => (1, "f"),
        ('w', _) => (1, "|f"),
        ('l', _) => (1, "l"),
        ('m', _) => (1, "m"),
        ('n', 'b' | 'p') => (1, "m"),
        ('n', _) => (1, "n"),
        ('r', _) => (1, "r"),
        _ => (1, ""),
    }
}
