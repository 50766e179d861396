//! Lists of many parents at once give what a plain reading of the whole tables gives: for hubs and for ordinary parents,
//! from both ends, between cursors of any parent, with filters and totals.

use std::collections::{BTreeMap, BTreeSet};

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use fastrand::Rng;
use sanad::db::{Access, Conn, migrate};
use sanad::graphql::sdl;
use sanad_testkit::synthetic::{Plan, generate};
use serde_json::Value;

use crate::schema::connections_of_parents;
use crate::support::TestDatabase;

const PLAN: Plan = Plan { parties: 500, relationships: 4, seed: 11 };

/// A list with a parent: the root list of the parents, the field with its arguments, and how a row is identified; and
/// the same list as SQL, with `parent`, `label`, `sort` and `last`.
struct Each {
    root: &'static str,
    field: &'static str,
    arguments: &'static str,
    selection: &'static str,
    label: &'static str,
    sql: &'static str,
}

const PARTIES: &str = "parties(first: 60, orderBy: { by: KEY })";
const EVENTS: &str = "events(first: 60)";
const ARTICLES: &str = "articles";

const OF_SOURCE: &str = "SELECT source_id AS parent, nodes.key AS label, '' AS sort, relationships.id AS last
                         FROM relationships JOIN facts ON facts.id = relationships.id JOIN nodes ON nodes.id = facts.id";
const OF_TARGET: &str = "SELECT target_id AS parent, nodes.key AS label, '' AS sort, relationships.id AS last
                         FROM relationships JOIN facts ON facts.id = relationships.id JOIN nodes ON nodes.id = facts.id";
const SYMMETRIC: &str = "relationships.kind IN ('ALLIED_WITH', 'FAMILY', 'ASSOCIATE')";
const SAID: &str = "EXISTS (SELECT 1 FROM evidence WHERE evidence.fact_id = facts.id AND evidence.stance = 'DENIES')";

