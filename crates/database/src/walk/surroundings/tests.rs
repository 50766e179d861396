use super::*;
use crate::walk::memory::{Memory, bounds};

fn around(
    graph: &mut Memory,
    parties: &[i64],
    depth: usize,
    first: usize,
    bounds: &Bounds,
) -> (Vec<(i64, usize)>, bool) {
    let around: Vec<Outer> = parties.iter().map(|id| graph.outer(*id)).collect();
    let found = surroundings(graph, &around, depth, first, bounds).unwrap();
    (found.nodes.iter().map(|near| (near.id, near.distance)).collect(), found.is_truncated)
}

/// 1 knows 2 and 3; 3 knows 4 and takes part in an event with 5; 5 knows 6.
fn small() -> Memory {
    Memory::new()
        .bound(100, 1, 2, 2)
        .bound(101, 1, 3, 2)
        .bound(102, 3, 4, 3)
        .event(50, &[(51, 3, 5), (52, 5, 3), (53, 5, 1)])
        .bound(103, 5, 6, 1)
}

#[test]
fn nearest_first_then_by_evidence_degree_and_key() {
    let all = [(1, 0), (3, 1), (2, 1), (5, 2), (4, 2), (6, 3)];
    assert_eq!(around(&mut small(), &[1], 3, 100, &bounds()), (all.to_vec(), false));
    assert_eq!(around(&mut small(), &[1], 2, 100, &bounds()), (all[..5].to_vec(), false));
    assert_eq!(around(&mut small(), &[1], 0, 100, &bounds()), (all[..1].to_vec(), false));
    assert_eq!(around(&mut small(), &[6, 2], 1, 100, &bounds()).0, [(2, 0), (6, 0), (1, 1), (5, 1)]);
    let mut renamed = small().named(6, "a");
    assert_eq!(around(&mut renamed, &[6, 2], 0, 100, &bounds()).0, [(6, 0), (2, 0)]);
}

#[test]
fn what_does_not_fit_in_is_told_of() {
    let all = [(1, 0), (3, 1), (2, 1), (5, 2), (4, 2), (6, 3)];
    for first in 1..6 {
        assert_eq!(around(&mut small(), &[1], 3, first, &bounds()), (all[..first].to_vec(), true), "{first}");
    }
    assert_eq!(around(&mut small(), &[1], 3, 6, &bounds()), (all.to_vec(), false));
    // Full at the end of a level, and nothing behind it.
    assert_eq!(around(&mut small(), &[1], 1, 3, &bounds()), (all[..3].to_vec(), false));
}

#[test]
fn a_bound_is_told_of_where_it_cut() {
    let tight = Bounds { links_of_node: 1, ..bounds() };
    assert_eq!(around(&mut small().limited(1), &[1], 1, 100, &tight), (vec![(1, 0), (2, 1)], true));
    let spent = Bounds { links_in_all: 2, ..bounds() };
    assert_eq!(around(&mut small(), &[1], 2, 100, &spent), (vec![(1, 0), (3, 1), (2, 1)], true));
    assert_eq!(around(&mut small(), &[1], 1, 100, &spent), (vec![(1, 0), (3, 1), (2, 1)], false));
}
