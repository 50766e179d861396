//! Keys to look up names by. They encode how the parts of a name sound, so roughly that most spellings of a name share
//! keys, in any script.

use sanad_model::fingerprint;

use super::letters::Script;
use super::lexicon::RARE;
use super::name::{Bearer, Name};
use super::parsed::{Parsed, Part, Role};
use super::reading::read;
use super::spelling::Spelling;
use super::words::Usage;

/// The version of the rules that make keys of names. Whoever changes the keys raises it, and a database with keys of
/// another version gets new ones when it is migrated.
pub const KEYS_VERSION: i64 = 2;

/// Maximum number of sounds of a word.
const SOUNDS: usize = 4;
/// Number of parts of a name that make keys.
const PARTS: usize = 6;
/// Maximum number of keys of a name.
const KEYS: usize = 40;
/// Maximum number of keys of a text with several names.
const KEYS_OF_NAME: usize = 80;
/// Parts with at least this weight get a key of their own.
const TELLING: f32 = 0.9 * RARE;

impl Name {
    /// The keys that the name is stored under; most spellings of a name share some, in any script. A key stands for two
    /// of the first 6 parts in either order, or for one rare part; for an organization, for one distinctive word, or for
    /// two words if it has none. Sorted, without duplicates, at most 80.
    pub fn keys(&self) -> Vec<i64> {
        let mut keys: Vec<i64> = self.readings.iter().flat_map(Parsed::keys).collect();
        keys.sort_unstable();
        keys.dedup();
        keys.truncate(KEYS_OF_NAME);
        keys
    }

    /// The keys to look up similar names by: a similar name has at least one of them among its [`keys`](Self::keys). At
    /// most 80.
    pub fn probes(&self) -> Vec<i64> {
        self.keys()
    }
}

impl Parsed {
    fn keys(&self) -> Vec<i64> {
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
        let is_distinctive =
            |part: &Part| if is_organization { part.concept.is_none() } else { part.weight >= TELLING };
        for (part, sounds) in &parts {
            if parts.len() == 1 || is_distinctive(part) {
                sounds.iter().for_each(|sound| add(key(sound, "")));
            }
        }
        if is_organization && parts.iter().any(|(part, _)| is_distinctive(part)) {
            // Organizations that share no distinctive word are different ones.
            return keys;
        }
        // The most likely readings of all parts come first: a long name has too many for all of them.
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
        keys
    }
}

impl Part {
    /// How the part sounds. For words that are translated rather than spelled, also what they mean.
    fn sounds(&self, is_organization: bool) -> Vec<String> {
        let mut sounds = Vec::new();
        if is_organization && let Some(concept) = self.concept {
            sounds.push(format!("#{}", concept.number));
            if concept.usage == Usage::Kind {
                return sounds;
            }
        }
        sounds.extend(self.bare.as_ref().map_or(Vec::new(), sounds_of));
        for sound in sounds_of(&self.whole) {
            // An Arabic word that begins like an article has one; a Latin word only may.
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

/// The key of two sounds.
fn key(one: &str, other: &str) -> i64 {
    fingerprint(one.bytes().chain([b'+']).chain(other.bytes()))
}

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
fn of_letters(script: Script, letters: &str) -> Vec<String> {
    let signs: Vec<char> = letters.chars().collect();
    let mut sounds = Vec::from([String::new()]);
    let mut rest = signs.as_slice();
    while let Some(first) = rest.first() {
        let (length, readings) = match script {
            Script::Latin => latin(rest),
            // تش spells the sound ch: ت is skipped, and ش is read next.
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

/// Appends consonants, without repeating the last one.
fn append(sound: &mut String, reading: &str) {
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

/// Number of letters that the first sound of a Latin word takes, and its readings, separated by `|`, the most likely
/// first.
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
