//! A Postgres server that goes away, hangs, or closes connections. SQLite has no server.

use std::time::{Duration, Instant};

use actix_web::rt::time::sleep;
use actix_web::test::TestRequest;
use async_graphql::{Request, Response};
use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use futures_util::future::join_all;
use sanad::config::DatabaseUrl;
use sanad::db::{Access, Conn, Deadline, Pool, RevisionWatch};
use sanad::graphql::Api;
use sanad::server::Services;
use serde_json::Value;

use crate::support::proxy::Proxy;
use crate::support::server::{answer_of, settings};
use crate::support::{Backend, TestDatabase, run_async};

const QUERY: &str = "{ revision parties(first: 3) { nodes { key } } datasets { key } }";

/// The longest that still counts as at once.
const AT_ONCE: Duration = Duration::from_secs(3);

/// The longest until a server that has come back is noticed.
const RECOVERY: Duration = Duration::from_secs(10);

async fn run(api: &Api, deadline: Deadline) -> Response {
    let prepared = api.prepare(Request::new(QUERY)).unwrap_or_else(|refusal| panic!("{refusal:?}"));
    api.run(prepared, deadline).await.response
}

/// The code of the first error, if there is one.
fn code(response: &Response) -> Option<String> {
    let json = serde_json::to_value(response).unwrap();
    json["errors"][0]["extensions"]["code"].as_str().map(str::to_owned)
}

async fn is_answered(api: &Api) -> bool {
    run(api, Deadline::after(AT_ONCE)).await.errors.is_empty()
}

async fn recovers(api: &Api) {
    let start = Instant::now();
    while !is_answered(api).await {
        assert!(start.elapsed() < RECOVERY, "no answer yet");
        sleep(Duration::from_millis(10)).await;
    }
}

/// Waits until a probe has that status. The revision watch looks for the database four times a second.
async fn becomes(probe: &impl AsyncFn() -> u16, status: u16) {
    let start = Instant::now();
    while probe().await != status {
        assert!(start.elapsed() < RECOVERY, "not yet {status}");
        sleep(Duration::from_millis(10)).await;
    }
}

fn on_postgres(test: impl AsyncFnOnce(&TestDatabase)) {
    run_async(Backend::Postgres, "seeded", test);
}

#[test]
fn a_server_that_goes_away_is_told_of_at_once() {
    on_postgres(async |db| {
        let mut proxy = Proxy::before(db);
        let pool = Pool::new(proxy.url(), 4);
        let api = Api::new(pool.clone());
        let services = Services::new(pool, &settings(&[])).unwrap();
        let ready = async || {
            let start = Instant::now();
            let answer = answer_of(&services, TestRequest::get().uri("/health/ready")).await;
            assert!(start.elapsed() < AT_ONCE, "{:?}", start.elapsed());
            answer.status
        };
        for _ in 0..2 {
            recovers(&api).await;
            becomes(&ready, 200).await;
            proxy.go_away();
            for _ in 0..3 {
                let start = Instant::now();
                for response in join_all((0..20).map(|_| run(&api, Deadline::never()))).await {
                    assert_eq!(code(&response).as_deref(), Some("UNAVAILABLE"), "{response:?}");
                }
                assert!(start.elapsed() < AT_ONCE, "{:?}", start.elapsed());
            }
            becomes(&ready, 503).await;
            proxy.come_back();
        }
        recovers(&api).await;
        becomes(&ready, 200).await;
    });
}

#[test]
fn a_server_that_hangs_takes_no_more_than_the_time_limit() {
    on_postgres(async |db| {
        let proxy = Proxy::before(db);
        let api = Api::new(Pool::new(proxy.url(), 4));
        let watch = RevisionWatch::start(proxy.url());
        assert!(is_answered(&api).await);
        proxy.hang(true);
        let (start, limit) = (Instant::now(), Duration::from_millis(300));
        // There are more requests than connections: the time limit holds for those in the queue too.
        for response in join_all((0..20).map(|_| run(&api, Deadline::after(limit)))).await {
            assert_eq!(code(&response).as_deref(), Some("TIMEOUT"), "{response:?}");
        }
        assert!(start.elapsed() < limit + AT_ONCE, "{:?}", start.elapsed());
        while watch.revision().is_some() {
            assert!(start.elapsed() < limit + RECOVERY, "what it knows is old");
            sleep(Duration::from_millis(10)).await;
        }
        assert_eq!(watch.revision(), None);
        proxy.hang(false);
        recovers(&api).await;
        let start = Instant::now();
        while watch.revision() != Some(1) {
            assert!(start.elapsed() < RECOVERY, "the revision is not known");
            sleep(Duration::from_millis(10)).await;
        }
    });
}

/// Probes always answer at once, and within seconds they report the state of the database.
#[test]
fn readiness_follows_a_server_that_hangs_and_waits_for_no_connection() {
    on_postgres(async |db| {
        let proxy = Proxy::before(db);
        let pool = Pool::new(proxy.url(), 1);
        let services = Services::new(pool.clone(), &settings(&[])).unwrap();
        let ready = async || {
            let start = Instant::now();
            let answer = answer_of(&services, TestRequest::get().uri("/health/ready")).await;
            assert!(start.elapsed() < AT_ONCE, "{:?}", start.elapsed());
            answer.status
        };
        becomes(&ready, 200).await;
        // The only connection is taken.
        let _permit = pool.permit().await;
        assert_eq!(ready().await, 200);
        proxy.hang(true);
        becomes(&ready, 503).await;
        proxy.hang(false);
        becomes(&ready, 200).await;
    });
}

