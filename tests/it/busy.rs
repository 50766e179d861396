//! A server with more work than it can do: probes, cheap questions and other clients are still answered.

use std::io::Write;
use std::net::TcpStream;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::{Scope, sleep};
use std::time::{Duration, Instant};

use sanad::config::Traffic;
use serde_json::json;

use crate::support::server::{PATIENCE, TestServer, Whole, get, settings};
use crate::support::{TestDatabase, eventually};

/// One of the longest possible answers, in this many parts of about 75 KB. The alias makes it unique, so that it is not
/// cached.
fn expensive(number: usize, parts: usize) -> String {
    let texts: String = (0..parts).map(|part| format!("s{part}: summary h{part}: headline ")).collect();
    let evidence = format!("evidence(first: 2) {{ nodes {{ article {{ key {texts} }} }} }}");
    let parties = format!("nodes {{ key relationships(first: 10) {{ nodes {{ kind {evidence} }} }} }}");
    json!({ "query": format!("{{ a{number}: parties(first: 50) {{ {parties} }} }}") }).to_string()
}

fn cheap(number: usize) -> String {
    json!({ "query": format!("{{ a{number}: party(key: \"kaniyat\") {{ key }} }}") }).to_string()
}

/// All tests run on one machine, so the client is named as a proxy would name it.
fn of(client: &str) -> [(&str, &str); 1] {
    [("X-Forwarded-For", client)]
}

fn serve(db: &TestDatabase, options: &[&str], adjust: impl FnOnce(&mut Traffic)) -> TestServer<Whole> {
    let mut settings = settings(&[&["--trusted-proxies", "127.0.0.0/8"], options].concat());
    adjust(&mut settings.traffic);
    TestServer::serve(db, settings)
}

fn metric(running: &TestServer<Whole>, name: &str) -> u64 {
    let text = get(&running.metrics, "/metrics", &[]).text;
    let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
    line.unwrap_or_else(|| panic!("no {name}: {text}")).parse().unwrap()
}

/// A client that sends the most expensive requests over many connections until the test ends.
#[derive(Default)]
struct Greedy {
    asked: AtomicUsize,
    answered: AtomicUsize,
    is_over: AtomicBool,
}

impl Greedy {
    fn ask<'scope>(
        &'scope self,
        scope: &'scope Scope<'scope, '_>,
        running: &'scope TestServer<Whole>,
        connections: usize,
    ) {
        for _ in 0..connections {
            scope.spawn(move || {
                while !self.is_over.load(Ordering::Relaxed) {
                    let number = self.asked.fetch_add(1, Ordering::Relaxed);
                    match running.post_with(&expensive(number, 25), &of("192.0.2.1")).status {
                        200 => _ = self.answered.fetch_add(1, Ordering::Relaxed),
                        503 => sleep(Duration::from_millis(50)),
                        other => panic!("{other}"),
                    }
                }
            });
        }
    }

    fn answered(&self) -> usize {
        self.answered.load(Ordering::Relaxed)
    }
}

/// Ends the greedy even when the test fails.
struct End<'a>(&'a Greedy);

impl Drop for End<'_> {
    fn drop(&mut self) {
        self.0.is_over.store(true, Ordering::Relaxed);
    }
}

