//! What names are found by: how their parts sound, in so few letters that most spellings of a name have them in common, in
//! whichever script.

use sanad_model::fingerprint;

use super::letters::Script;
use super::lexicon::RARE;
use super::name::{Bearer, Name, Part, Role};
use super::reading::read;
use super::spelling::Spelling;

/// A word has so many sounds at most.
const SOUNDS: usize = 4;
/// So many parts of a name make keys, and a name has so many keys at most.
const PARTS: usize = 6;
const KEYS: usize = 40;
/// Parts that weigh so much are found by themselves.
const TELLING: f32 = 0.9 * RARE;

impl Name {
    /// What it is found by: numbers that most spellings of one name have in common, in whichever script. Each stands for
    /// two of its first 6 parts in either order, or for one that is rare. Without repetitions; at most 40.
    pub fn keys(&self) -> Vec<i64> {
        let is_organization = self.bearer == Bearer::Organization;
        let parts: Vec<(&Part, Vec<String>)> = self
            .parts
            .iter()
            .filter(|part| matches!(part.role, Role::Proper | Role::Title))
            .take(PARTS)
            .map(|part| (part, part.sounds(is_organization)))
            .collect();
        let mut keys = Vec::new();
        let mut add = |key: i64| {
            if keys.len() < KEYS && !keys.contains(&key) {
                keys.push(key);
            }
        };
        for (part, sounds) in &parts {
            let is_concept = is_organization && part.concept.is_some();
            if parts.len() == 1 || !is_concept && (part.weight >= TELLING || is_organization) {
                sounds.iter().for_each(|sound| add(key(sound, "")));
            }
        }
        // The likeliest readings of all parts first: of a long name, not all others have room.
        for reading in 0..SOUNDS * SOUNDS {
            let (one, other) = (reading / SOUNDS, reading % SOUNDS);
            for (place, (_, sounds)) in parts.iter().enumerate() {
                for (_, others) in &parts[place + 1..] {
                    if let (Some(one), Some(other)) = (sounds.get(one), others.get(other)) {
                        add(key(one.min(other), one.max(other)));
                    }
                }
            }
        }
        keys.sort_unstable();
        keys
    }

    /// What to find others by: their `keys` have one of these, if they are like it. At most 80.
    pub fn probes(&self) -> Vec<i64> {
        let mut keys = self.keys();
        if self.bearer == Bearer::Organization && !self.is_told {
            // It may be a person's all the same.
            keys.extend(Self { bearer: Bearer::Person, ..self.clone() }.keys());
            keys.sort_unstable();
            keys.dedup();
        }
        keys
    }
}

impl Part {
    /// How it sounds, and what it means, where it is translated rather than spelled.
    fn sounds(&self, is_organization: bool) -> Vec<String> {
        let mut sounds = Vec::new();
        if is_organization && let Some(concept) = self.concept {
            sounds.push(format!("#{}", concept.number));
            if concept.is_telling {
                return sounds;
            }
        }
        sounds.extend(self.bare.as_ref().map_or(Vec::new(), sounds_of));
        for sound in sounds_of(&self.whole) {
            // An article that is written as a part of an Arabic word is one; of a Latin word, it may be.
            if !sounds.contains(&sound)
                && sounds.len() < SOUNDS
                && (self.bare.is_none() || self.whole.script == Script::Latin)
            {
                sounds.push(sound);
            }
        }
        sounds
    }
}

fn sounds_of(spelling: &Spelling) -> Vec<String> {
    of_letters(spelling.script, &spelling.text())
}

/// The number of both sounds.
fn key(one: &str, other: &str) -> i64 {
    fingerprint(one.bytes().chain([b'+']).chain(other.bytes()))
}

/// How a single word sounds, in a few letters that most of its spellings have in common, in whichever script: one sound,
/// or some where it may be read in several ways. None for a word without letters.
pub fn sounds(word: &str) -> Vec<String> {
    let (readings, _) = read(word);
    readings.first().map_or(Vec::new(), |reading| of_letters(reading.script, reading.core()))
}

/// The consonants of a word, alike where regions, scripts and standards differ, without what is doubled and without h, w
/// and y, which some spell and some do not. The vowels of a word that has nothing else.
fn of_letters(script: Script, letters: &str) -> Vec<String> {
    let signs: Vec<char> = letters.chars().collect();
    let mut sounds = Vec::from([String::new()]);
    let mut rest = signs.as_slice();
    while let Some(first) = rest.first() {
        let (length, readings) = match script {
            Script::Latin => latin(rest),
            // The first stands for the sound that the second has in Latin: ch.
            Script::Arabic if rest.starts_with(&['ت', 'ش']) => (1, ""),
            Script::Arabic if rest.starts_with(&['ن', 'ب']) => (1, "m"),
            Script::Arabic => (1, arabic(*first)),
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
    if sounds.iter().all(String::is_empty) && !signs.is_empty() {
        return Vec::from(["a".to_owned()]);
    }
    sounds
}

/// Appends consonants, but none twice in a row.
fn append(sound: &mut String, reading: &str) {
    for letter in reading.chars() {
        if !sound.ends_with(letter) {
            sound.push(letter);
        }
    }
}

/// How an Arabic letter is read, the likeliest reading first.
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

/// How many letters of a Latin word begin it as one, and how they are read.
fn latin(letters: &[char]) -> (usize, &'static str) {
    let second = letters.get(1).copied().unwrap_or(' ');
    match (letters[0], second) {
        ('s', 'c') if letters.get(2) == Some(&'h') => (3, "x"),
        ('t', 'c') if letters.get(2) == Some(&'h') => (3, "x"),
        ('s' | 'z', 'h') => (2, "x"),
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
