//! Full-text search.

mod expected;
mod hostile;
mod kept;
mod kinds;
mod wording;

use serde_json::{Value, json};

use crate::support::TestDatabase;

/// The fields of each hit.
const HITS: &str = "query($text: String!, $types: [SearchType!], $first: Int) {
    search(text: $text, types: $types, first: $first) { totalCount edges {
        score node { __typename ... on Node { id } } match { kind field text highlights { start length } } } } }";

async fn search(db: &TestDatabase, text: &str, types: Value) -> Value {
    db.query_with(HITS, json!({ "text": text, "types": types, "first": 100 })).await["search"].take()
}

/// The ids of the hits, best first.
async fn found(db: &TestDatabase, text: &str) -> Vec<String> {
    let search = search(db, text, Value::Null).await;
    let hits = search["edges"].as_array().unwrap();
    assert_eq!(search["totalCount"], hits.len(), "{text}");
    hits.iter().map(|hit| hit["node"]["id"].as_str().unwrap().to_owned()).collect()
}

/// The parts of a hit's text that are highlighted, cut out as a browser would.
fn highlighted(hit: &Value) -> Vec<String> {
    let units: Vec<u16> = hit["match"]["text"].as_str().unwrap().encode_utf16().collect();
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    let part = |range: &Value| {
        let start = number(&range["start"]);
        String::from_utf16(&units[start..start + number(&range["length"])]).unwrap()
    };
    hit["match"]["highlights"].as_array().unwrap().iter().map(part).collect()
}

async fn names_are_found_as_they_are_typed(db: &TestDatabase) {
    for (text, expected) in [
        ("haf", "Actor:khalifa-haftar"),
        ("HAFTAR", "Actor:khalifa-haftar"),
        ("Haftar Khal", "Actor:khalifa-haftar"),
        ("حفتر", "Actor:khalifa-haftar"),
        ("خليفة حف", "Actor:khalifa-haftar"),
        ("mohamed al-k", "Actor:mohamed-al-kani"),
        ("Kani, Mohamed", "Actor:mohamed-al-kani"),
        ("محمد الكاني", "Actor:mohamed-al-kani"),
        ("مُحَمَّد الكانـي", "Actor:mohamed-al-kani"),
        ("كاني", "Actor:mohamed-al-kani"),
        ("guterres", "Actor:antonio-guterres"),
        ("António", "Actor:antonio-guterres"),
        ("غوتيريش", "Actor:antonio-guterres"),
        ("tarhuna", "Place:tarhuna"),
        ("ترهونه", "Place:tarhuna"),
        ("kaniyat", "Organization:kaniyat"),
        ("مليشيا الكانيات", "Organization:kaniyat"),
        ("security council", "Organization:un-security-council"),
    ] {
        let found = found(db, text).await;
        assert_eq!(found.first().map(String::as_str), Some(expected), "{text}: {found:?}");
    }
}

/// The data has these only in other spellings.
async fn names_are_found_by_their_sound(db: &TestDatabase) {
    for (text, expected) in [
        ("Mohammed El-Kani", "Actor:mohamed-al-kani"),
        ("Muhammad al Kani", "Actor:mohamed-al-kani"),
        ("Khaleefa Hafter", "Actor:khalifa-haftar"),
    ] {
        let found = found(db, text).await;
        assert!(found.iter().any(|id| id == expected), "{text}: {found:?}");
    }
}

async fn texts_are_found_by_any_form_of_their_words(db: &TestDatabase) {
    let texts = json!(["ARTICLE", "SANCTION_EVENT", "INCIDENT"]);
    for forms in [["sanctions", "sanctioned"], ["militia", "militias"], ["grave", "graves"], ["عقوبات", "العقوبات"]]
    {
        let mut found = Vec::new();
        for form in forms {
            let hits = search(db, form, texts.clone()).await["edges"].take();
            let ids = hits.as_array().unwrap().iter().map(|hit| hit["node"]["id"].as_str().unwrap().to_owned());
            found.push(ids.collect::<std::collections::BTreeSet<_>>());
        }
        assert!(!found[0].is_empty() && found[0].is_subset(&found[1]), "{forms:?}: {found:?}");
    }
    assert_eq!(found(db, "mass graves tarhuna").await.first().unwrap(), "Incident:tarhuna-mass-graves");
    assert_eq!(found(db, "المقابر الجماعية").await.first().unwrap(), "Incident:tarhuna-mass-graves");
    assert!(found(db, "graves haftar zzz").await.is_empty(), "all words have to be met");
}

