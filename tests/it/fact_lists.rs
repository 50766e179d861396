//! The lists of all incidents, participations, figures, evidence and mentions have what is reached through events,
//! parties, articles and facts.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::support::TestDatabase;

/// All ids of a list at the root.
async fn all(db: &TestDatabase, list: &str, filter: Value) -> BTreeSet<String> {
    let ty = match list {
        "incidents" => "EventFilter",
        "participations" => "ParticipationFilter",
        "figures" => "FigureFilter",
        "evidence" => "EvidenceFilter",
        _ => "MentionFilter",
    };
    let query = format!(
        "query($where: {ty}, $after: String) {{ {list}(first: 100, after: $after, where: $where) {{
           totalCount pageInfo {{ hasNextPage endCursor }} nodes {{ id }} }} }}"
    );
    let (mut ids, mut after) = (BTreeSet::new(), Value::Null);
    loop {
        let answer = db.query_with(&query, json!({ "where": filter, "after": after })).await;
        let page = &answer[list];
        ids.extend(page["nodes"].as_array().unwrap().iter().map(|node| node["id"].as_str().unwrap().to_owned()));
        if page["pageInfo"]["hasNextPage"] == false {
            assert_eq!(page["totalCount"], ids.len(), "{list} {filter}");
            return ids;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

/// The ids under a path of an answer, in which lists stand for all of their items.
fn ids(value: &Value, path: &[&str]) -> BTreeSet<String> {
    match (value, path) {
        (Value::Array(items), _) => items.iter().flat_map(|item| ids(item, path)).collect(),
        (Value::Null, _) => BTreeSet::new(),
        (value, []) => BTreeSet::from([value.as_str().unwrap().to_owned()]),
        (value, [name, rest @ ..]) => ids(&value[name], rest),
    }
}

/// Events, each with what leads on from it.
async fn events(db: &TestDatabase, selection: &str) -> Value {
    let query = format!(
        "query($after: String) {{ events(first: 20, after: $after) {{
           pageInfo {{ hasNextPage endCursor }} nodes {{ __typename id {selection} }} }} }}"
    );
    let (mut nodes, mut after) = (Vec::new(), Value::Null);
    loop {
        let answer = db.query_with(&query, json!({ "after": after })).await;
        let page = &answer["events"];
        nodes.extend(page["nodes"].as_array().unwrap().clone());
        if page["pageInfo"]["hasNextPage"] == false {
            return Value::Array(nodes);
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

async fn what_is_listed_is_what_events_lead_to(db: &TestDatabase) {
    let selection = "participations(first: 100) { nodes { id role party { id } } } figures { id measure }";
    let events = events(db, selection).await;
    let incidents: BTreeSet<String> =
        ids(&events, &["id"]).into_iter().filter(|id| id.starts_with("Incident:")).collect();
    assert_eq!(all(db, "incidents", json!({})).await, incidents);
    assert!(all(db, "incidents", json!({ "kind": "SANCTION_EVENT" })).await.is_empty());
    assert_eq!(all(db, "incidents", json!({ "not": { "kind": "SANCTION_EVENT" } })).await, incidents);
    assert_eq!(all(db, "participations", json!({})).await, ids(&events, &["participations", "nodes", "id"]));
    assert_eq!(all(db, "figures", json!({})).await, ids(&events, &["figures", "id"]));
    let parts: Vec<&Value> = events
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|event| event["participations"]["nodes"].as_array().unwrap())
        .collect();
    let of = |is_met: &dyn Fn(&Value) -> bool| -> BTreeSet<String> {
        parts.iter().filter(|part| is_met(part)).map(|part| part["id"].as_str().unwrap().to_owned()).collect()
    };
    let russia = of(&|part| part["party"]["id"] == "Organization:russia");
    assert!(!russia.is_empty());
    assert_eq!(all(db, "participations", json!({ "party": { "keys": ["russia"] } })).await, russia);
    let others = of(&|part| part["party"]["id"] != "Organization:russia" && part["role"] == "TARGET");
    let filter = json!({ "role": "TARGET", "not": { "party": { "keys": ["russia"] } } });
    assert_eq!(all(db, "participations", filter).await, others);
    let figures: Vec<&Value> =
        events.as_array().unwrap().iter().flat_map(|event| event["figures"].as_array().unwrap()).collect();
    let graves: BTreeSet<String> = figures
        .iter()
        .filter(|figure| figure["measure"] == "graves")
        .map(|figure| figure["id"].as_str().unwrap().to_owned())
        .collect();
    assert!(!graves.is_empty() && graves.len() < figures.len());
    assert_eq!(all(db, "figures", json!({ "measures": ["graves"] })).await, graves);
    let of_event = json!({ "event": { "involving": ["kaniyat"] }, "not": { "measures": ["graves"] } });
    assert!(all(db, "figures", of_event).await.is_disjoint(&graves));
}

async fn what_is_listed_is_what_articles_say(db: &TestDatabase) {
    let answer = db
        .query(
            "{ articles(first: 50) { nodes { id publisher { key }
                 mentions(first: 100) { nodes { id party { id } } pageInfo { hasNextPage } }
                 evidence(first: 100) { totalCount nodes { id } } } } }",
        )
        .await;
    let articles = &answer["articles"]["nodes"];
    let said = all(db, "evidence", json!({})).await;
    assert!(ids(articles, &["evidence", "nodes", "id"]).is_subset(&said));
    let number = |article: &Value| article["evidence"]["totalCount"].as_u64().unwrap();
    assert_eq!(said.len() as u64, articles.as_array().unwrap().iter().map(number).sum::<u64>());
    for article in articles.as_array().unwrap().iter().filter(|article| number(article) <= 100) {
        let of_article = all(db, "evidence", json!({ "articles": [article["id"]] })).await;
        assert_eq!(of_article, ids(article, &["evidence", "nodes", "id"]), "{}", article["id"]);
    }
    let mentions = all(db, "mentions", json!({})).await;
    assert!(ids(articles, &["mentions", "nodes", "id"]).is_subset(&mentions));
    for article in articles.as_array().unwrap() {
        if article["mentions"]["pageInfo"]["hasNextPage"] == false {
            let filter = json!({ "article": { "keys": [article["id"]] } });
            assert_eq!(all(db, "mentions", filter).await, ids(article, &["mentions", "nodes", "id"]));
        }
    }
}

