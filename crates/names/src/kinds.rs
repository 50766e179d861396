//! Kinds of organizations that are phrases in some names and abbreviations in others: research institute, NII.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::words::{Concept, concept_of_kind, parts, word};

/// A phrase that names a kind, or an abbreviation of one.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Kind {
    /// The numbers of the words that it consists of.
    words: Vec<u16>,
    pub concept: Concept,
    /// Whether others have it in their names, too.
    pub is_word: bool,
    /// The abbreviations of a phrase.
    pub abbreviations: Vec<&'static str>,
}

/// What names a kind in a name: which one, and with what initials.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct OfKind {
    pub kind: &'static Kind,
    pub initials: String,
}

impl OfKind {
    /// What stands for a phrase in the abbreviation of a name: its initials, or its own abbreviation.
    pub fn short(&self) -> impl Iterator<Item = &str> {
        let is_phrase = self.kind.words.len() > 1;
        let listed = self.kind.abbreviations.iter().copied().filter(|listed| *listed != self.initials);
        is_phrase.then_some(self.initials.as_str()).into_iter().chain(listed)
    }
}

/// The number of a word in Latin letters that kinds are made of: all its spellings have the same.
pub(super) fn number(letters: &str) -> Option<u16> {
    let listed = &*LISTED;
    listed.words.get(letters).copied().or_else(|| {
        let before = listed.beginnings.partition_point(|(beginning, _)| *beginning <= letters);
        let (beginning, number) = listed.beginnings[before.checked_sub(1)?];
        letters.starts_with(beginning).then_some(number)
    })
}

/// The longest kind at the beginning of words with these numbers, and how many of the words belong to it. Words that link others
/// have no number, and are told by `is_link`.
pub(super) fn kind_at(numbers: &[Option<u16>], is_link: impl Fn(usize) -> bool) -> Option<(&'static Kind, usize)> {
    let kinds = LISTED.kinds.get(&numbers.first().copied().flatten()?)?;
    let found = kinds.iter().filter_map(|kind| Some((kind, length(&kind.words, numbers, &is_link)?)));
    found.max_by_key(|(_, length)| *length)
}

/// How many words with these numbers begin with the words of a kind. One may be there twice: scientific research.
fn length(words: &[u16], numbers: &[Option<u16>], is_link: impl Fn(usize) -> bool) -> Option<usize> {
    let mut place = 1;
    for pair in words.windows(2) {
        loop {
            let number = *numbers.get(place)?;
            place += 1;
            if number == Some(pair[1]) {
                break;
            } else if number != Some(pair[0]) && !(number.is_none() && is_link(place - 1)) {
                return None;
            }
        }
    }
    Some(place)
}

/// What is listed in the file.
struct Listed {
    /// The numbers of words, and of beginnings of words, in alphabetical order.
    words: FxHashMap<&'static str, u16>,
    beginnings: Vec<(&'static str, u16)>,
    /// The kinds by the number of their first word.
    kinds: FxHashMap<u16, Vec<Kind>>,
}

static LISTED: LazyLock<Listed> = LazyLock::new(|| {
    let mut parts = parts(include_str!("words/kinds.txt"));
    let (mut words, mut beginnings, mut names) = (FxHashMap::default(), Vec::new(), FxHashMap::default());
    let lines =
        |part: Option<Vec<&'static str>>| part.unwrap_or_default().into_iter().filter_map(|line| line.split_once(": "));
    for (name, spellings) in lines(parts.next()) {
        let number = names.len() as u16;
        names.insert(name, number);
        for spelling in spellings.split(' ') {
            match spelling.strip_suffix('-') {
                Some(beginning) => beginnings.push((beginning, number)),
                None => drop(words.insert(spelling, number)),
            }
        }
    }
    beginnings.sort_unstable();
    let mut kinds: FxHashMap<u16, Vec<Kind>> = FxHashMap::default();
    for (meanings, phrases) in lines(parts.next()) {
        let Some(concept) = concept_of_kind(meanings.split(' ')) else { continue };
        let is_phrase = |phrase: &&str| phrase.contains(' ');
        let listed = || phrases.split("; ").map(|phrase| phrase.trim_end_matches('?'));
        for phrase in phrases.split("; ") {
            let abbreviations =
                if is_phrase(&phrase) { listed().filter(|other| !is_phrase(other)).collect() } else { Vec::new() };
            let own = phrase.trim_end_matches('?').split(' ').map(|word| {
                let next = names.len() as u16;
                let number = *names.entry(word).or_insert(next);
                words.entry(word).or_insert(number);
                number
            });
            let own: Vec<u16> = own.collect();
            let same = kinds.entry(own[0]).or_default();
            // Two kinds may have one abbreviation: KB is a bank or a bureau.
            match same.iter_mut().find(|known| known.words == own) {
                Some(known) => known.concept = known.concept.with_all(concept),
                None => same.push(Kind { words: own, concept, is_word: phrase.ends_with('?'), abbreviations }),
            }
        }
    }
    Listed { words, beginnings, kinds }
});

/// Whether a word that kinds do not consist of links those that they do.
pub(super) fn is_link(letters: &str) -> bool {
    letters == "i" || word(letters).is_some_and(|word| word.particle.is_some() || word.is_link)
}
