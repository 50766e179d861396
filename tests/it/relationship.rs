//! Relationships between parties.

use serde_json::{Value, json};

use crate::support::{TestDatabase, variables};

async fn directions_and_the_other_end(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ party(key: "kaniyat") {
                   any: relationships { totalCount edges { other { key } node { kind source { key } target { key } } } }
                   out: relationships(direction: OUT) { totalCount }
                   in: relationships(direction: IN) { totalCount }
                   leaders: relationships(direction: IN, kinds: [LEADS]) { edges { other { key } node { role(language: "en") } } } } }"#,
        )
        .await;
    let party = &answer["party"];
    let edges = party["any"]["edges"].as_array().unwrap();
    assert!(edges.len() >= 3);
    for edge in edges {
        let (source, target) = (&edge["node"]["source"]["key"], &edge["node"]["target"]["key"]);
        assert!(source == "kaniyat" || target == "kaniyat");
        assert_eq!(&edge["other"]["key"], if source == "kaniyat" { target } else { source });
    }
    // An alliance is found from either end, in either direction.
    let total = |list: &Value| list["totalCount"].as_u64().unwrap();
    let alliances = edges.iter().filter(|edge| edge["node"]["kind"] == "ALLIED_WITH").count() as u64;
    assert!(alliances > 0);
    assert_eq!(total(&party["any"]) + alliances, total(&party["out"]) + total(&party["in"]));
    assert_eq!(
        party["leaders"],
        json!({ "edges": [{ "other": { "key": "mohamed-al-kani" }, "node": { "role": "leader" } }] })
    );
}

async fn filters(db: &TestDatabase) {
    for (filter, check) in [
        (r#"kinds: [SPOKESPERSON_OF]"#, r#"{"kind":"SPOKESPERSON_OF"}"#),
        (r#"parties: ["stephane-dujarric"]"#, r#"{"source":{"key":"stephane-dujarric"}}"#),
        (r#"sources: ["kaniyat"], targets: ["libyan-national-army"]"#, r#"{"source":{"key":"kaniyat"}}"#),
        (r#"targets: ["kaniyat"], sources: ["libyan-national-army"]"#, r#"{"source":{"key":"kaniyat"}}"#),
        (r#"targets: ["kaniyat"], kinds: [LEADS]"#, r#"{"target":{"key":"kaniyat"}}"#),
        (r#"sources: ["mohamed-al-kani"]"#, r#"{"source":{"key":"mohamed-al-kani"}}"#),
    ] {
        let query = "query($where: RelationshipFilter) { relationships(where: $where) {
            totalCount edges { other { key } } nodes { kind source { key } target { key } } } }";
        let answer = db.query_with(query, json!({ "where": variables(filter) })).await;
        let list = &answer["relationships"];
        let nodes = list["nodes"].as_array().unwrap();
        assert!(!nodes.is_empty(), "{filter}");
        assert_eq!(list["totalCount"], nodes.len(), "{filter}");
        let expected: Value = serde_json::from_str(check).unwrap();
        for (node, edge) in nodes.iter().zip(list["edges"].as_array().unwrap()) {
            for (field, value) in expected.as_object().unwrap() {
                assert_eq!(&node[field], value, "{filter}");
            }
            assert_eq!(edge["other"], node["target"]);
        }
    }
}

async fn time_filters_keep_what_may_have_held(db: &TestDatabase) {
    const ALLIANCE: &str = r#"query($day: Date!) { relationships(where: {
        kinds: [ALLIED_WITH], sources: ["kaniyat"], targets: ["libyan-national-army"], from: $day, until: $day
      }) { totalCount } }"#;
    for (day, count) in [("2018-12-31", 0), ("2019-01-01", 1), ("2020-12-31", 1), ("2021-01-01", 0)] {
        let answer = db.query_with(ALLIANCE, json!({ "day": day })).await;
        assert_eq!(answer["relationships"]["totalCount"], count, "{day}");
    }
}

async fn a_relationship_tells_when_and_by_whom(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ node(id: "Relationship:kaniyat.allied-with.libyan-national-army") { ... on Relationship {
                   kind role(language: "en") started startedWithin { earliest latest } ended endedWithin { earliest latest }
                   sourceCount evidence { nodes { stance article { key } } } } } }"#,
        )
        .await;
    insta::assert_json_snapshot!("the_alliance_of_the_kaniyat", answer);
}

on_each_backend! {
    async directions_and_the_other_end,
    async filters,
    async time_filters_keep_what_may_have_held,
    async a_relationship_tells_when_and_by_whom,
}
