//! Noticing loads that other processes commit.

use std::sync::atomic::{AtomicI64, AtomicU64, Ordering};
use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Weak};
use std::time::{Duration, Instant};

use super::conn::{Access, Conn, FileIdentity};
use super::dataset::revision;
use crate::config::DatabaseUrl;
use crate::error::Result;

/// How long it waits before it looks again.
const PAUSE: Duration = Duration::from_millis(250);

/// How long what it has seen counts.
const FRESHNESS: Duration = Duration::from_secs(1);

/// The revision of a database, as it was at most a second ago. Its clones share it; the watch ends with the last of them.
///
/// It follows a revision that falls too, as when a backup is restored. Of several servers with the same data it asks the
/// one that its connection leads to: another may be behind, or ahead.
#[derive(Debug, Clone, Default)]
pub struct RevisionWatch {
    seen: Arc<Seen>,
    /// When it is gone, nobody listens any more.
    _listener: Option<Arc<Sender<()>>>,
}

/// What was seen last.
#[derive(Debug)]
struct Seen {
    start: Instant,
    /// Revisions of what is loaded begin at 1; 0 says that it is not known.
    revision: AtomicI64,
    /// When the database was asked for it, in milliseconds from the start.
    asked: AtomicU64,
    /// How often another database has come into the place of the one before.
    generation: AtomicU64,
}

/// What a database was seen to hold. Two that are equal are of the same data, as long as the process runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Sighting {
    pub revision: i64,
    /// Tells databases apart that were put into one place, one after another: their revisions may be the same.
    pub generation: u64,
}

impl Default for Seen {
    fn default() -> Self {
        Self {
            start: Instant::now(),
            revision: AtomicI64::default(),
            asked: AtomicU64::default(),
            generation: AtomicU64::default(),
        }
    }
}

impl Seen {
    fn now(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(u64::MAX)
    }

    fn put(&self, revision: i64, asked: u64) {
        // A revision falls when a backup is restored: what rises from there is another data.
        if self.revision.swap(revision, Ordering::Relaxed) > revision {
            self.generation.fetch_add(1, Ordering::Relaxed);
        }
        // Who reads this time reads that revision or a newer one.
        self.asked.store(asked, Ordering::Release);
    }
}

impl RevisionWatch {
    /// Watches the database from a thread of its own. One that is away is no error: the revision is not known until it is
    /// there.
    pub fn start(url: &DatabaseUrl) -> Self {
        let (listener, listening) = channel();
        let seen = Arc::<Seen>::default();
        let mut eye = Eye { url: url.clone(), file: None, conn: None, seen: Arc::downgrade(&seen) };
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

    /// What was seen, unless that is not known: nothing is loaded yet, or the database is away.
    pub fn sighting(&self) -> Option<Sighting> {
        let asked = Duration::from_millis(self.seen.asked.load(Ordering::Acquire));
        let revision = Some(self.seen.revision.load(Ordering::Relaxed)).filter(|revision| *revision > 0);
        let generation = self.seen.generation.load(Ordering::Relaxed);
        let is_fresh = self.seen.start.elapsed().saturating_sub(asked) < FRESHNESS;
        revision.filter(|_| is_fresh).map(|revision| Sighting { revision, generation })
    }
}

/// What looks.
struct Eye {
    url: DatabaseUrl,
    file: Option<FileIdentity>,
    conn: Option<Conn>,
    seen: Weak<Seen>,
}

impl Eye {
    /// Looks once. Returns whether somebody still wants to know.
    fn look(&mut self) -> bool {
        let Some(asked) = self.seen.upgrade().map(|seen| seen.now()) else { return false };
        let found = self.ask();
        if let Err(error) = &found {
            tracing::debug!(%error, "the revision is not known");
            self.conn = None;
        }
        let Some(seen) = self.seen.upgrade() else { return false };
        seen.put(found.unwrap_or_default(), asked);
        true
    }

    fn ask(&mut self) -> Result<i64> {
        let file = FileIdentity::of(&self.url);
        if file != self.file {
            (self.file, self.conn) = (file, None);
            if let Some(seen) = self.seen.upgrade() {
                seen.generation.fetch_add(1, Ordering::Relaxed);
            }
        }
        let conn = match &mut self.conn {
            Some(conn) => conn,
            vacant => vacant.insert(Conn::open(&self.url, Access::Read)?),
        };
        revision(conn)
    }
}
