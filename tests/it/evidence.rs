//! Evidence, from facts and from articles.

use serde_json::json;

use crate::support::TestDatabase;

async fn an_article_shows_all_that_it_is_cited_for(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ article(key: "al-ain-2018-11-haftar-g5-sahel") { evidence(first: 100, stances: [PLANS]) {
                   totalCount
                   nodes { stance paragraphs fact {
                     __typename id
                     ... on Relationship { kind source { key } target { key } }
                     ... on Incident { kind key }
                     ... on SanctionEvent { action key }
                     ... on Participation { role party { key } event { key } }
                     ... on Figure { measure low event { key } }
                   } } } } }"#,
        )
        .await;
    insta::assert_json_snapshot!("what_al_ain_is_cited_for_as_planned", answer);
}

async fn every_fact_has_evidence(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ relationships(first: 100) { nodes { id sourceCount evidence { totalCount } } }
                 events(first: 100) { nodes {
                   id sourceCount evidence { totalCount }
                   participations(first: 100) { nodes { id evidence { totalCount } } }
                   figures { id evidence { totalCount } } } } }"#,
        )
        .await;
    let mut facts = Vec::new();
    facts.extend(answer["relationships"]["nodes"].as_array().unwrap());
    for event in answer["events"]["nodes"].as_array().unwrap() {
        facts.push(event);
        facts.extend(event["participations"]["nodes"].as_array().unwrap());
        facts.extend(event["figures"].as_array().unwrap());
    }
    assert!(facts.len() > 200, "{}", facts.len());
    for fact in facts {
        assert!(fact["evidence"]["totalCount"].as_u64().unwrap() >= 1, "{}", fact["id"]);
    }
}

async fn sources_are_counted_by_publisher(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ node(id: "Relationship:mohamed-al-kani.leads.kaniyat") { ... on Relationship {
                   sourceCount isDisputed firstReported
                   evidence { nodes { article { publisher { key } } } } } } }"#,
        )
        .await;
    let fact = &answer["node"];
    assert_eq!(
        (&fact["sourceCount"], &fact["isDisputed"], &fact["firstReported"]),
        (&json!(2), &json!(false), &json!("2020-11-21"))
    );
}

on_each_backend! {
    async an_article_shows_all_that_it_is_cited_for,
    async every_fact_has_evidence,
    async sources_are_counted_by_publisher,
}
