//! The generator of synthetic data: the same plan gives the same rows, and they are stored as a load would store them.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use sanad::dataset::Changes;
use sanad::db::{Access, Conn, migrate};
use sanad_testkit::synthetic::{Plan, generate};
use serde_json::json;

use crate::load::dump;
use crate::support::TestDatabase;

const PLAN: Plan = Plan { parties: 300, relationships: 3, seed: 7 };

fn fill(db: &TestDatabase, plan: Plan) -> (Conn, Changes) {
    let mut conn = Conn::open(db.url(), Access::Write).unwrap();
    migrate::migrate(&mut conn).unwrap();
    let changes = generate(&mut conn, plan, |_| {}).unwrap();
    (conn, changes)
}

fn number(conn: &mut Conn, query: &str) -> i64 {
    sql::<BigInt>(query).get_result(conn).unwrap()
}

fn the_same_plan_gives_the_same_rows(db: &TestDatabase) {
    let (mut conn, changes) = fill(db, PLAN);
    let rows = |conn: &mut Conn| {
        let mut tables = dump(conn);
        // The time of loading, the token of the load, and the numbers of migrations.
        tables.retain(|table, _| !["datasets", "revisions"].contains(&table.as_str()) && !table.starts_with("__"));
        tables
    };
    let first = rows(&mut conn);
    conn.write(|conn| conn.revert_migrations()).unwrap();
    let (mut conn, again) = fill(db, PLAN);
    assert_eq!(again, changes);
    let second = rows(&mut conn);
    for (table, lines) in &first {
        assert!(second[table] == *lines, "{table} differs");
    }
    conn.write(|conn| conn.revert_migrations()).unwrap();
    let (mut conn, _) = fill(db, Plan { seed: 8, ..PLAN });
    assert_ne!(rows(&mut conn)["relationships"], first["relationships"]);
}

fn there_is_as_much_as_planned(db: &TestDatabase) {
    let (mut conn, _) = fill(db, PLAN);
    for (query, expected) in [
        ("SELECT count(*) FROM nodes WHERE kind IN ('Actor', 'Organization')", 300),
        ("SELECT count(*) FROM relationships", 900),
        ("SELECT count(*) FROM events", 75),
        ("SELECT count(*) FROM participations", 300),
        ("SELECT count(*) FROM articles", 15),
        ("SELECT count(*) FROM links", 2_400),
    ] {
        assert_eq!(number(&mut conn, query), expected, "{query}");
    }
    // Something of each kind that a query may ask for.
    for query in [
        "SELECT count(*) FROM facts WHERE is_disputed = (1 = 1)",
        "SELECT count(*) FROM facts WHERE source_count > 2",
        "SELECT count(*) FROM sanction_events WHERE follows_id IS NOT NULL",
        "SELECT count(*) FROM sanction_measures",
        "SELECT count(*) FROM relationships WHERE started IS NULL AND ended IS NULL",
        "SELECT count(*) FROM relationships WHERE started IS NULL AND ended IS NOT NULL",
        "SELECT count(*) FROM relationships WHERE length(started) = 7",
        "SELECT count(*) FROM figures",
        "SELECT count(*) FROM mentions",
        "SELECT count(*) FROM events WHERE place_id IS NOT NULL",
    ] {
        assert!(number(&mut conn, query) > 0, "{query}");
    }
}

