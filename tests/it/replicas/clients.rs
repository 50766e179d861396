//! Clients that ask without pause, and retry what fails.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, RwLock};
use std::thread::{JoinHandle, sleep, spawn};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use ureq::Agent;

use super::editions::{Editions, QUERIES};
use super::instance::Instance;

const CLIENTS: u32 = 4;

/// Within that time a retry has to succeed, at whichever instance. What it takes is mostly well below one second; the rest is
/// for machines that are busy.
const HEALING: Duration = Duration::from_secs(15);

/// How long a client waits for one answer: longer than the server lets a request take.
const PATIENCE: Duration = Duration::from_secs(30);

/// Between an attempt and the next one.
const PAUSE: Duration = Duration::from_millis(20);

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Failure {
    /// The server says that it cannot, with a status and a code.
    Refused(u16, String),
    /// There is no connection, or it ended before the answer.
    Lost(String),
}

/// Asks an instance once.
pub fn asked(agent: &Agent, instance: &Instance, query: &str) -> Result<Value, Failure> {
    let lost = |error: ureq::Error| Failure::Lost(error.to_string());
    let post =
        agent.post(format!("http://{}/graphql", instance.server.address)).config().http_status_as_error(false).build();
    let mut answer = post.send_json(json!({ "query": query })).map_err(lost)?;
    let status = answer.status().as_u16();
    let text = answer.body_mut().read_to_string().map_err(lost)?;
    let mut json: Value =
        serde_json::from_str(&text).map_err(|_| Failure::Refused(status, format!("no JSON: {text}")))?;
    let errors = json["errors"].as_array().cloned().unwrap_or_default();
    // Of several errors the worst is told: the one that is no reason to try again.
    let code = |error: &Value| error["extensions"]["code"].as_str().unwrap_or("no code").to_owned();
    let mut codes: Vec<_> = errors.iter().map(code).collect();
    codes.sort_by_key(|code| TRANSIENT.contains(&code.as_str()));
    match codes.into_iter().next() {
        Some(code) => Err(Failure::Refused(status, code)),
        None => Ok(json["data"].take()),
    }
}

/// The codes that tell a client to try again.
const TRANSIENT: [&str; 2] = ["UNAVAILABLE", "OVERLOADED"];

impl Failure {
    /// Whether it may be, while a database or an instance goes: with the status that clients and balancers retry on. Once
    /// fields have been executed the status is that of an answer.
    fn is_to_be_expected(&self, of_instance: &Instance) -> bool {
        match self {
            Self::Refused(status, code) => [503, 200].contains(status) && TRANSIENT.contains(&code.as_str()),
            Self::Lost(_) => of_instance.is_told_to_stop(),
        }
    }
}

/// What all clients share.
struct Shared {
    editions: Arc<Editions>,
    /// Those that are to be asked.
    instances: RwLock<Vec<Arc<Instance>>>,
    /// The least revision that an answer to a new request may be of.
    floor: AtomicU64,
    is_over: AtomicBool,
    record: Mutex<Record>,
}

/// What the clients have met with.
#[derive(Default)]
struct Record {
    answers: u64,
    /// Failures that were healed, by what they were.
    failures: BTreeMap<String, u64>,
    longest_healing: Duration,
    /// How often an instance has answered by an older revision than before, as one does that reads another server.
    back: u64,
    latest: BTreeMap<String, u64>,
    /// What must not be.
    wrong: Vec<String>,
}

/// The clients, asking until they are dropped.
pub struct Clients {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
}

impl Clients {
    pub fn start(editions: Arc<Editions>, instances: &[&Arc<Instance>]) -> Self {
        let shared = Arc::new(Shared {
            editions,
            instances: RwLock::new(instances.iter().copied().cloned().collect()),
            floor: AtomicU64::new(1),
            is_over: AtomicBool::new(false),
            record: Mutex::default(),
        });
        let client = |number: u32| {
            let shared = Arc::clone(&shared);
            spawn(move || shared.ask_on_and_on(number as usize))
        };
        let threads = (0..CLIENTS).map(client).collect();
        Self { shared, threads }
    }

    /// From now on these instances are asked.
    pub fn ask(&self, instances: &[&Arc<Instance>]) {
        *self.shared.instances.write().expect("no client panics with it") =
            instances.iter().copied().cloned().collect();
    }

    /// From now on, answers to new requests must be of that revision or a later one.
    pub fn expect_revision(&self, revision: u64) {
        self.shared.floor.store(revision, Ordering::SeqCst);
    }

