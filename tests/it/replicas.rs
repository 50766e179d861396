//! Two instances over a primary and a streaming replica, while everything that an operator restarts is restarted.
//!
//! What this promises to clients: each answer is that of one revision. Whatever fails, fails by a code that asks for a retry,
//! and a retry soon succeeds, at this instance or at the other. What a load has written is in every answer as soon as all
//! servers have it and the instance has noticed. Until then an answer may be by an older revision than the one before:
//! replicas lag, and an instance may read from one server now and from another then.
//!
//! It needs servers that it may restart, so it starts its own in containers, also where `SANAD_TEST_POSTGRES_URL` names one:
//! `tests/left-out` then leaves it out.

mod clients;
mod cluster;
mod editions;
mod instance;

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::thread::sleep;
use std::time::{Duration, Instant};

use clients::{Clients, asked};
use cluster::{Cluster, Ending, Server};
use editions::{Editions, QUERIES};
use instance::Instance;

/// The longest that anything is waited for.
const PATIENCE: Duration = Duration::from_secs(120);

/// How many right answers each instance must have given before a scene is over.
const ENOUGH: u64 = 40;

/// Waits until it is so.
fn until(what: &str, mut is_so: impl FnMut() -> bool) {
    let deadline = Instant::now() + PATIENCE;
    while !is_so() {
        assert!(Instant::now() < deadline, "waited in vain: {what}");
        sleep(Duration::from_millis(20));
    }
}

/// What is on the stage.
struct Stage {
    cluster: Cluster,
    editions: Arc<Editions>,
    clients: Clients,
    began: Instant,
}

impl Stage {
    /// Waits until each instance has given some more right answers.
    fn wait_for_answers(&self, instances: &[&Arc<Instance>]) {
        let answers = |instance: &Arc<Instance>| instance.answers.load(Ordering::SeqCst);
        let wanted: Vec<_> = instances.iter().map(|instance| answers(instance) + ENOUGH).collect();
        until("the instances answer", || {
            self.clients.assert_all_is_right();
            instances.iter().zip(&wanted).all(|(instance, wanted)| answers(instance) >= *wanted)
        });
    }

    /// Loads an edition as an operator does, and waits until clients cannot get anything older.
    fn load(&self, edition: usize, instances: &[&Arc<Instance>]) {
        let servers = [&self.cluster.replica, &self.cluster.primary];
        self.editions.load(edition, &self.cluster.url(servers, "target_session_attrs=read-write"));
        self.cluster.vacuum();
        self.cluster.wait_for_replica();
        let revision = edition as u64;
        let agent = ureq::Agent::new_with_defaults();
        // An instance may answer from its cache until it notices the load; after that it never returns to the older
        // revision.
        until("the instances notice the load", || {
            self.clients.assert_all_is_right();
            let has_noticed = |query: &&str, instance: &Instance| {
                asked(&agent, instance, query).is_ok_and(|answer| answer["revision"].as_u64() == Some(revision))
            };
            instances.iter().all(|instance| QUERIES.iter().all(|query| has_noticed(query, instance)))
        });
        self.clients.expect_revision(revision);
        self.wait_for_answers(instances);
    }

    /// Stops a server, sees how the instances do without, and starts it again.
    fn restart(&self, server: &Server, ending: Ending, instances: &[&Arc<Instance>]) {
        server.stop(ending);
        self.wait_for_answers(instances);
        server.start_again();
        self.wait_for_answers(instances);
    }

    fn say(&self, scene: &str) {
        eprintln!("{:5.1} s  {scene}: {}", self.began.elapsed().as_secs_f64(), self.clients.report());
    }
}

#[test]
fn every_answer_is_right_while_servers_and_instances_come_and_go() {
    let began = Instant::now();
    let editions = Arc::new(Editions::prepare(5));
    let cluster = Cluster::start();
    let (primary, replica) = (&cluster.primary, &cluster.replica);
    editions.load(1, &cluster.url([primary, replica], "target_session_attrs=read-write"));
    cluster.wait_for_replica();

    let from_replica =
        cluster.url([primary, replica], "target_session_attrs=prefer-standby&load_balance_hosts=disable");
    let from_primary = cluster.url([primary, replica], "target_session_attrs=any&load_balance_hosts=disable");
    let start = |name, url: &str| Arc::new(Instance::start(name, url));
    let (first, second) = (start("first", &from_replica), start("second", &from_primary));
    let both = [&first, &second];
    let clients = Clients::start(Arc::clone(&editions), &both);
    let stage = Stage { cluster, editions, clients, began };
    let (primary, replica) = (&stage.cluster.primary, &stage.cluster.replica);
    stage.wait_for_answers(&both);
    stage.say("all is well");

    stage.load(2, &both);
    stage.say("a load commits");

    stage.restart(primary, Ending::Orderly, &both);
    stage.say("the primary is restarted");
    stage.load(3, &both);
    stage.say("a load commits after that");

    stage.restart(replica, Ending::Orderly, &both);
    stage.say("the replica is restarted");
    stage.load(4, &both);
    stage.say("a load commits after that");

    stage.restart(replica, Ending::Killed, &both);
    stage.restart(primary, Ending::Killed, &both);
    stage.say("both crash, one after the other");

    assert_eq!(first.stop(), Some(0), "{}", first.server.log());
    stage.wait_for_answers(&[&second]);
    let third = start("third", &from_replica);
    stage.clients.ask(&[&second, &third]);
    stage.wait_for_answers(&[&second, &third]);
    stage.load(5, &[&second, &third]);
    stage.say("an instance is replaced, and a load commits");

    let Stage { cluster, clients, .. } = stage;
    clients.assert_all_is_right();
    drop(clients);
    for instance in [&second, &third] {
        assert_eq!(instance.stop(), Some(0), "{}", instance.server.log());
    }
    for instance in [&first, &second, &third] {
        assert!(!instance.server.log().contains("ERROR"), "{}: {}", instance.name, instance.server.log());
    }
    drop(cluster);
}
