//! Graphs in memory, for tests of the searches.

use std::collections::{BTreeMap, HashMap};

use sanad_model::NodeKind;

use super::{Bounds, FoundLinks, Graph, Link, Named, Onward, Outer, WalkFilter};
use crate::error::Result;
use crate::filter::FactFilter;

/// A graph with small numbers as ids. The key of a node is `n` and its id.
#[derive(Default)]
pub struct Memory {
    links: BTreeMap<i64, Vec<Link>>,
    kinds: HashMap<i64, (NodeKind, Option<i64>)>,
    keys: HashMap<i64, String>,
    limit: usize,
    /// The nodes that were read, in order.
    pub read: Vec<i64>,
}

pub fn bounds() -> Bounds {
    Bounds::OF_PATHS
}

pub fn filter() -> WalkFilter {
    WalkFilter { kinds: None, through_events: true, facts: FactFilter::default() }
}

impl Memory {
    pub fn new() -> Self {
        Self { limit: usize::MAX, ..Self::default() }
    }

    /// The same, with only this many links of a hub.
    pub fn limited(self, limit: usize) -> Self {
        Self { limit, ..self }
    }

    fn node(&mut self, id: i64, kind: NodeKind) {
        self.kinds.entry(id).or_insert((kind, None));
    }

    /// Gives a node another key.
    pub fn named(mut self, id: i64, key: &str) -> Self {
        self.keys.insert(id, key.to_owned());
        self
    }

    fn both_ways(&mut self, one: i64, other: i64, fact: i64, event: Option<i64>, sources: i64) {
        for (node, other) in [(one, other), (other, one)] {
            self.links.entry(node).or_default().push(Link {
                node,
                other,
                fact,
                event,
                sources,
                onward: Onward::Source(None),
            });
        }
    }

    /// A relationship of two parties.
    pub fn bound(mut self, fact: i64, source: i64, target: i64, sources: i64) -> Self {
        self.node(source, NodeKind::Actor);
        self.node(target, NodeKind::Actor);
        self.kinds.insert(fact, (NodeKind::Relationship, Some(source)));
        self.both_ways(source, target, fact, None, sources);
        self
    }

    /// An event, with the id of each participation, its party and its sources.
    pub fn event(mut self, event: i64, parts: &[(i64, i64, i64)]) -> Self {
        self.node(event, NodeKind::Incident);
        for (fact, party, sources) in parts {
            self.node(*party, NodeKind::Actor);
            self.node(*fact, NodeKind::Participation);
            self.both_ways(*party, event, *fact, Some(event), *sources);
        }
        self
    }

    /// A node with its degree.
    pub fn outer(&self, id: i64) -> Outer {
        Outer { id, degree: self.links.get(&id).map_or(0, |links| links.len() as i64) }
    }

    fn of(&self, id: i64) -> Vec<Link> {
        let links = self.links.get(&id).into_iter().flatten();
        links.map(|link| Link { onward: Onward::Degree(self.outer(link.other).degree), ..*link }).collect()
    }
}

impl Graph for Memory {
    fn links(&mut self, whole: &[i64], hubs: &[i64]) -> Result<FoundLinks> {
        let mut found = FoundLinks::default();
        self.read.extend(whole.iter().chain(hubs));
        for node in whole {
            found.links.extend(self.of(*node));
        }
        for hub in hubs {
            let mut best = self.of(*hub);
            best.sort_by_key(|link| (-link.sources, link.fact));
            found.is_cut |= best.len() > self.limit;
            best.truncate(self.limit);
            found.links.extend(best);
        }
        Ok(found)
    }

    fn between(&mut self, nodes: &[i64], others: &[i64]) -> Result<Vec<Link>> {
        let links = nodes.iter().flat_map(|node| self.of(*node));
        Ok(links.filter(|link| others.contains(&link.other)).collect())
    }

    fn among(&mut self, parties: &[Outer]) -> Result<FoundLinks> {
        let links = parties.iter().flat_map(|party| self.of(party.id)).collect();
        Ok(FoundLinks { links, is_cut: false })
    }

    fn named(&mut self, ids: &[i64]) -> Result<HashMap<i64, Named>> {
        let named = |id: &i64| {
            let (kind, source) = self.kinds[id];
            let key = self.keys.get(id).cloned().unwrap_or_else(|| format!("n{id}"));
            (*id, Named { key, kind, source })
        };
        Ok(ids.iter().map(named).collect())
    }
}
