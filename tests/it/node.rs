//! Nodes of every kind, by id.

use serde_json::{Value, json};

use crate::support::TestDatabase;

/// One id of each kind.
const IDS: [&str; 12] = [
    "Dataset:libya-2018-2020",
    "Article:us-state-2020-11-27-kaniyat-designation",
    "Actor:mohamed-al-kani",
    "Organization:kaniyat",
    "Place:tarhuna",
    "Relationship:mohamed-al-kani.leads.kaniyat",
    "SanctionEvent:us-designates-kaniyat-eo-13818",
    "Incident:tarhuna-mass-graves",
    "Participation:us-designates-kaniyat-eo-13818.target.kaniyat",
    "Figure:tarhuna-mass-graves.graves.about-30",
    "PlaceRelationship:kaniyat.controls.tarhuna",
    "LegalInstrument:executive-order-13818",
];

async fn every_kind_has_an_id(db: &TestDatabase) {
    for id in IDS {
        let query = "query($id: ID!) { node(id: $id) { __typename id ... on Fact { sourceCount } } }";
        let answer = db.query_with(query, json!({ "id": id })).await;
        assert_eq!(answer["node"]["id"], id);
        assert_eq!(answer["node"]["__typename"], id.split(':').next().unwrap());
    }
}

async fn many_come_in_the_order_asked(db: &TestDatabase) {
    let mut ids = vec!["Actor:nobody", "Organization:mohamed-al-kani", "Actor:mohamed-al-kani"];
    ids.extend(IDS.iter().rev());
    let answer = db
        .query_with("query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Party { name } } }", json!({ "ids": ids }))
        .await;
    let found: Vec<&Value> = answer["nodes"].as_array().unwrap().iter().map(|node| &node["id"]).collect();
    assert_eq!(&found[..2], [&Value::Null, &Value::Null]);
    assert_eq!(found[2..], ids[2..]);
}

async fn an_unknown_key_is_null(db: &TestDatabase) {
    let answer = db
        .query(r#"{ node(id: "Actor:nobody") { id } party(key: "nobody") { id } event(key: "") { id } article(key: "\u0000") { id } }"#)
        .await;
    assert_eq!(answer, json!({ "node": null, "party": null, "event": null, "article": null }));
}

async fn a_malformed_id_is_refused(db: &TestDatabase) {
    for id in ["", "mohamed-al-kani", "Actor:", "Person:mohamed-al-kani", "Actor:Mohamed", "actor:mohamed-al-kani", ":"]
    {
        let (code, message) = db.failure_with("query($id: ID!) { node(id: $id) { id } }", json!({ "id": id })).await;
        assert_eq!(code, "BAD_USER_INPUT", "{id}");
        assert_eq!(
            message,
            format!("`{id}` is not an id: expected a type, a colon and a key, such as `Actor:mohamed-al-kani`")
        );
    }
    let ids = json!({ "ids": vec!["Actor:a"; 101] });
    let (code, message) = db.failure_with("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids).await;
    assert_eq!((code.as_str(), message.as_str()), ("BAD_USER_INPUT", "`ids` has 101 items: expected at most 100"));
}

on_each_backend! {
    async every_kind_has_an_id,
    async many_come_in_the_order_asked,
    async an_unknown_key_is_null,
    async a_malformed_id_is_refused,
}
