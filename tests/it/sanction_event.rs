//! Who proposed, blocked and imposed what on whom, and which paragraph says so.

use serde_json::json;

use crate::support::{TestDatabase, variables};

/// A whole case, seen from a party that it targets.
const CASE: &str = r#"
    query Case($key: String!) {
      party(key: $key) {
        name(language: "en")
        sanctionEvents {
          totalCount
          nodes {
            key action started startedWithin { earliest latest }
            authority { name(language: "en") } programme legalBasis { key title(language: "en") } measures
            follows { key } followedBy { key } targets { key }
            participations { nodes { role party { key } evidence { nodes { stance paragraphs article { key } } } } }
            evidence { nodes { stance paragraphs article { key } attributedTo { key } note(language: "en") } }
          }
        }
      }
    }"#;

async fn the_case_of_the_kaniyat(db: &TestDatabase) {
    let answer = db.query_with(CASE, json!({ "key": "kaniyat" })).await;
    insta::assert_json_snapshot!("the_case_of_the_kaniyat", answer);
}

async fn their_leader_shares_the_case(db: &TestDatabase) {
    let events = |answer: serde_json::Value| answer["party"]["sanctionEvents"].clone();
    let group = events(db.query_with(CASE, json!({ "key": "kaniyat" })).await);
    let leader = events(db.query_with(CASE, json!({ "key": "mohamed-al-kani" })).await);
    assert_eq!(group, leader);
    assert_eq!(leader["totalCount"], 3);
}

async fn steps_can_be_picked(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ party(key: "kaniyat") { sanctionEvents(actions: [BLOCKED, LIFTED]) { totalCount nodes { key } } } }"#,
        )
        .await;
    let expected = json!({ "totalCount": 1, "nodes": [{ "key": "russia-blocks-kaniyat-un-listing" }] });
    assert_eq!(answer["party"]["sanctionEvents"], expected);
}

async fn filters(db: &TestDatabase) {
    let proposal = "us-germany-propose-kaniyat-un-listing";
    let block = "russia-blocks-kaniyat-un-listing";
    let designation = "us-designates-kaniyat-eo-13818";
    let easing = "libya-arms-embargo-partial-easing";
    for (filter, expected) in [
        ("actions: [PROPOSED, EASED]", vec![proposal, easing]),
        (r#"authorities: ["united-states"]"#, vec![designation]),
        (r#"legalBasis: ["global-magnitsky-act"]"#, vec![designation]),
        (
            r#"legalBasis: ["executive-order-13818", "un-security-council-resolution-1970"]"#,
            vec![proposal, block, designation],
        ),
        (r#"legalBasis: ["ottawa-mine-ban-convention"]"#, vec![]),
        ("legalBasis: []", vec![]),
        (r#"programmes: ["UN Libya sanctions (resolution 1970)"]"#, vec![proposal, block]),
        ("measures: [ARMS_EMBARGO]", vec![easing]),
        (r#"involving: ["germany"]"#, vec![proposal]),
        (r#"involving: ["united-states"], roles: [IMPOSER]"#, vec![designation]),
        ("roles: [BLOCKER]", vec![block]),
        // The easing has no date: it may have been on any day.
        (r#"datasets: ["libya-2018-2020"], from: "2020-11-22""#, vec![designation]),
        (r#"until: "2020-11-13", from: "2020-01-01", undated: INCLUDED"#, vec![proposal, block, easing]),
        ("undated: ONLY", vec![easing]),
        (r#"cases: ["us-germany-propose-kaniyat-un-listing"], actions: [BLOCKED, IMPOSED]"#, vec![block, designation]),
        (r#"datasets: ["elsewhere"]"#, vec![]),
        ("actions: []", vec![]),
    ] {
        let query = "query($where: SanctionEventFilter) { sanctionEvents(where: $where) { nodes { key } totalCount } }";
        let answer = db.query_with(query, json!({ "where": variables(filter) })).await;
        let list = &answer["sanctionEvents"];
        let keys: Vec<&str> =
            list["nodes"].as_array().unwrap().iter().map(|node| node["key"].as_str().unwrap()).collect();
        assert_eq!(keys, expected, "{filter}");
        assert_eq!(list["totalCount"], expected.len(), "{filter}");
    }
}

async fn by_key(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ a: sanctionEvent(key: "us-designates-kaniyat-eo-13818") { action started }
                    b: sanctionEvent(key: "tarhuna-mass-graves") { key }
                    c: sanctionEvent(key: "nobody") { key } }"#,
        )
        .await;
    assert_eq!(answer, json!({ "a": { "action": "IMPOSED", "started": "2020-11-25" }, "b": null, "c": null }));
}

on_each_backend! {
    async the_case_of_the_kaniyat,
    async their_leader_shares_the_case,
    async steps_can_be_picked,
    async filters,
    async by_key,
}