/// Queries for derived values that differ from what the database computes of the same rows. Each finds nothing.
const DIFFERENCES: [&str; 9] = [
    "SELECT count(*) FROM facts WHERE source_count <> (
       SELECT count(DISTINCT COALESCE(articles.publisher_id, -articles.id))
       FROM evidence JOIN articles ON articles.id = evidence.article_id WHERE evidence.fact_id = facts.id)",
    "SELECT count(*) FROM facts WHERE is_disputed <> (
       EXISTS (SELECT 1 FROM evidence WHERE evidence.fact_id = facts.id AND stance = 'DENIES')
       AND EXISTS (SELECT 1 FROM evidence WHERE evidence.fact_id = facts.id AND stance <> 'DENIES'))",
    "SELECT count(*) FROM facts WHERE COALESCE(CAST(known_from AS TEXT), '') <> COALESCE(CAST((
       SELECT min(articles.published_latest)
       FROM evidence JOIN articles ON articles.id = evidence.article_id
       WHERE evidence.fact_id = facts.id) AS TEXT), '')",
    "SELECT count(*) FROM facts WHERE COALESCE(first_reported, '') <> COALESCE((
       SELECT articles.published
       FROM evidence JOIN articles ON articles.id = evidence.article_id
       WHERE evidence.fact_id = facts.id AND articles.published IS NOT NULL
       ORDER BY articles.published_earliest, articles.published_latest LIMIT 1), '')",
    "SELECT count(*) FROM nodes WHERE degree <> (SELECT count(*) FROM links WHERE links.node_id = nodes.id)",
    "SELECT count(*) FROM participations
     WHERE sort_day <> (SELECT events.sort_day FROM events WHERE events.id = participations.event_id)",
    "SELECT count(*) FROM relationships WHERE 2 <> (
       SELECT count(*) FROM links JOIN facts ON facts.id = links.fact_id
       WHERE links.fact_id = relationships.id AND links.source_count = facts.source_count
         AND links.kind = relationships.kind AND links.event_id IS NULL
         AND links.node_id IN (source_id, target_id) AND links.other_id IN (source_id, target_id))",
    "SELECT count(*) FROM participations WHERE 2 <> (
       SELECT count(*) FROM links
       JOIN facts ON facts.id = links.fact_id JOIN facts AS of_event ON of_event.id = links.event_id
       WHERE links.fact_id = participations.id AND links.event_id = participations.event_id
         AND links.source_count IN (facts.source_count, of_event.source_count)
         AND links.source_count <= facts.source_count AND links.source_count <= of_event.source_count)",
    "SELECT count(*) FROM sanction_events JOIN events ON events.id = sanction_events.id
     JOIN events AS before ON before.id = sanction_events.follows_id
     WHERE events.started_latest < before.started_earliest",
];

fn what_is_derived_is_right(db: &TestDatabase) {
    let (mut conn, _) = fill(db, PLAN);
    if matches!(conn, Conn::Sqlite(_)) {
        assert_eq!(number(&mut conn, "SELECT count(*) FROM pragma_foreign_key_check"), 0);
    }
    for query in DIFFERENCES {
        assert_eq!(number(&mut conn, query), 0, "{query}");
    }
    let folded = sql::<(Text, Text)>("SELECT text, folded FROM names").load::<(String, String)>(&mut conn).unwrap();
    assert!(folded.iter().all(|(text, folded)| sanad::names::fold(text) == *folded));
}

fn few_parties_have_most_links(db: &TestDatabase) {
    let (mut conn, _) = fill(db, PLAN);
    let greatest = number(&mut conn, "SELECT degree FROM nodes ORDER BY degree DESC LIMIT 1");
    let of_the_hub = number(&mut conn, "SELECT degree FROM nodes WHERE key = 'p-0000000'");
    assert!(greatest > 50 && of_the_hub > 50, "{greatest}, {of_the_hub}");
    let median = "SELECT degree FROM nodes WHERE kind IN ('Actor', 'Organization') ORDER BY degree LIMIT 1 OFFSET 150";
    assert!((2..10).contains(&number(&mut conn, median)));
}

fn a_database_with_data_is_refused(db: &TestDatabase) {
    let mut conn = db.conn();
    let error = generate(&mut conn, PLAN, |_| {}).unwrap_err();
    assert!(error.to_string().contains("the database holds data already"), "{error}");
}

async fn the_server_answers_from_it(db: &TestDatabase) {
    fill(db, PLAN);
    let answer = db
        .query(
            r#"{ party(key: "p-0000000") { name(language: "ar") relationships(first: 10) { totalCount edges {
                   other { name(language: "en") }
                   node { kind evidence(first: 2) { nodes { article { headline publisher { name } } } } } } } } }"#,
        )
        .await;
    let edges = answer["party"]["relationships"]["edges"].as_array().unwrap();
    assert_eq!(edges.len(), 10);
    assert!(edges.iter().all(|edge| edge["node"]["evidence"]["nodes"] != json!([])));
}

on_each_backend! {
    empty:
    the_same_plan_gives_the_same_rows,
    there_is_as_much_as_planned,
    what_is_derived_is_right,
    few_parties_have_most_links,
    async the_server_answers_from_it,
}

mod refusal {
    use super::a_database_with_data_is_refused;

    on_each_backend! { a_database_with_data_is_refused }
}
