//! Evidence, from facts and from articles.

use sanad::dataset::load;
use sanad::db::migrate;
use sanad::model::Stance;
use serde_json::{Value, json};

use crate::load::more::more;
use crate::load::small;
use crate::support::{TestDatabase, paragraph, variables};

async fn an_article_shows_all_that_it_is_cited_for(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ article(key: "al-ain-2018-11-haftar-g5-sahel") { evidence(first: 100, stances: [PLANS]) {
                   totalCount
                   nodes { stance paragraphs fact {
                     __typename id
                     ... on Relationship { kind source { key } target { key } }
                     ... on Incident { incident: kind key }
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
    assert_eq!(db.statements_of(EXCERPTS).await, 12);
}

/// The small data set, where each fact is reported in November, denied on no known day, and confirmed at the year's end.
fn fill(db: &TestDatabase) -> Vec<String> {
    let pieces = || {
        let piece = |article: &str, stance| small::evidence(article, stance);
        vec![
            piece("report", Stance::Reports),
            piece("leaflet", Stance::Denies),
            piece("gazette", Stance::Confirms),
            piece("gazette", Stance::Reports),
        ]
    };
    let mut dataset = small::small();
    dataset.articles.push(small::article("gazette", Some("council"), small::when("2020-12-31")));
    let mut ids = Vec::new();
    for relationship in &mut dataset.relationships {
        relationship.evidence = pieces();
        ids.push(format!("Relationship:{}", relationship.key));
    }
    for event in &mut dataset.events {
        event.evidence = pieces();
        ids.push(format!("{}:{}", event.happening.node_kind(), event.key));
        for part in &mut event.participations {
            part.evidence = pieces();
            ids.push(format!("Participation:{}", part.key));
        }
        for figure in &mut event.figures {
            figure.evidence = pieces();
            ids.push(format!("Figure:{}", figure.key));
        }
    }
    let mut conn = db.conn();
    migrate::migrate(&mut conn).unwrap();
    load(&mut conn, &dataset).unwrap();
    ids
}

async fn evidence_can_be_picked_on_every_fact(db: &TestDatabase) {
    let ids = fill(db);
    for kind in ["Relationship:", "SanctionEvent:", "Incident:", "Participation:", "Figure:"] {
        assert!(ids.iter().any(|id| id.starts_with(kind)), "{kind}");
    }
    for (arguments, expected) in [
        ("", vec!["report", "leaflet", "gazette", "gazette"]),
        (r#"publishedBy: "2020-11-29""#, vec![]),
        (r#"publishedBy: "2020-11-30""#, vec!["report"]),
        (r#"publishedBy: "2020-12-31""#, vec!["report", "gazette", "gazette"]),
        ("stances: [DENIES]", vec!["leaflet"]),
        ("stances: [REPORTS, CONFIRMS]", vec!["report", "gazette", "gazette"]),
        ("stances: []", vec![]),
        (r#"publishedBy: "2020-12-31", stances: [CONFIRMS, DENIES]"#, vec!["gazette"]),
        (r#"publishedBy: "2020-12-30", stances: [CONFIRMS]"#, vec![]),
    ] {
        let mut asked = variables(arguments);
        asked["ids"] = json!(ids);
        let answer = db.query_with(include_str!("evidence/picked.graphql"), asked).await;
        let keys = |list: &Value| -> Vec<String> {
            let nodes = list["nodes"].as_array().unwrap();
            nodes.iter().map(|node| node["article"]["key"].as_str().unwrap().to_owned()).collect()
        };
        let (first, last) = (expected.iter().take(1), expected.iter().rev().take(1));
        for fact in answer["nodes"].as_array().unwrap() {
            assert_eq!(keys(&fact["whole"]), expected, "{arguments}: {fact}");
            assert_eq!(keys(&fact["page"]), first.clone().copied().collect::<Vec<_>>(), "{arguments}: {fact}");
            assert_eq!(keys(&fact["last"]), last.clone().copied().collect::<Vec<_>>(), "{arguments}: {fact}");
            assert_eq!(fact["page"]["pageInfo"]["hasNextPage"], expected.len() > 1, "{arguments}: {fact}");
            for list in ["whole", "page", "none"] {
                assert_eq!(fact[list]["totalCount"], expected.len(), "{arguments}: {list} of {fact}");
            }
        }
    }
    let malformed = json!({ "ids": ids, "publishedBy": "2020" });
    let (code, _) = db.failure_with(include_str!("evidence/picked.graphql"), malformed).await;
    assert_eq!(code, "BAD_USER_INPUT");
}

/// A statement for each part of the selection, however many facts there are.
async fn picked_evidence_is_loaded_in_batches(db: &TestDatabase) {
    let ids = fill(db);
    const QUERY: &str = r#"query($ids: [ID!]!) { nodes(ids: $ids) { ... on Fact {
        evidence(publishedBy: "2020-12-31", stances: [REPORTS]) { totalCount nodes { article { key } } } } } }"#;
    let participations: Vec<String> = ids.iter().filter(|id| id.starts_with("Participation:")).cloned().collect();
    assert!(participations.len() > 2);
    let one = db.statements_with(QUERY, json!({ "ids": participations[..1] })).await;
    assert_eq!(db.statements_with(QUERY, json!({ "ids": participations })).await, one);
}

async fn a_condition_is_told_in_its_language(db: &TestDatabase) {
    let mut conn = db.conn();
    migrate::migrate(&mut conn).unwrap();
    load(&mut conn, &more()).unwrap();
    let answer = db
        .query(
            r#"{ event(key: "request") {
                   ... on Incident { kind original: condition english: condition(language: "en") }
                   evidence { nodes { original: condition english: condition(language: "en") } }
                   participations(roles: [ADDRESSEE]) { nodes { role party { key ... on Organization { type } } } }
                   figures { measure qualifier low high unit } }
                 other: event(key: "discovery") { ... on Incident { condition } evidence { nodes { condition } }
                   figures { low unit } }
                 untitled: article(key: "untitled") { isHeadlineSupplied }
                 report: article(key: "report") { isHeadlineSupplied } }"#,
        )
        .await;
    let condition = |original: &str, english: &str| json!({ "original": original, "english": english });
    let figure = |qualifier: &str, low: u64, high: Option<u64>, unit: &str| json!({ "measure": "aid", "qualifier": qualifier, "low": low, "high": high, "unit": unit });
    let event = json!({
        "kind": "STATEMENT", "original": "إذا أوقفوا القتال", "english": "if they stop fighting",
        "evidence": { "nodes": [condition("إذا صوت المجلس", "if the council votes for it")] },
        "participations": { "nodes": [
            { "role": "ADDRESSEE", "party": { "key": "harbour-groups", "type": "DESCRIBED_GROUP" } }] },
        "figures": [
            figure("EXACTLY", 9_007_199_254_740_991, None, "USD"),
            figure("ABOUT", 2_147_483_648, Some(3_000_000_000), "km")],
    });
    assert_eq!(answer["event"], event);
    let other = json!({
        "condition": null, "evidence": { "nodes": [{ "condition": null }] }, "figures": [{ "low": 11, "unit": null }],
    });
    assert_eq!(answer["other"], other);
    let supplied = (&answer["untitled"]["isHeadlineSupplied"], &answer["report"]["isHeadlineSupplied"]);
    assert_eq!(supplied, (&json!(true), &json!(false)));
}

mod picked {
    use super::*;

    on_each_backend! {
        empty:
        async evidence_can_be_picked_on_every_fact,
        async picked_evidence_is_loaded_in_batches,
        async a_condition_is_told_in_its_language,
    }
}

on_each_backend! {
    async excerpts_are_the_paragraphs_that_are_cited,
    async bodies_take_as_many_statements_as_they_take_pieces,
    async an_article_shows_all_that_it_is_cited_for,
    async every_fact_has_evidence,
    async sources_are_counted_by_publisher,
}
