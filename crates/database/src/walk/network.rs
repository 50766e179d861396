//! The neighbourhood of parties, as it is drawn: the nearest others, and all that binds any two of them.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use sanad_base::work::in_time;
use sanad_model::NodeKind;

use super::links::Stored;
use super::paths::parties;
use super::surroundings::surroundings;
use super::{Bounds, Graph, Outer, Terms};
use crate::conn::Conn;
use crate::error::Result;
use crate::node::NodeRef;
use crate::page::ROOT;
use crate::relation::Relation;

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

/// A link that may be shown: first the best-evidenced, then those of the first nodes, then those that were entered first.
type Candidate = (Reverse<i64>, usize, usize, i64);

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
        let (links, is_cut) = links(graph, &parties, &nodes, self.bounds.links_shown)?;
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
    let mut relationships: HashMap<i64, Relationship> = HashMap::new();
    let mut events: HashMap<i64, HashMap<usize, i64>> = HashMap::new();
    for link in in_time(&found.links) {
        match (link.event, places.get(&link.node), places.get(&link.other)) {
            (Some(event), Some(party), _) => {
                let sources = events.entry(event).or_default().entry(*party).or_default();
                *sources = link.sources.max(*sources);
            }
            (None, Some(one), Some(other)) => {
                let source = link.source().and_then(|source| places.get(&source).copied());
                relationships.insert(
                    link.fact,
                    Relationship { sources: link.sources, ends: (*one.min(other), *one.max(other)), source },
                );
            }
            _ => {}
        }
    }

    let mut best: BinaryHeap<Candidate> = BinaryHeap::new();
    let mut is_cut = found.is_cut;
    let mut offer = |candidate: Candidate| {
        best.push(candidate);
        if best.len() > limit {
            best.pop();
            is_cut = true;
        }
    };
    for (fact, Relationship { sources, ends, .. }) in in_time(&relationships) {
        offer((Reverse(*sources), ends.0, ends.1, *fact));
    }
    for (event, parties) in in_time(&events) {
        for (one, sources) in in_time(parties) {
            for (other, others) in in_time(parties).filter(|(other, _)| one < *other) {
                offer((Reverse(*sources.min(others)), *one, *other, *event));
            }
        }
    }
    // Most relationships are the only fact that binds the two, and tell by themselves what they start from.
    let mut facts_of_pair: HashMap<(usize, usize), usize> = HashMap::new();
    in_time(&best).for_each(|(_, one, other, _)| *facts_of_pair.entry((*one, *other)).or_default() += 1);
    let needs_name = |(_, one, other, fact): &&Candidate| {
        facts_of_pair.get(&(*one, *other)).is_none_or(|facts| *facts > 1)
            || relationships.get(fact).is_none_or(|tie| tie.source.is_none())
    };
    let mut facts: Vec<i64> = best.iter().filter(needs_name).map(|(_, _, _, fact)| *fact).collect();
    facts.sort_unstable();
    facts.dedup();
    let names = graph.named(&facts)?;
    let directed = |(_, one, other, id): Candidate| {
        let named = names.get(&id);
        let source = match relationships.get(&id) {
            Some(relationship) => relationship.source.or_else(|| places.get(&named?.source?).copied()),
            None if nodes[one].key < nodes[other].key => Some(one),
            None => Some(other),
        };
        let (source, target) = if source == Some(other) { (other, one) } else { (one, other) };
        let kind = named.map_or(NodeKind::Relationship, |named| named.kind);
        (source, target, named.map(|named| named.key.as_str()), NodeRef { id, kind })
    };
    let mut links: Vec<_> = best.into_iter().map(directed).collect();
    links.sort_unstable_by_key(|(source, target, key, _)| (*source, *target, *key));
    let link = |(source, target, _, fact)| NetworkLink { source, target, fact };
    Ok((links.into_iter().map(link).collect(), is_cut))
}

/// A relationship of two nodes, by their places.
struct Relationship {
    sources: i64,
    ends: (usize, usize),
    /// What it starts from, as far as the links tell.
    source: Option<usize>,
}
