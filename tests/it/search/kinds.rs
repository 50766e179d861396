//! How well results match, in what order they come, and which facts their texts are about.

use serde_json::{Value, json};

use super::{found, highlighted, search};
use crate::support::TestDatabase;

/// The kind and the score of each hit, best first.
async fn kinds(db: &TestDatabase, text: &str) -> Vec<(String, f64)> {
    let hits = search(db, text, Value::Null).await;
    let kind = |hit: &Value| (hit["match"]["kind"].as_str().unwrap().to_owned(), hit["score"].as_f64().unwrap());
    hits["edges"].as_array().unwrap().iter().map(kind).collect()
}

async fn exact_comes_before_words_and_words_before_sounds(db: &TestDatabase) {
    let mut seen = Vec::new();
    for text in ["Tripoli", "haftar", "kani", "Offensive on Tripoli", "interior minister", "sirte", "محمد"] {
        let kinds = kinds(db, text).await;
        let rank = |kind: &str| ["EXACT", "WORDS", "SOUND"].iter().position(|known| *known == kind).unwrap();
        assert!(kinds.is_sorted_by_key(|(kind, _)| rank(kind)), "{text}: {kinds:?}");
        assert!(kinds.is_sorted_by(|(_, better), (_, worse)| better >= worse), "{text}: {kinds:?}");
        seen.extend(kinds.into_iter().map(|(kind, _)| kind));
    }
    seen.sort();
    seen.dedup();
    assert_eq!(seen, ["EXACT", "SOUND", "WORDS"]);
}

async fn sound_alikes_can_be_left_out(db: &TestDatabase) {
    const QUERY: &str = "query($text: String!, $with: Boolean) {
        search(text: $text, soundAlikes: $with, first: 100) {
            totalCount edges { score node { ... on Node { id } } match { kind } } } }";
    for text in ["Khaleefa Hafter", "Tarhouna", "kani", "gaddafi", "graves"] {
        let ask =
            async |with: Value| db.query_with(QUERY, json!({ "text": text, "with": with })).await["search"].take();
        let (all, without) = (ask(json!(true)).await, ask(json!(false)).await);
        assert_eq!(all, ask(Value::Null).await);
        let (all, without) = (all["edges"].as_array().unwrap(), without["edges"].as_array().unwrap());
        let expected: Vec<&Value> = all.iter().filter(|hit| hit["match"]["kind"] != "SOUND").collect();
        assert_eq!(without.iter().collect::<Vec<_>>(), expected, "{text}");
    }
    assert!(found(db, "Tarhouna").await.iter().any(|id| id == "Place:tarhuna"));
}

async fn abbreviations_are_found_with_and_without_dots(db: &TestDatabase) {
    for forms in [
        ["U.S.", "US", "u.s"],
        ["E.O. 13818", "EO 13818", "EO13818"],
        ["U.N. Security Council", "UN Security Council", "u.n security council"],
        ["G.N.A.", "GNA", "gna"],
    ] {
        let first = found(db, forms[0]).await;
        assert!(!first.is_empty(), "{forms:?}");
        for form in forms {
            assert_eq!(found(db, form).await, first, "{form}");
        }
    }
    assert_eq!(found(db, "US").await.first().unwrap(), "Organization:united-states", "by its initials");
    assert_eq!(found(db, "13818").await.first().unwrap(), "LegalInstrument:executive-order-13818");
}

async fn arabic_forms_find_the_same_texts(db: &TestDatabase) {
    let texts = json!(["ARTICLE", "SANCTION_EVENT", "INCIDENT"]);
    for (one, other) in
        [("مقبرة", "مقابر"), ("ضابط", "ضباط"), ("ميليشيا", "مليشيا"), ("المليشيات", "ميليشيا"), ("سلاح", "أسلحة")]
    {
        let mut sets = Vec::new();
        for form in [one, other] {
            let hits = search(db, form, texts.clone()).await["edges"].take();
            let words = hits.as_array().unwrap().iter().filter(|hit| hit["match"]["kind"] != "SOUND");
            sets.push(words.map(|hit| hit["node"]["id"].to_string()).collect::<std::collections::BTreeSet<_>>());
        }
        assert!(!sets[0].is_empty() && sets[0] == sets[1], "{one} {other}: {sets:?}");
    }
}

/// A match names the fact that its text is about, and so the parties of it.
async fn a_match_names_its_fact_and_the_parties(db: &TestDatabase) {
    const QUERY: &str = "query($text: String!, $types: [SearchType!]) { search(text: $text, types: $types, first: 1) {
        edges { node { ... on Node { id } } match { field text highlights { start length } fact { __typename
            ... on Relationship { source { key } target { key } office: role(language: \"en\") }
            ... on Participation { party { key } role }
            ... on Figure { measure }
            ... on Incident { key } } } } } }";
    let told = async |text: &str, types: Value| {
        db.query_with(QUERY, json!({ "text": text, "types": types })).await["search"]["edges"][0].take()
    };
    let hit = told("interior minister", Value::Null).await;
    assert_eq!(hit["node"]["id"], "Actor:fathi-bashagha");
    assert_eq!(hit["match"]["field"], "ROLE");
    assert_eq!(highlighted(&hit)[..2], ["interior", "minister"]);
    let office = json!({ "__typename": "Relationship", "source": { "key": "fathi-bashagha" },
        "target": { "key": "gna-interior-ministry" }, "office": "interior minister" });
    assert_eq!(hit["match"]["fact"], office);

    let hit = told("call general hegazy an in-law", json!(["ARTICLE"])).await;
    assert_eq!(hit["match"]["field"], "NOTE");
    let family = &hit["match"]["fact"];
    assert_eq!(
        (&family["source"]["key"], &family["target"]["key"]),
        (&json!("mahmoud-hegazy"), &json!("abdel-fattah-el-sisi"))
    );

    let hit = told("violations reported", Value::Null).await;
    assert_eq!(hit["match"]["field"], "FIGURE");
    assert_eq!(hit["match"]["fact"], json!({ "__typename": "Figure", "measure": "violations-reported" }));

    let hit = told("one of the two states behind the proposal", json!(["SANCTION_EVENT"])).await;
    assert_eq!(
        hit["match"]["fact"],
        json!({ "__typename": "Participation", "party": { "key": "united-states" }, "role": "PROPOSER" })
    );

    for (text, field) in [
        ("EO 13818 Magnitsky listing Wednesday", "NOTE"),
        ("Offensive on Tripoli", "TITLE"),
        ("Global Magnitsky Executive Order", "PROGRAMME"),
    ] {
        let hit = told(text, json!(["SANCTION_EVENT", "INCIDENT"])).await;
        assert_eq!(hit["match"]["field"], field, "{text}: {hit}");
        assert_eq!(hit["match"]["fact"] == Value::Null, field != "NOTE", "{text}");
    }
}

on_each_backend! {
    async exact_comes_before_words_and_words_before_sounds,
    async sound_alikes_can_be_left_out,
    async abbreviations_are_found_with_and_without_dots,
    async arabic_forms_find_the_same_texts,
    async a_match_names_its_fact_and_the_parties,
}
