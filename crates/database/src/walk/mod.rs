//! Walks in the graph: from party to party, along relationships and common events.
//!
//! A **step** connects two parties directly: by a relationship, or by an event that both take part in. Either is a
//! *bond*, a node between the two, so that a step consists of two *links*: from a party to a bond, and on to another
//! party. The searches know only links, and get them from a [`Graph`]: the database (`links`) or a graph in memory.
//!
//! `reach` chooses the links of a level to read. `search` finds the shortest chains from both ends and `chains` picks
//! the best of them; `surroundings` finds the parties near others. `paths` and `network` are the relations built on
//! them.

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
use crate::filter::FactFilter;

/// Which facts a walk follows.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct WalkFilter {
    /// Only relationships of these kinds; all when absent.
    pub kinds: Option<Vec<RelationshipKind>>,
    /// Whether to follow common events too.
    pub through_events: bool,
    /// Applies to each relationship, and to each event and both participations in it.
    pub facts: FactFilter,
}

/// How much a walk may read. A walk that needs more gives what it has, and says that it is incomplete.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// A node with more links is a hub: only this many of its links are read, the best-evidenced.
    pub links_of_node: usize,
    /// The maximum number of links that are read to find parties.
    pub links_in_all: usize,
    /// The maximum number of pairs of a hub and another node that are looked up one by one, when not all links of a hub
    /// are read.
    pub pairs: usize,
    /// The maximum number of a hub's participations, latest first, that are read to find the events that it shares with
    /// another hub.
    pub parts_of_hub: usize,
    /// The maximum number of events that are read to find the hubs that take part in them.
    pub events_of_hubs: usize,
    /// The maximum number of links in a network.
    pub links_shown: usize,
}

impl Bounds {
    /// The bounds of a search for paths. It usually reads far less; when it has to read this much, it takes its time.
    pub const OF_PATHS: Self = Self {
        links_of_node: 10_000,
        links_in_all: 100_000,
        pairs: 20_000,
        parts_of_hub: 0,
        events_of_hubs: 0,
        links_shown: 0,
    };

    /// The bounds of a network. A network always reads up to its edge, and shows few of the links that it reads.
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
    /// The other end: from a party, another party or an event; from an event, a party.
    pub other: i64,
    /// The relationship, or the participation in the event.
    pub fact: i64,
    /// The event, if the fact is a participation.
    pub event: Option<i64>,
    /// The number of sources of the fact; for a participation, of it or of the event, whichever has fewer.
    pub sources: i64,
    pub onward: Onward,
}

/// What else is read of a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Onward {
    /// The number of links of the other end.
    Degree(i64),
    /// The source of the relationship, if its ends have an order.
    Source(Option<i64>),
}

impl Link {
    /// The number of links of the other end; 0 if it was not read.
    pub fn degree(&self) -> i64 {
        match self.onward {
            Onward::Degree(degree) => degree,
            Onward::Source(_) => 0,
        }
    }

    /// The source of the relationship, if it was read.
    pub fn source(&self) -> Option<i64> {
        match self.onward {
            Onward::Degree(_) => None,
            Onward::Source(source) => source,
        }
    }
}

/// A node on the edge of a walk, and the number of its links.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outer {
    pub id: i64,
    pub degree: i64,
}

/// Links that were read, and whether there are others that were not.
#[derive(Debug, Default)]
pub struct FoundLinks {
    pub links: Vec<Link>,
    pub is_cut: bool,
}

/// The key and kind of a node and, for a relationship, its source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    pub key: String,
    pub kind: NodeKind,
    pub source: Option<i64>,
}

/// The source of links. All links that it gives match the filter of the walk.
pub trait Graph {
    /// All links of the nodes in `whole`, and the best-evidenced links of the hubs, up to a limit each.
    fn links(&mut self, whole: &[i64], hubs: &[i64]) -> Result<FoundLinks>;

    /// The links from some nodes to others. The cost depends only on the number of pairs.
    fn between(&mut self, nodes: &[i64], others: &[i64]) -> Result<Vec<Link>>;

    /// The relationships among the parties, each once or twice, and their participations, at least those in events that
    /// two of them take part in.
    fn among(&mut self, parties: &[Outer]) -> Result<FoundLinks>;

    /// The keys and kinds of nodes.
    fn named(&mut self, ids: &[i64]) -> Result<HashMap<i64, Named>>;
}

#[cfg(test)]
mod memory;
