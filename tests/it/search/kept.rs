//! The index says what the rows do: after each load, and in a database that is migrated.

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use sanad::dataset::{Bodies, load, load_with_bodies};
use sanad::db::{Conn, migrate};
use serde_json::Value;

use super::search;
use crate::load::small::{actor, key, name, small};
use crate::support::TestDatabase;

/// The ids of what is found, in order of the alphabet.
fn found(db: &TestDatabase, text: &str) -> Vec<String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let found = runtime.block_on(search(db, text, Value::Null));
    let hits = found["edges"].as_array().unwrap().iter();
    let mut ids: Vec<String> = hits.map(|hit| hit["node"]["id"].as_str().unwrap().to_owned()).collect();
    ids.sort();
    ids
}

fn migrated(db: &TestDatabase) -> Conn {
    let mut conn = db.conn();
    migrate::migrate(&mut conn).unwrap();
    conn
}

/// How many have terms.
fn indexed(conn: &mut Conn) -> (i64, i64) {
    let mut count = |query: &str| sql::<BigInt>(query).get_result(conn).unwrap();
    (count("SELECT count(*) FROM search_documents"), count("SELECT count(*) FROM search_index"))
}

fn loads_keep_the_index(db: &TestDatabase) {
    let mut conn = migrated(db);
    let mut dataset = small();
    load(&mut conn, &dataset).unwrap();
    assert_eq!(found(db, "salim al-ah"), ["Actor:salim"]);
    assert!(found(db, "idris").iter().all(|id| id != "Actor:salim"));
    let (documents, terms) = indexed(&mut conn);
    assert!(documents > 8 && documents == terms, "{documents} {terms}");

    let salim = dataset.actors.iter_mut().find(|actor| actor.key == key("salim")).unwrap();
    salim.names = vec![name("يوسف الزروق", "ar"), name("Yusuf al-Zarruq", "en")];
    load(&mut conn, &dataset).unwrap();
    assert!(found(db, "salim al-ah").is_empty());
    assert_eq!(found(db, "zarruq"), ["Actor:salim"]);
    assert_eq!(found(db, "الزروق"), ["Actor:salim"]);

    dataset.actors.push(actor("muammar", vec![name("معمر القذافي", "ar")]));
    load(&mut conn, &dataset).unwrap();
    assert_eq!(found(db, "قذافي"), ["Actor:muammar"]);
    assert_eq!(indexed(&mut conn), (documents + 1, terms + 1));

    dataset.actors.retain(|actor| actor.key != key("muammar"));
    load(&mut conn, &dataset).unwrap();
    assert!(found(db, "قذافي").is_empty());
    assert_eq!(indexed(&mut conn), (documents, terms));
}

/// Names that are stored in Arabic script only are found by what is typed in Latin letters.
fn other_scripts_are_found_by_sound(db: &TestDatabase) {
    let mut conn = migrated(db);
    let mut dataset = small();
    dataset.actors.push(actor("muammar", vec![name("معمر القذافي", "ar")]));
    dataset.actors.push(actor("kani", vec![name("محمد الكاني", "ar")]));
    load(&mut conn, &dataset).unwrap();
    for (text, expected) in [
        ("gaddafi", "Actor:muammar"),
        ("Qadhafi", "Actor:muammar"),
        ("kadafi", "Actor:muammar"),
        ("Moammar al-Gaddafi", "Actor:muammar"),
        ("kani", "Actor:kani"),
        ("Mohamed El-Kani", "Actor:kani"),
        ("KANI, Muhammad", "Actor:kani"),
    ] {
        assert_eq!(found(db, text), [expected], "{text}");
    }
}

fn bodies_are_kept_in_the_index(db: &TestDatabase) {
    let mut conn = migrated(db);
    let text = |text: &'static str| Bodies::from_texts([(key("leaflet"), text)]);
    load_with_bodies(&mut conn, &small(), &text("Zuwara\nharbour\nships")).unwrap();
    assert_eq!(found(db, "harbours"), ["Article:leaflet"]);
    // A load without bodies leaves them.
    let mut dataset = small();
    dataset.articles[0].headline = "Another".to_owned();
    load(&mut conn, &dataset).unwrap();
    assert_eq!(found(db, "harbours"), ["Article:leaflet"]);
    load_with_bodies(&mut conn, &small(), &text("Zuwara\nairport\nplanes")).unwrap();
    assert!(found(db, "harbours").is_empty());
    assert_eq!(found(db, "airport"), ["Article:leaflet"]);
    let again = load_with_bodies(&mut conn, &small(), &text("Zuwara\nairport\nplanes")).unwrap();
    assert!(again.is_empty());
}

const SCRIPTS: [[&str; 2]; 2] = [
    [
        include_str!("../../../migrations/sqlite/2026-11-22-400000_search/down.sql"),
        "DELETE FROM __diesel_schema_migrations WHERE version = '20261122400000'",
    ],
    [
        include_str!("../../../migrations/postgres/2026-11-22-400000_search/down.sql"),
        "DELETE FROM __diesel_schema_migrations WHERE version = '20261122400000'",
    ],
];

/// A database that was filled before there was an index has it once it is migrated, and a load finds nothing to do.
fn a_migrated_database_is_searched(db: &TestDatabase) {
    let mut conn = migrated(db);
    load(&mut conn, &small()).unwrap();
    let (before, counted) = (found(db, "s"), indexed(&mut conn));
    assert!(!before.is_empty());
    for script in SCRIPTS[usize::from(matches!(conn, Conn::Postgres(_)))] {
        conn.batch_execute(script).unwrap();
    }
    assert_eq!(migrate::migrate(&mut conn).unwrap(), ["20261122400000"]);
    assert_eq!((found(db, "s"), indexed(&mut conn)), (before, counted));
    assert!(load(&mut conn, &small()).unwrap().is_empty());
}

on_each_backend! {
    empty:
    loads_keep_the_index,
    other_scripts_are_found_by_sound,
    bodies_are_kept_in_the_index,
    a_migrated_database_is_searched,
}
