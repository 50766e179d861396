//! Connections that break, requests that go away, and loads during requests.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use actix_web::rt::time::timeout;
use async_graphql::Request;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use futures_util::future::join_all;
use sanad::dataset::{Dataset, load};
use sanad::db::{Conn, Deadline, Pool, migrate};
use sanad::graphql::Api;
use serde_json::{Value, json};

use crate::load::small::{actor, name, small};
use crate::support::{Backend, TestDatabase, run_async};

const PATIENCE: Duration = Duration::from_secs(30);

/// What the API answers; it must not fail.
async fn answer(api: &Api, query: &str) -> Value {
    let response = timeout(PATIENCE, api.execute(Request::new(query))).await.expect("an answer in time");
    assert!(response.errors.is_empty(), "{query}\n{:#?}", response.errors);
    response.data.into_json().unwrap()
}

/// Closes all other connections to the database, as a restart of the server does.
fn end_other_connections(conn: &mut Conn) -> i64 {
    const OTHERS: &str = "FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() \
                          AND backend_type = 'client backend'";
    let count = |conn: &mut Conn, what: &str| -> i64 {
        sql::<BigInt>(&format!("SELECT COUNT({what}) {OTHERS}")).get_result(conn).unwrap()
    };
    let ended = count(conn, "pg_terminate_backend(pid)");
    let deadline = Instant::now() + PATIENCE;
    while count(conn, "*") > 0 {
        assert!(Instant::now() < deadline, "connections are still there");
        std::thread::sleep(Duration::from_millis(5));
    }
    ended
}

/// SQLite's connections are files, which no server closes.
#[test]
fn postgres_restarts_without_requests_noticing() {
    run_async(Backend::Postgres, "seeded", async |db| {
        let pool = db.pool();
        let api = Api::new(pool.clone());
        for _ in 0..2 {
            let permits = join_all((0..4).map(|_| pool.permit())).await;
            let snapshots: Vec<_> =
                permits.into_iter().map(|permit| pool.snapshot(permit, &Deadline::never()).unwrap()).collect();
            drop(snapshots);
            assert_eq!(end_other_connections(&mut db.conn()), 4);
            assert_eq!(answer(&api, "{ revision }").await, json!({ "revision": 1 }));
        }
    });
}

async fn a_request_that_goes_away_leaves_its_permit(db: &TestDatabase) {
    let api = Api::new(Pool::new(db.url(), 1));
    let query = "{ revision parties(first: 50) { totalCount edges { node { name relationships { totalCount } } } } }";
    let whole = answer(&api, query).await;
    let mut gone = 0;
    for step in 0..20 {
        // The request is dropped after one poll, then after more and more.
        let patience = Duration::from_micros(250 * step);
        gone += u32::from(timeout(patience, api.execute(Request::new(query))).await.is_err());
        assert_eq!(answer(&api, query).await, whole);
    }
    assert!(gone > 0, "every request was faster than its caller");
}

/// The small set, and another version of it with more parties and without relationships.
fn versions() -> [Dataset; 2] {
    let mut large = small();
    large.version = Some("2".to_owned());
    large.relationships.clear();
    large.actors.extend((0..50).map(|number| actor(&format!("person-{number}"), vec![name("X", "en")])));
    [small(), large]
}

async fn an_answer_is_of_one_revision(db: &TestDatabase) {
    migrate::migrate(&mut db.conn()).unwrap();
    let mut conn = db.conn();
    load(&mut conn, &small()).unwrap();
    let api = Api::new(db.pool());
    let query = "{ revision a: parties { totalCount } b: datasets { version } c: relationships { totalCount } \
                 d: party(key: \"salim\") { relationships { totalCount edges { other { name } } } } }";
    let of_revision = |revision: i64| {
        let (parties, version, ties) = if revision % 2 == 1 { (5, "1", 1) } else { (55, "2", 0) };
        let edges = vec![json!({ "other": { "name": "مؤسسة brigade" } }); ties];
        json!({
            "revision": revision,
            "a": { "totalCount": parties },
            "b": [{ "version": version }],
            "c": { "totalCount": ties },
            "d": { "relationships": { "totalCount": ties, "edges": edges } },
        })
    };
    let done = Arc::new(AtomicBool::new(false));
    let is_done = Arc::clone(&done);
    let loader = std::thread::spawn(move || {
        for dataset in versions().iter().cycle().skip(1) {
            if is_done.load(Ordering::Relaxed) {
                break;
            }
            assert!(!load(&mut conn, dataset).unwrap().is_empty());
        }
    });
    let mut revisions = BTreeSet::new();
    let deadline = Instant::now() + PATIENCE;
    while revisions.len() < 10 {
        assert!(Instant::now() < deadline, "only the revisions {revisions:?} were seen");
        for answer in join_all((0..8).map(|_| answer(&api, query))).await {
            let revision = answer["revision"].as_i64().unwrap();
            assert_eq!(answer, of_revision(revision));
            revisions.insert(revision);
        }
    }
    done.store(true, Ordering::Relaxed);
    loader.join().unwrap();
}

on_each_backend! {
    async a_request_that_goes_away_leaves_its_permit,
}

on_each_backend! {
    empty:
    async an_answer_is_of_one_revision,
}
