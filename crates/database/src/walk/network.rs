//! The neighbourhood of parties: the nearest others, and the links between any two of them.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use sanad_base::work::in_time;
use sanad_model::{NodeKind, NodeName};

use super::links::Stored;
use super::paths::parties;
use super::surroundings::surroundings;
use super::{Bounds, Graph, Outer, WalkFilter};
use crate::conn::Conn;
use crate::error::Result;
use crate::node::NodeRef;
use crate::page::ROOT;
use crate::relation::Relation;

/// The maximum number of parties in the middle of a network.
pub const AROUND_LIMIT: usize = 20;

/// The maximum number of steps from the middle of a network to its edge.
pub const DEPTH_LIMIT: usize = 3;

/// The maximum number of parties in a network.
pub const NODES_LIMIT: usize = 500;

/// The parties nearest to some, and the links among them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Network {
    /// The parties in the middle, at most [`AROUND_LIMIT`].
    pub around: Vec<NodeName>,
    /// At most [`DEPTH_LIMIT`].
    pub depth: usize,
    /// How many nodes to return: at most [`NODES_LIMIT`], and at least as many as are in the middle.
    pub first: usize,
    pub filter: WalkFilter,
    pub bounds: Bounds,
}

/// The network that was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Surveyed {
    /// The positions in `around` of those that are not known.
    pub unknown: Vec<usize>,
    /// Sorted by distance, then by evidence, then by degree, then by key.
    pub nodes: Vec<NetworkNode>,
    /// Sorted by the positions of the source and the target among the nodes, then by the key of the fact.
    pub links: Vec<NetworkLink>,
    /// Whether nodes within the depth, or links among the nodes, are missing here, or may be because a bound stopped
    /// the search.
    pub is_truncated: bool,
}

/// A party of a network.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NetworkNode {
    pub party: NodeRef,
    pub key: String,
    /// The number of steps to the nearest of the parties in the middle.
    pub distance: usize,
    /// The number of its relationships and participations, whatever the filter.
    pub degree: i64,
}

/// A link between two parties of a network.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NetworkLink {
    /// The position among the nodes of the relationship's source. Of two parties that take part in an event, it is the
    /// one whose key comes first.
    pub source: usize,
    pub target: usize,
    /// The relationship or the event.
    pub fact: NodeRef,
}

impl Relation for Network {
    type Value = Surveyed;

    fn load(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, Surveyed>> {
        let asked: Vec<&NodeName> = self.around.iter().collect();
        let known = parties(conn, &asked)?;
        let is_unknown = |place: &usize| !known.contains_key(&self.around[*place]);
        let unknown: Vec<usize> = (0..self.around.len()).filter(is_unknown).collect();
        if !unknown.is_empty() {
            return Ok(HashMap::from([(ROOT, Surveyed { unknown, ..Surveyed::default() })]));
        }
        // A party may be named twice: by its key, and by its id.
        let mut around: Vec<Outer> = known.into_values().collect();
        around.sort_unstable_by_key(|outer| outer.id);
        around.dedup_by_key(|outer| outer.id);
        let mut graph = Stored { conn, filter: &self.filter, bounds: &self.bounds };
        Ok(HashMap::from([(ROOT, self.survey(&mut graph, &around)?)]))
    }
}

/// A link that may be shown. The order is by evidence, then by the positions of the nodes, then by the fact's id.
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

/// The `limit` best links among the nodes, and whether there are more.
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
    // Most relationships are the only fact between the two, and their source was already read.
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

/// A relationship of two nodes, by their positions.
struct Relationship {
    sources: i64,
    ends: (usize, usize),
    /// Its source, if it was read.
    source: Option<usize>,
}
