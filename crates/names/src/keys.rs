//! Keys to look up names by. They encode how the parts of a name sound, so roughly that most spellings of a name share
//! keys, in any script.

mod organizations;

use std::ops::RangeInclusive;

use sanad_model::fingerprint;

use self::organizations::Words;
use super::east_asian::sound;
use super::fold::fold;
use super::letters::Script;
use super::lexicon::{Entry, RARE, entry};
use super::name::{Bearer, Name};
use super::parsed::{Parsed, Part, Role};
use super::slavic::{Slavic, with_g};
use super::sounds::{SOUNDS, append, of_letters};
use super::spelling::Spelling;
use super::words::Usage;

/// The version of the rules that make keys of names. Whoever changes the keys raises it, and a database with keys of
/// another version gets new ones when it is migrated.
pub const KEYS_VERSION: i64 = 11;

/// Number of parts of a name that make keys.
const PARTS: usize = 6;
/// Maximum number of keys of a name.
const KEYS: usize = 40;
/// Maximum number of keys of a text with several names.
const KEYS_OF_NAME: usize = 160;
/// Words of people of at most this many letters may be joined with the next or the one before.
const SHORT_WORD: usize = 4;
/// Names of more parts have so many pairs of them that keys of joined syllables come first.
const MANY_SYLLABLES: usize = 3;
/// Parts with at least this weight get a key of their own.
const TELLING: f32 = 0.8 * RARE;

impl Name {
    /// The keys that the name is stored under; most spellings of a name share some, in any script. A key stands for two of
    /// the first 6 parts in either order, for one part and two others that stand together of which one is short, for both
    /// of two as one word, or for one rare part; for an organization, for one distinctive word, for two, or for two
    /// neighbours as one, and for two other words if it has no distinctive one; and for all characters of a Chinese or
    /// Korean name. Names of two parts, and of one or two distinctive words, also have keys with a sound left out; these,
    /// of their short words, also with a letter left out. Sorted, without duplicates, at most 160.
    pub fn keys(&self) -> Vec<i64> {
        self.collected(Parsed::keys)
    }

    /// The keys to look up similar names by: nearly all similar names have at least one of them among their
    /// [`keys`](Self::keys). At most 160.
    pub fn probes(&self) -> Vec<i64> {
        self.collected(Parsed::probes)
    }

    fn collected(&self, keys: impl Fn(&Parsed) -> Keys) -> Vec<i64> {
        let of_reading = |reading: &Parsed| reading.key_of_characters().into_iter().chain(keys(reading).0);
        let mut keys: Vec<i64> = self.readings.iter().flat_map(of_reading).collect();
        keys.sort_unstable();
        keys.dedup();
        keys.truncate(KEYS_OF_NAME);
        keys
    }
}

fn key(kind: &str, one: &str, other: &str) -> i64 {
    fingerprint(kind.bytes().chain(one.bytes()).chain([b'+']).chain(other.bytes()))
}

/// Keys, at most 40, each once.
#[derive(Default)]
struct Keys(Vec<i64>);

impl Keys {
    fn add(&mut self, kind: &str, one: &str, other: &str) {
        let key = key(kind, one, other);
        if self.0.len() < KEYS && !self.0.contains(&key) {
            self.0.push(key);
        }
    }

