//! Notices loads that other processes commit.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use diesel::prelude::*;

use super::conn::{Access, Conn, FileIdentity, Limit, Opened};
use super::deadline::Deadline;
use super::health::DatabaseHealth;
use super::revision::{DataVersion, Token};
use super::schema::{datasets, nodes};
use crate::error::{Error, Result};
use crate::url::DatabaseUrl;

/// The time between two polls.
const PAUSE: Duration = Duration::from_millis(250);

/// How long the result of a poll counts.
const FRESHNESS: Duration = Duration::from_secs(1);

/// How long reading the editions may take: the version has to be polled again soon.
const PATIENCE: Duration = Duration::from_millis(200);

/// A data set and the day of its edition.
pub type Edition = (String, NaiveDate);

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
    /// The editions of the data sets, as of the last version that was seen.
    editions: Mutex<Vec<Edition>>,
}

impl RevisionWatch {
    /// Watches the database from a thread of its own. An unreachable database is no error: the revision is unknown
    /// until it answers.
    pub fn start(url: &DatabaseUrl) -> Self {
        let (listener, listening) = channel();
        let seen = Arc::<Seen>::default();
        let seen_by = Arc::downgrade(&seen);
        let mut poller =
            Poller { url: url.clone(), opened: None, limit: Arc::default(), editions_of: None, seen: seen_by };
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

    /// The data sets that have an edition, with its day, as far as it could be read.
    pub fn editions(&self) -> Vec<Edition> {
        self.seen.editions.lock().unwrap_or_else(PoisonError::into_inner).clone()
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
    /// The deadline of what the connection runs.
    limit: Arc<Limit>,
    /// The version whose editions were read.
    editions_of: Option<Token>,
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
        let token = found.as_ref().ok().map(|version| version.token);
        seen.health.put(found.map(|version| version.revision).map_err(Arc::new));
        if token.is_some() && token != self.editions_of {
            self.editions_of = token;
            match self.editions() {
                Ok(editions) => *seen.editions.lock().unwrap_or_else(PoisonError::into_inner) = editions,
                Err(error) => {
                    tracing::debug!(%error, "the editions of the data sets are not known");
                    self.opened = None;
                }
            }
        }
        true
    }

    /// The data sets that have an edition, by key.
    fn editions(&mut self) -> Result<Vec<Edition>> {
        let Some(opened) = &mut self.opened else { return Ok(Vec::new()) };
        let deadline = Deadline::after(PATIENCE);
        self.limit.set(deadline.clone());
        let editions = opened.conn.begin_reading(&deadline).and_then(|_| {
            let rows: Vec<(String, Option<NaiveDate>)> = datasets::table
                .inner_join(nodes::table)
                .filter(datasets::edition.is_not_null())
                .order(nodes::key)
                .select((nodes::key, datasets::edition))
                .load(&mut opened.conn)?;
            Ok(rows.into_iter().filter_map(|(key, day)| Some((key, day?))).collect())
        });
        self.limit.set(Deadline::never());
        opened.conn.end_reading()?;
        editions
    }

    fn ask(&mut self) -> Result<DataVersion> {
        let is_current = |opened: &Opened| opened.file.as_ref().is_none_or(FileIdentity::is_current);
        let opened = match self.opened.take().filter(is_current) {
            Some(opened) => opened,
            None => Conn::open_within(&self.url, Access::Read, &self.limit)?,
        };
        self.opened.insert(opened).conn.read(|_, version| Ok(version))
    }
}
