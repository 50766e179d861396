//! Merging of selections: fragments, interfaces, and fields selected several times.

use serde_json::json;

use crate::support::TestDatabase;

async fn selections_of_one_name_are_one_value(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{
                party(key: "kaniyat") { key relationships(first: 2) { nodes { kind } } }
                party(key: "kaniyat") { name(language: "en") ...Shared ... { relationships(first: 2) { nodes { target { key } } } } }
            }
            fragment Shared on Node { id ... on Party { key relationships(first: 2) { nodes { kind source { key } } totalCount } } }"#,
        )
        .await;
    let relationships = &answer["party"]["relationships"];
    assert_eq!((&answer["party"]["key"], &answer["party"]["id"]), (&json!("kaniyat"), &json!("Organization:kaniyat")));
    assert_eq!(answer["party"]["name"], "Kaniyat militia");
    assert!(relationships["totalCount"].as_i64() > Some(2));
    let nodes = relationships["nodes"].as_array().unwrap();
    assert_eq!(nodes.len(), 2);
    for node in nodes {
        let names: Vec<&String> = node.as_object().unwrap().keys().collect();
        assert_eq!(names, ["kind", "source", "target"], "{node}");
    }
}

async fn fragments_apply_by_type(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{
                nodes(ids: ["Actor:mohamed-al-kani", "SanctionEvent:us-designates-kaniyat-eo-13818", "Place:tarhuna"]) {
                    __typename
                    ... on Actor { a: __typename } ... on Organization { b: __typename } ... on Party { c: __typename }
                    ... on Event { d: __typename ... on Fact { e: __typename ... on SanctionEvent { action } } }
                }
                search(text: "Tarhuna", types: [PLACE], first: 1) {
                    nodes { __typename ... on Place { key } ... on Node { id } ... on Actor { born } }
                }
            }"#,
        )
        .await;
    assert_eq!(
        answer,
        json!({
            "nodes": [
                { "__typename": "Actor", "a": "Actor", "c": "Actor" },
                { "__typename": "SanctionEvent", "d": "SanctionEvent", "e": "SanctionEvent", "action": "IMPOSED" },
                { "__typename": "Place" },
            ],
            "search": { "nodes": [{ "__typename": "Place", "key": "tarhuna", "id": "Place:tarhuna" }] },
        })
    );
}

async fn an_error_ends_at_the_field_that_may_be_null(db: &TestDatabase) {
    let response = db
        .answer(
            r#"{
                first: party(key: "kaniyat") { key relationships(facts: { minSources: 0 }) { totalCount } }
                second: party(key: "kaniyat") { key }
                third: nodes(ids: ["Place:tarhuna"]) { id ... on Place { events(facts: { minSources: 0 }) { totalCount } } }
            }"#,
            json!({}),
        )
        .await;
    let response = serde_json::to_value(&response).unwrap();
    assert_eq!(response["data"], json!({ "first": null, "second": { "key": "kaniyat" }, "third": [null] }));
    let paths: Vec<_> = response["errors"].as_array().unwrap().iter().map(|error| error["path"].clone()).collect();
    assert_eq!(paths, [json!(["first", "relationships"]), json!(["third", 0, "events"])]);
}

on_each_backend! {
    async selections_of_one_name_are_one_value,
    async fragments_apply_by_type,
    async an_error_ends_at_the_field_that_may_be_null,
}
