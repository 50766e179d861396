//! What is drawn around a party.

use sanad_model::{Key, RelationshipKind, Vocabulary};

use super::page::{A_KEY, key};
use super::parameters::misread;
use super::{Misread, Parameters};

/// How far the network around a party reaches, and through what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Surroundings {
    /// How many steps from the middle.
    pub depth: u8,
    /// Only these relationships; all if it is empty.
    pub kinds: Vec<RelationshipKind>,
    /// Whether common events connect parties, too.
    pub events: bool,
    /// Further parties in the middle: those that a reader has expanded.
    pub with: Vec<Key>,
    /// How many parties are drawn at most.
    pub most: u16,
}

impl Surroundings {
    pub const NEAREST: Self =
        Self { depth: 1, kinds: Vec::new(), events: true, with: Vec::new(), most: Self::SIZES[0] };

    /// How many parties may be asked for.
    pub const SIZES: [u16; 2] = [100, 500];

    /// The deepest network.
    pub const DEPTHS: std::ops::RangeInclusive<u8> = 1..=3;

    /// The API has at most 20 parties in the middle. One of them is that of the page.
    const MOST_EXPANDED: usize = 19;

    pub(super) fn parse(parameters: &mut Parameters) -> Result<Self, Misread> {
        let depth = parameters.parsed("depth", "a number from 1 to 3", |text| {
            text.parse().ok().filter(|depth| Self::DEPTHS.contains(depth))
        })?;
        let kinds = parameters.several("kinds", "a kind of relationship such as LEADS", |word| word.parse().ok())?;
        let events = parameters.parsed("events", "true or false", |text| text.parse().ok())?;
        let with = parameters.several("with", A_KEY, key)?;
        if let Some(last) = with.get(Self::MOST_EXPANDED) {
            return Err(misread("with", last.as_str(), "at most 19 parties"));
        }
        let most = parameters
            .parsed("most", "100 or 500", |text| text.parse().ok().filter(|most| Self::SIZES.contains(most)))?;
        let mut read = Self { with, kinds, ..Self::NEAREST };
        read.kinds.sort_by_key(|kind| RelationshipKind::ALL.iter().position(|other| other == kind));
        read.depth = depth.unwrap_or(read.depth);
        read.events = events.unwrap_or(read.events);
        read.most = most.unwrap_or(read.most);
        Ok(read)
    }

    /// The parameters that differ from their defaults.
    pub(super) fn parameters(&self) -> Vec<(&'static str, String)> {
        let Self { depth, kinds, events, with, most } = self;
        let usual = Self::NEAREST;
        let mut set = Vec::new();
        set.extend((*depth != usual.depth).then(|| ("depth", depth.to_string())));
        set.extend(kinds.iter().map(|kind| ("kinds", kind.to_string())));
        set.extend((*events != usual.events).then(|| ("events", events.to_string())));
        set.extend(with.iter().map(|key| ("with", key.to_string())));
        set.extend((*most != usual.most).then(|| ("most", most.to_string())));
        set
    }

    /// The same with one more party in the middle; none if there cannot be more.
    pub fn expanded(&self, key: Key) -> Option<Self> {
        let mut wider = self.clone();
        wider.with.push(key);
        (wider.with.len() <= Self::MOST_EXPANDED).then_some(wider)
    }
}