async fn evidence_is_asked_by_fact_and_by_whether_it_is_attributed(db: &TestDatabase) {
    let selection = "evidence(first: 100) { nodes { id attributedTo { key } attribution } }
                     participations(first: 100) { nodes { id evidence(first: 100) { nodes { id } } } }";
    let events = events(db, selection).await;
    let mut attributed = BTreeSet::new();
    for event in events.as_array().unwrap() {
        let about = json!({ "about": [event["id"]] });
        assert_eq!(all(db, "evidence", about).await, ids(event, &["evidence", "nodes", "id"]), "{}", event["id"]);
        let pieces = event["evidence"]["nodes"].as_array().unwrap();
        let is_attributed = |piece: &&Value| !piece["attributedTo"].is_null() || !piece["attribution"].is_null();
        attributed.extend(pieces.iter().filter(is_attributed).flat_map(|piece| ids(piece, &["id"])));
    }
    let parts = &events[0]["participations"]["nodes"];
    let about = json!({ "about": ids(parts, &["id"]) });
    assert_eq!(all(db, "evidence", about).await, ids(parts, &["evidence", "nodes", "id"]));
    let of_events = json!({ "about": ids(&events, &["id"]), "isAttributed": true });
    assert_eq!(all(db, "evidence", of_events).await, attributed);
    assert!(!attributed.is_empty());
    let (with, without) = (json!({ "isAttributed": true }), json!({ "isAttributed": false }));
    let (with, without) = (all(db, "evidence", with).await, all(db, "evidence", without).await);
    assert!(with.is_disjoint(&without) && !without.is_empty());
    assert_eq!(with.union(&without).cloned().collect::<BTreeSet<_>>(), all(db, "evidence", json!({})).await);
}

/// Two sources on one event, side by side.
async fn sources_are_compared_on_one_event(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ event(key: "us-designates-kaniyat-eo-13818") {
                 theirs: evidence(where: { publishers: ["us-department-of-state"] }) { totalCount nodes { article { publisher { key } } } }
                 others: evidence(where: { not: { publishers: ["us-department-of-state"] } }) { totalCount }
                 all: evidence { totalCount } } }"#,
        )
        .await;
    let event = &answer["event"];
    let number = |list: &str| event[list]["totalCount"].as_i64().unwrap();
    assert!(number("theirs") > 0);
    assert_eq!(number("theirs") + number("others"), number("all"));
    for piece in event["theirs"]["nodes"].as_array().unwrap() {
        assert_eq!(piece["article"]["publisher"]["key"], "us-department-of-state");
    }
}

on_each_backend! {
    async what_is_listed_is_what_events_lead_to,
    async what_is_listed_is_what_articles_say,
    async evidence_is_asked_by_fact_and_by_whether_it_is_attributed,
    async sources_are_compared_on_one_event,
}