const LISTS: &[Each] = &[
    Each {
        root: PARTIES,
        field: "relationships",
        arguments: "",
        selection: "key: id",
        label: "key",
        sql: "{source} UNION ALL {target}",
    },
    Each {
        root: PARTIES,
        field: "relationships",
        arguments: "direction: IN",
        selection: "key: id",
        label: "key",
        sql: "{target} UNION ALL {source} WHERE {symmetric}",
    },
    Each {
        root: PARTIES,
        field: "relationships",
        arguments: "direction: OUT, kinds: [OWNS, FAMILY], facts: { minSources: 2 }",
        selection: "key: id",
        label: "key",
        sql: "{source} WHERE relationships.kind IN ('OWNS', 'FAMILY') AND facts.source_count >= 2
              UNION ALL {target} WHERE {symmetric} AND relationships.kind IN ('OWNS', 'FAMILY')
              AND facts.source_count >= 2",
    },
    Each {
        root: PARTIES,
        field: "relationships",
        arguments: r#"facts: { stances: [DENIES], datasets: ["synthetic"] }"#,
        selection: "key: id",
        label: "key",
        sql: "{source} WHERE {said} UNION ALL {target} WHERE {said}",
    },
    Each {
        root: PARTIES,
        field: "participations",
        arguments: "",
        selection: "key: id",
        label: "key",
        sql: "SELECT party_id AS parent, nodes.key AS label, events.sort_day AS sort, participations.id AS last
              FROM participations JOIN nodes ON nodes.id = participations.id
              JOIN events ON events.id = participations.event_id",
    },
    Each {
        root: PARTIES,
        field: "participations",
        arguments: "roles: [TARGET, SPEAKER, PARTICIPANT, ACCUSED, VICTIM], facts: { minSources: 2 }",
        selection: "key: id",
        label: "key",
        sql: "SELECT party_id AS parent, nodes.key AS label, events.sort_day AS sort, participations.id AS last
              FROM participations JOIN nodes ON nodes.id = participations.id JOIN facts ON facts.id = nodes.id
              JOIN events ON events.id = participations.event_id JOIN facts AS of_event ON of_event.id = events.id
              WHERE role IN ('TARGET', 'SPEAKER', 'PARTICIPANT', 'ACCUSED', 'VICTIM') AND facts.source_count >= 2 AND of_event.source_count >= 2",
    },
    Each {
        root: PARTIES,
        field: "sanctionEvents",
        arguments: "",
        selection: "key: id",
        label: "key",
        sql: "SELECT party_id AS parent, nodes.key AS label, events.sort_day AS sort, events.id AS last
              FROM participations JOIN events ON events.id = participations.event_id
              JOIN nodes ON nodes.id = events.id WHERE role = 'TARGET' AND events.kind = 'SanctionEvent'",
    },
    Each {
        root: PARTIES,
        field: "sanctionEvents",
        arguments: "actions: [IMPOSED, LIFTED]",
        selection: "key: id",
        label: "key",
        sql: "SELECT party_id AS parent, nodes.key AS label, events.sort_day AS sort, events.id AS last
              FROM participations JOIN events ON events.id = participations.event_id
              JOIN sanction_events ON sanction_events.id = events.id
              JOIN nodes ON nodes.id = events.id WHERE role = 'TARGET' AND action IN ('IMPOSED', 'LIFTED')",
    },
    Each {
        root: PARTIES,
        field: "mentions",
        arguments: "",
        selection: "article { key: id }",
        label: "article",
        sql: "SELECT party_id AS parent, nodes.key AS label, '' AS sort, mentions.id AS last
              FROM mentions JOIN nodes ON nodes.id = mentions.article_id",
    },
    Each {
        root: ARTICLES,
        field: "mentions",
        arguments: "",
        selection: "party { key: id }",
        label: "party",
        sql: "SELECT article_id AS parent, nodes.key AS label, '' AS sort, mentions.id AS last
              FROM mentions JOIN nodes ON nodes.id = mentions.party_id",
    },
    Each {
        root: ARTICLES,
        field: "evidence",
        arguments: "stances: [REPORTS, DENIES]",
        selection: "fact { key: id }",
        label: "fact",
        sql: "SELECT article_id AS parent, nodes.key AS label, '' AS sort, evidence.id AS last
              FROM evidence JOIN nodes ON nodes.id = evidence.fact_id WHERE stance IN ('REPORTS', 'DENIES')",
    },
    Each {
        root: EVENTS,
        field: "evidence",
        arguments: "",
        selection: "article { key: id }",
        label: "article",
        sql: "SELECT fact_id AS parent, nodes.key AS label, '' AS sort, evidence.ordinal AS last
              FROM evidence JOIN nodes ON nodes.id = evidence.article_id",
    },
    Each {
        root: EVENTS,
        field: "participations",
        arguments: "",
        selection: "key: id",
        label: "key",
        sql: "SELECT event_id AS parent, nodes.key AS label, '' AS sort, participations.id AS last
              FROM participations JOIN nodes ON nodes.id = participations.id",
    },
    Each {
        root: "places(first: 30)",
        field: "events",
        arguments: "facts: { minSources: 2 }",
        selection: "key: id",
        label: "key",
        sql: "SELECT place_id AS parent, nodes.key AS label, events.sort_day AS sort, events.id AS last
              FROM events JOIN nodes ON nodes.id = events.id JOIN facts ON facts.id = events.id
              WHERE place_id IS NOT NULL AND facts.source_count >= 2",
    },
    Each {
        root: "organizations(first: 100, where: { types: [MEDIA] }, orderBy: { by: KEY })",
        field: "publications",
        arguments: "",
        selection: "key: id",
        label: "key",
        sql: "SELECT publisher_id AS parent, nodes.key AS label, articles.sort_day AS sort, articles.id AS last
              FROM articles JOIN nodes ON nodes.id = articles.id WHERE publisher_id IS NOT NULL",
    },
    Each {
        root: "legalInstruments(first: 30)",
        field: "events",
        arguments: "",
        selection: "key: id",
        label: "key",
        sql: "SELECT instrument_id AS parent, nodes.key AS label, events.sort_day AS sort, events.id AS last
              FROM event_instruments JOIN events ON events.id = event_instruments.event_id
              JOIN nodes ON nodes.id = events.id",
    },
    Each {
        root: "legalInstruments(first: 30)",
        field: "sanctionEvents",
        arguments: "facts: { minSources: 2 }",
        selection: "key: id",
        label: "key",
        sql: "SELECT instrument_id AS parent, nodes.key AS label, events.sort_day AS sort, events.id AS last
              FROM event_instruments JOIN events ON events.id = event_instruments.event_id
              JOIN nodes ON nodes.id = events.id JOIN facts ON facts.id = events.id
              WHERE events.kind = 'SanctionEvent' AND facts.source_count >= 2",
    },
];

/// Lists that the made-up data has no rows for. `paging` walks them over the built-in data.
const WITHOUT_ROWS: &[&str] = &["placeRelationships"];

/// The whole list of each parent, by its key: where each row stands, and what tells it from others.
type Whole = BTreeMap<String, Vec<((String, i64), String)>>;

fn whole(conn: &mut Conn, list: &Each) -> Whole {
    let rows = list.sql.replace("{source}", OF_SOURCE).replace("{target}", OF_TARGET);
    let rows = rows.replace("{symmetric}", SYMMETRIC).replace("{said}", SAID);
    let query = format!(
        "nodes.key, listed.label, listed.sort, listed.last FROM ({rows}) AS listed
         JOIN nodes ON nodes.id = listed.parent"
    );
    let rows: Vec<(String, String, String, i64)> =
        diesel::select(sql::<(Text, Text, Text, BigInt)>(&query)).load(conn).unwrap();
    let mut whole = Whole::new();
    for (parent, label, sort, last) in rows {
        whole.entry(parent).or_default().push(((sort, last), label));
    }
    whole.values_mut().for_each(|rows| rows.sort());
    whole
}

