//! Removals: what is remembered of records that loads have removed.

use chrono::{DateTime, TimeDelta, Utc};
use sanad::dataset::records::Dataset;
use sanad::dataset::{load, load_all, update};
use sanad::db::{Access, Conn, migrate};
use sanad::model::OrganizationType;
use serde_json::{Value, json};

use crate::load::small::{actor, head, key, name, organization, small};
use crate::support::TestDatabase;

/// The id of an article that [`remove_one`] removes.
pub const GONE: &str = "Article:bulletin";

fn open(db: &TestDatabase) -> Conn {
    let mut conn = Conn::open(db.url(), Access::Write).unwrap();
    migrate::migrate(&mut conn).unwrap();
    conn
}

/// A data set with one record more than `remove_one` leaves.
pub fn with_one_more() -> Dataset {
    Dataset { articles: vec![crate::load::small::article("bulletin", None, Default::default())], ..head() }
}

/// Loads a data set with an article, and loads it again without the article.
pub fn remove_one(db: &TestDatabase) {
    let mut conn = open(db);
    load(&mut conn, &with_one_more()).unwrap();
    load(&mut conn, &head()).unwrap();
}

async fn removal(db: &TestDatabase, name: &str) -> Value {
    let query = format!("{{ removal(key: {}) {{ id key dataset {{ key title }} }} }}", json!(name));
    db.query(&query).await["removal"].clone()
}

/// The keys that are remembered.
async fn remembered(db: &TestDatabase, keys: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for key in keys {
        found.extend(removal(db, key).await["key"].as_str().map(str::to_owned));
    }
    found
}

async fn a_removed_record_is_remembered(db: &TestDatabase) {
    let mut conn = open(db);
    load(&mut conn, &small()).unwrap();
    assert_eq!(removal(db, "discovery").await, Value::Null);
    let before = Utc::now() - TimeDelta::seconds(1);
    let gone = ["discovery", "salim.leads.brigade"].map(key);
    update(&mut conn, &head(), |update| update.remove(&gone)).unwrap();
    let found = json!({ "id": "Incident:discovery", "key": "discovery", "dataset": { "key": "small", "title": "A small set" } });
    for name in ["discovery", "Incident:discovery"] {
        assert_eq!(removal(db, name).await, found, "{name}");
    }
    for name in ["Actor:discovery", "salim", "nobody", "Dataset:small"] {
        assert_eq!(removal(db, name).await, Value::Null, "{name}");
    }
    assert_eq!(removal(db, "salim.leads.brigade").await["id"], "Relationship:salim.leads.brigade");
    let removed_at = db.query(r#"{ removal(key: "discovery") { removedAt } }"#).await["removal"]["removedAt"].clone();
    let removed_at: DateTime<Utc> = removed_at.as_str().unwrap().parse().unwrap();
    assert!(before <= removed_at && removed_at <= Utc::now(), "{before} {removed_at}");
    // What belonged to the event is gone with it.
    let nested = small().events[2].participations[0].key.to_string();
    assert_eq!(removal(db, &nested).await["id"], format!("Participation:{nested}"));
    // Another load neither repeats nor forgets it.
    let mut rest = small();
    rest.events.remove(2);
    rest.relationships.clear();
    assert!(load(&mut conn, &rest).unwrap().is_empty());
    assert_eq!(removal(db, "discovery").await, found);
}

async fn a_record_that_is_there_again_is_not_removed(db: &TestDatabase) {
    let mut conn = open(db);
    let whole = small();
    let mut rest = small();
    rest.events.clear();
    rest.relationships.clear();
    let keys = ["proposal", "discovery", "salim.leads.brigade"];
    for _ in 0..2 {
        load(&mut conn, &whole).unwrap();
        assert_eq!(remembered(db, &keys).await, [""; 0]);
        load(&mut conn, &rest).unwrap();
        assert_eq!(remembered(db, &keys).await, keys);
    }
    update(&mut conn, &head(), |update| update.put(&Dataset { events: whole.events.clone(), ..head() })).unwrap();
    assert_eq!(remembered(db, &keys).await, ["salim.leads.brigade"]);
    // Removed and put again by one update.
    let discovery = whole.events[2].clone();
    update(&mut conn, &head(), |update| {
        update.remove(&[key("discovery")])?;
        update.put(&Dataset { events: vec![discovery], ..head() })
    })
    .unwrap();
    assert_eq!(remembered(db, &keys).await, ["salim.leads.brigade"]);
}

async fn a_key_that_another_record_takes_is_not_removed(db: &TestDatabase) {
    let mut conn = open(db);
    let with = |organizations: &[&str], actors: &[&str]| Dataset {
        organizations: organizations.iter().map(|id| organization(id, OrganizationType::ArmedGroup)).collect(),
        actors: actors.iter().map(|id| actor(id, vec![name(id, "en")])).collect(),
        ..head()
    };
    load(&mut conn, &with(&["guard", "company"], &[])).unwrap();
    // At once, as another kind.
    load(&mut conn, &with(&["company"], &["guard"])).unwrap();
    assert_eq!(removal(db, "guard").await, Value::Null);
    assert_eq!(removal(db, "Organization:guard").await, Value::Null);
    // Later, as another kind.
    load(&mut conn, &with(&[], &["guard"])).unwrap();
    assert_eq!(removal(db, "company").await["id"], "Organization:company");
    load(&mut conn, &with(&[], &["guard", "company"])).unwrap();
    assert_eq!(removal(db, "company").await, Value::Null);
    // An update that changes its kind and removes it.
    update(&mut conn, &head(), |update| {
        update.put(&with(&["company"], &[]))?;
        update.remove(&[key("company")])
    })
    .unwrap();
    assert_eq!(removal(db, "company").await["id"], "Organization:company");
    // In another data set, later and at once.
    let other = |records: Dataset| Dataset { key: key("other"), title: "Another set".to_owned(), ..records };
    load(&mut conn, &other(with(&["company"], &[]))).unwrap();
    assert_eq!(removal(db, "company").await, Value::Null);
    load_all(&mut conn, &[with(&["company"], &["guard"]), other(with(&[], &[]))], &Default::default()).unwrap();
    assert_eq!(remembered(db, &["guard", "company"]).await, [""; 0]);
    load(&mut conn, &with(&[], &[])).unwrap();
    assert_eq!(removal(db, "company").await["dataset"]["key"], "small");
    // As a data set.
    load(&mut conn, &Dataset { key: key("company"), ..head() }).unwrap();
    assert_eq!(remembered(db, &["guard", "company"]).await, ["guard"]);
}

async fn a_refused_load_removes_nothing(db: &TestDatabase) {
    remove_one(db);
    let mut conn = open(db);
    let refused = update(&mut conn, &head(), |update| {
        update.put(&with_one_more())?;
        update.remove(&[key("nobody")])
    });
    assert!(refused.is_err());
    assert_eq!(removal(db, "bulletin").await["id"], GONE);
}

on_each_backend! {
    empty:
    async a_removed_record_is_remembered,
    async a_record_that_is_there_again_is_not_removed,
    async a_key_that_another_record_takes_is_not_removed,
    async a_refused_load_removes_nothing,
}
