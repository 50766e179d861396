//! Picks the best of the shortest chains that a search has found.
//!
//! The best chain has the highest sum of sources over its steps, where each step counts its best fact. Chains with
//! equal sums are ordered by the keys of their parties along the way. The best chains to a party extend the best chains
//! to the parties before it, so only a few are kept for each party and the chains are never all enumerated.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use sanad_base::work::{few, in_time};

use super::Named;
use super::search::Way;
use crate::node::NodeRef;

/// The maximum number of steps of a chain.
pub const STEPS_LIMIT: usize = 6;

/// The maximum number of other facts that a step shows for the same two parties.
const PARALLEL_LIMIT: usize = 20;

/// The beginning of a chain. The order puts the best first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Beginning {
    sources: Reverse<i64>,
    /// Its parties, as positions in the order of all keys; unused entries are 0.
    along: [u32; STEPS_LIMIT + 1],
}

/// The best beginnings that lead to the same node, one for each sequence of parties.
#[derive(Debug, Default)]
struct Best(Vec<Beginning>);

impl Best {
    fn offer(&mut self, offered: Beginning, limit: usize) {
        if let Some(same) = self.0.iter().position(|kept| kept.along == offered.along) {
            if self.0[same] <= offered {
                return;
            }
            self.0.remove(same);
        }
        let place = self.0.partition_point(|kept| *kept < offered);
        if place < limit {
            self.0.insert(place, offered);
            self.0.truncate(limit);
        }
    }
}

/// The parties along all chains.
pub fn parties(layers: &[Vec<Way>]) -> Vec<i64> {
    let tails = in_time(layers.iter().step_by(2).flatten()).map(|way| way.tail);
    let last = layers.last().into_iter().flatten().map(|way| way.head);
    let distinct: HashSet<i64> = tails.chain(last).collect();
    distinct.into_iter().collect()
}

/// The parties along each of the `first` best chains, best first.
pub fn best(layers: &[Vec<Way>], names: &HashMap<i64, Named>, first: usize) -> Vec<Vec<i64>> {
    let mut in_order = parties(layers);
    in_order.sort_unstable_by_key(|id| names.get(id).map(|named| named.key.as_str()));
    let places: HashMap<i64, u32> = (0..).zip(&in_order).map(|(place, id)| (*id, place)).collect();
    let extended = |beginning: &Beginning, length: usize, party: i64, sources: i64| {
        let mut along = beginning.along;
        along[length] = places.get(&party).copied().unwrap_or_default();
        Beginning { sources: Reverse(beginning.sources.0 + sources), along }
    };

    let nothing = Beginning { sources: Reverse(0), along: Default::default() };
    let starts = layers.first().into_iter().flatten().map(|way| way.tail);
    let mut leading_to: HashMap<i64, Best> =
        starts.map(|party| (party, Best(vec![extended(&nothing, 0, party, 0)]))).collect();
    for (length, step) in few((1..).zip(layers.chunks_exact(2))) {
        // Beginnings that lead to a bond, by the sources of the last link: the step counts the weaker of its two links.
        let mut at_bonds: HashMap<i64, BTreeMap<i64, Best>> = HashMap::new();
        for way in in_time(&step[0]) {
            let at_bond = at_bonds.entry(way.head).or_default().entry(way.sources).or_default();
            for beginning in in_time(leading_to.get(&way.tail).into_iter().flat_map(|best| &best.0)) {
                at_bond.offer(*beginning, first);
            }
        }
        leading_to = HashMap::new();
        for way in in_time(&step[1]) {
            let onward = leading_to.entry(way.head).or_default();
            for (sources, best) in in_time(at_bonds.get(&way.tail).into_iter().flatten()) {
                for beginning in few(&best.0) {
                    onward.offer(extended(beginning, length, way.head, way.sources.min(*sources)), first);
                }
            }
        }
    }
    let mut chains: Vec<Beginning> = leading_to.into_values().flat_map(|best| best.0).collect();
    chains.sort_unstable();
    chains.truncate(first);
    let length = layers.len() / 2;
    chains.iter().map(|chain| chain.along[..=length].iter().map(|place| in_order[*place as usize]).collect()).collect()
}

/// A step of a chain, and the facts behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    pub from: i64,
    pub to: i64,
    /// The relationship or event with the most sources; among equals, the one with the lowest key.
    pub through: NodeRef,
    /// The relationship; or the event and the participations of the party that the step comes from and of the other.
    pub facts: Vec<NodeRef>,
    /// Other relationships and events between the two, the best first.
    pub parallel: Vec<NodeRef>,
}

/// All ways from one party to another in one step: to each bond, and on from it.
pub struct Crossing {
    from: i64,
    to: i64,
    bonds: Vec<(Way, Way)>,
}

impl Crossing {
    /// The given step of a chain, counted from 0, between two parties.
    pub fn of(layers: &[Vec<Way>], number: usize, from: i64, to: i64) -> Self {
        let onward: HashMap<i64, Vec<Way>> =
            gathered(layers[2 * number + 1].iter().filter(|way| way.head == to), |way| way.tail);
        let first = in_time(&layers[2 * number]).filter(|way| way.tail == from);
        let pairs = first.flat_map(|way| onward.get(&way.head).into_iter().flatten().map(|next| (*way, *next)));
        Self { from, to, bonds: pairs.collect() }
    }

    /// The facts whose keys decide which is the best.
    pub fn facts(&self) -> impl Iterator<Item = i64> {
        self.bonds.iter().flat_map(|(way, next)| [way.head, way.fact, next.fact])
    }

    /// The step through its best bond; none if there is no bond.
    pub fn step(mut self, names: &HashMap<i64, Named>) -> Option<Step> {
        let key = |id: i64| names.get(&id).map(|named| named.key.as_str());
        // A party may take part in an event several times: the participation with the most sources counts.
        self.bonds.sort_by_key(|(way, next)| {
            let best_parts = (Reverse(way.sources), key(way.fact), Reverse(next.sources), key(next.fact));
            (Reverse(way.sources.min(next.sources)), key(way.head), best_parts)
        });
        let mut seen = HashSet::new();
        self.bonds.retain(|(way, _)| seen.insert(way.head));
        let fact = |id: i64| names.get(&id).map(|named| NodeRef { id, kind: named.kind });
        let (way, next) = self.bonds.first()?;
        let through = fact(way.head)?;
        let mut facts = vec![through];
        if way.fact != way.head {
            facts.extend([fact(way.fact)?, fact(next.fact)?]);
        }
        let parallel = self.bonds[1..].iter().take(PARALLEL_LIMIT).filter_map(|(way, _)| fact(way.head)).collect();
        Some(Step { from: self.from, to: self.to, through, facts, parallel })
    }
}

fn gathered<'a>(ways: impl Iterator<Item = &'a Way>, by: impl Fn(&Way) -> i64) -> HashMap<i64, Vec<Way>> {
    let mut groups: HashMap<i64, Vec<Way>> = HashMap::new();
    for way in in_time(ways) {
        groups.entry(by(way)).or_default().push(*way);
    }
    groups
}

#[cfg(test)]
mod tests;