/// There is one I/O thread. If answers were computed on it, each round would wait for some of them.
fn probes_and_what_is_kept_are_answered_while_all_places_are_taken(db: &TestDatabase) {
    let places = ["--concurrency", "2", "--client-concurrency", "2", "--pool-size", "2"];
    let running = serve(db, &places, |_| {});
    let ready = || running.get("/health/ready", &[]).status == 200 && metric(&running, "sanad_revision") == 1;
    eventually(ready);
    let kept = cheap(0);
    assert_eq!(running.post(&kept).status, 200);
    let greedy = Greedy::default();
    std::thread::scope(|scope| {
        let _end = End(&greedy);
        greedy.ask(scope, &running, 4);
        eventually(|| metric(&running, "sanad_admitted") == 2 && metric(&running, "sanad_queued") > 0);
        let (before, mut rounds) = (greedy.answered(), 0);
        while greedy.answered() < before + 4 {
            assert_eq!(running.get("/health/live", &[]).status, 200);
            assert_eq!(running.get("/health/ready", &[]).status, 200);
            assert_eq!(running.post(&kept).status, 200);
            let refusal = running.post(r#"{"query": "{"}"#);
            assert!(refusal.text.contains("GRAPHQL_PARSE_FAILED"), "{}", refusal.text);
            rounds += 1;
        }
        assert!(rounds >= 12, "only {rounds} rounds while 4 expensive requests were answered");
    });
}

/// A client with 16 connections gets only its share of the permits and of the queue.
fn other_clients_are_answered_while_one_asks_for_all_it_can(db: &TestDatabase) {
    let running = serve(db, &["--concurrency", "4", "--pool-size", "4"], |traffic| traffic.queue = 8);
    let greedy = Greedy::default();
    std::thread::scope(|scope| {
        let _end = End(&greedy);
        greedy.ask(scope, &running, 16);
        eventually(|| metric(&running, "sanad_queued") == 8);
        assert_eq!(metric(&running, "sanad_admitted"), 2);
        let before = greedy.answered();
        for number in 1..=20 {
            assert_eq!(running.post_with(&cheap(number), &of("192.0.2.2")).status, 200, "{number}");
        }
        let meanwhile = greedy.answered() - before;
        assert!(meanwhile < 20, "{meanwhile} expensive answers in the time of 20 cheap ones");
        assert!(metric(&running, "sanad_held_back_total") > 0);
    });
}

/// There is no queue: a request that did not wait for the answer of the first would be refused.
fn clients_who_ask_the_same_take_one_place(db: &TestDatabase) {
    let running = serve(db, &["--concurrency", "1"], |traffic| traffic.queue = 0);
    eventually(|| running.get("/health/ready", &[]).status == 200);
    let question = expensive(0, 25);
    std::thread::scope(|scope| {
        for client in 0..8 {
            let (running, question) = (&running, &question);
            scope.spawn(move || {
                assert_eq!(running.post_with(question, &of(&format!("192.0.2.{client}"))).status, 200);
            });
        }
    });
    assert_eq!(metric(&running, "sanad_cache_misses_total"), 1);
    assert_eq!(metric(&running, "sanad_cache_hits_total"), 7);
    assert_eq!((metric(&running, "sanad_admitted"), metric(&running, "sanad_admission_clients")), (0, 0));
}

const UNREAD_LIMIT: usize = 2 * 1024 * 1024;

/// Asks for the same long answer again and again, and reads nothing: the buffers of the two systems hold some of it.
fn ask_without_reading(running: &TestServer<Whole>, number: usize) -> TcpStream {
    let (mut connection, body) = (running.connect(), expensive(number, 8));
    let head = "POST /graphql HTTP/1.1\r\nHost: sanad\r\nContent-Type: application/json";
    let request = format!("{head}\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    connection.set_write_timeout(Some(Duration::from_millis(200))).unwrap();
    // The server stops reading as soon as it cannot write.
    let _ = connection.write_all(request.repeat(40).as_bytes());
    connection
}

fn answers_that_nobody_reads_are_bounded(db: &TestDatabase) {
    let running = serve(db, &[], |traffic| traffic.unread_limit = UNREAD_LIMIT);
    let unread = || usize::try_from(metric(&running, "sanad_unread_bytes")).unwrap();
    let stuck: Vec<_> = (0..8).map(|number| ask_without_reading(&running, number)).collect();
    eventually(|| unread() > UNREAD_LIMIT / 2);
    // Other clients get their long answers, for which those that are stuck are closed.
    let (deadline, mut number) = (Instant::now() + PATIENCE, 100);
    while running.post(&expensive(number, 8)).status != 200
        || metric(&running, "sanad_connections_closed_slow_total") == 0
    {
        assert!(Instant::now() < deadline && unread() <= UNREAD_LIMIT, "{}", unread());
        number += 1;
    }
    assert!(unread() <= UNREAD_LIMIT);
    drop(stuck);
    eventually(|| unread() == 0);
}

on_each_backend! {
    probes_and_what_is_kept_are_answered_while_all_places_are_taken,
    other_clients_are_answered_while_one_asks_for_all_it_can,
    clients_who_ask_the_same_take_one_place,
    answers_that_nobody_reads_are_bounded,
}
