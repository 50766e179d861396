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

use crate::db::fact::FactFilter;
use crate::error::Result;
use crate::model::{NodeKind, RelationshipKind};

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
    /// The most links that a search for paths reads.
    pub links_of_search: usize,
    /// The most links that are read to find the parties of a network.
    pub links_of_surroundings: usize,
    /// The most links that a network shows.
    pub links_of_network: usize,
    /// The most pairs of nodes that are looked up one by one, where their links are too many to be read.
    pub pairs: usize,
}

impl Default for Bounds {
    fn default() -> Self {
        Self {
            links_of_node: 1_000,
            links_of_search: 100_000,
            links_of_surroundings: 20_000,
            links_of_network: 5_000,
            pairs: 50_000,
        }
    }
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
    /// How many links start from the other end.
    pub degree: i64,
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
