//! Finds the parties near others, level by level, as long as there is room for more.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use sanad_base::work::{few, in_time};

use super::reach::Reach;
use super::{Bounds, Graph, Named, Outer};
use crate::error::Result;

/// A party, and its distance.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Near {
    pub id: i64,
    /// The number of steps to the nearest of the parties in the middle.
    pub distance: usize,
    /// The highest number of sources of a step to a party one step nearer; 0 in the middle.
    pub sources: i64,
    /// The number of its links.
    pub degree: i64,
    pub named: Named,
}

/// The nearest parties, sorted by distance, then by evidence, then by degree, then by key.
#[derive(Debug, Default)]
pub struct Surroundings {
    pub nodes: Vec<Near>,
    /// Whether more parties are, or may be, within the distance.
    pub is_truncated: bool,
}

/// Finds the `first` parties nearest to some, including these, within `depth` steps.
///
/// # Errors
/// The graph's errors.
pub fn surroundings(
    graph: &mut impl Graph,
    around: &[Outer],
    depth: usize,
    first: usize,
    bounds: &Bounds,
) -> Result<Surroundings> {
    let middle = around.iter().map(|outer| (outer.id, (0, outer.degree))).collect();
    let (nodes, left_over) = nearest(graph, middle, 0, first)?;
    let mut found = Surroundings { nodes, is_truncated: left_over };
    let mut search = Outward { graph, bounds, left: bounds.links_in_all, seen: HashSet::new(), is_cut: false };
    let mut frontier = around.to_vec();
    for distance in few(1..=depth) {
        let level = search.level(&frontier)?;
        if level.is_empty() {
            break;
        }
        let room = first.saturating_sub(found.nodes.len());
        let (nodes, left_over) = nearest(search.graph, level, distance, room)?;
        frontier = nodes.iter().map(|near| Outer { id: near.id, degree: near.degree }).collect();
        found.nodes.extend(nodes);
        if left_over {
            found.is_truncated = true;
            break;
        }
    }
    found.is_truncated |= search.is_cut;
    Ok(found)
}

/// For each node, the sources of the best step to it and its degree.
type Level = HashMap<i64, (i64, i64)>;

fn improve(level: &mut Level, id: i64, sources: i64, degree: i64) {
    let known = level.entry(id).or_insert((sources, degree));
    known.0 = known.0.max(sources);
}

/// A search from level to level.
struct Outward<'a, G> {
    graph: &'a mut G,
    bounds: &'a Bounds,
    /// The number of links that may still be read.
    left: usize,
    /// The parties and events that have been reached.
    seen: HashSet<i64>,
    is_cut: bool,
}

impl<G: Graph> Outward<'_, G> {
    fn read(&mut self, level: &[Outer]) -> Result<Vec<super::Link>> {
        let reach = Reach::of(level, self.bounds, self.left);
        self.left -= reach.cost;
        let found = reach.read(self.graph)?;
        self.is_cut |= found.is_cut;
        Ok(found.links)
    }

    /// The parties one step beyond the frontier.
    fn level(&mut self, frontier: &[Outer]) -> Result<Level> {
        self.seen.extend(frontier.iter().map(|outer| outer.id));
        let (mut parties, mut events) = (Level::new(), Level::new());
        for link in in_time(self.read(frontier)?) {
            if !self.seen.contains(&link.other) {
                let level = if link.event.is_some() { &mut events } else { &mut parties };
                improve(level, link.other, link.sources, link.degree());
            }
        }
        self.seen.extend(events.keys());
        let outer: Vec<Outer> = events.iter().map(|(id, (_, degree))| Outer { id: *id, degree: *degree }).collect();
        for link in in_time(self.read(&outer)?) {
            if !self.seen.contains(&link.other) {
                let sources = events.get(&link.node).map_or(0, |(sources, _)| link.sources.min(*sources));
                improve(&mut parties, link.other, sources, link.degree());
            }
        }
        Ok(parties)
    }
}

/// The best nodes of a level, sorted and at most `room`, and whether there are more. Keys are read only for nodes that
/// they may decide about.
fn nearest(graph: &mut impl Graph, level: Level, distance: usize, room: usize) -> Result<(Vec<Near>, bool)> {
    let mut level: Vec<(Reverse<i64>, Reverse<i64>, i64)> =
        level.into_iter().map(|(id, (sources, degree))| (Reverse(sources), Reverse(degree), id)).collect();
    level.sort_unstable();
    let is_left_over = level.len() > room;
    if room == 0 {
        return Ok((Vec::new(), is_left_over));
    }
    if let Some((sources, degree, _)) = level.get(room - 1).copied() {
        level.truncate(level.partition_point(|near| (near.0, near.1) <= (sources, degree)));
    }
    let ids: Vec<i64> = level.iter().map(|(_, _, id)| *id).collect();
    let mut names = graph.named(&ids)?;
    let mut nodes: Vec<Near> = level
        .into_iter()
        .filter_map(|(sources, degree, id)| {
            Some(Near { id, distance, sources: sources.0, degree: degree.0, named: names.remove(&id)? })
        })
        .collect();
    nodes.sort_by(|a, b| {
        let order = |near: &Near| (Reverse(near.sources), Reverse(near.degree));
        order(a).cmp(&order(b)).then_with(|| a.named.key.cmp(&b.named.key))
    });
    nodes.truncate(room);
    Ok((nodes, is_left_over))
}

#[cfg(test)]
mod tests;
