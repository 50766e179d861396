//! Keys to look up names by. They encode how the parts of a name sound, so roughly that most spellings of a name share
//! keys, in any script.

use std::ops::RangeInclusive;

use sanad_model::fingerprint;

use super::abbreviation::may_abbreviate;
use super::letters::Script;
use super::lexicon::{Entry, RARE};
use super::name::{Bearer, Name};
use super::parsed::{Parsed, Part, Role};
use super::slavic::Slavic;
use super::sounds::{SOUNDS, append, of_letters};
use super::spelling::Spelling;
use super::words::Usage;

/// The version of the rules that make keys of names. Whoever changes the keys raises it, and a database with keys of
/// another version gets new ones when it is migrated.
pub const KEYS_VERSION: i64 = 5;

/// Number of parts of a name that make keys.
const PARTS: usize = 6;
/// Maximum number of keys of a name.
const KEYS: usize = 40;
/// Maximum number of keys of a text with several names.
const KEYS_OF_NAME: usize = 80;
/// Words of organizations of at least this many letters are looked for on their own.
const LONG_WORD: usize = 6;
/// Words of people of at most this many letters may be joined with the next or the one before.
const SHORT_WORD: usize = 4;
/// Parts with at least this weight get a key of their own.
const TELLING: f32 = 0.8 * RARE;

impl Name {
    /// The keys that the name is stored under; most spellings of a name share some, in any script. A key stands for two
    /// of the first 6 parts in either order, for one part and two others that stand together of which one is short, or
    /// for one rare part; for an organization, for one distinctive word or for two, and for two other words if it has no
    /// distinctive one. Sorted, without duplicates, at most 80.
    pub fn keys(&self) -> Vec<i64> {
        self.collected(Parsed::keys)
    }

    /// The keys to look up similar names by: a similar name has at least one of them among its [`keys`](Self::keys). At
    /// most 80.
    pub fn probes(&self) -> Vec<i64> {
        self.collected(Parsed::probes)
    }

    fn collected(&self, keys: impl Fn(&Parsed) -> Keys) -> Vec<i64> {
        let mut keys: Vec<i64> = self.readings.iter().flat_map(|reading| keys(reading).0).collect();
        keys.sort_unstable();
        keys.dedup();
        keys.truncate(KEYS_OF_NAME);
        keys
    }
}

/// Keys, at most 40, each once.
#[derive(Default)]
struct Keys(Vec<i64>);

impl Keys {
    fn add(&mut self, kind: &str, one: &str, other: &str) {
        let key = fingerprint(kind.bytes().chain(one.bytes()).chain([b'+']).chain(other.bytes()));
        if self.0.len() < KEYS && !self.0.contains(&key) {
            self.0.push(key);
        }
    }

