//! Whatever is typed gets a clear answer.

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use sanad::graphql::Api;
use serde_json::{Value, json};

use super::search;
use crate::support::TestDatabase;

async fn what_has_no_letter_finds_nothing(db: &TestDatabase) {
    for text in [
        "",
        " ",
        "\u{200b}\u{200f}",
        "\u{202e}",
        "😀 🇱🇾",
        "\u{300}\u{64e}",
        "\"",
        "*",
        "' & | ! : ( ) <->",
        "-",
        "NEAR/2 ^ {}",
    ] {
        let expected = if text.contains("NEAR") { "near" } else { "nothing" };
        let found = search(db, text, Value::Null).await;
        assert!(expected == "near" || found == json!({ "totalCount": 0, "edges": [] }), "{text:?}: {found}");
    }
}

async fn operators_mean_nothing(db: &TestDatabase) {
    let plain = search(db, "mohamed kani", Value::Null).await;
    assert!(plain["totalCount"].as_u64().unwrap() > 0);
    for text in [
        "\"mohamed\" \"kani\"",
        "mohamed* & kani*",
        "(mohamed) | !kani:*",
        "terms:mohamed ^kani",
        "\u{202e}mohamed\u{202c} 😀 kani\0",
        "'mohamed' <-> 'kani'; --",
    ] {
        let found = search(db, text, Value::Null).await;
        match text.contains("terms") {
            // A word like any other.
            true => assert_eq!(found["totalCount"], 0, "{text}"),
            false => assert_eq!(found, plain, "{text}"),
        }
    }
    for text in ["mohamed AND kani", "mohamed NOT kani", "NEAR(mohamed kani)"] {
        // Operators are treated as words: `and` is a stop word, and the others match nothing in this data.
        let found = search(db, text, Value::Null).await;
        assert_eq!(found["totalCount"] == plain["totalCount"], text.contains("AND"), "{text}");
    }
}

async fn long_texts_have_a_bound(db: &TestDatabase) {
    for text in
        ["a".repeat(1_000), "ا ".repeat(500), "\u{fdfa}".repeat(1_000), "kani ".repeat(200), "\u{300}".repeat(1_000)]
    {
        search(db, &text, Value::Null).await;
    }
    let query = "query($text: String!) { search(text: $text) { totalCount } }";
    let failure = db.failure_with(query, json!({ "text": "ك".repeat(10_000) })).await;
    let expected = "`text` is 10000 characters long: expected at most 1000";
    assert_eq!(failure, ("BAD_USER_INPUT".to_owned(), expected.to_owned()));
    let (code, message) = db.failure(r#"{ search(text: "a", after: "MTI6") { totalCount } }"#).await;
    assert!(code == "BAD_USER_INPUT" && message.starts_with("`after`"), "{message}");
}

fn any_text_is_answered(db: &TestDatabase) {
    let api = Api::new(db.pool());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let query = "query($text: String!) { search(text: $text, first: 3) { totalCount edges { score match { text } } } }";
    let mut runner = TestRunner::new(Config { cases: 150, ..Config::default() });
    runner
        .run(&"(\\PC|[\"'*:&|!()<>^ ]|[ء-ي]){0,40}", |text| {
            let variables = async_graphql::Variables::from_json(json!({ "text": text }));
            let request = async_graphql::Request::new(query).variables(variables);
            let response = runtime.block_on(api.execute(request));
            prop_assert!(response.errors.is_empty(), "{:?}", response.errors);
            for edge in response.data.into_json().unwrap()["search"]["edges"].as_array().unwrap() {
                let score = edge["score"].as_f64().unwrap();
                prop_assert!((0.0..=1.0).contains(&score));
            }
            Ok(())
        })
        .unwrap();
}

on_each_backend! {
    async what_has_no_letter_finds_nothing,
    async operators_mean_nothing,
    async long_texts_have_a_bound,
    any_text_is_answered,
}
