//! Revisions: the one that a request reads, and those that loads make meanwhile.

use std::time::{Duration, Instant};

use async_graphql::Request;
use diesel::connection::SimpleConnection;
use sanad::config::DatabaseUrl;
use sanad::dataset::load;
use sanad::db::{Access, Conn, Deadline, RevisionWatch, migrate};
use sanad::graphql::Api;

use crate::load::small::small;
use crate::support::{Backend, TestDatabase, run_async};

/// The longest that a change may go unnoticed.
const NOTICE: Duration = Duration::from_secs(1);

/// Waits until the watch has that revision. A busy machine may need a moment longer.
fn wait_for(watch: &RevisionWatch, revision: Option<i64>) -> Duration {
    let start = Instant::now();
    while watch.revision() != revision {
        assert!(start.elapsed() < 30 * NOTICE, "expected {revision:?}, seen {:?}", watch.revision());
        std::thread::sleep(Duration::from_millis(5));
    }
    start.elapsed()
}

fn loads_of_others_are_noticed(db: &TestDatabase) {
    let mut conn = db.conn();
    migrate::migrate(&mut conn).unwrap();
    let watch = RevisionWatch::start(db.url());
    // The watch knows that nothing is loaded.
    wait_for(&watch, Some(0));
    let mut dataset = small();
    load(&mut conn, &dataset).unwrap();
    wait_for(&watch, Some(1));
    let mut best = Duration::MAX;
    for revision in 2..6 {
        dataset.version = Some(revision.to_string());
        load(&mut conn, &dataset).unwrap();
        best = best.min(wait_for(&watch.clone(), Some(revision)));
    }
    // The other rounds may have been slow on a busy machine.
    assert!(best < NOTICE, "{best:?}");
    // A backup is restored.
    conn.batch_execute("UPDATE revisions SET number = 2").unwrap();
    wait_for(&watch, Some(2));
}

fn a_database_that_is_away_has_no_known_revision(db: &TestDatabase) {
    let watch = RevisionWatch::start(db.url());
    wait_for(&watch, Some(1));
    let mut conn = db.conn();
    conn.batch_execute("ALTER TABLE revisions RENAME TO gone").unwrap();
    wait_for(&watch, None);
    conn.batch_execute("ALTER TABLE gone RENAME TO revisions").unwrap();
    wait_for(&watch, Some(1));
}

async fn an_answer_tells_of_which_revision_it_is(db: &TestDatabase) {
    let api = Api::new(db.pool());
    let revision = async |query: &str| {
        let prepared = api.prepare(Request::new(query)).unwrap_or_else(|refusal| panic!("{refusal:?}"));
        let executed = api.run(prepared, Deadline::never()).await;
        assert!(executed.response.errors.is_empty(), "{:?}", executed.response.errors);
        executed.seen.map(|seen| seen.revision)
    };
    assert_eq!(revision("{ parties(first: 2) { nodes { key } } }").await, Some(1));
    assert_eq!(revision("{ __typename }").await, None);
    load(&mut db.conn(), &small()).unwrap();
    assert_eq!(revision("{ parties(first: 2) { nodes { key } } }").await, Some(2));
}

/// Postgres has no file that could be replaced.
#[test]
fn a_file_in_the_place_of_another_is_read() {
    run_async(Backend::Sqlite, "seeded", async |db| {
        let DatabaseUrl::Sqlite(path) = db.url() else { panic!("{} is no file", db.url()) };
        let restored = format!("{path}-restored");
        db.conn().batch_execute(&format!("VACUUM INTO '{restored}'")).unwrap();
        let mut conn = Conn::open(&format!("sqlite://{restored}").parse().unwrap(), Access::Write).unwrap();
        load(&mut conn, &small()).unwrap();
        conn.batch_execute("PRAGMA journal_mode = DELETE").unwrap();
        drop(conn);

        let (api, watch) = (Api::new(db.pool()), RevisionWatch::start(db.url()));
        let revision =
            async || api.execute(Request::new("{ revision }")).await.data.into_json().unwrap()["revision"].take();
        assert_eq!(revision().await, 1);
        wait_for(&watch, Some(1));
        for left in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{path}{left}"));
        }
        std::fs::rename(&restored, path).unwrap();
        assert_eq!(revision().await, 2);
        wait_for(&watch, Some(2));

        std::fs::remove_file(path).unwrap();
        let response = api.execute(Request::new("{ revision }")).await;
        let error = serde_json::to_value(&response.errors[0]).unwrap();
        assert_eq!(error["extensions"]["code"], "UNAVAILABLE", "{error}");
        wait_for(&watch, None);
    });
}

on_each_backend! {
    a_database_that_is_away_has_no_known_revision,
    async an_answer_tells_of_which_revision_it_is,
}

on_each_backend! {
    empty:
    loads_of_others_are_noticed,
}
