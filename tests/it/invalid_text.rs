//! Text in the database that is not UTF-8. Postgres refuses it; SQLite stores any bytes.

use async_graphql::Request;
use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::Text;
use sanad::db::Conn;
use sanad::graphql::Api;
use serde_json::json;

use crate::support::server::TestServer;
use crate::support::{Backend, TestDatabase, run_async};

const QUERIES: [&str; 12] = [
    "{ parties(first: 100) { nodes { key name names { text language kind } countries dataset { key title } } } }",
    "{ actors(first: 100) { nodes { gender born died } } organizations(first: 100) { nodes { type founded } } }",
    "{ articles(first: 100) { nodes { key headline url published publishedInferred summary body language } } }",
    "{ events(first: 100, orderBy: {}) { nodes { key title summary started ended } } }",
    "{ sanctionEvents(first: 100) { nodes { action programme legalBasis { title } chain { key } figures { measure note } } } }",
    "{ relationships(first: 100) { nodes { kind role started evidence { nodes { stance note attribution excerpts } } } } }",
    "{ places(first: 100) { nodes { key name country } } datasets { key title publisher licence version loadedAt } }",
    "{ parties(first: 100) { nodes { sanctionStatus { state } similar { score } mentions { nodes { describedAs excerpts } } } } }",
    "{ search(text: \"mohamed\", first: 100) { edges { match { text } } } }",
    "{ screen(queries: [{ name: \"Mohamed al-Kani\" }]) { matches { score party { key } } } }",
    "{ network(around: [\"Actor:mohamed-al-kani\"], depth: 2) { nodes { party { key } } } }",
    "{ sanctionEventCounts(by: [PROGRAMME, ACTION]) { count } partyCounts(by: [COUNTRY]) { count } eventCounts(by: [YEAR]) { count } }",
];

/// The text columns, without SQLite's own tables.
fn columns(conn: &mut Conn) -> Vec<(String, String)> {
    let columns = "SELECT tables.name || '.' || columns.name FROM sqlite_master AS tables, \
                   pragma_table_info(tables.name) AS columns WHERE tables.type = 'table' AND columns.type = 'TEXT' \
                   AND tables.name NOT LIKE 'sqlite_%' AND tables.name NOT LIKE 'search_index%' \
                   AND tables.name NOT LIKE '__diesel%'";
    let columns: Vec<String> = sql::<Text>(columns).load(conn).unwrap();
    columns.iter().map(|column| column.split_once('.').unwrap()).map(|(a, b)| (a.to_owned(), b.to_owned())).collect()
}

/// A panic would be told as an internal error too, and an abort would end this process.
#[test]
fn a_text_that_is_no_utf8_is_an_error_of_its_request() {
    run_async(Backend::Sqlite, "seeded", async |db| {
        db.attach_bodies();
        let api = Api::new(db.pool());
        let mut conn = db.conn();
        conn.batch_execute("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON").unwrap();
        let mut failed = 0;
        for (table, column) in columns(&mut conn) {
            let spoil = format!("UPDATE {table} SET {column} = CAST(x'ff' || CAST({column} AS BLOB) AS TEXT)");
            let mend = format!("UPDATE {table} SET {column} = CAST(substr(CAST({column} AS BLOB), 2) AS TEXT)");
            conn.batch_execute(&spoil).unwrap_or_else(|error| panic!("{spoil}: {error}"));
            for query in QUERIES {
                let response = serde_json::to_value(api.execute(Request::new(query)).await).unwrap();
                let Some(errors) = response["errors"].as_array() else { continue };
                for error in errors {
                    let code = error["extensions"]["code"].as_str().unwrap();
                    // No party has the changed key.
                    assert!(["INTERNAL", "BAD_USER_INPUT"].contains(&code), "{table}.{column}: {query}: {error}");
                    failed += usize::from(code == "INTERNAL");
                }
            }
            conn.batch_execute(&mend).unwrap_or_else(|error| panic!("{mend}: {error}"));
        }
        assert!(failed > 40, "only {failed} requests have met such a text");
        for query in QUERIES {
            assert!(api.execute(Request::new(query)).await.errors.is_empty(), "{query}");
        }
    });
}

/// The order of groups compares texts inside of SQLite.
#[test]
fn such_texts_are_sorted() {
    run_async(Backend::Sqlite, "seeded", async |db: &TestDatabase| {
        db.conn()
            .batch_execute(
                "UPDATE sanction_events SET programme = CAST(x'ff' AS TEXT) || id; \
                 UPDATE sanction_events SET programme = CAST(x'fe80' AS TEXT) WHERE id % 2 = 0",
            )
            .unwrap();
        let server = TestServer::started(db, &[]);
        for _ in 0..3 {
            let answer = server.query("{ sanctionEventCounts(by: [PROGRAMME]) { programme count } }");
            assert_eq!(answer.code(), "INTERNAL", "{}", answer.text);
        }
        assert_eq!(server.query("{ revision }").json(), json!({ "data": { "revision": 1 } }));
    });
}

/// Postgres refuses such text when it is written.
#[test]
fn postgres_stores_no_such_text() {
    run_async(Backend::Postgres, "seeded", async |db: &TestDatabase| {
        let spoil = "UPDATE names SET text = convert_from('\\xff', 'UTF8')";
        let error = db.conn().batch_execute(spoil).unwrap_err().to_string();
        assert!(error.contains("invalid byte sequence"), "{error}");
    });
}
