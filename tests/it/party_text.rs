//! Titles, positions, addresses and places of birth, in the words of their sources.

use sanad::dataset::{Files, load, read};
use sanad::db::{Access, Conn};
use serde_json::json;

use crate::support::TestDatabase;

const SET: &str = r#"
[dataset]
key = "texts"
title = "Texts"

[[actor]]
key = "colonel"
name.en = "Zubayr Colonel"
titles = [{ ar = "عقيد", en = "Colonel" }, { en = "Hajj" }]
positions = [{ en = "Commander of the harbour", ar = "قائد الميناء" }]
birthplaces = [{ text.en = "Tarhuna", country = "LY" }]
addresses = [{ country = "EG" }, { text = { ar = "شارع الميناء", en = "Harbour Street" } }]

[[organization]]
key = "line"
type = "COMPANY"
name.en = "Zubayr Line"
addresses = [{ text.en = "Harbour Street", country = "LY" }]
"#;

async fn texts_come_in_their_order_and_language(db: &TestDatabase) {
    let files = Files::from_texts([("texts.toml".to_owned(), SET.to_owned())]);
    let set = read(&files).unwrap().remove(0);
    let mut conn = Conn::open(db.url(), Access::Write).unwrap();
    load(&mut conn, &set).unwrap();
    let query = r#"query @language(in: "ar") {
        actor(key: "colonel") { titles positions english: positions(language: "en")
          birthplaces { text country } addresses { text country } }
        organization(key: "line") { addresses { text country } }
        party(key: "khalifa-haftar") { addresses { text } } }"#;
    let expected = json!({
        "actor": {
            "titles": ["عقيد", "Hajj"],
            "positions": ["قائد الميناء"],
            "english": ["Commander of the harbour"],
            "birthplaces": [{ "text": "Tarhuna", "country": "LY" }],
            "addresses": [{ "text": null, "country": "EG" }, { "text": "شارع الميناء", "country": null }],
        },
        "organization": { "addresses": [{ "text": "Harbour Street", "country": "LY" }] },
        "party": { "addresses": [] },
    });
    assert_eq!(db.query(query).await, expected);
    assert_eq!(db.statements_of(query).await, 4, "one for the texts of all parties");
    assert!(load(&mut conn, &set).unwrap().is_empty());
}

on_each_backend! { async texts_come_in_their_order_and_language }
