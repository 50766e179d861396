//! Dates of birth: several, ranges, and dates that are about right.

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use sanad::dataset::records::{Actor, Birth};
use sanad::dataset::{Files, load, read};
use sanad::db::{Access, Conn, migrate};
use serde_json::{Value, json};

use crate::load::small::{actor, name, small, when};
use crate::support::TestDatabase;

const SET: &str = r#"
[dataset]
key = "births"
title = "Dates of birth"

[[actor]]
key = "plain"
name.en = "Zubayr Plain"
born = "1979-03-05"

[[actor]]
key = "several"
name.en = "Zubayr Several"
births = [
  { date = "1958-05-12", text = "12 May 1958" },
  { date_not_before = "1960", date_not_after = "1962", text = "between 1960 and 1962" },
  { text = "before the war" },
]

[[actor]]
key = "about"
name.en = "Zubayr About"
births = [{ date = "1970", approximate = true, text = "circa 1970" }]

[[actor]]
key = "open"
name.en = "Zubayr Open"
born_not_after = "1960"
"#;

fn fill(db: &TestDatabase) {
    let files = Files::from_texts([("births.toml".to_owned(), SET.to_owned())]);
    load(&mut Conn::open(db.url(), Access::Write).unwrap(), &read(&files).unwrap()[0]).unwrap();
}

async fn all_dates_are_kept_as_printed(db: &TestDatabase) {
    fill(db);
    let query = r#"{ actors(where: { datasets: ["births"] }, orderBy: { by: KEY }) { nodes {
        key born births { earliest latest text isApproximate } } } }"#;
    let birth = |earliest: Value, latest: Value, text: Value, is_approximate: bool| json!({ "earliest": earliest, "latest": latest, "text": text, "isApproximate": is_approximate });
    let (none, day) = (Value::Null, |text: &str| json!(text));
    let expected = json!([
        { "key": "about", "born": null,
          "births": [birth(day("1970-01-01"), day("1970-12-31"), json!("circa 1970"), true)] },
        { "key": "open", "born": null, "births": [birth(none.clone(), day("1960-12-31"), none.clone(), false)] },
        { "key": "plain", "born": "1979-03-05",
          "births": [birth(day("1979-03-05"), day("1979-03-05"), none.clone(), false)] },
        { "key": "several", "born": null, "births": [
            birth(day("1958-05-12"), day("1958-05-12"), json!("12 May 1958"), false),
            birth(day("1960-01-01"), day("1962-12-31"), json!("between 1960 and 1962"), false),
            birth(none.clone(), none.clone(), json!("before the war"), false),
        ] },
    ]);
    assert_eq!(db.query(query).await["actors"]["nodes"], expected);
}

async fn screening_compares_all_of_them(db: &TestDatabase) {
    fill(db);
    let query = "query($queries: [ScreenQuery!]!) { screen(queries: $queries, threshold: 0.5) { matches {
        party { key } support { kind agrees change } } } }";
    for (name, born, change) in [
        ("Zubayr Plain", "1979-03-05", Some(0.05)),
        ("Zubayr Plain", "1979", Some(0.03)),
        ("Zubayr Plain", "1979-03-06", Some(-0.05)),
        ("Zubayr Plain", "1980", None),
        ("Zubayr Plain", "1981", Some(-0.15)),
        ("Zubayr Several", "1958-05-12", Some(0.05)),
        ("Zubayr Several", "1961-01-31", Some(0.03)),
        ("Zubayr Several", "1963", None),
        ("Zubayr Several", "1970", Some(-0.15)),
        ("Zubayr About", "1971-12-31", Some(0.03)),
        ("Zubayr About", "1972", None),
        ("Zubayr Open", "1931", Some(0.03)),
        ("Zubayr Open", "1962", Some(-0.15)),
    ] {
        let answer = db.query_with(query, json!({ "queries": [{ "name": name, "born": born }] })).await;
        let key = name.rsplit(' ').next().unwrap().to_lowercase();
        let matches = answer["screen"][0]["matches"].as_array().unwrap();
        let found = matches.iter().find(|one| one["party"]["key"] == key).unwrap_or_else(|| panic!("{name}: {answer}"));
        let born_support = found["support"].as_array().unwrap().first().cloned();
        let expected = change.map(|change| json!({ "kind": "BORN", "agrees": change > 0.0, "change": change }));
        assert_eq!(born_support, expected, "{name} {born}");
    }
}

/// A migration derives the births of a database that had only `born`.
fn older_databases_get_their_births(db: &TestDatabase) {
    let mut conn = db.conn();
    migrate::migrate(&mut conn).unwrap();
    let mut dataset = small();
    for (place, date) in [(0, "1970"), (1, "1972-02"), (2, "1980-12-31")] {
        let births = vec![Birth { when: when(date), is_approximate: false, text: None }];
        let somebody = actor(&format!("born-{place}"), vec![name("Somebody", "en")]);
        dataset.actors.push(Actor { births, ..somebody });
    }
    load(&mut conn, &dataset).unwrap();
    let dates = "SELECT COUNT(*) FROM births JOIN nodes ON nodes.id = births.actor_id WHERE nodes.key LIKE 'born-%' \
                 AND births.ordinal = 1 AND births.text IS NULL AND CAST(births.earliest AS TEXT) || '/' || \
                 CAST(births.latest AS TEXT) IN ('1970-01-01/1970-12-31', '1972-02-01/1972-02-29', \
                 '1980-12-31/1980-12-31')";
    let count = |conn: &mut Conn| sql::<BigInt>(dates).get_result::<i64>(conn).unwrap();
    assert_eq!(count(&mut conn), 3);
    let version = "20261128710000";
    conn.batch_execute(&format!("DELETE FROM __diesel_schema_migrations WHERE version = '{version}'")).unwrap();
    conn.batch_execute("DROP TABLE births").unwrap();
    assert_eq!(migrate::migrate(&mut conn).unwrap(), [version]);
    assert_eq!(count(&mut conn), 3);
}

on_each_backend! {
    async all_dates_are_kept_as_printed,
    async screening_compares_all_of_them,
}

mod of_older_databases {
    use super::older_databases_get_their_births;

    on_each_backend! { empty: older_databases_get_their_births }
}
