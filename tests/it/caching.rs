//! Cached answers, and answers that the client already has.

use std::time::{Duration, Instant};

use diesel::connection::SimpleConnection;
use sanad::config::DatabaseUrl;
use sanad::dataset::load;
use sanad::db::{Access, Conn, migrate};
use serde_json::json;

use crate::load::small::small;
use crate::support::server::TestServer;
use crate::support::{Backend, TestDatabase, eventually, run};

const PARTY: &str = "/graphql?query=%7Bparty(key:%22kaniyat%22)%7Bkey%7D%7D";

fn an_answer_is_known_by_its_tag(db: &TestDatabase) {
    let server = TestServer::started(db, &[]);
    let first = server.get(PARTY, &[]);
    let tag = first.header("etag");
    assert!(tag.starts_with("W/\"") && first.status == 200, "{first:?}");
    assert_eq!(first.header("cache-control"), "public, no-cache");
    for held in [tag, &format!("\"other\", {tag}"), &tag[2..], "*"] {
        let again = server.get(PARTY, &[("if-none-match", held)]);
        assert_eq!((again.status, again.text.as_str(), again.header("etag")), (304, "", tag), "{held}");
        assert_eq!(again.header("cache-control"), "public, no-cache");
    }
    for other in ["\"other\"", "malformed"] {
        assert_eq!(server.get(PARTY, &[("if-none-match", other)]).status, 200, "{other}");
    }
}

fn a_tag_is_of_one_question(db: &TestDatabase) {
    let server = TestServer::started(db, &[]);
    let tag = |path: &str| server.get(path, &[]).header("etag").to_owned();
    let query = "/graphql?query=query($k:String!)%7Bparty(key:$k)%7Bkey%7D%7D&variables=";
    assert_eq!(tag(PARTY), tag("/graphql?query=%7B+party(key:+%22kaniyat%22)+%7B+key,%0A%7D+%7D+%23+a+comment"));
    assert_ne!(tag(PARTY), tag("/graphql?query=%7Bparty(key:%22al-kani%22)%7Bkey%7D%7D"));
    assert_ne!(tag(&format!("{query}%7B%22k%22:%22a%22%7D")), tag(&format!("{query}%7B%22k%22:%22b%22%7D")));
}

/// A backup is restored, or a replica takes over that has lost a load: the next load gets a number that another load had.
fn a_tag_is_of_one_load(db: &TestDatabase) {
    let tagged = |version: &str, number: i64| {
        let mut dataset = small();
        dataset.version = Some(version.to_owned());
        load(&mut db.conn(), &dataset).unwrap();
        let server = TestServer::started(db, &[]);
        let answer = server.get("/graphql?query=%7Bdatasets%7Bversion%7D%7D", &[]);
        assert_eq!(server.services.revision(), Some(number));
        (answer.header("etag").to_owned(), answer.text)
    };
    let (lost, lost_text) = tagged("lost", 2);
    let server = TestServer::started(db, &[]);
    db.conn().batch_execute("UPDATE revisions SET number = 1").unwrap();
    let (tag, text) = tagged("restored", 2);
    assert_ne!((&lost, &lost_text), (&tag, &text));
    assert_ne!(lost, tag);
    // A server that ran during both loads, and one that started after the second.
    for server in [server, TestServer::started(db, &[])] {
        let asked = |tag: &str| server.get("/graphql?query=%7Bdatasets%7Bversion%7D%7D", &[("if-none-match", tag)]);
        // It is noticed within a second.
        eventually(|| asked(&lost).status == 200);
        assert_eq!(asked(&lost).text, text);
        assert_eq!(asked(&tag).status, 304);
    }
}

fn what_has_errors_is_not_kept(db: &TestDatabase) {
    let server = TestServer::started(db, &[]);
    for query in ["{nothing}", "{revision+node(id:%22!%22)%7Bid%7D}", "{"] {
        let path = format!("/graphql?query={}", query.replace('{', "%7B").replace('}', "%7D"));
        for held in [&[][..], &[("if-none-match", "*")]] {
            let answer = server.get(&path, held);
            assert_eq!((answer.header("etag"), answer.header("cache-control")), ("", "no-store"), "{query}");
            assert_eq!(answer.status, 200, "{query}");
        }
    }
    assert_eq!(server.services.cache_usage().entries, 0);
}

fn what_is_asked_again_is_not_computed_again(db: &TestDatabase) {
    let server = TestServer::started(db, &[]);
    let first = server.query("{ party(key: \"kaniyat\") { names { text } } }");
    let statements = server.pool.statements();
    let again = server.query("{ party(key:\"kaniyat\") { names { text } } } # again");
    assert_eq!(first.text, again.text);
    assert_eq!(server.pool.statements(), statements);
    let usage = server.services.cache_usage();
    assert_eq!((usage.hits, usage.misses), (1, 1));

    let uncached = TestServer::started(db, &["--answer-cache", "0"]);
    let statements = || uncached.pool.statements();
    let before = statements();
    uncached.query("{ party(key: \"kaniyat\") { key } }");
    let first = statements();
    uncached.query("{ party(key: \"kaniyat\") { key } }");
    assert_eq!(statements() - first, first - before);
}

