//! Keys of the names of organizations.

use std::ops::RangeInclusive;

use super::{Keys, LETTERS_ALONE, LETTERS_OF_ONE, LETTERS_OF_TWO, SOUNDS_OF_ONE, SOUNDS_OF_TWO, Sounding, joined};
use crate::abbreviation::may_abbreviate;
use crate::letters::Script;
use crate::parsed::{Parsed, Part, Role};
use crate::spelling::Spelling;
use crate::words::Usage;

/// The kinds of keys: those of words that have a meaning, of a distinctive word that is the only one, and of one of several.
const WITH_MEANING: &str = "o";
const ONLY_WORD: &str = "o1";
const ONE_WORD: &str = "o+";
/// Words that have a meaning and that others may spell instead of translating them: النصرة, Nusrah.
const SPELLED: &str = "os";
/// Distinctive words, of which one has a slip.
const WITH_SLIP: &str = "o-";
const WRITTEN_WITH_SLIP: &str = "o~";
/// Initials, and words that may be made of them.
const INITIALS: &str = "oi";

/// Words of at least this many letters are looked for on their own.
const LONG_WORD: usize = 6;
/// How many letters initials have that stand for the name.
const OF_INITIALS: RangeInclusive<usize> = 4..=8;
/// Maximum number of words of a name that may be made of initials.
const ABBREVIATIONS: usize = 2;

/// The words of the name of an organization that make keys.
pub(super) struct Words<'a> {
    name: &'a Parsed,
    all: Vec<Sounding<'a>>,
    /// Those that have no meaning in many names.
    distinctive: Vec<Sounding<'a>>,
    /// Those that have one, as they sound where they are spelled.
    spelled: Vec<Sounding<'a>>,
}

impl<'a> Words<'a> {
    pub fn of(name: &'a Parsed) -> Self {
        let all = name.sounding();
        let distinctive = all.iter().filter(|word| word.part.concept.is_none()).cloned().collect();
        let spelled = all.iter().filter_map(spelled).collect();
        Self { name, all, distinctive, spelled }
    }

    /// The keys that the name is stored under.
    pub fn keys(&self) -> Keys {
        let mut keys = self.shared();
        keys.add_each(if self.distinctive.len() == 1 { ONLY_WORD } else { ONE_WORD }, &self.distinctive);
        self.joined().for_each(|joined| keys.add(ONE_WORD, &joined, ""));
        keys.add_each(SPELLED, &self.spelled);
        keys
    }

    /// The keys that the name is looked up by. Organizations with two distinctive words or more share two of them, or a
    /// long one, or else the other has no more than that one.
    pub fn probes(&self) -> Keys {
        let mut keys = self.shared();
        let is_telling = |word: &&Sounding<'_>| self.distinctive.len() == 1 || word.part.whole.len() >= LONG_WORD;
        let telling: Vec<Sounding<'_>> = self.distinctive.iter().filter(is_telling).cloned().collect();
        keys.add_each(ONLY_WORD, &self.distinctive);
        keys.add_each(ONE_WORD, &telling);
        keys.add_each(SPELLED, &telling);
        for joined in self.joined() {
            keys.add(ONLY_WORD, &joined, "");
            keys.add(ONE_WORD, &joined, "");
        }
        keys.add_each(ONLY_WORD, &self.spelled);
        keys.add_each(ONE_WORD, &self.spelled);
        keys
    }

