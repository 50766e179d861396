//! Walking the graph: from party to party, along relationships and common events.
//!
//! A **step** binds two parties directly: by a relationship, or by an event that both take part in. Either is a *bond*, a
//! node of its own between the two, so that a step is two *links*: from a party to a bond, and on to another party. The
//! searches below know links only, and get them from a [`Graph`]: the database (`links`), or a test's own.
//!
//! `reach` says which links of a level may be read. `search` finds the shortest chains from both ends, `chains` picks the
//! best of them; `surroundings` finds the parties near others. `paths` and `network` are the relations made of these.

mod chains;
mod links;
mod reach;
mod search;
mod surroundings;

pub mod network;
pub mod paths;

use std::collections::HashMap;

use sanad_model::{NodeKind, RelationshipKind};

use crate::error::Result;
use crate::fact::FactFilter;

/// Which facts are walked along.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Terms {
    /// Relationships of these kinds only; of all when absent.
    pub kinds: Option<Vec<RelationshipKind>>,
    /// Along common events too.
    pub through_events: bool,
    /// What has to hold for each fact: for a relationship, and for an event and both parts in it.
    pub facts: FactFilter,
}

/// How much a walk may read. A walk that would need more does with less, and says that it did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// A node with more links is a hub: only so many of them are read, the best-evidenced.
    pub links_of_node: usize,
    /// The most links that are read to find parties.
    pub links_in_all: usize,
    /// The most pairs of a hub and another node that are looked up one by one, where a hub is not read whole.
    pub pairs: usize,
    /// The most parts of a hub in events, the latest, that are read to find those which it shares with another hub.
    pub parts_of_hub: usize,
    /// The most events that are read to find which hubs take part in them.
    pub events_of_hubs: usize,
    /// The most links that a network shows.
    pub links_shown: usize,
}

impl Bounds {
    /// Those of a search for paths. It mostly reads far less; where it has to, it takes its time.
    pub const OF_PATHS: Self = Self {
        links_of_node: 10_000,
        links_in_all: 100_000,
        pairs: 20_000,
        parts_of_hub: 0,
        events_of_hubs: 0,
        links_shown: 0,
    };

    /// Those of a network. It always reads to its edge, and shows few of the links that it reads.
    pub const OF_NETWORK: Self = Self {
        links_of_node: 1_000,
        links_in_all: 8_000,
        pairs: 10_000,
        parts_of_hub: 20,
        events_of_hubs: 2_000,
        links_shown: 2_000,
    };
}

/// One link, read from the node that it starts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Link {
    pub node: i64,
    /// Where it leads: from a party to another party or to an event, from an event to a party.
    pub other: i64,
    /// The relationship, or the part that the party takes in the event.
    pub fact: i64,
    /// The event, where it is the link of one.
    pub event: Option<i64>,
    /// How many sources its fact has; for a part in an event, it or the event, whichever has fewer.
    pub sources: i64,
    pub onward: Onward,
}

/// What a reading tells of a link besides.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Onward {
    /// How many links start from the other end.
    Degree(i64),
    /// What the relationship starts from, where the order of its ends means something.
    Source(Option<i64>),
}

impl Link {
    /// How many links start from the other end; 0 where nobody is to go on from there.
    pub fn degree(&self) -> i64 {
        match self.onward {
            Onward::Degree(degree) => degree,
            Onward::Source(_) => 0,
        }
    }

    /// What the relationship starts from, as far as the reading tells.
    pub fn source(&self) -> Option<i64> {
        match self.onward {
            Onward::Degree(_) => None,
            Onward::Source(source) => source,
        }
    }
}

/// A node that may be read on from, with the number of its links.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outer {
    pub id: i64,
    pub degree: i64,
}

/// Links that were read, and whether there are more than those.
#[derive(Debug, Default)]
pub struct Found {
    pub links: Vec<Link>,
    pub is_cut: bool,
}

/// What a node is called, and what a relationship starts from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub key: String,
    pub kind: NodeKind,
    pub source: Option<i64>,
}

/// Where links come from. What it gives meets the terms of the walk.
pub trait Graph {
    /// All links of some nodes, and of others, the hubs, so many of the best-evidenced.
    fn links(&mut self, whole: &[i64], hubs: &[i64]) -> Result<Found>;

    /// The links from some nodes to others. The cost depends on the number of pairs alone.
    fn between(&mut self, nodes: &[i64], others: &[i64]) -> Result<Vec<Link>>;

    /// The relationships among parties, each of them once or twice, and their parts in events; at least in those that two
    /// of them take part in.
    fn among(&mut self, parties: &[Outer]) -> Result<Found>;

    /// The keys and kinds of nodes.
    fn named(&mut self, ids: &[i64]) -> Result<HashMap<i64, Named>>;
}

#[cfg(test)]
mod memory;
