//! Paths and networks of random graphs, compared with a plain search in memory.

mod graph;
mod plain;

use std::cell::RefCell;
use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use sanad::dataset::load;
use sanad::db::filter::{EvidenceFilter, FactFilter};
use sanad::db::node::NodeRef;
use sanad::db::walk::network::{Network, Surveyed};
use sanad::db::walk::paths::{PathSearch, Paths};
use sanad::db::walk::{Bounds, WalkFilter};
use sanad::db::{Conn, ROOT, Relation, migrate};
use sanad::model::{NodeKind, NodeName, RelationshipKind};

use self::graph::{Graph, KEYS, KINDS, graphs};
use self::plain::{Link, Plain, Step};
use crate::support::TestDatabase;

/// The number of random graphs, and of searches of each kind in each.
const GRAPHS: u32 = 16;
const SEARCHES: usize = 12;

fn parties() -> impl Strategy<Value = usize> {
    0..KEYS.len()
}

/// The arguments of a walk besides its parties.
fn asked() -> impl Strategy<Value = WalkFilter> {
    let kinds = prop::option::of(prop::collection::vec(prop::sample::select(KINDS.to_vec()), 0..3));
    let day = |days: &'static [&'static str]| {
        prop::option::of(prop::sample::select(days).prop_map(|day| day.parse::<NaiveDate>().unwrap()))
    };
    let facts = (
        prop::option::weighted(0.3, 1..4_i64),
        day(&["1999-12-31", "2005-06-01", "2011-01-01"]),
        day(&["2020-01-01", "2020-01-03", "2020-01-09"]),
    );
    (kinds, any::<bool>(), prop::option::of(facts)).prop_map(|(kinds, through_events, facts)| {
        let (min_sources, as_of, known_by) = facts.unwrap_or_default();
        let evidence = EvidenceFilter { published_by: known_by, ..EvidenceFilter::default() };
        let facts = FactFilter { min_sources, as_of, evidence, ..FactFilter::default() };
        WalkFilter { kinds: kinds.filter(|kinds: &Vec<RelationshipKind>| !kinds.is_empty()), through_events, facts }
    })
}

type PathQuestion = (usize, usize, usize, usize, WalkFilter);
type NetworkQuestion = (Vec<usize>, usize, usize, WalkFilter);

fn questions() -> impl Strategy<Value = (Vec<PathQuestion>, Vec<NetworkQuestion>)> {
    let path = (parties(), parties(), 1..=6_usize, 1..=5_usize, asked());
    let around = prop::collection::btree_set(parties(), 1..4).prop_map(|parties| parties.into_iter().collect());
    let network = (around, 0..=3_usize, 3..=12_usize, asked());
    (prop::collection::vec(path, SEARCHES), prop::collection::vec(network, SEARCHES))
}

/// Bounds so tight that most searches hit one.
fn tight() -> Bounds {
    Bounds { links_of_node: 3, links_in_all: 20, pairs: 60, parts_of_hub: 1, events_of_hubs: 2, links_shown: 9 }
}

fn named(party: usize) -> NodeName {
    NodeName { kind: Some(NodeKind::Actor), key: KEYS[party].parse().unwrap() }
}

/// A loaded graph, with the keys of its nodes.
struct Loaded<'a> {
    conn: &'a mut Conn,
    keys: HashMap<i64, String>,
}

