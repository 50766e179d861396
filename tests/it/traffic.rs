//! How much is taken at once: of all clients, of one, and of slow ones.

use std::io::{ErrorKind, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::{Duration, Instant};

use actix_web::test::TestRequest;
use futures_util::future::{join, join_all};
use sanad::config::Settings;
use sanad::db::Pool;
use sanad::server::Services;

use crate::support::TestDatabase;
use crate::support::server::{Answer, PATIENCE, TestServer, Whole, answer_of, get, read_to_end, services, settings};

const REVISION: &str = r#"{"query": "{ revision }"}"#;

/// What became of requests: the status, the code and `Retry-After`.
type Outcome = (u16, String, String);

/// Sends requests at the same time, each from its address.
async fn send(services: &Services, requests: impl IntoIterator<Item = TestRequest>) -> Vec<Outcome> {
    let outcomes = requests.into_iter().map(async |request| {
        let answer = answer_of(services, request).await;
        (answer.status, answer.code(), answer.header("retry-after").to_owned())
    });
    join_all(outcomes).await
}

fn asked_by(address: &str) -> TestRequest {
    TestRequest::post()
        .uri("/graphql")
        .peer_addr(SocketAddr::new(address.parse().unwrap(), 4711))
        .insert_header(("content-type", "application/json"))
        .set_payload(REVISION)
}

fn answered() -> Outcome {
    (200, String::new(), String::new())
}

async fn past_its_queue_the_server_refuses(db: &TestDatabase) {
    let refused = (503, "OVERLOADED".to_owned(), "1".to_owned());
    for (queue, expected) in [(0, 1), (3, 4), (10, 8)] {
        let pool = Pool::new(db.url(), 1);
        let mut settings = settings(&["--concurrency", "1", "--answer-cache", "0"]);
        settings.traffic.queue = queue;
        let services = Services::new(pool.clone(), &settings).unwrap();
        // While it has the only connection, the one that is executed does not end.
        let connection = pool.permit().await;
        let all_have_come = async {
            actix_web::rt::time::sleep(Duration::from_millis(500)).await;
            drop(connection);
        };
        let (outcomes, ()) = join(send(&services, (0..8).map(|_| asked_by("192.0.2.1"))), all_have_come).await;
        let count = |outcome: Outcome| outcomes.iter().filter(|other| **other == outcome).count();
        assert_eq!((count(answered()), count(refused.clone())), (expected, 8 - expected), "{outcomes:?}");
        // The last permit is returned just after the last answer.
        let start = Instant::now();
        while send(&services, [asked_by("192.0.2.1")]).await != [answered()] {
            assert!(start.elapsed() < PATIENCE, "a request has kept its permit");
            actix_web::rt::time::sleep(Duration::from_millis(10)).await;
        }
    }
}

/// Of four places and connections, one client gets two.
async fn one_client_leaves_places_and_room_in_the_queue_to_others(db: &TestDatabase) {
    let pool = Pool::new(db.url(), 4);
    let mut settings = settings(&["--concurrency", "4", "--pool-size", "4", "--answer-cache", "0"]);
    settings.traffic.queue = 4;
    let services = Services::new(pool.clone(), &settings).unwrap();
    // Nobody gets a connection: the greedy have two places and the whole queue.
    let connections = join_all((0..4).map(|_| pool.permit())).await;
    let others = async {
        actix_web::rt::time::sleep(Duration::from_millis(500)).await;
        // Two get the other places, and two take room in the queue from the greedy.
        let others = send(&services, (2..6).map(|client| asked_by(&format!("192.0.2.{client}"))));
        let last = async {
            actix_web::rt::time::sleep(Duration::from_millis(500)).await;
            drop(connections);
        };
        join(others, last).await.0
    };
    let (greedy, others) = join(send(&services, (0..6).map(|_| asked_by("192.0.2.1"))), others).await;
    assert_eq!(others, vec![answered(); 4]);
    assert_eq!(greedy.iter().filter(|outcome| **outcome == answered()).count(), 4, "{greedy:?}");
}

async fn a_client_that_sends_too_much_is_told_to_wait(db: &TestDatabase) {
    const BURST: usize = 50;
    let limit = ["--rate-limit", "1"];
    let limited = services(db, &limit);
    let client = || asked_by("192.0.2.1");
    let refused = (429, "RATE_LIMITED".to_owned(), "1".to_owned());
    assert_eq!(send(&limited, (0..BURST).map(|_| client())).await, vec![answered(); BURST]);
    // `X-Forwarded-For` from an untrusted peer is ignored, and requests without database work are not counted.
    let behind = client().insert_header(("x-forwarded-for", "192.0.2.9"));
    assert_eq!(send(&limited, [client(), behind]).await, vec![refused.clone(); 2]);
    assert_eq!(send(&limited, [client().uri("/health/live").method(actix_web::http::Method::GET)]).await[0].0, 200);
    assert_eq!(send(&limited, [asked_by("192.0.2.2")]).await, [answered()]);

    let limited = services(db, &[&limit[..], &["--trusted-proxies", "10.0.0.0/8"]].concat());
    let behind = |client: &str| {
        asked_by("10.0.0.1").insert_header(("x-forwarded-for", format!("192.0.2.{client}, 198.51.100.1")))
    };
    let outcomes = send(&limited, (0..=BURST).map(|made_up| behind(&made_up.to_string()))).await;
    assert_eq!(outcomes, [vec![answered(); BURST], vec![refused]].concat());
    let other = asked_by("10.0.0.1").insert_header(("x-forwarded-for", "198.51.100.2"));
    assert_eq!(send(&limited, [other]).await, [answered()]);
}

async fn without_a_setting_nobody_is_limited(db: &TestDatabase) {
    let unlimited = services(db, &[]);
    assert_eq!(send(&unlimited, (0..100).map(|_| asked_by("192.0.2.1"))).await, vec![answered(); 100]);
}

/// A server with these time limits in seconds for the client and between requests.
fn serve(db: &TestDatabase, client_timeout: u64, keep_alive: u64) -> TestServer<Whole> {
    TestServer::serve(db, timed(client_timeout, keep_alive))
}

fn timed(client_timeout: u64, keep_alive: u64) -> Settings {
    let mut settings = settings(&[]);
    settings.traffic.client_timeout = Duration::from_secs(client_timeout);
    settings.traffic.keep_alive = keep_alive;
    settings
}

/// Sends the beginning, and then a byte now and then. Returns all that the server says until it hangs up, and how long
/// that took.
fn trickle(mut connection: TcpStream, beginning: &str) -> (String, Duration) {
    let started = Instant::now();
    connection.write_all(beginning.as_bytes()).unwrap();
    let mut writing = connection.try_clone().unwrap();
    let trickling = std::thread::spawn(move || {
        while started.elapsed() < PATIENCE && writing.write_all(b"x").is_ok() {
            std::thread::sleep(Duration::from_millis(100));
        }
    });
    let (mut answer, mut buffer) = (Vec::new(), [0; 4096]);
    loop {
        match connection.read(&mut buffer) {
            Ok(0) => break,
            Ok(length) => answer.extend_from_slice(&buffer[..length]),
            Err(error) if error.kind() == ErrorKind::ConnectionReset => break,
            Err(error) => panic!("{error}"),
        }
    }
    let took = started.elapsed();
    trickling.join().unwrap();
    (String::from_utf8(answer).unwrap(), took)
}

fn slow_clients_are_cut_off(db: &TestDatabase) {
    let running = serve(db, 1, 1);
    let limits = Duration::from_millis(900)..Duration::from_secs(8);

    let (answer, took) = trickle(running.connect(), "GET / HTTP/1.1\r\nHost: sanad\r\nX-Slow: ");
    assert!(answer.starts_with("HTTP/1.1 408") && limits.contains(&took), "{took:?}: {answer}");

    let post =
        "POST /graphql HTTP/1.1\r\nHost: sanad\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n";
    let (answer, took) = trickle(running.connect(), post);
    let answer = Answer::parse(answer.as_bytes());
    assert!(answer.status == 408 && limits.contains(&took), "{took:?}: {answer:?}");
    assert!(answer.text.contains("The body did not arrive within 1 s."), "{answer:?}");

    // The head of a second request, which the first one's time-out does not meet.
    let first = "GET /health/live HTTP/1.1\r\nHost: sanad\r\n\r\n";
    let (answer, took) = trickle(running.connect(), &format!("{first}GET / HTTP/1.1\r\nHost: sanad\r\nX-Slow: "));
    assert!(answer.starts_with("HTTP/1.1 200") && limits.contains(&took), "{took:?}: {answer}");

    // One that says nothing more is closed as well.
    let mut quiet = running.connect();
    quiet.write_all(first.as_bytes()).unwrap();
    assert_eq!(read_to_end(quiet).status, 200);
}

/// More of the schema than the buffers of the two systems hold, and nobody reads it.
fn clients_that_do_not_read_are_cut_off(db: &TestDatabase) {
    let running = serve(db, 1, 1);
    let mut connection = running.connect();
    let request = "GET /schema.graphql HTTP/1.1\r\nHost: sanad\r\n\r\n".repeat(400);
    connection.write_all(request.as_bytes()).unwrap();
    let metrics = || get(&running.metrics, "/metrics", &[]).text;
    let deadline = Instant::now() + PATIENCE;
    for expected in ["\nsanad_connections_closed_slow_total 1\n", "\nsanad_connections 0\n"] {
        while !metrics().contains(expected) {
            assert!(Instant::now() < deadline, "{}", metrics());
            std::thread::sleep(Duration::from_millis(100));
        }
    }
}

fn so_many_connections_are_open_at_the_same_time(db: &TestDatabase) {
    let mut settings = timed(2, 75);
    settings.traffic.connections = 4;
    let running = TestServer::serve(db, settings);
    let _idle: Vec<_> = (0..4).map(|_| running.connect()).collect();
    let started = Instant::now();
    // It waits until the idle ones have been closed.
    assert_eq!(running.get("/health/live", &[]).status, 200);
    assert!(started.elapsed() >= Duration::from_millis(1500), "{:?}", started.elapsed());
}

on_each_backend! {
    async past_its_queue_the_server_refuses,
    async one_client_leaves_places_and_room_in_the_queue_to_others,
    async a_client_that_sends_too_much_is_told_to_wait,
    async without_a_setting_nobody_is_limited,
    slow_clients_are_cut_off,
    clients_that_do_not_read_are_cut_off,
    so_many_connections_are_open_at_the_same_time,
}
