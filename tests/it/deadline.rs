//! Requests that take too long, and requests whose client has disconnected.

use std::time::{Duration, Instant};

use actix_web::rt::time::{sleep, timeout};
use actix_web::test::TestRequest;
use async_graphql::{Request, Response};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use sanad::config::DatabaseUrl;
use sanad::db::{Deadline, Pool};
use sanad::graphql::Api;
use serde_json::{Value, json};

use crate::commands::on;
use crate::support::TestDatabase;
use crate::support::server::{TestServer, answer_of, read_to_end, services};

/// Takes minutes after `slow_datasets_down`.
const SLOW: &str = "{ parties(first: 5) { nodes { key } } datasets { key } }";

const QUICK: &str = "{ revision }";

/// The longest that stopping may take, on a busy machine. An idle one takes a few milliseconds.
const PATIENCE: Duration = Duration::from_secs(15);

async fn run(api: &Api, query: &str, deadline: Deadline) -> Response {
    let prepared = api.prepare(Request::new(query)).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    api.run(prepared, deadline).await.response
}

fn code(response: &Response) -> Value {
    serde_json::to_value(response).unwrap()["errors"][0]["extensions"]["code"].take()
}

/// Waits until no other connection runs a statement. SQLite does not tell.
fn wait_until_idle(db: &TestDatabase) {
    let DatabaseUrl::Postgres(_) = db.url() else { return };
    let active = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' \
                  AND pid <> pg_backend_pid()";
    let (start, mut conn) = (Instant::now(), db.conn());
    while sql::<BigInt>(active).get_result::<i64>(&mut conn).unwrap() > 0 {
        assert!(start.elapsed() < PATIENCE, "a statement is still running");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// With a pool of one connection, the next query shows whether it is free again.
async fn a_request_ends_with_its_deadline(db: &TestDatabase) {
    db.slow_datasets_down();
    let api = Api::new(Pool::new(db.url(), 1));
    let limit = Duration::from_millis(200);
    for _ in 0..3 {
        let start = Instant::now();
        let response = run(&api, SLOW, Deadline::after(limit)).await;
        let took = start.elapsed();
        assert_eq!(code(&response), json!("TIMEOUT"), "{response:?}");
        assert!(response.errors[0].message.starts_with("The request took longer than 200 ms"), "{response:?}");
        assert_eq!(response.data, async_graphql::Value::Null);
        assert!(took >= limit && took < limit + PATIENCE, "{took:?}");
        assert!(run(&api, QUICK, Deadline::after(PATIENCE)).await.errors.is_empty(), "the connection is not free");
        wait_until_idle(db);
    }
    assert_eq!(code(&run(&api, QUICK, Deadline::after(Duration::ZERO)).await), json!("TIMEOUT"));
}

async fn what_nobody_waits_for_ends(db: &TestDatabase) {
    db.slow_datasets_down();
    let api = Api::new(Pool::new(db.url(), 1));
    for deadline in [Deadline::never, || Deadline::after(Duration::from_secs(600))] {
        for patience in [0, 1, 5, 200].map(Duration::from_millis) {
            assert!(timeout(patience, run(&api, SLOW, deadline())).await.is_err());
            let next = run(&api, QUICK, Deadline::after(PATIENCE)).await;
            assert!(next.errors.is_empty(), "{patience:?}: {next:?}");
            wait_until_idle(db);
        }
    }
}

/// Other requests go on.
async fn others_are_not_disturbed(db: &TestDatabase) {
    db.slow_datasets_down();
    let api = Api::new(Pool::new(db.url(), 2));
    let query = "{ parties(first: 50) { nodes { key names { text } relationships(first: 5) { totalCount } } } }";
    let slow = async {
        for _ in 0..20 {
            assert!(timeout(Duration::from_millis(20), run(&api, SLOW, Deadline::never())).await.is_err());
        }
    };
    let others = async {
        for _ in 0..20 {
            let response = run(&api, query, Deadline::never()).await;
            assert!(response.errors.is_empty(), "{response:?}");
            sleep(Duration::from_millis(10)).await;
        }
    };
    futures_util::join!(slow, others);
}

async fn the_limit_is_a_setting(db: &TestDatabase) {
    db.slow_datasets_down();
    let request = TestRequest::post().uri("/graphql").set_json(json!({ "query": SLOW }));
    let answer = answer_of(&services(db, &["--time-limit", "1"]), request).await;
    assert_eq!(answer.refusal(), (504, "TIMEOUT".to_owned()));
}

fn a_client_that_hangs_up_is_not_worked_for(db: &TestDatabase) {
    db.slow_datasets_down();
    let arguments = ["serve", "--listen", "127.0.0.1:0", "--pool-size", "1", "--time-limit", "0"];
    let server = TestServer::spawn(&mut on(db, "hang-up", &arguments));
    let slow = server.send(SLOW);
    std::thread::sleep(Duration::from_millis(300));
    drop(slow);
    assert_eq!(read_to_end(server.send(QUICK)).text, r#"{"data":{"revision":1}}"#);
    wait_until_idle(db);
}

on_each_backend! {
    async a_request_ends_with_its_deadline,
    async what_nobody_waits_for_ends,
    async others_are_not_disturbed,
    async the_limit_is_a_setting,
    a_client_that_hangs_up_is_not_worked_for,
}
