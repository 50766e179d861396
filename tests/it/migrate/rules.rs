//! What is derived by other rules than the program's is derived again.

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use sanad::dataset::load;
use sanad::db::{Conn, Error, migrate};

use super::open;
use crate::load::small::small;
use crate::support::TestDatabase;

/// A number of the rows that are derived by rules, and a sum of what they say.
fn derived(conn: &mut Conn) -> [i64; 5] {
    [
        "SELECT count(*) FROM name_keys",
        "SELECT count(*) FROM search_index",
        "SELECT CAST(coalesce(sum(digest % 1000), 0) AS BIGINT) FROM search_documents",
        "SELECT CAST(coalesce(sum(key % 1000), 0) AS BIGINT) FROM name_keys",
        "SELECT CAST(coalesce(sum(length(normalized)), 0) AS BIGINT) FROM identifiers",
    ]
    .map(|query| sql::<BigInt>(query).get_result(conn).unwrap())
}

fn other_rules_derive_again(db: &TestDatabase) {
    let mut conn = open(db);
    migrate::migrate(&mut conn).unwrap();
    load(&mut conn, &small()).unwrap();
    let before = derived(&mut conn);
    for (name, damage) in [
        ("identifiers", "UPDATE identifiers SET normalized = 'X' || normalized"),
        ("name keys", "UPDATE name_keys SET key = key + 1"),
        ("search terms", "DELETE FROM search_documents WHERE rank % 2 = 0; UPDATE search_documents SET digest = 7"),
    ] {
        conn.batch_execute(damage).unwrap();
        assert_ne!(derived(&mut conn), before, "{name}");
        migrate::verify(&mut conn).unwrap();
        conn.batch_execute(&format!("UPDATE derivations SET version = version - 1 WHERE name = '{name}'")).unwrap();
        match migrate::verify(&mut conn) {
            Err(error @ Error::OlderRules { .. }) => {
                let message = error.to_string();
                assert!(message.contains(name) && message.contains("sanad migrate"), "{message}");
            }
            other => panic!("{other:?}"),
        }
        assert_eq!(migrate::migrate(&mut conn).unwrap(), [name]);
        assert_eq!(derived(&mut conn), before, "{name}");
        migrate::verify(&mut conn).unwrap();
        assert!(migrate::migrate(&mut conn).unwrap().is_empty());
    }
}

fn newer_rules_are_refused(db: &TestDatabase) {
    let mut conn = open(db);
    migrate::migrate(&mut conn).unwrap();
    conn.batch_execute("UPDATE derivations SET version = version + 1 WHERE name = 'search terms'").unwrap();
    for outcome in [migrate::verify(&mut conn), migrate::migrate(&mut conn).map(drop)] {
        assert!(matches!(outcome, Err(Error::NewerRules { name: "search terms", .. })), "{outcome:?}");
    }
}

on_each_backend! {
    empty:
    other_rules_derive_again,
    newer_rules_are_refused,
}
