//! Evidence, from facts and from articles.

use serde_json::{Value, json};

use crate::support::{Cost, TestDatabase, paragraph};

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

const EXCERPTS: &str = r#"{ articles { nodes {
    key evidence(first: 100) { nodes { paragraphs excerpts article { body } } }
    mentions(first: 100) { nodes { paragraphs excerpts } } } } }"#;

/// Each paragraph that is cited in an answer, beside its excerpt, and the excerpt that is expected.
fn excerpts(answer: &Value) -> Vec<(Vec<String>, Vec<String>)> {
    let mut found = Vec::new();
    for article in answer["articles"]["nodes"].as_array().unwrap() {
        for list in ["evidence", "mentions"] {
            for citation in article[list]["nodes"].as_array().unwrap() {
                let texts =
                    citation["excerpts"].as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned());
                let numbers = citation["paragraphs"].as_array().unwrap().iter().map(|number| number.as_u64().unwrap());
                let key = article["key"].as_str().unwrap();
                found.push((texts.collect(), numbers.map(|number| paragraph(number, key)).collect()));
            }
        }
    }
    found
}

async fn excerpts_are_the_paragraphs_that_are_cited(db: &TestDatabase) {
    for (excerpts, _) in excerpts(&db.query(EXCERPTS).await) {
        assert!(excerpts.is_empty(), "no body is loaded: {excerpts:?}");
    }
    db.attach_bodies();
    let found = excerpts(&db.query(EXCERPTS).await);
    assert!(found.len() > 200, "{}", found.len());
    for (excerpts, expected) in found {
        assert_eq!(excerpts, expected);
    }
}

async fn bodies_take_as_many_statements_as_they_take_pieces(db: &TestDatabase) {
    db.attach_bodies();
    // Beside what takes one each: how long the bodies are and these, in one piece; and for the excerpts of evidence and those
    // of mentions, what they cite, how long the bodies are, and these.
    assert_eq!(db.cost_of(EXCERPTS).await, Cost { statements: 12, hops: 1 });
}

on_each_backend! {
    async excerpts_are_the_paragraphs_that_are_cited,
    async bodies_take_as_many_statements_as_they_take_pieces,
    async an_article_shows_all_that_it_is_cited_for,
    async every_fact_has_evidence,
    async sources_are_counted_by_publisher,
}
