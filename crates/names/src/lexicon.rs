//! Known names: how common they are and how they are spelled. From a hand-written list and from the output of
//! `learn` (in `tools/`).

use std::borrow::Cow;
use std::sync::LazyLock;

use rustc_hash::{FxHashMap, FxHashSet};

use super::east_asian::families;
use super::slavic::{given_names, listed_spelling};
use super::words::parts;

/// A known name, or a spelling of one.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entry {
    /// How well the name identifies its bearer, in (0, 1]: rare names weigh more than common ones.
    pub weight: f32,
    /// The same for people, who have names that are common in other countries too.
    pub weight_of_people: f32,
    /// Whether it is in the list of Arabic names.
    pub is_arabic: bool,
    /// Whether it is the short form of a name: Bob.
    pub is_short: bool,
    /// The names that it may be a spelling of, padded with `NO_NAME`.
    names: [NameNumber; MAX_NAMES],
}

type NameNumber = u16;
const NO_NAME: NameNumber = NameNumber::MAX;
/// Maximum number of names that a word may be a spelling of.
const MAX_NAMES: usize = 4;

/// The weight of rare names, and of unknown ones.
pub const RARE: f32 = 1.0;
/// The weight of the most common name.
pub const COMMON: f32 = 0.45;
/// The weight of East Slavic given names, and of Chinese and Korean family names.
const LISTED: f32 = 0.6;
/// The weights of the names of each part of the list of common names of Latin script.
const COMMON_NAMES: &[f32] = &[0.5, 0.65, 0.8];
/// The place in the list of Arabic names up to which it is ordered from common to rare. Those after it, of Iran above all,
/// are not common where most of this data is from, and count as the rarest.
const LEAST_COMMON: f32 = 1100.0;
/// Names of at most `COMMON_BITS` have the weight `COMMON`, and those of at least `RARE_BITS` have `RARE`.
const COMMON_BITS: f32 = 8.0;
const RARE_BITS: f32 = 13.0;

impl Entry {
    /// Whether both may be spellings of the same name.
    pub fn shares_name(&self, other: &Self) -> bool {
        self.names.iter().any(|name| *name != NO_NAME && other.names.contains(name))
    }

    /// The names that it may be a spelling of, in plain letters.
    pub fn spelled(&self) -> impl Iterator<Item = &'static str> {
        self.names.iter().filter_map(|name| LEXICON.names.get(usize::from(*name))).map(AsRef::as_ref)
    }

    fn add(&mut self, name: NameNumber) {
        let is_new = !self.names.contains(&name);
        if let Some(free) = self.names.iter_mut().find(|own| is_new && **own == NO_NAME) {
            *free = name;
        }
    }
}

/// The entry of a word in plain letters, without its article.
pub fn entry(letters: &str) -> Option<&'static Entry> {
    LEXICON.entries.get(common_ending(letters).as_ref()).or_else(|| LEXICON.entries.get(listed_spelling(letters)?))
}

/// An Arabic word with its ending normalized, for endings that are often interchanged.
pub(super) fn common_ending(letters: &str) -> Cow<'_, str> {
    let with = |ending, other| letters.strip_suffix(ending).map(|stem| Cow::Owned(format!("{stem}{other}")));
    let with_hamza = || letters.strip_suffix("اء").map(|stem| Cow::Owned(format!("{stem}ا")));
    with('ى', 'ي').or_else(|| with('ة', 'ه')).or_else(with_hamza).unwrap_or(Cow::Borrowed(letters))
}

struct Lexicon {
    /// By the letters of the word.
    entries: FxHashMap<Cow<'static, str>, Entry>,
    /// By their numbers.
    names: Vec<Cow<'static, str>>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut numbers: FxHashMap<Cow<str>, NameNumber> = FxHashMap::default();
    let mut entries: FxHashMap<Cow<str>, Entry> = FxHashMap::default();
    let mut put_of = |word: &'static str, [weight, of_people]: [f32; 2], name: &'static str, is_arabic: bool| {
        let next = numbers.len() as NameNumber;
        let number = *numbers.entry(common_ending(name)).or_insert(next);
        let names = [NO_NAME; MAX_NAMES];
        let new = Entry { weight, weight_of_people: of_people, is_arabic, is_short: false, names };
        let entry = entries.entry(common_ending(word)).or_insert(new);
        entry.weight = entry.weight.min(weight);
        entry.weight_of_people = entry.weight_of_people.min(of_people);
        entry.is_arabic |= is_arabic;
        entry.add(number);
    };
    for (lines, weight) in parts(include_str!("words/common_names.txt")).zip(COMMON_NAMES) {
        for spellings in lines.iter().flat_map(|line| line.split(' ')) {
            let first = spellings.split('-').next().unwrap_or_default();
            spellings.split('-').for_each(|word| put_of(word, [RARE, *weight], first, false));
        }
    }
    let mut put = |word, weight, name, is_arabic| put_of(word, [weight; 2], name, is_arabic);
    let known: Vec<(&str, &str)> = lines(include_str!("words/names.txt")).collect();
    for (place, (name, spellings)) in known.iter().enumerate() {
        // The names after the least common one count as it does.
        let weight = COMMON + (RARE - COMMON) * (place as f32 / LEAST_COMMON).sqrt().min(1.0) * 0.7;
        put(name, weight, name, true);
        spellings.split(' ').for_each(|word| put(word, weight, name, true));
    }
    let hebrew = lines(include_str!("words/hebrew_names.txt"))
        .map(|(name, spellings)| [&[name], &spellings.split(' ').collect::<Vec<_>>()[..]].concat());
    // The weight of the most common given names.
    for spellings in given_names().chain(families()).chain(hebrew) {
        spellings.iter().for_each(|word| put(word, LISTED, spellings[0], false));
    }
    let by_hand: FxHashSet<&str> = known
        .iter()
        .flat_map(|(name, spellings)| spellings.split(' ').chain([*name]))
        .chain(given_names().flatten())
        .collect();
    for line in include_str!("learned/words.tsv").lines() {
        let mut columns = line.split('\t');
        let (Some(word), Some(bits), Some(names)) = (columns.next(), columns.next(), columns.next()) else { continue };
        if by_hand.contains(word) {
            continue;
        }
        let share = bits.parse().map_or(1.0, |bits: f32| (bits - COMMON_BITS) / (RARE_BITS - COMMON_BITS));
        let weight = COMMON + (RARE - COMMON) * share.clamp(0.0, 1.0);
        names.split(' ').for_each(|name| put(word, weight, name, false));
    }
    for (name, short_forms) in lines(include_str!("words/short_names.txt")) {
        let whole = *entries.entry(name.into()).or_insert_with(|| {
            let number = numbers.len() as NameNumber;
            numbers.insert(name.into(), number);
            let names = [NO_NAME; MAX_NAMES];
            let mut new = Entry { weight: RARE, weight_of_people: LISTED, is_arabic: false, is_short: false, names };
            new.add(number);
            new
        });
        for short in short_forms.split(' ') {
            let new = Entry { is_arabic: false, names: [NO_NAME; MAX_NAMES], ..whole };
            let entry = entries.entry(short.into()).or_insert(new);
            entry.is_short = true;
            entry.add(whole.names[0]);
        }
    }
    let mut names: Vec<(NameNumber, Cow<str>)> = numbers.into_iter().map(|(name, number)| (number, name)).collect();
    names.sort_unstable();
    Lexicon { entries, names: names.into_iter().map(|(_, name)| name).collect() }
});

/// The names in a file, each with its spellings.
fn lines(file: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    file.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "))
}
