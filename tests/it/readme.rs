//! What the README shows is what happens.

use serde_json::{Value, json};

use crate::support::TestDatabase;

const README: &str = include_str!("../../README.md");

/// The first block of code in that language.
fn block(language: &str) -> &'static str {
    let start = README.split_once(&format!("```{language}\n")).unwrap().1;
    start.split_once("```").unwrap().0
}

async fn the_query_has_the_answer_that_is_shown(db: &TestDatabase) {
    let shown: Value = serde_json::from_str(block("json")).unwrap();
    assert_eq!(json!({ "data": db.query(block("graphql")).await }), shown);
}

on_each_backend! { async the_query_has_the_answer_that_is_shown }
