//! Notices loads that other processes commit.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use super::conn::{Access, Conn, FileIdentity, Opened};
use super::health::DatabaseHealth;
use super::revision::DataVersion;
use crate::error::{Error, Result};
use crate::url::DatabaseUrl;

/// The time between two polls.
const PAUSE: Duration = Duration::from_millis(250);

/// How long the result of a poll counts.
const FRESHNESS: Duration = Duration::from_secs(1);

/// The version of a database, at most one second old. Clones share it; the watch ends with the last of them.
///
/// If several servers have the same data, it polls the one that its connection leads to. Others may be behind or ahead.
#[derive(Debug, Clone, Default)]
pub struct RevisionWatch {
    seen: Arc<Seen>,
    /// The polling thread ends when this is dropped.
    _listener: Option<Arc<Sender<()>>>,
}

/// The result of the last poll.
#[derive(Debug, Default)]
struct Seen {
    /// The version, and when the database was asked for it; none while it is not known. Whoever reads after that time
    /// reads that version or a newer one.
    latest: Mutex<Option<(DataVersion, Instant)>>,
    /// Whether the database answers, by the last poll.
    health: DatabaseHealth,
}

impl RevisionWatch {
    /// Watches the database from a thread of its own. An unreachable database is no error: the revision is unknown
    /// until it answers.
    pub fn start(url: &DatabaseUrl) -> Self {
        let (listener, listening) = channel();
        let seen = Arc::<Seen>::default();
        let mut poller = Poller { url: url.clone(), opened: None, seen: Arc::downgrade(&seen) };
        let watch = move || {
            while poller.poll() && listening.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {}
        };
        if let Err(error) = std::thread::Builder::new().name("revision-watch".to_owned()).spawn(watch) {
            tracing::error!(%error, "cannot watch the database for loads");
        }
        Self { seen, _listener: Some(Arc::new(listener)) }
    }

    /// The revision, if it is known.
    pub fn revision(&self) -> Option<i64> {
        self.version().map(|version| version.revision)
    }

    /// The version, if it is known: the database answers.
    pub fn version(&self) -> Option<DataVersion> {
        let seen = *self.seen.latest.lock().unwrap_or_else(PoisonError::into_inner);
        seen.filter(|(_, asked)| asked.elapsed() < FRESHNESS).map(|(version, _)| version)
    }

    /// Whether the database answers: its revision, 0 while nothing is loaded. It does not query the database itself, so
    /// it never waits for a database that hangs, nor for other requests.
    ///
    /// # Errors
    /// The error of the last poll, or `Unavailable` when the database has not answered for 3 seconds.
    pub async fn health(&self) -> Result<i64, Arc<Error>> {
        self.seen.health.revision().await
    }
}

/// Polls the database.
struct Poller {
    url: DatabaseUrl,
    opened: Option<Opened>,
    seen: Weak<Seen>,
}

impl Poller {
    /// Polls once. Returns whether anyone still wants to know.
    fn poll(&mut self) -> bool {
        if self.seen.strong_count() == 0 {
            return false;
        }
        let asked = Instant::now();
        let was_connected = self.opened.is_some();
        let mut found = self.ask();
        // A connection may be broken although the database is fine: only a new connection tells.
        if found.is_err() && was_connected {
            self.opened = None;
            found = self.ask();
        }
        if let Err(error) = &found {
            tracing::debug!(%error, "the revision is not known");
            self.opened = None;
        }
        let Some(seen) = self.seen.upgrade() else { return false };
        *seen.latest.lock().unwrap_or_else(PoisonError::into_inner) =
            found.as_ref().ok().map(|version| (*version, asked));
        seen.health.put(found.map(|version| version.revision).map_err(Arc::new));
        true
    }

    fn ask(&mut self) -> Result<DataVersion> {
        let is_current = |opened: &Opened| opened.file.as_ref().is_none_or(FileIdentity::is_current);
        let opened = match self.opened.take().filter(is_current) {
            Some(opened) => opened,
            None => Conn::open_within(&self.url, Access::Read, &Arc::default())?,
        };
        self.opened.insert(opened).conn.read(|_, version| Ok(version))
    }
}
