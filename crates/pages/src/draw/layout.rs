//! Where the parties of a network are drawn.
//!
//! Parties repel each other, links pull theirs together, and the middle pulls all (Fruchterman and Reingold 1991). The
//! first positions follow from the ids, and nothing is random: the same network has the same picture everywhere.

use std::collections::{BTreeMap, HashMap};
use std::f64::consts::TAU;

use crate::answers::NetworkGraph;

/// A position on the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

/// Two parties that are connected, by their numbers, and the numbers of the links that do it.
#[derive(Debug, PartialEq, Eq)]
pub struct Pair {
    pub one: usize,
    pub other: usize,
    pub facts: Vec<usize>,
}

/// The positions of the parties, in their order, and which of them are connected.
#[derive(Debug)]
pub struct Layout {
    pub points: Vec<Point>,
    pub links: Vec<Pair>,
}

/// How often the forces move the parties.
const STEPS: u32 = 300;

/// The distance of two linked parties at rest.
const REST: f64 = 110.0;

/// How strongly two parties push each other away.
const PUSH: f64 = REST * REST * 0.7;

/// How strongly the middle pulls. Drawings are wider than high.
const MIDDLE: (f64, f64) = (0.1, 0.25);

impl Layout {
    pub fn of(graph: &NetworkGraph) -> Self {
        let numbers: HashMap<&str, usize> =
            graph.nodes.iter().enumerate().map(|(at, node)| (node.party.id.as_str(), at)).collect();
        let mut pairs: BTreeMap<(usize, usize), Vec<usize>> = BTreeMap::new();
        for (at, link) in graph.links.iter().enumerate() {
            if let (Some(one), Some(other)) = (numbers.get(link.source.as_str()), numbers.get(link.target.as_str())) {
                pairs.entry((*one.min(other), *one.max(other))).or_default().push(at);
            }
        }
        let links: Vec<Pair> = pairs.into_iter().map(|((one, other), facts)| Pair { one, other, facts }).collect();
        let mut points: Vec<Point> = graph.nodes.iter().map(|node| start(&node.party.id, node.distance)).collect();
        let mut degrees = vec![0_u32; points.len()];
        for end in links.iter().flat_map(|link| [link.one, link.other]) {
            if let Some(degree) = degrees.get_mut(end) {
                *degree += 1;
            }
        }
        for step in 0..STEPS {
            let heat = REST / 2.0 * (1.0 - f64::from(step) / f64::from(STEPS));
            settle(&mut points, &links, &degrees, heat);
        }
        Self { points, links }
    }
}

/// The first position: the direction follows from the id, the distance from the middle is that in steps.
fn start(id: &str, distance: u32) -> Point {
    let angle = TAU * f64::from(hash(id)) / f64::from(u32::MAX);
    let radius = REST * f64::from(distance) + f64::from(hash(id) % 16);
    Point { x: radius * angle.cos(), y: radius * angle.sin() }
}

/// FNV-1a, 32 bits.
fn hash(text: &str) -> u32 {
    text.bytes().fold(0x811c_9dc5, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193))
}

/// Moves each point by half of the forces on it, at most as far as the heat allows.
fn settle(points: &mut [Point], links: &[Pair], degrees: &[u32], heat: f64) {
    let mut forces = vec![Point::default(); points.len()];
    for (at, point) in points.iter().enumerate() {
        for (other_at, other) in points.iter().enumerate().skip(at + 1) {
            let (dx, dy) = (point.x - other.x, point.y - other.y);
            let push = PUSH / (dx * dx + dy * dy).max(25.0);
            add(&mut forces, at, dx * push, dy * push);
            add(&mut forces, other_at, -dx * push, -dy * push);
        }
        add(&mut forces, at, -point.x * MIDDLE.0, -point.y * MIDDLE.1);
    }
    for link in links {
        let (Some(one), Some(other)) = (points.get(link.one), points.get(link.other)) else { continue };
        let (dx, dy) = (other.x - one.x, other.y - one.y);
        let length = (dx * dx + dy * dy).sqrt().max(1.0);
        // The links of a party with many of them pull less each, or all would end in one heap.
        let degree = [link.one, link.other].into_iter().filter_map(|end| degrees.get(end)).min().copied().unwrap_or(1);
        let pull = 1.2 * (length - REST) / length / f64::from(degree.max(1));
        add(&mut forces, link.one, dx * pull, dy * pull);
        add(&mut forces, link.other, -dx * pull, -dy * pull);
    }
    for (point, force) in points.iter_mut().zip(&forces) {
        let length = (force.x * force.x + force.y * force.y).sqrt().max(1e-9);
        let step = (length / 2.0).min(heat) / length;
        point.x += force.x * step;
        point.y += force.y * step;
    }
}

fn add(forces: &mut [Point], at: usize, x: f64, y: f64) {
    if let Some(force) = forces.get_mut(at) {
        force.x += x;
        force.y += y;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn graph(nodes: usize) -> NetworkGraph {
        let node = |at: usize| {
            serde_json::json!({ "distance": at.min(1), "degree": 1, "party": {
                "id": format!("Actor:a{at}"), "partyType": "PERSON", "key": format!("a{at}"), "name": "A" } })
        };
        let link = |at: usize| {
            serde_json::json!({ "source": "Actor:a0", "target": format!("Actor:a{at}"), "fact": {
                "id": format!("Relationship:{at}"), "__typename": "Relationship", "sourceCount": 1, "isDisputed": false } })
        };
        let data = serde_json::json!({
            "truncated": false,
            "nodes": (0..nodes).map(node).collect::<Vec<_>>(),
            "links": (1..nodes).map(link).collect::<Vec<_>>(),
        });
        serde_json::from_value(data).unwrap()
    }

    #[test]
    fn the_same_network_has_the_same_picture() {
        let (one, other) = (Layout::of(&graph(30)), Layout::of(&graph(30)));
        assert_eq!(one.points, other.points);
        assert!(one.points.iter().all(|point| point.x.is_finite() && point.y.is_finite()));
    }

    #[test]
    fn parties_keep_their_distance() {
        let layout = Layout::of(&graph(40));
        for (at, one) in layout.points.iter().enumerate() {
            for other in &layout.points[at + 1..] {
                assert!((one.x - other.x).hypot(one.y - other.y) > 12.0, "{one:?} {other:?}");
            }
        }
        assert_eq!(layout.links.len(), 39);
    }
}