#[test]
fn a_connection_that_breaks_while_it_reads_is_replaced() {
    on_postgres(async |db| {
        let proxy = Proxy::before(db);
        let api = Api::new(Pool::new(proxy.url(), 1));
        assert!(is_answered(&api).await);
        let mut conn = db.conn();
        let is_waiting = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() \
                          AND wait_event_type = 'Lock'";
        let end = "SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = current_database() \
                   AND pid <> pg_backend_pid() AND backend_type = 'client backend'";
        for by_server in [false, true] {
            conn.batch_execute("BEGIN; LOCK TABLE datasets IN ACCESS EXCLUSIVE MODE").unwrap();
            let breaking = async {
                let start = Instant::now();
                while sql::<BigInt>(is_waiting).get_result::<i64>(&mut conn).unwrap() == 0 {
                    assert!(start.elapsed() < 5 * AT_ONCE, "the request does not read");
                    sleep(Duration::from_millis(5)).await;
                }
                if by_server {
                    sql::<BigInt>(end).get_result::<i64>(&mut conn).unwrap();
                } else {
                    proxy.cut();
                }
                sleep(Duration::from_millis(50)).await;
                conn.batch_execute("ROLLBACK").unwrap();
            };
            let (response, ()) = futures_util::join!(run(&api, Deadline::after(10 * AT_ONCE)), breaking);
            assert!(response.errors.is_empty(), "{response:?}");
        }
    });
}

/// A replica ends statements that stand in the way of what it has to repeat, with that state of SQL.
#[test]
fn a_statement_that_a_replica_ends_is_tried_again() {
    on_postgres(async |db| {
        // The lock outlives the transaction that took it: it tells a session that has failed before.
        let first_or_always = "CREATE TABLE conflicts (always BOOLEAN); INSERT INTO conflicts VALUES (FALSE); \
             CREATE FUNCTION conflict() RETURNS BOOLEAN LANGUAGE plpgsql AS $$ BEGIN \
               IF (SELECT always FROM conflicts) \
                 OR NOT EXISTS (SELECT FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()) THEN \
                 PERFORM pg_advisory_lock(1); \
                 RAISE EXCEPTION 'canceling statement due to conflict with recovery' USING ERRCODE = '40001'; \
               END IF; \
               RETURN TRUE; END $$; \
             ALTER TABLE datasets RENAME TO kept_datasets; \
             CREATE VIEW datasets AS SELECT * FROM kept_datasets WHERE conflict()";
        db.conn().batch_execute(first_or_always).unwrap();
        let response = run(&Api::new(Pool::new(db.url(), 1)), Deadline::never()).await;
        assert!(response.errors.is_empty(), "{response:?}");
        db.conn().batch_execute("UPDATE conflicts SET always = TRUE").unwrap();
        let response = run(&Api::new(Pool::new(db.url(), 1)), Deadline::never()).await;
        assert_eq!(code(&response).as_deref(), Some("UNAVAILABLE"), "{response:?}");
    });
}

/// The URL with these hosts in the place of its own.
fn with_hosts(db: &TestDatabase, hosts: &[&str], parameters: &str) -> DatabaseUrl {
    let DatabaseUrl::Postgres(url) = db.url() else { panic!("{} is no server", db.url()) };
    let (before, rest) = url.split_once('@').unwrap();
    let (host, database) = rest.split_once('/').unwrap();
    let hosts: Vec<&str> = hosts.iter().map(|name| if name.is_empty() { host } else { *name }).collect();
    format!("{before}@{}/{database}?{parameters}", hosts.join(",")).parse().unwrap()
}

#[test]
fn of_several_hosts_one_that_answers_is_taken() {
    on_postgres(async |db| {
        const NOBODY: &str = "127.0.0.1:1";
        for (hosts, parameters) in [
            (&[NOBODY, ""][..], "target_session_attrs=any"),
            (&["", NOBODY], "target_session_attrs=prefer-standby"),
            (&[NOBODY, "", NOBODY], "target_session_attrs=prefer-standby&load_balance_hosts=random"),
        ] {
            let url = with_hosts(db, hosts, parameters);
            assert!(is_answered(&Api::new(Pool::new(&url, 2))).await, "{parameters}");
        }
        let url = with_hosts(db, &[NOBODY, ""], "target_session_attrs=standby");
        let Err(error) = Conn::open(&url, Access::Read) else { panic!("a primary is no standby") };
        assert!(error.to_string().contains("server is not in hot standby mode"), "{error}");
        let response = run(&Api::new(Pool::new(&url, 2)), Deadline::never()).await;
        assert_eq!(code(&response).as_deref(), Some("UNAVAILABLE"), "{response:?}");
    });
}

#[test]
fn a_primary_is_found_behind_a_host_that_went_away() {
    on_postgres(async |db| {
        let mut first = Proxy::before(db);
        let DatabaseUrl::Postgres(url) = first.url() else { panic!("no server") };
        let host = url.split_once('@').and_then(|(_, rest)| rest.split_once('/')).unwrap().0.to_owned();
        let api = Api::new(Pool::new(&with_hosts(db, &[&host, ""], "target_session_attrs=any"), 2));
        for _ in 0..2 {
            assert!(is_answered(&api).await);
            first.go_away();
            let response = run(&api, Deadline::never()).await;
            assert!(response.errors.is_empty(), "{response:?}");
            let data: Value = response.data.into_json().unwrap();
            assert_eq!(data["revision"], 1);
            first.come_back();
        }
    });
}