    /// Fails when a client has met with what must not be.
    pub fn assert_all_is_right(&self) {
        let wrong = {
            let record = self.shared.record();
            (!record.wrong.is_empty()).then(|| format!("{}\n{record}", record.wrong.join("\n")))
        };
        if let Some(wrong) = wrong {
            panic!("{wrong}");
        }
    }

    /// What the clients have met with since this was last asked.
    pub fn report(&self) -> String {
        let mut record = self.shared.record();
        let report = record.to_string();
        let latest = std::mem::take(&mut record.latest);
        let wrong = std::mem::take(&mut record.wrong);
        *record = Record { latest, wrong, ..Record::default() };
        report
    }
}

impl Drop for Clients {
    fn drop(&mut self) {
        self.shared.is_over.store(true, Ordering::SeqCst);
        for thread in self.threads.drain(..) {
            let joined = thread.join();
            assert!(joined.is_ok() || std::thread::panicking(), "a client panicked");
        }
    }
}

impl Shared {
    fn record(&self) -> MutexGuard<'_, Record> {
        self.record.lock().expect("nobody panics with it")
    }

    fn ask_on_and_on(&self, number: usize) {
        let agent: Agent = Agent::config_builder().timeout_global(Some(PATIENCE)).build().into();
        // Each begins at another place, so that all queries are asked at all times.
        for turn in number.. {
            if self.is_over.load(Ordering::SeqCst) {
                break;
            }
            let outcome = self.answered(&agent, turn);
            let mut record = self.record();
            match outcome {
                Ok(()) => record.answers += 1,
                Err(wrong) => record.wrong.push(wrong),
            }
        }
    }

    /// Asks until there is an answer, of one instance after the other.
    fn answered(&self, agent: &Agent, turn: usize) -> Result<(), String> {
        let query = turn % QUERIES.len();
        let mut failing_since = None;
        for attempt in turn / QUERIES.len().. {
            let instance = {
                let instances = self.instances.read().expect("nobody panics with it");
                Arc::clone(&instances[attempt % instances.len()])
            };
            let floor = self.floor.load(Ordering::SeqCst);
            let started = Instant::now();
            let failure = match asked(agent, &instance, QUERIES[query]) {
                Ok(answer) => {
                    self.examine(&instance, query, floor, &answer)?;
                    let healing = failing_since.map(|since: Instant| since.elapsed()).unwrap_or_default();
                    let mut record = self.record();
                    record.longest_healing = record.longest_healing.max(healing);
                    return Ok(());
                }
                Err(failure) => failure,
            };
            if !failure.is_to_be_expected(&instance) {
                return Err(format!("{} failed with {failure:?}: {}", instance.name, QUERIES[query]));
            }
            let what = match &failure {
                Failure::Refused(status, code) => format!("{status} {code}"),
                Failure::Lost(_) => "connection lost".to_owned(),
            };
            *self.record().failures.entry(what).or_default() += 1;
            let since = *failing_since.get_or_insert(started);
            if since.elapsed() > HEALING {
                return Err(format!("no retry helped within {} s: {failure:?}", HEALING.as_secs()));
            }
            if self.is_over.load(Ordering::SeqCst) {
                break;
            }
            sleep(PAUSE);
        }
        Ok(())
    }

    /// Says what is wrong with an answer.
    fn examine(&self, instance: &Instance, query: usize, floor: u64, answer: &Value) -> Result<(), String> {
        let told = |what: &str| format!("{} {what}: {}\n{answer}", instance.name, QUERIES[query]);
        let revision = answer["revision"].as_u64().ok_or_else(|| told("names no revision"))?;
        let right = self.editions.right(revision, query).ok_or_else(|| told("names a revision that never was"))?;
        if answer != right {
            return Err(format!("{}\nwhere this is right: {right}", told("answers what is of no one revision")));
        }
        if revision < floor {
            return Err(told(&format!(
                "answers by revision {revision}, after revision {floor} had reached all servers"
            )));
        }
        instance.answers.fetch_add(1, Ordering::SeqCst);
        let mut record = self.record();
        let latest = record.latest.entry(instance.name.to_owned()).or_default();
        let is_back = revision < *latest;
        *latest = revision.max(*latest);
        record.back += u64::from(is_back);
        Ok(())
    }
}

impl std::fmt::Display for Record {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let mut failures = String::new();
        for (what, count) in &self.failures {
            let _ = write!(failures, ", {count} times {what}");
        }
        let healed = self.longest_healing.as_millis();
        write!(f, "{} answers, {} by an older revision{failures}; healed within {healed} ms", self.answers, self.back)
    }
}
