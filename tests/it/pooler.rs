//! PgBouncer in transaction mode, in front of the server of the tests. It takes `pgbouncer` in PATH.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use actix_web::rt::time::{sleep, timeout};
use async_graphql::Request;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use futures_util::future::join_all;
use sanad::config::DatabaseUrl;
use sanad::dataset::load;
use sanad::db::{Access, Conn, Deadline, Pool, RevisionWatch, migrate};
use sanad::graphql::Api;
use sanad_testkit::port::free_port;
use serde_json::json;

use crate::commands::{on_url, outcome};
use crate::load::small::small;
use crate::support::{Backend, TestDatabase, eventually, run_async};

/// A pooler that ends with the test.
struct Bouncer {
    process: Child,
    folder: PathBuf,
    url: String,
}

impl Bouncer {
    /// A pooler with few sessions in front of the database.
    fn before(db: &TestDatabase, sessions: usize) -> Self {
        let is_there = Command::new("pgbouncer").arg("--version").output().is_ok();
        assert!(is_there, "there is no pgbouncer in PATH: `--skip pooler::` leaves this out");
        let DatabaseUrl::Postgres(url) = db.url() else { panic!("{} is no server", db.url()) };
        let (credentials, rest) = url.split_once("://").unwrap().1.split_once('@').unwrap();
        let (host, database) = rest.split_once('/').unwrap();
        let (host, port) = host.split_once(':').unwrap_or((host, "5432"));
        let (user, password) = credentials.split_once(':').unwrap_or((credentials, ""));
        let free = free_port();
        let folder = std::env::temp_dir().join(format!("sanad_pooler_{}_{free}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let users = folder.join("users.txt");
        std::fs::write(&users, format!("\"{user}\" \"{password}\"\n")).unwrap();
        let settings = folder.join("pgbouncer.ini");
        let text = format!(
            "[databases]\n{database} = host={host} port={port} dbname={database} user={user} password={password}\n\
             [pgbouncer]\nlisten_addr = 127.0.0.1\nlisten_port = {free}\nunix_socket_dir =\nauth_type = plain\n\
             auth_file = {}\npool_mode = transaction\ndefault_pool_size = {sessions}\nmax_client_conn = 200\n",
            users.display(),
        );
        std::fs::write(&settings, text).unwrap();
        let mut command = Command::new("pgbouncer");
        // PgBouncer refuses to run as root.
        if std::fs::metadata("/proc/self").is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0) {
            command.args(["-u", "nobody"]);
        }
        let process = command.arg(&settings).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        let url = format!("postgres://{credentials}@127.0.0.1:{free}/{database}");
        let bouncer = Self { process, folder, url };
        eventually(|| Conn::open(&bouncer.declared(), Access::Write).is_ok());
        bouncer
    }

    /// Its URL, without the parameter that says it is a pooler.
    fn plain(&self) -> DatabaseUrl {
        self.url.parse().unwrap()
    }

    /// Its URL, with that parameter.
    fn declared(&self) -> DatabaseUrl {
        format!("{}?pooling=transaction", self.url).parse().unwrap()
    }
}

impl Drop for Bouncer {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

const QUERY: &str = "{ revision parties(first: 20) { totalCount nodes { name relationships(first: 3) { nodes { kind } } } } \
                     search(text: \"kani\") { edges { score } } screen(queries: [{ name: \"Kani\" }]) { matches { score } } }";

#[test]
fn many_readers_share_few_sessions() {
    run_async(Backend::Postgres, "seeded", async |db| {
        let bouncer = Bouncer::before(db, 3);
        let expected = Api::new(db.pool()).execute(Request::new(QUERY)).await;
        let apis: Vec<Api> = (0..4).map(|_| Api::new(Pool::new(&bouncer.declared(), 8))).collect();
        for _ in 0..5 {
            let asked = apis.iter().flat_map(|api| (0..8).map(move |_| api.execute(Request::new(QUERY))));
            for response in join_all(asked).await {
                assert!(response.errors.is_empty(), "{:?}", response.errors);
                assert_eq!(response.data, expected.data);
            }
        }
        // A reader's settings do not leak into the next session.
        for _ in 0..6 {
            let mut conn = Conn::open(&bouncer.declared(), Access::Write).unwrap();
            for (setting, value) in
                [("transaction_read_only", "off"), ("random_page_cost", "4"), ("statement_timeout", "0")]
            {
                let shown = conn.transaction(|conn| {
                    sql::<Text>(&format!("SELECT current_setting('{setting}')")).get_result::<String>(conn)
                });
                assert_eq!(shown.unwrap(), value, "{setting}");
            }
        }
    });
}

#[test]
fn loads_and_watches_go_through_it() {
    run_async(Backend::Postgres, "seeded", async |db| {
        let bouncer = Bouncer::before(db, 3);
        let url = bouncer.declared();
        let (watch, api) = (RevisionWatch::start(&url), Api::new(Pool::new(&url, 4)));
        eventually(|| watch.revision() == Some(1));
        let mut conn = Conn::open(&url, Access::Write).unwrap();
        migrate::verify(&mut conn).unwrap();
        for revision in 2..6 {
            let mut dataset = small();
            dataset.version = Some(revision.to_string());
            assert_eq!(load(&mut conn, &dataset).unwrap().revision, revision);
            let response = api.execute(Request::new(QUERY)).await;
            assert_eq!(response.data.into_json().unwrap()["revision"], json!(revision));
        }
        eventually(|| watch.revision() == Some(5));
    });
}

#[test]
fn statements_end_behind_it() {
    run_async(Backend::Postgres, "seeded", async |db| {
        let bouncer = Bouncer::before(db, 3);
        db.slow_datasets_down();
        let api = Api::new(Pool::new(&bouncer.declared(), 1));
        let slow = "{ parties(first: 5) { nodes { key } } datasets { key } }";
        let active = "SELECT COUNT(*) FROM pg_stat_activity WHERE datname = current_database() AND state = 'active' \
                      AND query LIKE '%datasets%' AND pid <> pg_backend_pid()";
        for limit in [Some(Duration::from_millis(300)), None] {
            let deadline = limit.map_or_else(Deadline::never, Deadline::after);
            let prepared = api.prepare(Request::new(slow)).unwrap();
            let answered = timeout(Duration::from_millis(600), api.run(prepared, deadline)).await;
            assert_eq!(answered.is_ok(), limit.is_some());
            let mut conn = db.conn();
            let start = std::time::Instant::now();
            while sql::<BigInt>(active).get_result::<i64>(&mut conn).unwrap() > 0 {
                assert!(start.elapsed() < Duration::from_secs(15), "a statement is still running");
                sleep(Duration::from_millis(10)).await;
            }
            assert!(api.execute(Request::new("{ revision }")).await.errors.is_empty());
        }
    });
}

#[test]
fn who_does_not_know_of_it_is_told() {
    run_async(Backend::Postgres, "seeded", async |db| {
        let bouncer = Bouncer::before(db, 3);
        let refused = Conn::refuse_poolers(&bouncer.plain()).unwrap_err().to_string();
        assert!(refused.contains("pooling=transaction") && refused.contains("PgBouncer"), "{refused}");
        for url in [bouncer.declared(), db.url().clone()] {
            Conn::refuse_poolers(&url).unwrap();
        }
        for arguments in [&["serve", "--listen", "127.0.0.1:0"][..], &["seed"], &["migrate"]] {
            let (code, _, errors) = outcome(&mut on_url(&bouncer.url, "pooler", arguments));
            assert!(code == 1 && errors.contains("pooling=transaction"), "{arguments:?}: {errors}");
        }
        let declared = format!("{}?pooling=transaction", bouncer.url);
        let (code, _, errors) = outcome(&mut on_url(&declared, "pooler-declared", &["migrate"]));
        assert_eq!(code, 0, "{errors}");
    });
}