/// What a page holds: the rows that are after the one cursor and before the other, from one end.
fn page<'a>(
    rows: &'a [((String, i64), String)],
    after: Option<&(String, i64)>,
    before: Option<&(String, i64)>,
    backwards: bool,
    count: usize,
) -> Vec<&'a str> {
    let is_within =
        |at: &(String, i64)| after.is_none_or(|after| at > after) && before.is_none_or(|before| at < before);
    let within: Vec<&str> = rows.iter().filter(|(at, _)| is_within(at)).map(|(_, label)| label.as_str()).collect();
    let start = if backwards { within.len().saturating_sub(count) } else { 0 };
    within.into_iter().skip(start).take(count).collect()
}

/// The key in an id.
fn key(id: &Value) -> &str {
    id.as_str().unwrap().split_once(':').unwrap().1
}

async fn parents(db: &TestDatabase, list: &Each, arguments: &str) -> Vec<Value> {
    let Each { root, field, selection, .. } = list;
    let query = format!(
        "{{ {root} {{ nodes {{ key {field}({} {arguments}) {{ totalCount edges {{ cursor node {{ {selection} }} }} }} }} }} }}",
        list.arguments
    );
    let answer = db.query(&query).await;
    answer.as_object().unwrap().values().next().unwrap()["nodes"].as_array().unwrap().clone()
}

fn labels(list: &Each, parent: &Value) -> Vec<String> {
    let edges = parent[list.field]["edges"].as_array().unwrap();
    let label =
        |node: &Value| if list.label == "key" { key(&node["key"]) } else { key(&node[list.label]["key"]) }.to_owned();
    edges.iter().map(|edge| label(&edge["node"])).collect()
}

async fn pages_are_those_of_a_plain_reading(db: &TestDatabase) {
    let mut conn = Conn::open(db.url(), Access::Write).unwrap();
    migrate::migrate(&mut conn).unwrap();
    generate(&mut conn, PLAN, |_| {}).unwrap();
    let mut rng = Rng::with_seed(3);
    for list in LISTS {
        let name = format!("{} {}({})", list.root, list.field, list.arguments);
        let whole = whole(&mut conn, list);
        let all = parents(db, list, "first: 100").await;
        // Rows whose cursors are known: parent and place.
        let mut known = Vec::new();
        for parent in &all {
            let rows = whole.get(parent["key"].as_str().unwrap()).map_or(&[][..], Vec::as_slice);
            assert_eq!(labels(list, parent), page(rows, None, None, false, 100), "{name}: {}", parent["key"]);
            assert_eq!(parent[list.field]["totalCount"], rows.len(), "{name}: {}", parent["key"]);
            let edges = parent[list.field]["edges"].as_array().unwrap();
            known.extend(rows.iter().zip(edges).map(|((at, _), edge)| (at.clone(), edge["cursor"].clone())));
        }
        assert!(known.len() > 3, "{name} has only {} rows", known.len());
        for _ in 0..12 {
            let (after, before) = (rng.choice(&known).unwrap(), rng.choice(&known).unwrap());
            let (after, before) = (rng.bool().then_some(after), rng.bool().then_some(before));
            let (backwards, count) = (rng.bool(), *rng.choice(&[0, 1, 2, 7, 20, 100]).unwrap());
            let end = if backwards { "last" } else { "first" };
            let mut arguments = format!("{end}: {count}");
            for (argument, cursor) in [("after", after), ("before", before)] {
                arguments += &cursor.map_or(String::new(), |(_, cursor)| format!(", {argument}: {cursor}"));
            }
            for parent in parents(db, list, &arguments).await {
                let rows = whole.get(parent["key"].as_str().unwrap()).map_or(&[][..], Vec::as_slice);
                let expected = page(rows, after.map(|(at, _)| at), before.map(|(at, _)| at), backwards, count);
                assert_eq!(labels(list, &parent), expected, "{name}: {arguments}: {}", parent["key"]);
            }
        }
    }
}

#[test]
fn each_list_of_a_parent_is_compared() {
    let listed: BTreeSet<&str> = LISTS.iter().map(|list| list.field).chain(WITHOUT_ROWS.iter().copied()).collect();
    let connections: BTreeSet<String> = connections_of_parents(&sdl()).into_iter().collect();
    let unlisted: Vec<&String> = connections.iter().filter(|field| !listed.contains(field.as_str())).collect();
    assert!(unlisted.is_empty(), "add them to LISTS: {unlisted:?}");
    assert!(connections.len() > 5);
}

on_each_backend! {
    empty:
    async pages_are_those_of_a_plain_reading,
}