/// Another process does so by a connection of its own, as this test does.
fn a_load_is_noticed_within_a_second(db: &TestDatabase) {
    let server = TestServer::started(db, &[]);
    let query = "{ revision datasets { key } }";
    let before = server.get("/graphql?query=%7Brevision%7D", &[]);
    assert_eq!(server.query(query).json()["data"]["revision"], 1);
    assert_eq!(server.query(query).json()["data"]["revision"], 1);
    load(&mut db.conn(), &small()).unwrap();
    let loaded = Instant::now();
    let noticed = loop {
        let answer = server.query(query).json();
        let datasets = answer["data"]["datasets"].as_array().unwrap().len() as i64;
        assert_eq!(answer["data"]["revision"], datasets - 1, "the answer is of one revision");
        if datasets == 3 {
            break loaded.elapsed();
        }
        assert!(loaded.elapsed() < Duration::from_secs(30), "the load is not noticed");
        std::thread::sleep(Duration::from_millis(10));
    };
    // It is a second; a machine that is busy with other tests may be late.
    assert!(noticed < Duration::from_secs(5), "{noticed:?}");
    let after = server.get("/graphql?query=%7Brevision%7D", &[("if-none-match", before.header("etag"))]);
    assert_eq!((after.status, after.json()["data"]["revision"].as_i64()), (200, Some(2)));
}

/// A failure is not shared with the requests that wait for it, since each has its own time limit.
fn a_failure_is_not_shared(db: &TestDatabase) {
    db.slow_datasets_down();
    let server = TestServer::started(db, &["--time-limit", "2"]);
    let asked = |pause: u64| {
        std::thread::sleep(Duration::from_millis(pause));
        let start = Instant::now();
        let answer = server.query("{ datasets { key title } }");
        (answer.code(), start.elapsed())
    };
    let answers = std::thread::scope(|scope| {
        [0, 1_000].map(|pause| scope.spawn(move || asked(pause))).map(|asking| asking.join().unwrap())
    });
    for (code, took) in answers {
        assert!(code == "TIMEOUT" && took >= Duration::from_millis(1_900), "{code} after {took:?}");
    }
}

/// Another file with the same number of loads has the same revision, but different data.
#[test]
fn a_file_in_the_place_of_another_is_noticed() {
    run(Backend::Sqlite, "seeded", |db| {
        let server = TestServer::started(db, &[]);
        let query = "{ datasets { key } }";
        let before = server.query(query).text;
        assert_eq!(server.query(query).text, before);
        let tag = server.get(PARTY, &[]).header("etag").to_owned();
        let DatabaseUrl::Sqlite(path) = db.url() else { panic!("no file") };
        let other = format!("{path}.other");
        let url = format!("sqlite://{other}").parse().unwrap();
        let mut conn = Conn::open(&url, Access::Write).unwrap();
        migrate::migrate(&mut conn).unwrap();
        load(&mut conn, &small()).unwrap();
        drop(conn);
        for end in ["-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{path}{end}"));
        }
        std::fs::rename(&other, path).unwrap();
        eventually(|| server.query(query).text != before);
        assert_eq!(server.query("{ revision }").json()["data"]["revision"], 1);
        assert_eq!(server.get(PARTY, &[("if-none-match", &tag)]).status, 200);
    });
}

fn the_cache_stays_within_its_bounds(db: &TestDatabase) {
    let server = TestServer::started(db, &["--answer-cache", "65536"]);
    for number in 0..300 {
        let answer = server.query(&format!("{{ a{number}: datasets {{ title }} }}"));
        assert_eq!(answer.status, 200);
    }
    eventually(|| server.services.cache_usage().bytes <= 65_536);
    assert!(server.services.cache_usage().entries > 0);
    let large = "{ parties(first: 100) { nodes { key name names { text language kind } } } }";
    assert!(server.query(large).text.len() > 65_536 / 8);
    let misses = server.services.cache_usage().misses;
    server.query(large);
    assert_eq!(server.services.cache_usage().misses, misses + 1, "it is too large to be kept");
}

fn clients_may_be_told_not_to_ask_again(db: &TestDatabase) {
    let server = TestServer::started(db, &["--max-age", "60"]);
    assert_eq!(server.get(PARTY, &[]).header("cache-control"), "public, max-age=60");
    let posted = server.post(&json!({ "query": "{ revision }" }));
    assert_eq!(posted.header("cache-control"), "public, max-age=60");
}

on_each_backend! {
    an_answer_is_known_by_its_tag,
    a_tag_is_of_one_question,
    a_tag_is_of_one_load,
    what_has_errors_is_not_kept,
    what_is_asked_again_is_not_computed_again,
    a_load_is_noticed_within_a_second,
    the_cache_stays_within_its_bounds,
    a_failure_is_not_shared,
    clients_may_be_told_not_to_ask_again,
}
