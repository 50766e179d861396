//! What operators see of a server: metrics, log and traces.

use std::io::{Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{Receiver, channel};
use std::time::Instant;

use diesel::connection::SimpleConnection;
use serde_json::Value;

use crate::commands::on;
use crate::support::server::{PATIENCE, Program, TestServer, get};
use crate::support::{TestDatabase, eventually};

fn serve(db: &TestDatabase, test: &str, options: &[&str]) -> TestServer<Program> {
    // What is kept takes no statement, of which there is something to see.
    let serve = ["serve", "--listen", "127.0.0.1:0", "--answer-cache", "0"];
    TestServer::spawn(&mut on(db, test, &[&serve, options].concat()))
}

/// Asks for an answer whose status tells whether anything was executed.
const GRAPHQL_RESPONSE: (&str, &str) = ("Accept", "application/graphql-response+json");

/// A request for a party, whose key is in a variable, and a string that nobody else may read.
const PARTY: &str = r#"{"query": "query TheParty($key: String!) { party(key: $key) { name(language: \"en\") } none: party(key: \"in-the-document\") { key } }", "variables": {"key": "in-a-variable"}}"#;

fn the_age_of_editions_is_told(db: &TestDatabase) {
    let dated = "UPDATE datasets SET edition = '2024-01-27' WHERE id = (SELECT id FROM nodes WHERE key = 'core')";
    db.conn().batch_execute(dated).unwrap();
    let running = serve(db, "editions", &["--metrics-listen", "127.0.0.1:0"]);
    let address = running.metrics.as_deref().unwrap();
    let age = || -> Option<i64> {
        let text = get(address, "/metrics", &[]).text;
        let line =
            text.lines().find_map(|line| line.strip_prefix("sanad_dataset_edition_age_seconds{dataset=\"core\"} "));
        assert!(!text.contains("dataset=\"libya-2018-2020\""), "{text}");
        line.map(|seconds| seconds.parse().unwrap())
    };
    eventually(|| age().is_some());
    let since = chrono::Utc::now()
        .signed_duration_since("2024-01-27T00:00:00Z".parse::<chrono::DateTime<chrono::Utc>>().unwrap());
    assert!((since.num_seconds() - age().unwrap()).abs() < 60);
}

fn metrics_are_served_at_an_address_of_their_own(db: &TestDatabase) {
    let running = serve(db, "metrics", &["--metrics-listen", "127.0.0.1:0", "--pool-size", "3"]);
    for _ in 0..3 {
        assert_eq!(running.post(PARTY).status, 200);
    }
    assert_eq!(running.post_with(r#"{"query": "{ nothing }"}"#, &[GRAPHQL_RESPONSE]).status, 400);
    assert_eq!(running.post(r#"{"query": "{ revision node(id: \"!\") { id } }"}"#).status, 200);
    assert_eq!(running.get("/metrics", &[]).status, 404, "clients do not see them");

    let address = running.metrics.as_deref().unwrap();
    assert_eq!(get(address, "/", &[]).status, 404);
    // A connection is given back after the answer.
    eventually(|| get(address, "/metrics", &[]).text.contains("\nsanad_pool_in_use 0\n"));
    let answer = get(address, "/metrics", &[]);
    assert_eq!(answer.status, 200);
    assert_eq!(answer.header("content-type"), "application/openmetrics-text; version=1.0.0; charset=utf-8");
    for line in [
        "sanad_requests_total{operation=\"TheParty\",code=\"OK\"} 3",
        "sanad_requests_total{operation=\"(anonymous)\",code=\"BAD_USER_INPUT\"} 1",
        "sanad_request_duration_seconds_count{operation=\"TheParty\"} 3",
        "sanad_request_duration_seconds_bucket{le=\"+Inf\",operation=\"TheParty\"} 3",
        "sanad_http_responses_total{status=\"200\"} 4",
        "sanad_http_responses_total{status=\"400\"} 1",
        "sanad_http_responses_total{status=\"404\"} 1",
        "sanad_pool_size 3",
        "sanad_pool_in_use 0",
        "sanad_pool_waiting 0",
        "sanad_admitted 0",
        "sanad_queued 0",
        "sanad_cache_hits_total 0",
        "# UNIT sanad_cache_bytes bytes",
        "# TYPE sanad_request_duration_seconds histogram",
        "# EOF",
    ] {
        assert!(answer.text.lines().any(|other| other == line), "{line}\n{}", answer.text);
    }
    let value = |name: &str| {
        let line = answer.text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.unwrap_or_else(|| panic!("no {name}: {}", answer.text)).parse::<f64>().unwrap()
    };
    assert!(value("sanad_statements_total") >= 3.0);
    assert!((1.0..=3.0).contains(&value("sanad_pool_open")));
    assert!(value("sanad_process_resident_memory_bytes") > 1e6 && value("sanad_process_open_fds") > 5.0);
    assert!(!answer.text.contains("in-a-variable") && !answer.text.contains("in-the-document"));
}

fn the_log_says_what_was_asked_but_not_for_whom(db: &TestDatabase) {
    let running = serve(db, "log", &["--log-format", "json", "--slow-ms", "1", "--log", "debug"]);
    assert_eq!(running.post_with(PARTY, &[("X-Request-ID", "the-first")]).status, 200);
    let line = running.logged(|line| line.contains("the-first") && line.contains("\"answered\""));
    let line: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(line["status"], 200);
    let request = &line["span"];
    assert_eq!((&request["operation"], &request["code"]), (&"TheParty".into(), &"OK".into()), "{line}");
    assert!(request["statements"].as_u64().is_some_and(|statements| statements > 0), "{line}");
    assert!(request["cost"].as_u64().is_some_and(|cost| cost > 0), "{line}");

    assert_eq!(running.post_with(r#"{"query": "{ nothing }"}"#, &[("X-Request-ID", "the-second")]).status, 200);
    let line = running.logged(|line| line.contains("the-second") && line.contains("\"answered\""));
    let line: Value = serde_json::from_str(&line).unwrap();
    assert_eq!(line["span"]["code"], "GRAPHQL_VALIDATION_FAILED");

    // Sooner or later one takes a millisecond.
    let deadline = Instant::now() + PATIENCE;
    while !running.log().contains("\"slow\"") {
        assert!(Instant::now() < deadline, "{}", running.log());
        running.post(PARTY);
    }
    let line: Value = serde_json::from_str(&running.logged(|line| line.contains("\"slow\""))).unwrap();
    let document =
        "query TheParty($key: String!) { party(key: $key) { name(language: ?) } none: party(key: ?) { key } }";
    assert_eq!((&line["level"], &line["document"]), (&"WARN".into(), &document.into()));
    assert!(line["microseconds"].as_u64().is_some_and(|took| took >= 1000), "{line}");
    assert!(!running.log().contains("in-a-variable") && !running.log().contains("in-the-document"));
}

/// A malformed request is logged as the client's mistake, however often it happens.
fn what_is_no_request_is_no_error_of_the_server(db: &TestDatabase) {
    let running = serve(db, "malformed", &["--log", "debug"]);
    let tls = [22, 3, 1, 0, 5, 1, 0, 0, 1, 0];
    let endless = [b"GET / HTTP/1.1\r\nX-Long: ", &vec![b'x'; 200_000][..]].concat();
    for (sent, status) in
        [(&b"garbage\r\n\r\n"[..], "400"), (&tls, "400"), (b"GET / HTTP/9.9\r\n\r\n", "400"), (&endless, "431")]
    {
        let mut connection = running.connect();
        // It may have closed the connection before all has come.
        let _ = connection.write_all(sent);
        let mut answer = Vec::new();
        let _ = connection.read_to_end(&mut answer);
        let answer = String::from_utf8_lossy(&answer);
        assert!(answer.is_empty() || answer.starts_with(&format!("HTTP/1.1 {status}")), "{answer}");
    }
    eventually(|| running.log().matches("a client's connection failed").count() >= 4);
    assert!(!running.log().contains("ERROR"), "{}", running.log());
    assert_eq!(running.get("/health/live", &[]).status, 200);
}

/// Takes what is sent to it and says that all is well.
struct Collector {
    url: String,
    requests: Receiver<(String, Vec<u8>)>,
}

impl Collector {
    fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let (sender, requests) = channel();
        std::thread::spawn(move || {
            for connection in listener.incoming() {
                let mut connection = connection.unwrap();
                let sender = sender.clone();
                std::thread::spawn(move || {
                    while let Some(request) = Self::request(&mut connection) {
                        let _ = sender.send(request);
                        connection.write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").unwrap();
                    }
                });
            }
        });
        Self { url, requests }
    }

    /// The head of a request, and its body.
    fn request(connection: &mut TcpStream) -> Option<(String, Vec<u8>)> {
        let mut head = Vec::new();
        while !head.ends_with(b"\r\n\r\n") {
            let mut byte = [0];
            connection.read_exact(&mut byte).ok()?;
            head.extend(byte);
        }
        let head = String::from_utf8(head).unwrap().to_lowercase();
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: ")).unwrap();
        let mut body = vec![0; length.parse().unwrap()];
        connection.read_exact(&mut body).ok()?;
        Some((head, body))
    }
}

fn has(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

fn traces_go_on_with_the_trace_of_the_sender(db: &TestDatabase) {
    let collector = Collector::start();
    let running = &mut serve(db, "traces", &["--otlp-endpoint", &collector.url, "--trace-ratio", "0"]);
    assert_eq!(running.post(PARTY).status, 200, "it has no sender, and none of those are traced");
    let sender = ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    assert_eq!(running.post_with(PARTY, &[sender]).status, 200);
    assert_eq!(running.get("/health/live", &[]).status, 200);
    let line = running.logged(|line| line.contains("0af7651916cd43dd8448eb211c80319c"));
    assert!(line.contains("answered"), "{line}");
    // Whatever has not been sent yet is sent before it ends.
    running.tell_to_stop();
    assert_eq!(running.ended().code(), Some(0));

    let (head, mut body) = collector.requests.recv_timeout(PATIENCE).unwrap();
    assert!(head.starts_with("post /v1/traces ") && head.contains("content-type: application/x-protobuf"), "{head}");
    body.extend(collector.requests.try_iter().flat_map(|(_, body)| body));
    let trace = 0x0af7_6519_16cd_43dd_8448_eb21_1c80_319c_u128.to_be_bytes();
    let parent = 0xb7ad_6b71_6920_3331_u64.to_be_bytes();
    for part in
        [&trace[..], &parent, b"sanad", b"http.request.method", b"graphql", b"fetch", b"TheParty", b"statements"]
    {
        assert!(has(&body, part), "{part:?} is in {}", String::from_utf8_lossy(&body));
    }
    assert!(!has(&body, b"in-a-variable") && !has(&body, b"in-the-document"));
    // The spans of the one request: HTTP, GraphQL, one hop.
    assert_eq!(body.windows(trace.len()).filter(|window| *window == trace).count(), 3);
}

fn a_collector_that_is_away_is_no_trouble(db: &TestDatabase) {
    let nobody = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let running = serve(db, "no-collector", &["--otlp-endpoint", &format!("http://{nobody}")]);
    assert_eq!(running.post(PARTY).status, 200);
    running.tell_to_stop();
    assert_eq!(running.ended().code(), Some(0));
    running.logged(|line| line.contains("cannot send traces"));
}

on_each_backend! {
    metrics_are_served_at_an_address_of_their_own,
    the_age_of_editions_is_told,
    the_log_says_what_was_asked_but_not_for_whom,
    what_is_no_request_is_no_error_of_the_server,
    traces_go_on_with_the_trace_of_the_sender,
    a_collector_that_is_away_is_no_trouble,
}
