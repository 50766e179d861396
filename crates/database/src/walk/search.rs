//! The shortest chains between two parties, searched for from both ends.
//!
//! Each side goes on by half a step at a time, from parties to bonds or from bonds to parties, and always the side goes on
//! whose next links are the fewer. So a hub is mostly met by the other side and never read. The sides meet when their
//! distances add up to the length of the shortest chains, and then all links of these have been seen by one or the other.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use sanad_base::work::in_time;

use super::reach::Reach;
use super::{Bounds, Graph, Link, Outer};
use crate::error::Result;

/// A link on some shortest chain, in the direction from its start to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Way {
    pub tail: i64,
    pub head: i64,
    /// The relationship, or the part that the party takes in the event.
    pub fact: i64,
    pub sources: i64,
}

/// What a search has found.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// The links of all shortest chains, in layers: those that start from the first party, then those that lead on to the
    /// second, and so on. Without any, there is no chain.
    pub layers: Vec<Vec<Way>>,
    /// Whether there is surely no shorter chain, nor any other of the same length.
    pub is_complete: bool,
}

/// One end of a search, and how far it has come.
#[derive(Default)]
struct Side {
    /// How many half steps away the outermost nodes are.
    level: usize,
    /// How many half steps away each node is.
    distances: HashMap<i64, usize>,
    /// The outermost nodes whose links lead on.
    frontier: Vec<Outer>,
    /// Where relationships of the outermost level lead on to; known without more reading.
    onward: Vec<(Way, i64)>,
    /// All ways that lead from each level to the next.
    ways: Vec<Vec<Way>>,
    /// The nodes of the outermost level.
    newest: Vec<i64>,
    /// The parties and events among all nodes.
    ends: Vec<i64>,
    /// Whether links were left out.
    is_cut: bool,
}

impl Side {
    fn starting_from(end: Outer) -> Self {
        Self {
            distances: HashMap::from([(end.id, 0)]),
            frontier: vec![end],
            newest: vec![end.id],
            ends: vec![end.id],
            ..Self::default()
        }
    }

    fn is_exhausted(&self) -> bool {
        self.frontier.is_empty() && self.onward.is_empty()
    }

    /// Puts down a way to the next level, unless its head lies nearer. Tells whether the head is new.
    fn reach(&mut self, way: Way) -> bool {
        let next = self.level + 1;
        let is_new = match self.distances.entry(way.head) {
            Entry::Occupied(known) if *known.get() < next => return false,
            Entry::Occupied(_) => false,
            Entry::Vacant(unknown) => {
                unknown.insert(next);
                self.newest.push(way.head);
                true
            }
        };
        self.ways[self.level].push(way);
        is_new
    }

    /// Goes on by half a step, along links that were read from the frontier.
    fn advance(&mut self, links: &[Link]) {
        self.newest.clear();
        self.frontier.clear();
        self.ways.push(Vec::new());
        for (way, degree) in in_time(std::mem::take(&mut self.onward)) {
            if self.reach(way) {
                self.frontier.push(Outer { id: way.head, degree });
            }
        }
        for link in in_time(links) {
            let Link { node, other, fact, event, sources, .. } = *link;
            if event.is_some() {
                if self.reach(Way { tail: node, head: other, fact, sources }) {
                    self.frontier.push(Outer { id: other, degree: link.degree() });
                }
            } else if !self.distances.contains_key(&other) {
                // The relationship is the bond itself.
                self.reach(Way { tail: node, head: fact, fact, sources });
                self.onward.push((Way { tail: fact, head: other, fact, sources }, link.degree()));
            }
        }
        self.level += 1;
    }

    /// The ways that lead to some nodes so many half steps away, level by level from the end of this side.
    fn leading_to(&self, mut heads: HashSet<i64>, level: usize) -> Vec<Vec<Way>> {
        let mut layers = Vec::new();
        for ways in in_time(self.ways[..level].iter().rev()) {
            let layer: Vec<Way> = in_time(ways).filter(|way| heads.contains(&way.head)).copied().collect();
            heads = layer.iter().map(|way| way.tail).collect();
            layers.push(layer);
        }
        layers.reverse();
        layers
    }
}

/// Finds the shortest chains from one party to another, of so many steps at most.
///
/// # Errors
/// What the graph fails with.
pub fn search(graph: &mut impl Graph, from: Outer, to: Outer, longest: usize, bounds: &Bounds) -> Result<Search> {
    let mut forward = Side::starting_from(from);
    let mut backward = Side::starting_from(to);
    let mut left = bounds.links_in_all;
    while forward.level + backward.level < 2 * longest {
        let reaches = [&forward, &backward].map(|side| Reach::of(&side.frontier, bounds, left));
        // What can be read whole goes before what cannot, so that the answer is complete if it can be.
        let [ahead, behind] = reaches.each_ref().map(|reach| (!reach.is_whole(), reach.cost));
        let is_forward = match (forward.is_exhausted(), backward.is_exhausted()) {
            (true, true) => break,
            // Nothing is left to be found, unless something was left out.
            (true, false) if !forward.is_cut => break,
            (false, true) if !backward.is_cut => break,
            (true, false) => false,
            (false, true) => true,
            (false, false) => ahead <= behind,
        };
        let [forth, back] = reaches;
        let (side, other, reach) =
            if is_forward { (&mut forward, &backward, forth) } else { (&mut backward, &forward, back) };
        left -= reach.cost;
        advance(graph, side, other, &reach, bounds)?;
        if let Some(search) = met(&forward, &backward, is_forward) {
            return Ok(search);
        }
    }
    // What is surely bound to nobody else is surely not bound to the other end.
    let is_alone = |side: &Side| side.is_exhausted() && !side.is_cut;
    let is_complete = is_alone(&forward) || is_alone(&backward) || !forward.is_cut && !backward.is_cut;
    Ok(Search { layers: Vec::new(), is_complete })
}

/// Takes a side on by half a step. Where not all links of a hub are read, those to what the other side knows are looked up.
fn advance(graph: &mut impl Graph, side: &mut Side, other: &Side, reach: &Reach, bounds: &Bounds) -> Result<()> {
    let mut found = reach.read(graph)?;
    if found.is_cut {
        side.is_cut = true;
        if !reach.hubs().is_empty() && reach.hubs().len() * other.ends.len() <= bounds.pairs {
            found.links.extend(graph.between(reach.hubs(), &other.ends)?);
        }
    }
    side.advance(&found.links);
    side.ends.extend(side.frontier.iter().map(|outer| outer.id));
    Ok(())
}

/// What is found when the side that has just gone on meets the other.
fn met(forward: &Side, backward: &Side, is_forward: bool) -> Option<Search> {
    let (side, other) = if is_forward { (forward, backward) } else { (backward, forward) };
    let common = || side.newest.iter().filter_map(|id| Some((*id, *other.distances.get(id)?)));
    let nearest = common().map(|(_, distance)| distance).min()?;
    let middle: HashSet<i64> = common().filter(|(_, distance)| *distance == nearest).map(|(id, _)| id).collect();
    let (ahead, behind) = if is_forward { (side.level, nearest) } else { (nearest, side.level) };
    let mut layers = forward.leading_to(middle.clone(), ahead);
    let back = backward.leading_to(middle, behind);
    let turned = |way: Way| Way { tail: way.head, head: way.tail, ..way };
    layers.extend(back.into_iter().rev().map(|layer| layer.into_iter().map(turned).collect()));
    let is_complete = !forward.is_cut && !backward.is_cut;
    Some(Search { layers, is_complete })
}

#[cfg(test)]
mod tests;
