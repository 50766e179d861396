//! How a server stops.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

use crate::commands::on;
use crate::support::TestDatabase;
use crate::support::server::{Answer, Program, TestServer};

const REVISION: &str = r#"{"query": "{ revision }"}"#;

fn serve(db: &TestDatabase, test: &str, options: &[&str]) -> TestServer<Program> {
    let serve = ["serve", "--listen", "127.0.0.1:0"];
    TestServer::spawn(&mut on(db, test, &[&serve, options].concat()))
}

/// Asks whether the server is ready until it says no.
fn unready(running: &TestServer<Program>) -> Answer {
    let deadline = Instant::now() + Duration::from_secs(2);
    loop {
        let answer = running.get("/health/ready", &[]);
        if answer.status != 200 {
            return answer;
        }
        assert!(Instant::now() < deadline, "the server is still ready");
    }
}

fn balancers_learn_of_it_before_connections_are_refused(db: &TestDatabase) {
    let running = serve(db, "drain", &["--drain-delay", "8"]);
    let mut idle = running.connect();
    idle.write_all(b"GET /health/live HTTP/1.1\r\nHost: sanad\r\n\r\n").unwrap();
    let mut answer = [0; 4096];
    assert!(idle.read(&mut answer).unwrap() > 0);

    let told = Instant::now();
    running.tell_to_stop();
    let answer = unready(&running);
    assert_eq!((answer.status, answer.text.as_str()), (503, r#"{"status":"stopping"}"#));
    // Those who do not know yet are still served, and asked to come again on another connection.
    let answer = running.post(REVISION);
    assert_eq!((answer.status, answer.text.as_str()), (200, r#"{"data":{"revision":1}}"#));
    let mut kept = running.connect();
    kept.write_all(b"GET /health/live HTTP/1.1\r\nHost: sanad\r\n\r\n").unwrap();
    let mut answer = String::new();
    kept.read_to_string(&mut answer).unwrap();
    assert!(answer.to_lowercase().contains("connection: close"), "{answer}");

    // A connection that lies idle does not hold it up.
    assert_eq!(idle.read(&mut [0]).unwrap(), 0);
    assert_eq!(running.ended().code(), Some(0));
    assert!(told.elapsed() >= Duration::from_secs(8), "{:?}", told.elapsed());
    assert!(TcpStream::connect(&running.address).is_err());
}

fn a_request_that_never_ends_does_not_hold_it_up(db: &TestDatabase) {
    let running = serve(db, "drain-timeout", &["--shutdown-timeout", "1"]);
    let _connection = running.begin_post(9);
    let told = Instant::now();
    running.tell_to_stop();
    assert_eq!(running.ended().code(), Some(0));
    // Less than the 10 seconds that its body may take.
    assert!((1..9).contains(&told.elapsed().as_secs()), "{:?}", told.elapsed());
}

fn who_tells_it_twice_does_not_want_to_wait(db: &TestDatabase) {
    let running = serve(db, "drain-twice", &["--drain-delay", "600"]);
    running.tell_to_stop();
    unready(&running);
    running.tell_to_stop();
    assert_eq!(running.ended().code(), Some(0));
}

on_each_backend! {
    balancers_learn_of_it_before_connections_are_refused,
    a_request_that_never_ends_does_not_hold_it_up,
    who_tells_it_twice_does_not_want_to_wait,
}
