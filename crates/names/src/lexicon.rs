//! Which names are common, and how they are spelled: what `learn` found in many names, and what is known beside.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// A word that is known as a name.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// How much it tells of who bears it, in (0, 1]: a rare name more than a common one.
    pub weight: f32,
    /// The names that it may be a spelling of, then `NO_NAME`.
    names: [Number; SPELLED],
}

type Number = u16;
const NO_NAME: Number = Number::MAX;
/// A word is a spelling of so many names at most.
const SPELLED: usize = 4;

/// What a name weighs that is not known: it is rare.
pub const RARE: f32 = 1.0;
/// What the commonest name weighs.
pub const COMMON: f32 = 0.45;
/// Names are common up to so many bits, and rare from so many on.
const COMMON_BITS: f32 = 8.0;
const RARE_BITS: f32 = 13.0;

impl Entry {
    /// Whether both may be spellings of one name.
    pub fn shares_name(&self, other: &Self) -> bool {
        self.names.iter().any(|name| *name != NO_NAME && other.names.contains(name))
    }

    fn add(&mut self, name: Number) {
        let is_new = !self.names.contains(&name);
        if let Some(free) = self.names.iter_mut().find(|own| is_new && **own == NO_NAME) {
            *free = name;
        }
    }
}

/// What is known of a plain word, without article.
pub fn entry(letters: &str) -> Option<&'static Entry> {
    ENTRIES.get(common_ending(letters).as_ref())
}

/// An Arabic word with the same ending for those that are often written for each other.
pub(super) fn common_ending(letters: &str) -> Cow<'_, str> {
    let with = |ending, other| letters.strip_suffix(ending).map(|stem| Cow::Owned(format!("{stem}{other}")));
    with('ى', 'ي').or_else(|| with('ة', 'ه')).unwrap_or(Cow::Borrowed(letters))
}

static ENTRIES: LazyLock<HashMap<Cow<'static, str>, Entry>> = LazyLock::new(|| {
    let mut numbers: HashMap<Cow<str>, Number> = HashMap::new();
    let mut entries: HashMap<Cow<str>, Entry> = HashMap::new();
    let mut put = |word: &'static str, weight: f32, name: &'static str| {
        let next = numbers.len() as Number;
        let number = *numbers.entry(common_ending(name)).or_insert(next);
        let entry = entries.entry(common_ending(word)).or_insert(Entry { weight, names: [NO_NAME; SPELLED] });
        entry.weight = entry.weight.min(weight);
        entry.add(number);
    };
    let known: Vec<(&str, &str)> = include_str!("words/names.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(": "))
        .collect();
    for (place, (name, spellings)) in known.iter().enumerate() {
        // The list begins with the commonest.
        let weight = COMMON + (RARE - COMMON) * (place as f32 / known.len() as f32).sqrt() * 0.7;
        put(name, weight, name);
        spellings.split(' ').for_each(|word| put(word, weight, name));
    }
    let by_hand: HashSet<&str> =
        known.iter().flat_map(|(name, spellings)| spellings.split(' ').chain([*name])).collect();
    for line in include_str!("learned/words.tsv").lines() {
        let mut columns = line.split('\t');
        let (Some(word), Some(bits), Some(names)) = (columns.next(), columns.next(), columns.next()) else { continue };
        if by_hand.contains(word) {
            continue;
        }
        let share = bits.parse().map_or(1.0, |bits: f32| (bits - COMMON_BITS) / (RARE_BITS - COMMON_BITS));
        let weight = COMMON + (RARE - COMMON) * share.clamp(0.0, 1.0);
        names.split(' ').for_each(|name| put(word, weight, name));
    }
    entries
});