    fn add_each(&mut self, kind: &str, parts: &[Sounding<'_>]) {
        parts.iter().flat_map(|part| &part.sounds).for_each(|sound| self.add(kind, sound, ""));
    }

    /// Adds keys for a part, together with what else the name has, as it sounds with a slip: with each of its sounds left out,
    /// and whole for those who left one out.
    fn add_slips(&mut self, kind: &str, part: &Sounding<'_>, other: &str, least: usize) {
        let Some(sound) = part.sounds.first().filter(|sound| sound.len() + 1 >= least) else { return };
        // One that is shorter may have lost a sound. Without one, two others may become one.
        let places = if sound.len() < least { 0 } else { sound.len() };
        let without = |place: usize| {
            let mut slip = sound[..place].to_owned();
            append(&mut slip, &sound[place + 1..]);
            slip
        };
        for slip in (0..places).map(without).chain([sound.clone()]) {
            self.add(kind, slip.as_str().min(other), slip.as_str().max(other));
        }
    }

    /// Adds keys for a short Latin word as it is written: whole, and with each letter left out if it has so many. Its sounds
    /// are too few to leave one out.
    fn add_written_slips(&mut self, kind: &str, part: &Sounding<'_>, other: &str, letters: &RangeInclusive<usize>) {
        let word = fold(&part.part.text);
        if !word.bytes().all(|letter| letter.is_ascii_alphabetic()) || word.len() > *letters.end() {
            return;
        }
        let places = if letters.contains(&word.len()) { 0..word.len() } else { 0..0 };
        let without = |place: usize| format!("{}{}", &word[..place], &word[place + 1..]);
        places.map(without).chain([word.clone()]).for_each(|slip| self.add(kind, &slip, other));
    }

    /// Adds keys for two parts, one of which has a slip.
    fn add_slips_of_two(&mut self, kind: &str, one: &Sounding<'_>, other: &Sounding<'_>) {
        for (part, other) in [(one, other), (other, one)] {
            let other = other.sounds.first().map_or("", String::as_str);
            self.add_slips(kind, part, other, SOUNDS_OF_TWO);
        }
    }

    /// Adds a key for each pair of parts. The most likely readings of all parts come first: a long name has too many for
    /// all of them.
    fn add_pairs(&mut self, kind: &str, parts: &[Sounding<'_>]) {
        for reading in 0..SOUNDS * SOUNDS {
            let (one, other) = (reading / SOUNDS, reading % SOUNDS);
            for (place, first) in parts.iter().enumerate() {
                for second in &parts[place + 1..] {
                    if let (Some(one), Some(other)) = (first.sounds.get(one), second.sounds.get(other)) {
                        self.add(kind, one.min(other), one.max(other));
                    }
                }
            }
        }
    }

    /// Adds keys for two syllables as one word, with each other part.
    fn add_joined_syllables(&mut self, kind: &str, parts: &[Sounding<'_>]) {
        for place in 1..parts.len() {
            let Some(joined) = joined_syllables(&parts[place - 1], &parts[place]) else { continue };
            let others = parts[..place - 1].iter().chain(&parts[place + 1..]).filter_map(|part| part.sounds.first());
            others.for_each(|other| self.add(kind, joined.as_str().min(other), joined.as_str().max(other)));
        }
    }

    /// Adds keys for how a given name is read in Cantonese, with each other part.
    fn add_cantonese(&mut self, kind: &str, parts: &[Sounding<'_>]) {
        for (place, part) in parts.iter().enumerate() {
            for reading in &part.part.cantonese {
                let reading = format!("~{reading}");
                let others = parts.iter().enumerate().filter(|(other, _)| *other != place);
                for sound in others.filter_map(|(_, other)| other.sounds.first()) {
                    self.add(kind, reading.as_str().min(sound), reading.as_str().max(sound));
                }
            }
        }
    }
}

/// A part and how it sounds.
#[derive(Clone)]
struct Sounding<'a> {
    part: &'a Part,
    sounds: Vec<String>,
}

/// How parts sound as one word, which others may write them as: Jong Un, Jongun.
fn joined(words: &[Sounding<'_>]) -> Option<String> {
    let mut spelled = words.iter().map(|word| sounds_of(word.part.core()).into_iter().next());
    let first = spelled.next()??;
    spelled.try_fold(first, |mut joined, sound| {
        append(&mut joined, &sound?);
        Some(joined)
    })
}

/// The same with the article of the second, which is heard between them: Zayn al-Abidin, Zinelabidine.
fn joined_with_article(one: &Sounding<'_>, two: &Sounding<'_>) -> Option<String> {
    let has_article = two.part.has_article || two.part.bare.is_some() && two.part.whole.script == Script::Arabic;
    let mut joined = sounds_of(one.part.core()).into_iter().next().filter(|_| has_article)?;
    append(&mut joined, "l");
    append(&mut joined, &sounds_of(two.part.core()).into_iter().next()?);
    Some(joined)
}

/// The same of two syllables of a Chinese or Korean name, in all romanizations.
fn joined_syllables(one: &Sounding<'_>, two: &Sounding<'_>) -> Option<String> {
    let are_syllables = one.part.syllable.is_some() && two.part.syllable.is_some();
    are_syllables.then(|| of_syllables(&(one.part.whole.text() + &two.part.whole.text())))
}

/// The key of one or two syllables of a Chinese or Korean name.
fn of_syllables(letters: &str) -> String {
    format!("~{}", sound(letters))
}

/// The parts that say most, in their order.
fn most_telling(parts: Vec<&Part>) -> Vec<&Part> {
    let mut telling: Vec<(usize, &Part)> = parts.into_iter().enumerate().collect();
    telling.sort_by(|(_, one), (_, other)| other.weight.total_cmp(&one.weight));
    telling.truncate(PARTS);
    telling.sort_by_key(|(place, _)| *place);
    telling.into_iter().map(|(_, part)| part).collect()
}

/// The kind of keys of all characters of a name.
const OF_CHARACTERS: &str = "=";
/// The kinds of keys of people: those of parts, and of two parts of which one has a slip.
const PERSON: &str = "p";
const PERSON_WITH_SLIP: &str = "p-";
/// The least sounds of a word that has keys with a slip: among common words, and alone or with another word. Fewer are the
/// sounds of too many.
const SOUNDS_OF_ONE: usize = 4;
const SOUNDS_OF_TWO: usize = 3;
/// The letters of words of which one is left out, alone, among common words, and with another word: longer ones have enough
/// sounds.
const LETTERS_ALONE: RangeInclusive<usize> = 4..=7;
const LETTERS_OF_ONE: RangeInclusive<usize> = 4..=7;
const LETTERS_OF_TWO: RangeInclusive<usize> = 3..=6;

impl Parsed {
    fn sounding(&self) -> Vec<Sounding<'_>> {
        let is_organization = self.bearer == Bearer::Organization;
        let parts: Vec<&Part> =
            self.parts.iter().filter(|part| matches!(part.role, Role::Proper | Role::Title)).collect();
        // A long name of an organization may begin with what it is.
        let parts = if is_organization { most_telling(parts) } else { parts };
        let parts: Vec<&Part> = parts.into_iter().take(PARTS).collect();
        let is_east_asian = !is_organization && parts.iter().all(|part| part.in_syllables().is_some());
        let sounding = |part: &'_ &'_ Part| {
            let mut sounds = part.sounds(is_organization);
            if let Some(sound) = part.in_syllables().filter(|_| is_east_asian) {
                sounds.truncate(SOUNDS - 1);
                sounds.push(sound);
            }
            sounds
        };
        parts.iter().map(|part| Sounding { part, sounds: sounding(part) }).collect()
    }

    /// A key for all characters of a name that is written in syllables: where its words begin, only spaces tell.
    fn key_of_characters(&self) -> Option<i64> {
        let are_characters = self.parts.iter().all(|part| part.syllabic.is_some());
        are_characters.then(|| key(OF_CHARACTERS, &self.plain, ""))
    }

    fn keys(&self) -> Keys {
        match self.bearer {
            Bearer::Person => self.keys_of_person(),
            Bearer::Organization => Words::of(self).keys(),
        }
    }

    fn probes(&self) -> Keys {
        match self.bearer {
            Bearer::Person => self.keys_of_person(),
            Bearer::Organization => Words::of(self).probes(),
        }
    }

    fn keys_of_person(&self) -> Keys {
        let parts = self.sounding();
        let mut keys = Keys::default();
        for part in &parts {
            if parts.len() == 1 || part.part.weight >= TELLING {
                keys.add_each(PERSON, std::slice::from_ref(part));
            }
        }
        if parts.len() > MANY_SYLLABLES {
            keys.add_joined_syllables(PERSON, &parts);
        }
        keys.add_pairs(PERSON, &parts);
        keys.add_cantonese(PERSON, &parts);
        if let [one, other] = &parts[..] {
            keys.add_slips_of_two(PERSON_WITH_SLIP, one, other);
        }
        for place in 1..parts.len() {
            // One of two words that are joined is short.
            let is_short = |part: &Sounding<'_>| part.part.whole.len() <= SHORT_WORD;
            let (one, two) = (&parts[place - 1], &parts[place]);
            let with_article = joined_with_article(one, two);
            let is_tried = is_short(one) || is_short(two) || with_article.is_some() || parts.len() == 2;
            let Some(joined) = joined(&parts[place - 1..=place]).filter(|_| is_tried) else { continue };
            let others =
                parts[..place - 1].iter().chain(&parts[place + 1..]).flat_map(|part| part.sounds.iter().take(2));
            let others: Vec<&String> = others.collect();
            for joined in [Some(joined.clone()), joined_syllables(one, two), with_article].into_iter().flatten() {
                others
                    .iter()
                    .for_each(|other| keys.add(PERSON, joined.as_str().min(other), joined.as_str().max(other)));
            }
            if parts.len() == 2 {
                keys.add(PERSON, &joined, "");
            }
        }
        keys
    }
}

impl Part {
    /// The word without its article.
    fn core(&self) -> &Spelling {
        self.bare.as_ref().unwrap_or(&self.whole)
    }

    /// How a word of one or two syllables of a Chinese or Korean name sounds in all romanizations.
    fn in_syllables(&self) -> Option<String> {
        let is = self.syllabic.is_some() || self.is_romanized();
        is.then(|| of_syllables(&self.whole.text()))
    }

    /// How the part sounds. For words that are translated rather than spelled, also what they mean; for known spellings of
    /// names, and for forms of East Slavic ones, also how these sound: Magomed is Muhammad.
    fn sounds(&self, is_organization: bool) -> Vec<String> {
        let mut sounds = Vec::new();
        if is_organization && let Some(concept) = self.concept {
            sounds.extend(concept.meanings().map(|number| format!("#{number}")));
            sounds.dedup();
            if concept.usage == Usage::Kind {
                return sounds;
            }
        }
        // An Arabic word that begins like an article has one; a Latin word only may.
        let may_be_whole = self.bare.is_none() || self.whole.script == Script::Latin;
        let whole = may_be_whole.then_some(&self.whole);
        let mut own = self.bare.iter().chain(whole).flat_map(sounds_of);
        let first = own.next();
        let of_name = if is_organization { self.core_sounds() } else { self.sounds_of_name() };
        for sound in first.into_iter().chain(of_name).chain(own) {
            if !sounds.contains(&sound) && sounds.len() < SOUNDS {
                sounds.push(sound);
            }
        }
        sounds
    }

    /// How the word of an organization sounds without its article. Before another word, the ending of an Arabic one is
    /// heard: عصبة, Asbat. A Slavic adjective also sounds like what it is of.
    fn core_sounds(&self) -> Vec<String> {
        let mut sounds = sounds_of(self.core());
        sounds.extend(self.without_ending.iter().flat_map(|stem| of_letters(Script::Latin, stem)));
        if self.core().text().ends_with('ة') {
            let heard: Vec<String> = sounds.iter().map(|sound| format!("{sound}t")).collect();
            sounds.extend(heard);
        }
        sounds
    }

    /// How the name of a person sounds in other spellings of it.
    fn sounds_of_name(&self) -> Vec<String> {
        let spelled = self.known.into_iter().flat_map(Entry::spelled);
        let spelled = spelled.flat_map(|name| of_letters(Script::of(name), name));
        let is_arabic = self.known.is_some_and(|known| known.is_arabic);
        let slavic = self.slavic.iter().filter(|_| !is_arabic).flat_map(Slavic::sounds);
        // Cyrillic has one letter for kh and h.
        let with_h = self.text.contains(['х', 'Х']).then(|| self.whole.text().replace("kh", "h"));
        let with_h = with_h.map_or(Vec::new(), |letters| of_letters(Script::Latin, &letters));
        let with_g = with_g(&self.whole.text()).map_or(Vec::new(), |letters| of_letters(Script::Latin, &letters));
        let joined = self.joined_names().into_iter().flatten();
        let joined = joined.flat_map(|name| of_letters(self.whole.script, &name).into_iter().next());
        slavic.chain(spelled).chain(with_h).chain(with_g).chain(joined).collect()
    }

    /// The two known Arabic names that an unknown word consists of, which others write apart: محمدباقر.
    fn joined_names(&self) -> Option<[String; 2]> {
        /// The least letters of each.
        const LEAST: usize = 3;
        let letters: Vec<char> = self.core().text().chars().collect();
        let is_unknown = self.known.is_none() && self.prefix.is_none();
        let places = if is_unknown { LEAST..(letters.len() + 1).saturating_sub(LEAST) } else { 0..0 };
        let names = |place: usize| [&letters[..place], &letters[place..]].map(|name| name.iter().collect::<String>());
        let are_known = |names: &[String; 2]| names.iter().all(|name| entry(name).is_some_and(|known| known.is_arabic));
        places.map(names).find(are_known)
    }
}

fn sounds_of(spelling: &Spelling) -> Vec<String> {
    of_letters(spelling.script, &spelling.text())
}