async fn what_is_found_and_why(db: &TestDatabase) {
    let mut told = Vec::new();
    for text in ["kani", "حفتر", "sanctions un", "مقابر", "l"] {
        let search = search(db, text, Value::Null).await;
        for hit in search["edges"].as_array().unwrap() {
            // Names that sound alike come after names that are spelled alike.
            if hit["match"]["kind"] == "SOUND" {
                continue;
            }
            let (id, field) = (hit["node"]["id"].as_str().unwrap(), hit["match"]["field"].as_str().unwrap());
            let kind = hit["match"]["kind"].as_str().unwrap();
            told.push(format!("{text}: {} {kind} {id} {field} {}", hit["score"], highlighted(hit).join(" ")));
        }
    }
    insta::assert_json_snapshot!("what_is_found_and_why", told);
}

async fn only_what_is_asked_for_is_found(db: &TestDatabase) {
    for (kind, name) in [
        ("ACTOR", "Actor"),
        ("ORGANIZATION", "Organization"),
        ("ARTICLE", "Article"),
        ("SANCTION_EVENT", "SanctionEvent"),
        ("INCIDENT", "Incident"),
        ("PLACE", "Place"),
        ("LEGAL_INSTRUMENT", "LegalInstrument"),
    ] {
        let text = match kind {
            "PLACE" => "ترهونة",
            "LEGAL_INSTRUMENT" => "قرار",
            _ => "الكاني",
        };
        let hits = search(db, text, json!([kind])).await;
        let hits = hits["edges"].as_array().unwrap();
        assert!(!hits.is_empty() && hits.iter().all(|hit| hit["node"]["__typename"] == name), "{kind}");
    }
    let both = search(db, "الكاني", json!(["ACTOR", "ARTICLE"])).await["totalCount"].as_u64().unwrap();
    let apart = search(db, "الكاني", json!(["ACTOR"])).await["totalCount"].as_u64().unwrap()
        + search(db, "الكاني", json!(["ARTICLE"])).await["totalCount"].as_u64().unwrap();
    assert_eq!(both, apart);
    assert_eq!(search(db, "الكاني", json!([])).await, json!({ "totalCount": 0, "edges": [] }));
}

async fn notes_and_bodies_are_searched_too(db: &TestDatabase) {
    db.attach_bodies();
    let hits = search(db, "الفقرة 17 aljazeera", json!(["ARTICLE"])).await;
    let hit = &hits["edges"][0];
    assert_eq!(hit["match"]["field"], "BODY");
    assert_eq!(highlighted(hit).first().map(String::as_str), Some("الفقرة"), "{hit}");
    assert!(hit["match"]["text"].as_str().unwrap().chars().count() <= 202);
    let notes = search(db, "sanctioned killing civilians", Value::Null).await;
    let fields: Vec<&Value> = notes["edges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|hit| &hit["match"]["field"])
        .filter(|field| *field == "NOTE")
        .collect();
    assert!(!fields.is_empty(), "{notes}");
}

async fn a_search_costs_a_fixed_number_of_statements(db: &TestDatabase) {
    const QUERY: &str = r#"query($text: String!, $first: Int) { search(text: $text, first: $first) {
        totalCount edges { cursor score match { text } node {
          ... on Party { name(language: "en") countries }
          ... on Article { headline publisher { key } }
          ... on Event { title participations { nodes { party { key } } } }
          ... on Place { name(language: "en") } } } } }"#;
    let many = db.statements_with(QUERY, json!({ "text": "m", "first": 100 })).await;
    // The candidates, the parties with such an identifier, and the number of both; names, roles and with whom, headlines,
    // titles of events and of instruments; what kinds of relationships make of parties and with whom, descriptions, legal
    // bases, places, figures, kinds, notes and bodies; parties, articles, events, places and instruments; then the names
    // and countries, publishers, participations, and the parties of these.
    assert_eq!(many, 28);
    let few = db.statements_with(QUERY, json!({ "text": "m", "first": 10 })).await;
    assert!(few <= many, "{few}");
    assert_eq!(db.statements_with(QUERY, json!({ "text": "?", "first": 10 })).await, 0);
}

on_each_backend! {
    async names_are_found_as_they_are_typed,
    async names_are_found_by_their_sound,
    async texts_are_found_by_any_form_of_their_words,
    async what_is_found_and_why,
    async only_what_is_asked_for_is_found,
    async notes_and_bodies_are_searched_too,
    async a_search_costs_a_fixed_number_of_statements,
}