impl Loaded<'_> {
    fn new(conn: &mut Conn) -> Loaded<'_> {
        let rows: Vec<(i64, String)> = sql::<(BigInt, Text)>("SELECT id, key FROM nodes").load(conn).unwrap();
        Loaded { conn, keys: rows.into_iter().collect() }
    }

    fn key(&self, id: i64) -> String {
        self.keys[&id].clone()
    }

    fn keys(&self, facts: &[NodeRef]) -> Vec<String> {
        facts.iter().map(|fact| self.key(fact.id)).collect()
    }

    fn paths(&mut self, question: &PathQuestion, bounds: Bounds) -> (Vec<Vec<Step>>, bool) {
        let (from, to, longest, first, filter) = question.clone();
        let paths = Paths { from: named(from), to: named(to), longest, first, filter, bounds };
        let PathSearch { paths, is_complete, .. } = paths.load(self.conn, &[ROOT]).unwrap().remove(&ROOT).unwrap();
        let step = |step: &sanad::db::walk::paths::Step| Step {
            from: self.key(step.from),
            to: self.key(step.to),
            facts: self.keys(&step.facts),
            parallel: self.keys(&step.parallel),
        };
        let paths = paths.iter().map(|steps| steps.iter().map(|one| step(one)).collect()).collect();
        (paths, is_complete)
    }

    fn network(&mut self, question: &NetworkQuestion, bounds: Bounds) -> Surveyed {
        let (around, depth, first, filter) = question.clone();
        let around = around.into_iter().map(named).collect();
        Network { around, depth, first, filter, bounds }.load(self.conn, &[ROOT]).unwrap().remove(&ROOT).unwrap()
    }

    fn drawn(&self, network: &Surveyed) -> (Vec<(String, usize, i64)>, Vec<Link>) {
        let nodes = network.nodes.iter().map(|node| (node.key.clone(), node.distance, node.degree)).collect();
        let key = |place: usize| network.nodes[place].key.clone();
        let links = network.links.iter();
        (nodes, links.map(|link| (key(link.source), key(link.target), self.key(link.fact.id))).collect())
    }
}

fn check_paths(loaded: &mut Loaded<'_>, graph: &Graph, question: &PathQuestion) {
    let (from, to, longest, first, filter) = question;
    let plain = Plain::new(graph, filter);
    let all = plain.paths(*from, *to, *longest);
    let expected: Vec<Vec<Step>> = all.iter().take(*first).cloned().collect();
    assert_eq!(loaded.paths(question, Bounds::OF_PATHS), (expected.clone(), true), "{question:?}");

    let (found, is_complete) = loaded.paths(question, tight());
    let parties = |path: &Vec<Step>| path.iter().map(|step| step.to.clone()).collect::<Vec<_>>();
    if is_complete {
        assert_eq!(
            found.iter().map(parties).collect::<Vec<_>>(),
            expected.iter().map(parties).collect::<Vec<_>>(),
            "said to be complete: {question:?}"
        );
    }
    for path in &found {
        assert!(path.iter().all(|step| plain.binds(step)), "no such step: {path:?}");
        assert!(path.len() >= all[0].len() && path.len() <= *longest);
    }
}

fn check_network(loaded: &mut Loaded<'_>, graph: &Graph, question: &NetworkQuestion) {
    let (around, depth, first, filter) = question;
    let plain = Plain::new(graph, filter);
    let (nodes, links, is_truncated) = plain.network(around, *depth, *first);
    let found = loaded.network(question, Bounds::OF_NETWORK);
    assert_eq!(loaded.drawn(&found), (nodes.clone(), links.clone()), "{question:?}");
    assert_eq!(found.is_truncated, is_truncated, "{question:?}");

    let found = loaded.network(question, tight());
    let drawn = loaded.drawn(&found);
    if found.is_truncated {
        assert!(drawn.1.iter().all(|link| plain.has(link)), "no such link: {question:?}");
    } else {
        assert_eq!(drawn, (nodes, links), "said to be all: {question:?}");
    }
}

fn walks_find_what_a_plain_search_finds(db: &TestDatabase) {
    let mut conn = db.conn();
    migrate::migrate(&mut conn).unwrap();
    let conn = RefCell::new(conn);
    let config = Config { cases: GRAPHS, failure_persistence: None, max_shrink_iters: 40, ..Config::default() };
    let outcome = TestRunner::new(config).run(&(graphs(), questions()), |(graph, (paths, networks))| {
        let conn = &mut *conn.borrow_mut();
        // Each replaces the one before.
        load(conn, &graph.dataset()).unwrap();
        let mut loaded = Loaded::new(conn);
        paths.iter().for_each(|question| check_paths(&mut loaded, &graph, question));
        networks.iter().for_each(|question| check_network(&mut loaded, &graph, question));
        Ok(())
    });
    outcome.unwrap();
}

on_each_backend! {
    empty: walks_find_what_a_plain_search_finds,
}