    /// The keys that a name is both stored under and looked up by.
    fn shared(&self) -> Keys {
        let mut keys = Keys::default();
        self.initials().iter().for_each(|initials| keys.add(INITIALS, initials, ""));
        match (&self.distinctive[..], &self.all[..]) {
            ([], [_]) => keys.add_each(WITH_MEANING, &self.all),
            ([], _) => keys.add_pairs(WITH_MEANING, &self.all),
            _ => keys.add_pairs(WITH_MEANING, &self.distinctive),
        }
        let is_word = |word: &&Sounding<'_>| word.part.whole.script != Script::Number;
        match self.distinctive.iter().filter(is_word).collect::<Vec<_>>()[..] {
            [only] => {
                let is_alone = self.all.iter().filter(is_word).count() == 1;
                let (sounds, letters) =
                    if is_alone { (SOUNDS_OF_TWO, LETTERS_ALONE) } else { (SOUNDS_OF_ONE, LETTERS_OF_ONE) };
                keys.add_slips(WITH_SLIP, only, "", sounds);
                keys.add_written_slips(WRITTEN_WITH_SLIP, only, "", &letters);
            }
            [one, other] => {
                keys.add_slips_of_two(WITH_SLIP, one, other);
                for (word, other) in [(one, other), (other, one)] {
                    let other = other.sounds.first().map_or("", String::as_str);
                    keys.add_written_slips(WRITTEN_WITH_SLIP, word, other, &LETTERS_OF_TWO);
                }
            }
            [] => {
                if let [only] = self.all.iter().filter(is_word).collect::<Vec<_>>()[..] {
                    let only = Sounding { part: only.part, sounds: only.part.core_sounds() };
                    keys.add_slips(WITH_SLIP, &only, "", SOUNDS_OF_TWO);
                    keys.add_written_slips(WRITTEN_WITH_SLIP, &only, "", &LETTERS_ALONE);
                }
            }
            _ => {}
        }
        keys
    }

    /// How each two words that stand together sound as one, and three that are the name: Sky One, Skyone; Gaz Prom Bank.
    /// Those that are all translated are too common, unless they are most of the name.
    fn joined(&self) -> impl Iterator<Item = String> {
        const FEW: usize = 3;
        let is_distinctive = |pair: &&[Sounding<'_>]| pair.iter().any(|word| word.part.concept.is_none());
        let is_own = move |pair: &&[Sounding<'_>]| self.all.len() <= FEW || is_distinctive(pair);
        let pairs = self.all.windows(2).filter(is_own).filter_map(joined);
        pairs.chain((self.all.len() == FEW).then(|| joined(&self.all)).flatten())
    }

    /// The initials of the name, without and with those of particles and legal forms, of which short ones may be written
    /// out, without that of the last word, which may be a place, and its first words that may be initials.
    fn initials(&self) -> Vec<String> {
        let latin = || self.name.parts.iter().filter(|part| part.whole.script == Script::Latin);
        let initial = |part: &Part| match part.short.first() {
            Some(short) => short.text(),
            None => part.whole.text().chars().take(1).collect(),
        };
        let names = || latin().filter(|part| part.role == Role::Proper);
        let of_names: String = names().map(initial).collect();
        let has_kind = names().any(|part| part.short.len() > 1);
        let of_kinds = has_kind
            .then(|| names().map(|part| part.short.get(1).map_or_else(|| initial(part), Spelling::text)).collect());
        let of_most_names = of_names.chars().take(of_names.len().saturating_sub(1)).collect();
        let of_all = latin().map(|part| match part.role {
            Role::LegalForm => part.whole.text(),
            _ => initial(part),
        });
        let words = latin().filter(|part| may_abbreviate(part) && !part.is_ordinary).take(ABBREVIATIONS);
        let of_each = latin().map(initial).collect();
        let found = [of_names, of_most_names, of_all.collect(), of_each]
            .into_iter()
            .chain(of_kinds)
            .chain(words.map(|part| part.whole.text()));
        found.filter(|initials| OF_INITIALS.contains(&initials.len())).collect()
    }
}

/// A word that has a meaning as it sounds if it is spelled: any that is not Latin, and Latin ones from elsewhere.
fn spelled<'a>(word: &Sounding<'a>) -> Option<Sounding<'a>> {
    let part = word.part;
    let may_be = part.whole.script != Script::Latin || part.concept.is_some_and(|concept| concept.usage != Usage::Kind);
    let is_spelled = part.concept.is_some() && may_be && !part.is_ordinary;
    is_spelled.then(|| Sounding { part, sounds: part.core_sounds() })
}
