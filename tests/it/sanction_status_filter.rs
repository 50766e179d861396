//! Parties by the status of the sanctions against them: the filter keeps the parties whose `sanctionStatus` says so.

use std::collections::BTreeSet;

use fastrand::Rng;
use sanad::dataset::load;
use sanad::dataset::records::Dataset;
use sanad::db::migrate;
use sanad_testkit::synthetic::{Plan, generate};
use serde_json::{Value, json};

use crate::load::small::small;
use crate::support::TestDatabase;

const PLAN: Plan = Plan { parties: 250, relationships: 1, seed: 17 };

const DAYS: [&str; 6] = ["2001-01-01", "2012-06-15", "2016-02-29", "2019-12-31", "2021-07-01", "2040-01-01"];
const STATES: [&str; 7] = ["NONE", "PROPOSED", "BLOCKED", "IMPOSED", "EASED", "EXPIRED", "LIFTED"];
const MEASURES: [&str; 3] = ["ASSET_FREEZE", "TRAVEL_BAN", "ARMS_EMBARGO"];

/// All parties with their statuses, on a day or without one. `events` tells the programmes.
async fn statuses(db: &TestDatabase, as_of: Option<&str>) -> Vec<(String, Vec<Value>)> {
    const QUERY: &str = "query($asOf: Date, $after: String) { parties(first: 20, after: $after, orderBy: { by: KEY }) {
        pageInfo { hasNextPage endCursor }
        nodes { key sanctionStatus(asOf: $asOf) { state isCertain measures authority { key } } } } }";
    let (mut all, mut after) = (Vec::new(), Value::Null);
    loop {
        let answer = db.query_with(QUERY, json!({ "asOf": as_of, "after": after })).await;
        let page = &answer["parties"];
        for party in page["nodes"].as_array().unwrap() {
            let statuses = party["sanctionStatus"].as_array().unwrap().clone();
            all.push((party["key"].as_str().unwrap().to_owned(), statuses));
        }
        if page["pageInfo"]["hasNextPage"] == false {
            return all;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

/// The keys of all parties that the filter keeps, and their number as the list tells it.
async fn kept(db: &TestDatabase, filter: &Value) -> BTreeSet<String> {
    const QUERY: &str = "query($where: PartyFilter, $after: String) {
        parties(first: 100, after: $after, where: $where) {
          totalCount pageInfo { hasNextPage endCursor } nodes { key } } }";
    let (mut keys, mut after) = (BTreeSet::new(), Value::Null);
    loop {
        let asked = json!({ "where": { "sanctionStatus": filter }, "after": after });
        let answer = db.query_with(QUERY, asked).await;
        let page = &answer["parties"];
        keys.extend(page["nodes"].as_array().unwrap().iter().map(|node| node["key"].as_str().unwrap().to_owned()));
        if page["pageInfo"]["hasNextPage"] == false {
            assert_eq!(page["totalCount"], keys.len(), "{filter}");
            return keys;
        }
        after = page["pageInfo"]["endCursor"].clone();
    }
}

fn has(list: &Value, item: &Value) -> bool {
    list.as_array().unwrap().contains(item)
}

/// What the filter says, read from a status.
fn is_met(status: &Value, filter: &Value) -> bool {
    let in_force = json!(["IMPOSED", "EASED"]);
    has(filter.get("states").unwrap_or(&in_force), &status["state"])
        && filter.get("authorities").is_none_or(|keys| has(keys, &status["authority"]["key"]))
        && filter.get("isCertain").is_none_or(|is_certain| status["isCertain"] == *is_certain)
        && filter
            .get("measures")
            .is_none_or(|measures| status["measures"].as_array().unwrap().iter().any(|measure| has(measures, measure)))
}

async fn the_filter_keeps_what_the_status_says(db: &TestDatabase) {
    let mut conn = db.conn();
    migrate::migrate(&mut conn).unwrap();
    generate(&mut conn, PLAN, |_| {}).unwrap();
    let mut rng = Rng::with_seed(7);
    let mut telling = 0;
    for as_of in DAYS.into_iter().map(Some).chain([None]) {
        let all = statuses(db, as_of).await;
        let authorities: BTreeSet<&str> = all
            .iter()
            .flat_map(|(_, statuses)| statuses)
            .filter_map(|status| status["authority"]["key"].as_str())
            .collect();
        let authorities: Vec<&str> = authorities.into_iter().collect();
        for number in 0..12 {
            let mut filter = json!({});
            if let Some(day) = as_of {
                filter["asOf"] = json!(day);
            }
            if number > 0 && rng.bool() {
                filter["states"] = json!((0..rng.usize(0..3)).map(|_| STATES[rng.usize(..7)]).collect::<Vec<_>>());
            }
            if number > 0 && rng.bool() && !authorities.is_empty() {
                filter["authorities"] = json!([rng.choice(&authorities).unwrap()]);
            }
            if number > 0 && rng.bool() {
                filter["isCertain"] = json!(rng.bool());
            }
            if number > 0 && rng.u8(..3) == 0 {
                filter["measures"] = json!([MEASURES[rng.usize(..3)]]);
            }
            let expected: BTreeSet<String> = all
                .iter()
                .filter(|(_, statuses)| statuses.iter().any(|status| is_met(status, &filter)))
                .map(|(key, _)| key.clone())
                .collect();
            telling += usize::from(!expected.is_empty() && expected.len() < all.len());
            assert_eq!(kept(db, &filter).await, expected, "{filter}");
        }
    }
    assert!(telling > 20, "only {telling} filters keep some parties and not others");
}

/// A load derives the statuses of whoever it targets, or has targeted before.
async fn a_load_changes_what_the_filter_keeps(db: &TestDatabase) {
    let mut conn = db.conn();
    migrate::migrate(&mut conn).unwrap();
    let proposed = json!({ "states": ["PROPOSED"] });
    let mut loaded = async |dataset: &Dataset, expected: &[&str]| {
        load(&mut conn, dataset).unwrap();
        let expected: BTreeSet<String> = expected.iter().map(|key| (*key).to_owned()).collect();
        assert_eq!(kept(db, &proposed).await, expected);
    };
    let dataset = small();
    loaded(&dataset, &["salim"]).await;
    let mut without = small();
    for event in &mut without.events {
        event.participations.retain(|part| part.party.as_str() != "salim");
    }
    loaded(&without, &[]).await;
    loaded(&dataset, &["salim"]).await;
    let mut gone = small();
    gone.events.retain(|event| event.sanction.is_none());
    loaded(&gone, &[]).await;
}

async fn whoever_is_under_sanctions(db: &TestDatabase) {
    assert!(kept(db, &json!({})).await.contains("kaniyat"));
    let by = |more: Value| {
        let mut filter = json!({ "authorities": ["us-treasury-ofac"] });
        filter.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        filter
    };
    let statuses = statuses(db, Some("2020-12-01")).await;
    let (_, of_kaniyat) = statuses.iter().find(|(key, _)| key == "kaniyat").unwrap();
    let imposed = of_kaniyat.iter().find(|status| status["state"] == "IMPOSED").unwrap();
    let authority = json!({ "authorities": [imposed["authority"]["key"]], "asOf": "2020-12-01" });
    assert!(kept(db, &authority).await.contains("kaniyat"));
    assert!(kept(db, &by(json!({ "asOf": "2001-01-01" }))).await.is_empty());
    let answer = db.query(r#"{ party(key: "kaniyat") { sanctionStatus { state events { programme } } } }"#).await;
    let events = answer["party"]["sanctionStatus"].as_array().unwrap().iter().flat_map(|status| {
        status["events"].as_array().unwrap().iter().filter(|_| status["state"] == "IMPOSED").collect::<Vec<_>>()
    });
    let programme = events.filter_map(|event| event["programme"].as_str()).next().expect("a programme is named");
    assert!(kept(db, &json!({ "programmes": [programme] })).await.contains("kaniyat"));
    assert!(kept(db, &json!({ "programmes": ["no such programme"] })).await.is_empty());
    // Inside other filters.
    let related = db
        .query("{ parties(where: { relationships: { some: { other: { sanctionStatus: {} } } } }) { nodes { key } } }")
        .await;
    let related = related["parties"]["nodes"].as_array().unwrap();
    assert!(related.iter().any(|party| party["key"] == "mohamed-al-kani"), "{related:?}");
}

mod made_up {
    use super::*;

    on_each_backend! {
        empty:
        async the_filter_keeps_what_the_status_says,
        async a_load_changes_what_the_filter_keeps,
    }
}

on_each_backend! {
    async whoever_is_under_sanctions,
}
