use super::*;
use crate::walk::memory::{Memory, bounds};

fn found(graph: &mut Memory, from: i64, to: i64, longest: usize, bounds: &Bounds) -> (usize, bool) {
    let (from, to) = (graph.outer(from), graph.outer(to));
    let search = search(graph, from, to, longest, bounds).unwrap();
    (search.layers.len() / 2, search.is_complete)
}

/// A chain of relationships from 1 to 6, by the numbers 101 to 105.
fn row() -> Memory {
    (1..6).fold(Memory::new(), |graph, party| graph.bound(100 + party, party, party + 1, 1))
}

#[test]
fn a_chain_is_found_up_to_its_length() {
    assert_eq!(found(&mut row(), 1, 6, 5, &bounds()), (5, true));
    assert_eq!(found(&mut row(), 6, 1, 6, &bounds()), (5, true));
    assert_eq!(found(&mut row(), 1, 6, 4, &bounds()), (0, true));
    assert_eq!(found(&mut row(), 3, 4, 1, &bounds()), (1, true));
}

#[test]
fn its_layers_lead_from_the_first_party_to_the_last() {
    let mut graph = row().event(50, &[(51, 1, 2), (52, 3, 4), (53, 9, 1)]);
    let (from, to) = (graph.outer(1), graph.outer(4));
    let search = search(&mut graph, from, to, 4, &bounds()).unwrap();
    let way = |tail, head, fact, sources| Way { tail, head, fact, sources };
    assert_eq!(
        search.layers,
        [vec![way(1, 50, 51, 2)], vec![way(50, 3, 52, 4)], vec![way(3, 103, 103, 1)], vec![way(103, 4, 103, 1)]]
    );
}

#[test]
fn islands_are_left_without_reading_the_rest() {
    let mut graph = row().bound(200, 21, 22, 1);
    assert_eq!(found(&mut graph, 1, 21, 6, &bounds()), (0, true));
    assert!(!graph.read.contains(&4), "the small island was exhausted first: {:?}", graph.read);
    assert_eq!(found(&mut graph, 1, 77, 6, &bounds()), (0, true));
}

/// A hub, 1, with a thousand links and one to 2 without much evidence.
fn hub() -> Memory {
    (1_000..2_000).fold(Memory::new(), |graph, party| graph.bound(10_000 + party, 1, party, 5)).bound(3, 1, 2, 1)
}

fn tight() -> Bounds {
    Bounds { links_of_node: 10, ..bounds() }
}

#[test]
fn a_hub_is_met_and_not_read() {
    let mut graph = hub().limited(10).bound(5, 2, 4, 1);
    assert_eq!(found(&mut graph, 1, 4, 4, &tight()), (2, true));
    assert!(!graph.read.contains(&1));
    // In the middle of a chain, too.
    let mut graph = hub().limited(10).bound(5, 2, 4, 1).bound(6, 1_500, 7, 1);
    assert_eq!(found(&mut graph, 4, 7, 4, &tight()), (4, true));
    assert!(!graph.read.contains(&1));
}

#[test]
fn an_event_of_very_many_is_met_and_not_read() {
    let parts: Vec<(i64, i64, i64)> = (0..100).map(|number| (500 + number, 100 + number, 1)).collect();
    let mut graph = Memory::new().event(7, &parts).limited(10).bound(1_000, 100, 2, 1).bound(1_001, 199, 3, 1);
    assert_eq!(found(&mut graph, 2, 3, 3, &tight()), (3, true));
    assert!(!graph.read.contains(&7));
}

#[test]
fn where_a_hub_has_to_be_read_the_answer_says_so() {
    // From hub to hub, over a party that has the least evidence at both.
    let mut graph = (3_000..4_000).fold(hub(), |graph, party| graph.bound(10_000 + party, 9, party, 5));
    graph = graph.bound(4, 2, 9, 1).bound(5, 30, 1, 1).limited(10);
    assert_eq!(found(&mut graph, 1, 9, 2, &tight()), (0, false));
    // Bound to each other, they have one chain, and it is found; what else binds them may not have been read.
    let mut graph = graph.bound(6, 1, 9, 1);
    assert_eq!(found(&mut graph, 1, 9, 2, &tight()), (1, false));
}

#[test]
fn a_spent_budget_is_told_of() {
    let bounds = Bounds { links_in_all: 5, ..bounds() };
    assert_eq!(found(&mut row(), 1, 6, 5, &bounds), (0, false));
    assert_eq!(found(&mut row(), 1, 2, 5, &bounds), (1, true));
}

#[test]
fn what_was_cut_off_does_not_end_the_other_side() {
    // All that is read of the hub leads nowhere; from the other end, it is reached in the end.
    let mut graph = hub().bound(4, 2, 3, 1).limited(10);
    for party in 4_000..4_020 {
        graph = graph.bound(10_000 + party, 3, party, 1);
    }
    assert_eq!(found(&mut graph, 1, 3, 4, &tight()).0, 2);
}
