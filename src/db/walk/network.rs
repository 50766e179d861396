//! The neighbourhood of parties, as it is drawn: the nearest others, and all that binds any two of them.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::links::Stored;
use super::paths::parties;
use super::surroundings::surroundings;
use super::{Bounds, Graph, Outer, Terms};
use crate::db::conn::Conn;
use crate::db::node::NodeRef;
use crate::db::page::ROOT;
use crate::db::relation::Relation;
use crate::error::Result;
use crate::model::NodeKind;

/// The most parties in the middle of a network.
pub const AROUND_LIMIT: usize = 20;

/// The most steps from the middle of a network to its edge.
pub const DEPTH_LIMIT: usize = 3;

/// The most parties of a network.
pub const NODES_LIMIT: usize = 500;

/// The nearest parties around some, and the links among them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Network {
    /// Parties by kind and key, each once; at most [`AROUND_LIMIT`].
    pub around: Vec<(NodeKind, String)>,
    /// At most [`DEPTH_LIMIT`].
    pub depth: usize,
    /// How many nodes to give; at most [`NODES_LIMIT`], and as many as are in the middle at least.
    pub first: usize,
    pub terms: Terms,
    pub bounds: Bounds,
}

/// A network as it was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Surveyed {
    /// Those of the middle that no party has, by their places in what was asked.
    pub unknown: Vec<usize>,
    /// By distance, then by evidence, then by degree, then by key.
    pub nodes: Vec<NetworkNode>,
    /// By the places of the source and of the target among the nodes, then by the key of the fact.
    pub links: Vec<NetworkLink>,
    /// Whether there are nodes within the depth, or links among the nodes, that are not here; or may be, where a bound
    /// kept them from being found.
    pub is_truncated: bool,
}

/// A party of a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkNode {
    pub party: NodeRef,
    pub key: String,
    /// How many steps away the nearest of the parties in the middle is.
    pub distance: usize,
    /// How many relationships and parts in events it has, whatever the terms.
    pub degree: i64,
}

/// What binds two parties of a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NetworkLink {
    /// The source of the relationship; of two parties that take part in an event, the one whose key comes first. By its
    /// place among the nodes.
    pub source: usize,
    pub target: usize,
    /// The relationship or the event.
    pub fact: NodeRef,
}

impl Relation for Network {
    type Value = Surveyed;

    fn load(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, Surveyed>> {
        let asked: Vec<&(NodeKind, String)> = self.around.iter().collect();
        let known = parties(conn, &asked)?;
        let is_unknown = |place: &usize| !known.contains_key(&self.around[*place]);
        let unknown: Vec<usize> = (0..self.around.len()).filter(is_unknown).collect();
        if !unknown.is_empty() {
            return Ok(HashMap::from([(ROOT, Surveyed { unknown, ..Surveyed::default() })]));
        }
        let around: Vec<Outer> = known.into_values().collect();
        let mut graph = Stored { conn, terms: &self.terms, bounds: &self.bounds };
        Ok(HashMap::from([(ROOT, self.survey(&mut graph, &around)?)]))
    }
}

/// A link that may be shown: first the best-evidenced, then those of the first nodes.
type Candidate = (Reverse<i64>, usize, usize, usize);

impl Network {
    /// The network in any graph.
    fn survey(&self, graph: &mut impl Graph, around: &[Outer]) -> Result<Surveyed> {
        let found = surroundings(graph, around, self.depth, self.first, &self.bounds)?;
        let parties: Vec<Outer> = found.nodes.iter().map(|near| Outer { id: near.id, degree: near.degree }).collect();
        let nodes: Vec<NetworkNode> = found
            .nodes
            .into_iter()
            .map(|near| NetworkNode {
                party: NodeRef { id: near.id, kind: near.named.kind },
                key: near.named.key,
                distance: near.distance,
                degree: near.degree,
            })
            .collect();
        let (links, is_cut) = links(graph, &parties, &nodes, self.bounds.links_of_network)?;
        Ok(Surveyed { unknown: Vec::new(), nodes, links, is_truncated: found.is_truncated || is_cut })
    }
}

/// The links among nodes, the `limit` best of them, and whether there are more.
fn links(
    graph: &mut impl Graph,
    parties: &[Outer],
    nodes: &[NetworkNode],
    limit: usize,
) -> Result<(Vec<NetworkLink>, bool)> {
    let places: HashMap<i64, usize> = parties.iter().enumerate().map(|(place, party)| (party.id, place)).collect();
    let found = graph.among(parties)?;
    let mut relationships: HashMap<i64, (i64, usize, usize)> = HashMap::new();
    let mut events: HashMap<i64, HashMap<usize, i64>> = HashMap::new();
    for link in &found.links {
        match (link.event, places.get(&link.node), places.get(&link.other)) {
            (Some(event), Some(party), _) => {
                let sources = events.entry(event).or_default().entry(*party).or_default();
                *sources = link.sources.max(*sources);
            }
            (None, Some(one), Some(other)) => {
                relationships.insert(link.fact, (link.sources, *one, *other));
            }
            _ => {}
        }
    }
    events.retain(|_, parties| parties.len() > 1);
    let mut facts: Vec<i64> = relationships.keys().chain(events.keys()).copied().collect();
    let names = graph.named(&facts)?;
    facts.sort_by_key(|id| names.get(id).map(|named| named.key.as_str()));

    let mut best: BinaryHeap<Candidate> = BinaryHeap::new();
    let mut is_cut = found.is_cut;
    let mut offer = |candidate: Candidate| {
        best.push(candidate);
        if best.len() > limit {
            best.pop();
            is_cut = true;
        }
    };
    for (rank, fact) in facts.iter().enumerate() {
        if let Some((sources, one, other)) = relationships.get(fact) {
            let starts_at_other = names.get(fact).and_then(|named| named.source) == Some(parties[*other].id);
            let (source, target) = if starts_at_other { (other, one) } else { (one, other) };
            offer((Reverse(*sources), *source, *target, rank));
        }
        let Some(parties) = events.get(fact) else { continue };
        for (one, sources) in parties {
            for (other, others) in parties {
                if nodes[*one].key < nodes[*other].key {
                    offer((Reverse(*sources.min(others)), *one, *other, rank));
                }
            }
        }
    }
    let mut best = best.into_vec();
    best.sort_unstable_by_key(|(_, source, target, rank)| (*source, *target, *rank));
    let link = |(_, source, target, rank): Candidate| {
        let id = facts[rank];
        Some(NetworkLink { source, target, fact: NodeRef { id, kind: names.get(&id)?.kind } })
    };
    Ok((best.into_iter().filter_map(link).collect(), is_cut))
}
