//! Random nested and combined filters give the same results as a direct evaluation of the tables, and a hub that many rows lead to
//! is evaluated once.

mod question;
mod tables;
mod time;
mod tree;

use std::collections::BTreeSet;
use std::time::Instant;

use async_graphql::{Request, Variables};
use diesel::connection::SimpleConnection;
use fastrand::Rng;
use sanad::config::GuardLimits;
use sanad::db::{Conn, migrate};
use sanad::graphql::Api;
use serde_json::{Value, json};

use crate::support::TestDatabase;
use question::{Of, combined, draw, is_met, text};
use sanad_testkit::synthetic::{Plan, generate};
use tables::Tables;

const PLAN: Plan = Plan { parties: 150, relationships: 3, seed: 5 };

/// How many questions are drawn of each entity.
const DRAWN: [(Of, &str, usize); 3] =
    [(Of::Party, "parties", 90), (Of::Event, "events", 30), (Of::Article, "articles", 30)];

/// The keys of all rows that the filter keeps, page by page.
async fn kept(api: &Api, list: &str, filter: &str) -> BTreeSet<String> {
    let query = format!(
        "query($after: String) {{ {list}(first: 100, after: $after, where: {{ {filter} }}) {{ totalCount
           pageInfo {{ hasNextPage endCursor }} nodes {{ key }} }} }}"
    );
    let (mut keys, mut after) = (BTreeSet::new(), Value::Null);
    loop {
        let variables = Variables::from_json(json!({ "after": after }));
        let response = api.execute(Request::new(&query).variables(variables)).await;
        assert!(response.errors.is_empty(), "{query}\n{:#?}", response.errors);
        let answer = response.data.into_json().unwrap();
        let page = &answer[list];
        keys.extend(page["nodes"].as_array().unwrap().iter().map(|node| node["key"].as_str().unwrap().to_owned()));
        if page["pageInfo"]["hasNextPage"] == false {
            assert_eq!(page["totalCount"], keys.len(), "{filter}");
            return keys;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

fn filled(db: &TestDatabase, plan: Plan) -> Conn {
    let mut conn = db.conn();
    migrate::migrate(&mut conn).unwrap();
    generate(&mut conn, plan, |_| {}).unwrap();
    conn
}

async fn questions_mean_what_a_plain_reading_says(db: &TestDatabase) {
    let mut conn = filled(db, PLAN);
    // Some places lie within others, at several levels.
    conn.batch_execute(
        "UPDATE places SET within_id = (SELECT max(around.id) FROM places AS around WHERE around.id < places.id - places.id % 3)"
    )
    .unwrap();
    let tables = Tables::read(&mut conn);
    // One pool for all questions: a new one for each page would connect hundreds of times.
    let limits =
        GuardLimits { bytes: 1 << 20, tokens: 100_000, nesting: 200, cost: u64::MAX, ..GuardLimits::default() };
    let api = Api::with_limits(db.pool(), limits);
    let mut rng = Rng::with_seed(17);
    for (of, list, drawn) in DRAWN {
        let (mut asked, mut with_combinations) = (0, 0);
        while asked < drawn {
            let filter = draw(&mut rng, &tables, of, 3);
            let rows = of.rows(&tables);
            let expected: BTreeSet<String> =
                rows.iter().filter(|(id, _)| is_met(&filter, &tables, **id)).map(|(_, key)| key.clone()).collect();
            // One that keeps everything, or nothing, tells little.
            let text = text(&filter);
            let quantifiers = text.matches("some: {").count() + text.matches("none: {").count();
            let is_telling = !expected.is_empty() && expected.len() < rows.len();
            if is_telling && combined(&filter) <= 20 && quantifiers <= 20 {
                assert_eq!(kept(&api, list, &text).await, expected, "{list}: {text}");
                asked += 1;
                with_combinations += usize::from(combined(&filter) > 0);
            }
        }
        assert!(with_combinations * 2 > drawn, "{with_combinations} of {drawn} {list}");
    }
}

/// Every party is bound to one of them. Asked again for each that leads to it, at each level, it would take minutes.
async fn a_hub_is_asked_once(db: &TestDatabase) {
    let mut conn = filled(db, Plan { parties: 1_500, relationships: 1, seed: 3 });
    let (fact, party) =
        ("(SELECT min(fact_id) FROM links WHERE event_id IS NULL)", "kind IN ('Actor', 'Organization')");
    for (node, other) in [("hub.id", "nodes.id"), ("nodes.id", "hub.id")] {
        conn.batch_execute(&format!(
            "INSERT INTO links SELECT {node}, {other}, {fact}, NULL, 'ANY', 'ASSOCIATE', 1, NULL, NULL, NULL, nodes.dataset_id
             FROM nodes CROSS JOIN (SELECT min(id) AS id FROM nodes WHERE {party}) AS hub
             WHERE {party} AND nodes.id <> hub.id ON CONFLICT DO NOTHING; ANALYZE;"
        ))
        .unwrap();
    }
    let timed = async |filter: &str, expected: i32| {
        let start = Instant::now();
        let answer = db.query(&format!("{{ parties(first: 1, where: {{ {filter} }}) {{ totalCount }} }}")).await;
        assert_eq!(answer["parties"]["totalCount"], expected, "{filter}");
        start.elapsed()
    };
    for (deepest, expected) in [("some: { facts: { minSources: 99 } }", 0), ("none: {}", 0), ("some: {}", 1_500)] {
        let bound = |inner: &str| format!("relationships: {{ some: {{ other: {{ {inner} }} }} }}");
        let deepest = format!("relationships: {{ {deepest} }}");
        let either = |inner: &str| format!("or: [{{ {inner} }}, {{ keys: [] }}]");
        let twice_not = |inner: &str| format!("not: {{ not: {{ {inner} }} }}");
        let shallow = timed(&deepest, expected).await;
        for filter in [
            bound(&bound(&deepest)),
            either(&bound(&bound(&deepest))),
            bound(&either(&bound(&either(&deepest)))),
            twice_not(&bound(&twice_not(&bound(&deepest)))),
        ] {
            let deep = timed(&filter, expected).await;
            // Each level adds about as much as there was; the hub asked again would multiply by 1,500.
            assert!(deep < 500 * shallow, "{filter} took {deep:?}, {deepest} {shallow:?}");
        }
    }
}

on_each_backend! {
    empty:
    async questions_mean_what_a_plain_reading_says,
    async a_hub_is_asked_once,
}
