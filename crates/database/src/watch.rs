//! Noticing loads that other processes commit.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError, Weak};
use std::time::{Duration, Instant};

use super::conn::{Access, Conn, FileIdentity, Opened};
use super::presence::Presence;
use super::revision::Sighting;
use crate::error::{Error, Result};
use crate::url::DatabaseUrl;

/// How long it waits before it looks again.
const PAUSE: Duration = Duration::from_millis(250);

/// How long what it has seen counts.
const FRESHNESS: Duration = Duration::from_secs(1);

/// The state of a database, as it was at most a second ago. Its clones share it; the watch ends with the last of them.
///
/// Of several servers with the same data it asks the one that its connection leads to: another may be behind, or ahead.
#[derive(Debug, Clone, Default)]
pub struct RevisionWatch {
    seen: Arc<Seen>,
    /// When it is gone, nobody listens any more.
    _listener: Option<Arc<Sender<()>>>,
}

/// What was seen last.
#[derive(Debug, Default)]
struct Seen {
    /// The state, and when the database was asked for it; none while it is not known. Whoever reads from then on reads that
    /// state or a newer one.
    latest: Mutex<Option<(Sighting, Instant)>>,
    /// Whether the database answers.
    presence: Presence,
}

impl RevisionWatch {
    /// Watches the database from a thread of its own. One that is away is no error: the revision is not known until it is
    /// there.
    pub fn start(url: &DatabaseUrl) -> Self {
        let (listener, listening) = channel();
        let seen = Arc::<Seen>::default();
        let mut eye = Eye { url: url.clone(), opened: None, seen: Arc::downgrade(&seen) };
        let watch = move || {
            while eye.look() && listening.recv_timeout(PAUSE) == Err(RecvTimeoutError::Timeout) {}
        };
        if let Err(error) = std::thread::Builder::new().name("revision-watch".to_owned()).spawn(watch) {
            tracing::error!(%error, "cannot watch the database for loads");
        }
        Self { seen, _listener: Some(Arc::new(listener)) }
    }

    /// The revision, unless it is not known.
    pub fn revision(&self) -> Option<i64> {
        self.sighting().map(|sighting| sighting.revision)
    }

    /// What was seen, unless that is not known: the database is away.
    pub fn sighting(&self) -> Option<Sighting> {
        let seen = *self.seen.latest.lock().unwrap_or_else(PoisonError::into_inner);
        seen.filter(|(_, asked)| asked.elapsed() < FRESHNESS).map(|(sighting, _)| sighting)
    }

    /// Whether the database answers: its revision, 0 while nothing is loaded. It does not ask the database itself, so that it
    /// never waits for one that hangs, nor for other requests.
    ///
    /// # Errors
    /// Why the last look failed, or `Unavailable` when the database has not answered for 3 seconds.
    pub async fn presence(&self) -> Result<i64, Arc<Error>> {
        self.seen.presence.revision().await
    }
}

/// What looks.
struct Eye {
    url: DatabaseUrl,
    opened: Option<Opened>,
    seen: Weak<Seen>,
}

impl Eye {
    /// Looks once. Returns whether somebody still wants to know.
    fn look(&mut self) -> bool {
        if self.seen.strong_count() == 0 {
            return false;
        }
        let asked = Instant::now();
        let was_connected = self.opened.is_some();
        let mut found = self.ask();
        // A connection may break while the database is well: only a new one tells.
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
            found.as_ref().ok().map(|sighting| (*sighting, asked));
        seen.presence.put(found.map(|sighting| sighting.revision).map_err(Arc::new));
        true
    }

    fn ask(&mut self) -> Result<Sighting> {
        let is_current = |opened: &Opened| opened.file.as_ref().is_none_or(FileIdentity::is_current);
        let opened = match self.opened.take().filter(is_current) {
            Some(opened) => opened,
            None => Conn::open_within(&self.url, Access::Read, &Arc::default())?,
        };
        self.opened.insert(opened).conn.read(|_, sighting| Ok(sighting))
    }
}
