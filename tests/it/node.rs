//! Nodes of every kind, by id.

use serde_json::{Value, json};

use crate::support::TestDatabase;

/// One id of each kind.
const IDS: [&str; 15] = [
    "Dataset:libya-2018-2020",
    "Article:us-state-2020-11-27-kaniyat-designation",
    "Actor:mohamed-al-kani",
    "Organization:kaniyat",
    "Asset:sea-example",
    "Place:tarhuna",
    "Relationship:mohamed-al-kani.leads.kaniyat",
    "SanctionEvent:us-designates-kaniyat-eo-13818",
    "Incident:tarhuna-mass-graves",
    "Participation:us-designates-kaniyat-eo-13818.target.kaniyat",
    "Figure:tarhuna-mass-graves.graves.about-30",
    "PlaceRelationship:kaniyat.controls.tarhuna",
    "LegalInstrument:executive-order-13818",
    "Evidence:mohamed-al-kani.leads.kaniyat/1",
    "Mention:us-state-2020-11-27-kaniyat-designation/kaniyat",
];

async fn every_kind_has_an_id(db: &TestDatabase) {
    crate::asset::fill(db);
    for id in IDS {
        let query = "query($id: ID!) { node(id: $id) { __typename id ... on Fact { sourceCount } } }";
        let answer = db.query_with(query, json!({ "id": id })).await;
        assert_eq!(answer["node"]["id"], id);
        assert_eq!(answer["node"]["__typename"], id.split(':').next().unwrap());
    }
}

async fn many_come_in_the_order_asked(db: &TestDatabase) {
    crate::asset::fill(db);
    let mut ids = vec!["Actor:nobody", "Organization:mohamed-al-kani", "Actor:mohamed-al-kani"];
    ids.extend(IDS.iter().rev());
    let answer = db
        .query_with("query($ids: [ID!]!) { nodes(ids: $ids) { id ... on Party { name } } }", json!({ "ids": ids }))
        .await;
    let found: Vec<&Value> = answer["nodes"].as_array().unwrap().iter().map(|node| &node["id"]).collect();
    assert_eq!(&found[..2], [&Value::Null, &Value::Null]);
    assert_eq!(found[2..], ids[2..]);
}

/// One id that is wrong does not hide the nodes of the others.
async fn an_error_stands_at_the_id_that_it_is_about(db: &TestDatabase) {
    let query = "query($ids: [ID!]!) { them: nodes(ids: $ids) { id } }";
    let ids = ["Person:x", "kaniyat", "Actor:nobody", "Mohamed", "Actor:mohamed-al-kani"];
    let response = serde_json::to_value(db.answer(query, json!({ "ids": ids })).await).unwrap();
    assert_eq!(
        response["data"]["them"],
        json!([null, { "id": "Organization:kaniyat" }, null, null, { "id": "Actor:mohamed-al-kani" }])
    );
    let errors: Vec<(&Value, &Value)> = response["errors"]
        .as_array()
        .unwrap()
        .iter()
        .map(|error| (&error["path"], &error["extensions"]["code"]))
        .collect();
    let code = json!("BAD_USER_INPUT");
    assert_eq!(errors, [(&json!(["them", 0]), &code), (&json!(["them", 3]), &code)]);
    assert_eq!(
        response["errors"][0]["message"],
        "`ids` names `Person:x`: expected a key, or an id that starts with `Dataset:`, `Article:`, `Actor:`, \
         `Organization:`, `Asset:`, `Place:`, `Relationship:`, `SanctionEvent:`, `Incident:`, `Participation:`, \
         `Figure:`, `PlaceRelationship:`, `LegalInstrument:`, `Evidence:` or `Mention:`"
    );
}

async fn too_many_ids_are_refused(db: &TestDatabase) {
    let ids = json!({ "ids": vec!["Actor:a"; 101] });
    let (code, message) = db.failure_with("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", ids).await;
    assert_eq!((code.as_str(), message.as_str()), ("BAD_USER_INPUT", "`ids` has 101 items: expected at most 100"));
}

on_each_backend! {
    async every_kind_has_an_id,
    async many_come_in_the_order_asked,
    async an_error_stands_at_the_id_that_it_is_about,
    async too_many_ids_are_refused,
}
