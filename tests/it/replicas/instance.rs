//! Instances of the server, as processes of their own.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use crate::commands::{folder, sanad};
use crate::support::server::{Program, TestServer};

/// A server that is running. It ends with its value.
pub struct Instance {
    pub name: &'static str,
    pub server: TestServer<Program>,
    /// From then on connections to it may fail.
    told_to_stop: AtomicBool,
    /// How many requests it has answered rightly.
    pub answers: AtomicU64,
}

impl Instance {
    pub fn start(name: &'static str, url: &str) -> Self {
        let mut command = sanad(&folder(&format!("replicas-{name}")), &["serve", "--listen", "127.0.0.1:0"]);
        command.env("DATABASE_URL", url).env("SANAD_LOG", "warn").env("SANAD_POOL_SIZE", "4");
        let server = TestServer::spawn(&mut command);
        Self { name, server, told_to_stop: AtomicBool::new(false), answers: AtomicU64::new(0) }
    }

    pub fn is_told_to_stop(&self) -> bool {
        self.told_to_stop.load(Ordering::SeqCst)
    }

    /// Tells it to stop, as a rolling update does, and returns its exit code once it has ended.
    pub fn stop(&self) -> Option<i32> {
        self.told_to_stop.store(true, Ordering::SeqCst);
        self.server.tell_to_stop();
        self.server.ended().code()
    }
}
