use sanad_model::{Key, NodeName};

use super::*;
use crate::walk::memory::{Memory, bounds, filter};
use crate::walk::paths::Paths;

/// The best paths from party 1 to party 2.
fn paths(graph: &mut Memory, first: usize) -> Vec<Vec<Step>> {
    let end = NodeName { kind: None, key: Key::joined([""]) };
    let paths = Paths { from: end.clone(), to: end, longest: 6, first, filter: filter(), bounds: bounds() };
    let (from, to) = (graph.outer(1), graph.outer(2));
    paths.between(graph, from, to).unwrap().0
}

fn along(paths: &[Vec<Step>]) -> Vec<Vec<i64>> {
    let parties = |path: &Vec<Step>| path.iter().map(|step| step.from).chain(path.last().map(|step| step.to)).collect();
    paths.iter().map(parties).collect()
}

fn ids(facts: &[NodeRef]) -> Vec<i64> {
    facts.iter().map(|fact| fact.id).collect()
}

#[test]
fn more_sources_in_sum_come_first_and_then_keys() {
    let mut graph = Memory::new();
    for (party, sources) in [(10, [1, 4]), (11, [3, 3]), (12, [2, 3]), (13, [5, 1])] {
        graph = graph.bound(100 + party, 1, party, sources[0]).bound(200 + party, party, 2, sources[1]);
    }
    let mut graph = graph.named(12, "a").named(13, "n-13").named(10, "n.10");
    assert_eq!(along(&paths(&mut graph, 9)), [[1, 13, 2], [1, 11, 2], [1, 12, 2], [1, 10, 2]]);
    assert_eq!(along(&paths(&mut graph, 2)), [[1, 13, 2], [1, 11, 2]]);
}

#[test]
fn a_chain_of_the_same_parties_comes_once_with_its_best_facts() {
    let mut graph = Memory::new()
        .bound(100, 1, 2, 1)
        .bound(101, 2, 1, 3)
        .bound(102, 1, 2, 3)
        .event(50, &[(51, 1, 9), (52, 1, 4), (53, 2, 2), (54, 2, 5)])
        .event(60, &[(61, 1, 3), (62, 2, 3)])
        .named(101, "z");
    let paths = paths(&mut graph, 9);
    assert_eq!(along(&paths), [[1, 2]]);
    let step = &paths[0][0];
    assert_eq!(ids(&step.facts), [50, 51, 54]);
    assert_eq!(step.through, step.facts[0]);
    assert_eq!(ids(&step.parallel), [102, 60, 101, 100]);
}

#[test]
fn an_event_step_counts_the_weaker_of_its_two_parts() {
    let mut graph = Memory::new()
        .event(50, &[(51, 1, 9), (52, 10, 1)])
        .bound(100, 10, 2, 1)
        .bound(101, 1, 11, 2)
        .bound(102, 11, 2, 1)
        .event(60, &[(61, 1, 1), (62, 12, 9), (63, 1, 4)])
        .bound(103, 12, 2, 1);
    assert_eq!(along(&paths(&mut graph, 9)), [[1, 12, 2], [1, 11, 2], [1, 10, 2]]);
}

#[test]
fn an_event_of_many_does_not_enumerate_all_pairs() {
    // 500 parties on either side of one event: 250,000 chains, of which 20 are asked for.
    let mut graph = Memory::new();
    let mut parts = Vec::new();
    for number in 0..500 {
        let (one, other) = (1_000 + number, 2_000 + number);
        graph = graph.bound(10_000 + number, 1, one, 1).bound(20_000 + number, other, 2, 1);
        parts.extend([(30_000 + number, one, 1 + number % 3), (40_000 + number, other, 1 + number % 5)]);
    }
    let mut graph = graph.event(50, &parts);
    let paths = paths(&mut graph, 20);
    assert_eq!(paths.len(), 20);
    assert_eq!(along(&paths)[0], [1, 1_002, 2_002, 2]);
}

#[test]
fn from_a_party_to_itself_there_is_one_path_without_steps() {
    let mut graph = Memory::new().bound(100, 1, 2, 1);
    let end = NodeName { kind: None, key: Key::joined([""]) };
    let paths = Paths { from: end.clone(), to: end, longest: 6, first: 3, filter: filter(), bounds: bounds() };
    let party = graph.outer(1);
    assert_eq!(paths.between(&mut graph, party, party).unwrap(), (vec![Vec::new()], true));
}
