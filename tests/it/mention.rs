//! How articles mention parties.

use serde_json::{Value, json};

use crate::support::TestDatabase;

async fn how_each_article_describes_haftar(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ actor(key: "khalifa-haftar") { mentions { totalCount nodes {
                   describedAs paragraphs party { key } article { key publisher { name(language: "en") } } } } } }"#,
        )
        .await;
    insta::assert_json_snapshot!("mentions_of_haftar", answer);
}

async fn an_article_lists_whom_it_mentions(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ article(key: "us-state-2020-11-27-kaniyat-designation") {
                   mentions(first: 100) { totalCount nodes { party { __typename key } paragraphs } } } }"#,
        )
        .await;
    let mentions = &answer["article"]["mentions"];
    let nodes = mentions["nodes"].as_array().unwrap();
    assert_eq!(mentions["totalCount"], nodes.len());
    let leader = nodes.iter().find(|mention| mention["party"]["key"] == "mohamed-al-kani").unwrap();
    assert_eq!(leader, &json!({ "party": { "__typename": "Actor", "key": "mohamed-al-kani" }, "paragraphs": [4, 5] }));
    assert!(!nodes.iter().any(|mention: &Value| mention["party"]["key"] == "khalifa-haftar"));
}

on_each_backend! {
    async how_each_article_describes_haftar,
    async an_article_lists_whom_it_mentions,
}
