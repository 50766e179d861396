//! Searches for the shortest chains between two parties, from both ends.
//!
//! Each side advances by half a step, from parties to bonds or from bonds to parties, and the side with fewer links to
//! read is always the next. So a hub is mostly reached from the other side and its links are not read. The sides meet
//! when their distances add up to the length of the shortest chains; by then one side or the other has read every link
//! of these.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};

use sanad_base::work::in_time;

use super::reach::Reach;
use super::{Bounds, Graph, Link, Outer};
use crate::error::Result;

/// A link on a shortest chain, in the direction from its start to its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Way {
    pub tail: i64,
    pub head: i64,
    /// The relationship, or the participation in the event.
    pub fact: i64,
    pub sources: i64,
}

/// The result of a search.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// The links of all shortest chains, in layers: first those that start from the first party, then those that
    /// follow, up to the second party. Empty if there is no chain.
    pub layers: Vec<Vec<Way>>,
    /// Whether there is certainly no shorter chain and no other of the same length.
    pub is_complete: bool,
}

/// One side of a search, and how far it has come.
#[derive(Default)]
struct Side {
    /// The number of half steps to the outermost nodes.
    level: usize,
    /// The number of half steps to each node.
    distances: HashMap<i64, usize>,
    /// The outermost nodes whose links have to be read.
    frontier: Vec<Outer>,
    /// The ways that lead on from the relationships of the outermost level. They are known without more reading.
    onward: Vec<(Way, i64)>,
    /// All ways from each level to the next.
    ways: Vec<Vec<Way>>,
    /// The nodes of the outermost level.
    newest: Vec<i64>,
    /// All parties and events that were reached.
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

    /// Adds a way to the next level, unless its head is nearer. Returns whether the head is new.
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

    /// Advances by half a step, along links that were read from the frontier.
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

    /// The ways to some nodes at this level, level by level from the start of this side.
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

/// Finds the shortest chains from one party to another, of at most `longest` steps.
///
/// # Errors
/// The graph's errors.
pub fn search(graph: &mut impl Graph, from: Outer, to: Outer, longest: usize, bounds: &Bounds) -> Result<Search> {
    let mut forward = Side::starting_from(from);
    let mut backward = Side::starting_from(to);
    let mut left = bounds.links_in_all;
    while forward.level + backward.level < 2 * longest {
        let reaches = [&forward, &backward].map(|side| Reach::of(&side.frontier, bounds, left));
        // A side that can be read completely goes first, so that the answer is complete if possible.
        let [ahead, behind] = reaches.each_ref().map(|reach| (!reach.is_whole(), reach.cost));
        let is_forward = match (forward.is_exhausted(), backward.is_exhausted()) {
            (true, true) => break,
            // Nothing can be found any more, unless links were left out.
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
    // If all links of one side are known and none leads on, it is certainly not connected to the other.
    let is_alone = |side: &Side| side.is_exhausted() && !side.is_cut;
    let is_complete = is_alone(&forward) || is_alone(&backward) || !forward.is_cut && !backward.is_cut;
    Ok(Search { layers: Vec::new(), is_complete })
}

/// Advances a side by half a step. When not all links of a hub are read, its links to nodes that the other side knows
/// are looked up.
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

/// The result if the side that has just advanced meets the other.
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
