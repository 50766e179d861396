//! Good requests with known responses, and bad requests, which the server must refuse.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::{Duration, Instant};

use fastrand::Rng;
use serde_json::json;
use ureq::Agent;

use crate::Failure;

/// How long a good request is retried while the database is unavailable, before it counts as lost.
const PATIENCE: Duration = Duration::from_secs(60);

/// Maximum number of faults that are reported.
const TOLD: usize = 20;

const GOOD: [&str; 7] = [
    r#"{ party(key: "kaniyat") { key name names { text language } } }"#,
    "{ parties(first: 20) { nodes { name relationships { nodes { kind evidence { nodes { stance article { headline } } } } } } } }",
    r#"{ search(text: "haft") { edges { score node { __typename } } } }"#,
    r#"{ screen(queries: [{ name: "KANI, Mohamed" }]) { matches { score party { key } } } }"#,
    "{ sanctionEventCounts(by: [ACTION]) { count } }",
    "{ __schema { types { name fields { name type { name } } } } }",
    r#"{ paths(from: "Actor:mohamed-al-kani", to: "Actor:antonio-guterres") { nodes { length } } }"#,
];

/// The results of all requests.
#[derive(Default)]
pub struct Tally {
    answered: AtomicU64,
    healed: AtomicU64,
    refused: AtomicU64,
    faults: Mutex<Vec<String>>,
}

impl Tally {
    pub fn cells(&self) -> String {
        let count = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        format!("{} | {} | {}", count(&self.answered), count(&self.healed), count(&self.refused))
    }

    pub fn faults(&self) -> Vec<String> {
        self.faults.lock().map(|faults| faults.clone()).unwrap_or_default()
    }

    fn fault(&self, fault: String) {
        if let Ok(mut faults) = self.faults.lock()
            && faults.len() < TOLD
        {
            faults.push(fault);
        }
    }
}

fn agent() -> Agent {
    let timeout = Some(Duration::from_secs(30));
    Agent::config_builder().http_status_as_error(false).timeout_global(timeout).build().into()
}

/// Returns the status and the body of the response.
fn ask(agent: &Agent, address: &str, body: &str) -> Result<(u16, String), ureq::Error> {
    let request = agent.post(format!("{address}/graphql")).header("Content-Type", "application/json");
    let mut answer = request.send(body)?;
    Ok((answer.status().as_u16(), answer.body_mut().read_to_string()?))
}

fn body(query: &str, number: u64) -> String {
    json!({ "query": query, "variables": { "unused": number } }).to_string()
}

/// The expected response to each good request.
pub fn expected(address: &str) -> Result<Vec<String>, Failure> {
    let agent = agent();
    let mut answers = Vec::new();
    for query in GOOD {
        match ask(&agent, address, &body(query, 0))? {
            (200, text) if !text.contains("\"errors\"") => answers.push(text),
            (status, text) => return Err(format!("{query}: {status} {text}").into()),
        }
    }
    Ok(answers)
}

/// Sends good requests until done. Half of them can be answered from the cache; the others are computed.
pub fn good(address: &str, expected: &[String], seed: u64, tally: &Tally, done: &AtomicBool) {
    let (mut rng, agent) = (Rng::with_seed(seed), agent());
    while !done.load(Ordering::Relaxed) {
        let place = rng.usize(..GOOD.len());
        let body = body(GOOD[place], if rng.bool() { 0 } else { rng.u64(..) });
        let started = Instant::now();
        let mut was_refused = false;
        loop {
            match ask(&agent, address, &body) {
                Ok((200, text)) if text == expected[place] => {
                    tally.answered.fetch_add(1, Ordering::Relaxed);
                    tally.healed.fetch_add(u64::from(was_refused), Ordering::Relaxed);
                    break;
                }
                Ok((503, text)) if text.contains("UNAVAILABLE") || text.contains("OVERLOADED") => was_refused = true,
                Ok((status, text)) => {
                    tally.fault(format!("{}: {status} {text:.300}", GOOD[place]));
                    break;
                }
                Err(error) => {
                    tally.fault(format!("{}: {error}", GOOD[place]));
                    break;
                }
            }
            if started.elapsed() > PATIENCE {
                tally.fault(format!("{}: refused for {PATIENCE:?}", GOOD[place]));
                break;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

/// Request bodies that the server must refuse.
fn attacks() -> Vec<(&'static str, String)> {
    let query = |text: String| json!({ "query": text }).to_string();
    let bomb: String = (0..30).map(|n| format!("fragment F{n} on Query {{ ...F{m} ...F{m} }} ", m = n + 1)).collect();
    let aliases: String = (0..10_000).map(|n| format!("a{n}: revision ")).collect();
    vec![
        ("nesting", query(format!("{{ parties(where: {}", "[".repeat(100_000)))),
        ("fragments", query(format!("{{ ...F0 }} {bomb} fragment F30 on Query {{ revision }}"))),
        ("a cycle", query("{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }".to_owned())),
        ("aliases", query(format!("{{ {aliases} }}"))),
        ("a long body", query("x".repeat(4 << 20))),
        ("no JSON", "{\"query\": \"{ revi".to_owned()),
        (
            "deep variables",
            format!("{{\"query\": \"{{ revision }}\", \"variables\": {{\"a\": {}}}}}", "[".repeat(50_000)),
        ),
        ("no such field", query("{ nothing }".to_owned())),
    ]
}

/// Sends bad requests, and some that are aborted, until done.
pub fn bad(address: &str, seed: u64, tally: &Tally, done: &AtomicBool) {
    let (mut rng, agent, attacks) = (Rng::with_seed(seed), agent(), attacks());
    while !done.load(Ordering::Relaxed) {
        if rng.u8(..8) == 0 {
            abort_request(address, &mut rng);
            continue;
        }
        let (name, body) = &attacks[rng.usize(..attacks.len())];
        match ask(&agent, address, body) {
            Ok((200 | 400 | 413 | 422 | 503, text)) if text.contains("\"errors\"") => {
                tally.refused.fetch_add(1, Ordering::Relaxed);
            }
            Ok((status, text)) => tally.fault(format!("{name}: {status} {text:.300}")),
            // The server refuses a body that is too long while it is still being sent.
            Err(_) if body.len() > 1 << 20 => {
                tally.refused.fetch_add(1, Ordering::Relaxed);
            }
            Err(error) => tally.fault(format!("{name}: {error}")),
        }
    }
}

/// Sends a request, or only a part of it, and closes the connection before it has read the whole response.
fn abort_request(address: &str, rng: &mut Rng) {
    let Some(host) = address.strip_prefix("http://") else { return };
    let Ok(mut stream) = TcpStream::connect(host) else { return };
    let query = body(GOOD[1], rng.u64(..));
    let request = format!(
        "POST /graphql HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{query}",
        query.len()
    );
    let sent = if rng.bool() { request.len() } else { rng.usize(..request.len()) };
    let _ = stream.write_all(&request.as_bytes()[..sent]);
    if rng.bool() {
        let _ = stream.set_read_timeout(Some(Duration::from_millis(rng.u64(1..20))));
        let _ = stream.read(&mut [0; 512]);
    }
}
