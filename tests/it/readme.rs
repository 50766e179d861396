//! What the README shows is what happens.

use serde_json::{Value, json};

use crate::support::TestDatabase;

const README: &str = include_str!("../../README.md");

/// The queries that it shows, each with the answer that follows it.
fn examples() -> Vec<(&'static str, Value)> {
    let after = README.split("```graphql\n").skip(1);
    let example = |text: &'static str| {
        let (query, after) = text.split_once("```").unwrap();
        let (_, answer) = after.split_once("```json\n")?;
        let (answer, _) = answer.split_once("```").unwrap();
        Some((query, serde_json::from_str(answer).unwrap_or_else(|error| panic!("{error}: {answer}"))))
    };
    after.filter_map(example).collect()
}

async fn the_queries_have_the_answers_that_are_shown(db: &TestDatabase) {
    let examples = examples();
    assert!(examples.len() >= 3);
    for (query, shown) in examples {
        assert_eq!(json!({ "data": db.query(query).await }), shown, "{query}");
    }
}

on_each_backend! { async the_queries_have_the_answers_that_are_shown }
