//! The work for every query ends with its deadline. The tests count units of work instead of time.

use async_graphql::Request;
use sanad::db::{Deadline, Pool};
use sanad::graphql::Api;
use serde_json::{Value, json};

use crate::support::TestDatabase;

/// A query for each kind of loop, with the least units of work that it takes here.
const QUERIES: [(&str, &str, u64); 15] = [
    (
        "names and facts",
        "{ parties(first: 100) { totalCount nodes { name names { text } countries relationships(first: 20) { totalCount nodes { kind evidence { nodes { paragraphs } } } } } } }",
        100,
    ),
    ("status", "{ parties(first: 100) { nodes { sanctionStatus { state events { key } } } } }", 30),
    ("cases", "{ sanctionEvents(first: 20) { nodes { chain { key } } } }", 30),
    (
        "search",
        "{ search(text: \"mohamed al-k\", first: 100) { totalCount edges { score match { text highlights { start length } } } } }",
        20,
    ),
    (
        "search in bodies",
        "{ search(text: \"الفقرة\", first: 100) { edges { match { field text highlights { start length } } } } }",
        300,
    ),
    (
        "screening",
        "{ screen(queries: [{ name: \"KANI, Mohamed\" }, { name: \"خليفة حفتر\" }, { name: \"Government of National Accord\" }]) { matches { score party { key } explanation { text } } } }",
        20,
    ),
    ("similar", "{ parties(first: 100) { nodes { similar { score } } } }", 100),
    (
        "paths",
        "{ paths(from: \"Actor:mohamed-al-kani\", to: \"Actor:antonio-guterres\", first: 20) { nodes { steps { through { id } parallel { id } } } complete } }",
        10,
    ),
    (
        "network",
        "{ network(around: [\"Actor:mohamed-al-kani\"], depth: 3) { nodes { party { key } } links { fact { id } } } }",
        20,
    ),
    ("counts", "{ sanctionEventCounts(by: [ACTION, AUTHORITY]) { count } partyCounts(by: [COUNTRY]) { count } }", 5),
    ("bodies", "{ articles(first: 100) { nodes { body } } }", 5),
    (
        "excerpts",
        "{ articles(first: 100) { nodes { mentions(first: 50) { nodes { excerpts } } evidence(first: 50) { nodes { excerpts } } } } }",
        60,
    ),
    (
        "filters inside of filters",
        "{ actors(where: { relationships: { some: { kind: LEADS, other: { sanctionEvents: { some: { action: IMPOSED } } } } } }) { nodes { key } } }",
        5,
    ),
    ("data sets", "{ revision datasets { key title } places { nodes { events { totalCount } } } }", 5),
    (
        "facts of facts",
        "{ relationships(first: 100) { nodes { evidence(first: 1) { nodes { fact { id evidence(first: 1) { nodes { fact { id } } } } } } } } }",
        50,
    ),
];

/// The maximum number of checks after the deadline: each running loop and field makes one or two. All fields of a level
/// run together, and a longer query has more of them.
const fn afterwards(units: u64) -> u64 {
    60 + units / 8
}

async fn run(api: &Api, query: &str, deadline: &Deadline) -> Value {
    let prepared = api.prepare(Request::new(query)).unwrap_or_else(|refusal| panic!("{query}: {refusal:?}"));
    serde_json::to_value(api.run(prepared, deadline.clone()).await.response).unwrap()
}

async fn work_ends_with_its_deadline(db: &TestDatabase) {
    db.attach_bodies();
    // One connection, so that two runs take the same number of units.
    let api = Api::new(Pool::new(db.url(), 1));
    for (kind, query, least) in QUERIES {
        assert!(run(&api, query, &Deadline::never()).await.get("errors").is_none(), "{kind}");
        let whole = Deadline::never();
        let answer = run(&api, query, &whole).await;
        assert!(answer.get("errors").is_none(), "{kind}: {}", answer["errors"]);
        let units = whole.checked();
        assert!(units >= least, "{kind} asks only {units} times whether to go on");
        for end in [0, 1, 2, units / 7, units / 3, units / 2, units * 3 / 4] {
            let deadline = Deadline::after_checks(end);
            let answer = run(&api, query, &deadline).await;
            let late = deadline.checked().saturating_sub(end);
            assert_eq!(
                answer["errors"][0]["extensions"]["code"],
                json!("TIMEOUT"),
                "{kind} at {end} of {units}: {answer}"
            );
            assert!(late <= afterwards(units), "{kind}: {late} units after the end at {end} of {units}");
        }
    }
}

on_each_backend! {
    async work_ends_with_its_deadline,
}