    fn add_each(&mut self, kind: &str, parts: &[Sounding<'_>]) {
        parts.iter().flat_map(|part| &part.sounds).for_each(|sound| self.add(kind, sound, ""));
    }

    /// Adds a key for each two words that stand together: Sky One, Skyone.
    fn add_joined(&mut self, kind: &str, parts: &[Sounding<'_>]) {
        parts.windows(2).filter_map(|pair| joined(&pair[0], &pair[1])).for_each(|sound| self.add(kind, &sound, ""));
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
}

/// A part and how it sounds.
#[derive(Clone)]
struct Sounding<'a> {
    part: &'a Part,
    sounds: Vec<String>,
}

/// How two parts sound as one word, which others may write them as: Jong Un, Jongun.
fn joined(one: &Sounding<'_>, two: &Sounding<'_>) -> Option<String> {
    let mut joined = one.sounds.first()?.clone();
    append(&mut joined, two.sounds.first()?);
    Some(joined)
}

/// The parts that say most, in their order.
fn most_telling(parts: Vec<&Part>) -> Vec<&Part> {
    let mut telling: Vec<(usize, &Part)> = parts.into_iter().enumerate().collect();
    telling.sort_by(|(_, one), (_, other)| other.weight.total_cmp(&one.weight));
    telling.truncate(PARTS);
    telling.sort_by_key(|(place, _)| *place);
    telling.into_iter().map(|(_, part)| part).collect()
}

/// The kinds of keys: people and organizations have keys apart.
const PERSON: &str = "p";
const ORGANIZATION: &str = "o";
/// A distinctive word of an organization that has no other, and one of several.
const ONLY_WORD: &str = "o1";
const ONE_WORD: &str = "o+";
/// Initials, and words that may be made of them.
const INITIALS: &str = "oi";

impl Parsed {
    fn sounding(&self) -> Vec<Sounding<'_>> {
        let is_organization = self.bearer == Bearer::Organization;
        let parts: Vec<&Part> =
            self.parts.iter().filter(|part| matches!(part.role, Role::Proper | Role::Title)).collect();
        // A long name of an organization may begin with what it is.
        let parts = if is_organization { most_telling(parts) } else { parts };
        let parts = parts.into_iter().take(PARTS);
        parts.map(|part| Sounding { part, sounds: part.sounds(is_organization) }).collect()
    }

    fn keys(&self) -> Keys {
        match self.bearer {
            Bearer::Person => self.keys_of_person(),
            Bearer::Organization => self.keys_of_organization(|keys, words| {
                keys.add_each(if words.len() == 1 { ONLY_WORD } else { ONE_WORD }, words);
                keys.add_joined(ONE_WORD, words);
            }),
        }
    }

    /// Organizations with two distinctive words or more share two of them, or a long one, or else the other has no more
    /// than that one.
    fn probes(&self) -> Keys {
        match self.bearer {
            Bearer::Person => self.keys_of_person(),
            Bearer::Organization => self.keys_of_organization(|keys, words| {
                let is_telling = |word: &&Sounding<'_>| words.len() == 1 || word.part.whole.len() >= LONG_WORD;
                let telling: Vec<Sounding<'_>> = words.iter().filter(is_telling).cloned().collect();
                keys.add_each(ONLY_WORD, words);
                keys.add_each(ONE_WORD, &telling);
                keys.add_joined(ONLY_WORD, words);
                keys.add_joined(ONE_WORD, words);
            }),
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
        keys.add_pairs(PERSON, &parts);
        for place in 1..parts.len() {
            // One of two words that are joined is short.
            let is_short = |part: &Sounding<'_>| part.part.whole.len() <= SHORT_WORD;
            let (one, two) = (&parts[place - 1], &parts[place]);
            let Some(joined) = joined(one, two).filter(|_| is_short(one) || is_short(two)) else { continue };
            let others = parts[..place - 1].iter().chain(&parts[place + 1..]).filter_map(|part| part.sounds.first());
            others.for_each(|other| keys.add(PERSON, joined.as_str().min(other), joined.as_str().max(other)));
            if parts.len() == 2 {
                keys.add(PERSON, &joined, "");
            }
        }
        keys
    }

    fn keys_of_organization(&self, of_words: impl Fn(&mut Keys, &[Sounding<'_>])) -> Keys {
        let parts = self.sounding();
        let distinctive: Vec<Sounding<'_>> = parts.iter().filter(|part| part.part.concept.is_none()).cloned().collect();
        let mut keys = Keys::default();
        self.initials().iter().for_each(|initials| keys.add(INITIALS, initials, ""));
        match (&distinctive[..], &parts[..]) {
            ([], [_]) => keys.add_each(ORGANIZATION, &parts),
            ([], _) => keys.add_pairs(ORGANIZATION, &parts),
            // Organizations that share no distinctive word are different ones.
            _ => {
                of_words(&mut keys, &distinctive);
                keys.add_pairs(ORGANIZATION, &distinctive);
            }
        }
        keys
    }
}

/// How many letters initials have that stand for the name.
const OF_INITIALS: RangeInclusive<usize> = 4..=8;
/// Maximum number of words of a name that may be made of initials.
const ABBREVIATIONS: usize = 2;

impl Parsed {
    /// The initials of the name of an organization, without and with those of particles and legal forms, and its first
    /// words that may be initials.
    fn initials(&self) -> Vec<String> {
        let latin = || self.parts.iter().filter(|part| part.whole.script == Script::Latin);
        let initial = |part: &Part| part.whole.text().chars().next();
        let of_names = latin().filter(|part| part.role == Role::Proper).filter_map(initial).collect();
        let of_all = latin().map(|part| match part.role {
            Role::LegalForm => part.whole.text(),
            _ => initial(part).into_iter().collect(),
        });
        let words = latin().filter(|part| may_abbreviate(part) && !part.is_ordinary).take(ABBREVIATIONS);
        let found = [of_names, of_all.collect()].into_iter().chain(words.map(|part| part.whole.text()));
        found.filter(|initials| OF_INITIALS.contains(&initials.len())).collect()
    }
}

impl Part {
    /// How the part sounds. For words that are translated rather than spelled, also what they mean; for known spellings of
    /// names, and for forms of East Slavic ones, also how these sound: Magomed is Muhammad.
    fn sounds(&self, is_organization: bool) -> Vec<String> {
        let mut sounds = Vec::new();
        if is_organization && let Some(concept) = self.concept {
            sounds.push(format!("#{}", concept.number));
            if concept.usage == Usage::Kind {
                return sounds;
            }
        }
        // An Arabic word that begins like an article has one; a Latin word only may.
        let may_be_whole = self.bare.is_none() || self.whole.script == Script::Latin;
        let whole = may_be_whole.then_some(&self.whole);
        let mut own = self.bare.iter().chain(whole).flat_map(sounds_of);
        let first = own.next();
        let of_name = if is_organization { Vec::new() } else { self.sounds_of_name() };
        for sound in first.into_iter().chain(of_name).chain(own) {
            if !sounds.contains(&sound) && sounds.len() < SOUNDS {
                sounds.push(sound);
            }
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
        spelled.chain(slavic).chain(with_h).collect()
    }
}

fn sounds_of(spelling: &Spelling) -> Vec<String> {
    of_letters(spelling.script, &spelling.text())
}
