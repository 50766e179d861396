//! The connections of the pool, and how each starts to read.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use diesel::connection::{Connection, TransactionManager};
use diesel::r2d2::R2D2Connection;

use super::conn::{Access, Begun, Conn, FileIdentity, Limit, Opened, Session};
use super::deadline::Deadline;
use super::revision::DataVersion;
use super::statements::count_on_this_thread;
use crate::error::{Error, Result};
use crate::url::DatabaseUrl;

/// How long no new connection is tried after a failed attempt. Requests that wait for their turn to try a server that
/// does not answer fail together with the first.
const PAUSE: Duration = Duration::from_millis(200);

type Manager = <Conn as Connection>::TransactionManager;

/// A connection that reads one snapshot of the database at a time.
pub(super) struct Reader {
    pub conn: Conn,
    file: Option<FileIdentity>,
    /// The deadline of its statements, on the backend that asks for it.
    limit: Arc<Limit>,
    /// The deadline of the current work, and the server's session that does it.
    task: Option<(Deadline, Option<Session>)>,
    /// Whether it is opening a snapshot. Those statements are not counted as statements of requests.
    is_beginning: Arc<AtomicBool>,
    /// Whether it can no longer be used.
    is_broken: bool,
}

impl Reader {
    /// Opens a snapshot of the newest version and returns that version. All reading has to end by the deadline.
    ///
    /// # Errors
    /// When the connection is broken, or when the database holds no revision because it has not been migrated.
    pub fn begin(&mut self, deadline: &Deadline) -> Result<DataVersion> {
        if self.file.as_ref().is_some_and(|file| !file.is_current()) {
            self.is_broken = true;
            return Err(Error::Unavailable("the database file was removed, replaced or written to".to_owned()));
        }
        self.limit.set(deadline.clone());
        self.is_beginning.store(true, Ordering::Relaxed);
        let begun = self.conn.begin_reading(deadline);
        self.is_beginning.store(false, Ordering::Relaxed);
        match begun {
            Ok(Begun { version, session }) => {
                deadline.sessions().extend(session.clone());
                self.task = Some((deadline.clone(), session));
                // A client that gave up earlier found no session to cancel.
                deadline.check().inspect_err(|_| self.end())?;
                Ok(version)
            }
            Err(error) => Err(self.reason(error, deadline)),
        }
    }

    /// Closes the snapshot. Blocks for a round trip.
    pub fn end(&mut self) {
        if let Some((deadline, Some(session))) = self.task.take() {
            // A canceller holds this lock until it has cancelled the statement of this session.
            let mut sessions = deadline.sessions();
            if let Some(own) = sessions.iter().position(|one| *one == session) {
                sessions.swap_remove(own);
            }
        }
        self.limit.set(Deadline::never());
        match Manager::rollback_transaction(&mut self.conn) {
            Ok(()) | Err(diesel::result::Error::NotInTransaction) => {}
            Err(error) => {
                tracing::debug!(%error, "could not end a read transaction");
                self.is_broken = true;
            }
        }
    }

    /// Explains why reading failed, and closes the snapshot. The errors of a server that shuts down or that ends a
    /// statement at its time limit cannot be told from other errors.
    pub fn reason(&mut self, error: Error, deadline: &Deadline) -> Error {
        self.is_broken |= error.is_lost_connection();
        self.end();
        match error {
            // Work that was cut short may fail in any way.
            Error::Database(_) | Error::Internal(_) if deadline.is_over() => deadline.missed(),
            Error::Database(error) if self.is_broken => Error::Unavailable(error.to_string()),
            error => error,
        }
    }
}

/// An entry of the pool: a connection, or the reason why there is none. r2d2 would keep the reason to itself and let
/// everybody wait until their time is over.
pub(super) enum Attempt {
    Connected(Box<Reader>),
    Failed { reason: Error, at: Instant },
}

/// Opens the connections of the pool.
#[derive(Debug)]
pub(super) struct Connector {
    url: DatabaseUrl,
    /// The number of statements that all connections have sent.
    statements: Arc<AtomicU64>,
    /// When the last attempt failed, and why.
    failed: Mutex<Option<(Instant, String)>>,
}

impl Connector {
    pub fn new(url: DatabaseUrl, statements: Arc<AtomicU64>) -> Self {
        Self { url, statements, failed: Mutex::default() }
    }

    fn open(&self) -> Result<Reader> {
        let limit = Arc::<Limit>::default();
        let Opened { mut conn, file } = Conn::open_within(&self.url, Access::Read, &limit)?;
        let (statements, is_beginning) = (Arc::clone(&self.statements), Arc::<AtomicBool>::default());
        let is_uncounted = Arc::clone(&is_beginning);
        conn.on_statement(move || {
            if !is_uncounted.load(Ordering::Relaxed) {
                statements.fetch_add(1, Ordering::Relaxed);
                count_on_this_thread();
            }
        });
        Ok(Reader { conn, file, limit, task: None, is_beginning, is_broken: false })
    }

    /// Why the last attempt failed, if that was less than [`PAUSE`] ago.
    fn latest_failure(&self) -> Option<String> {
        let failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        failed.as_ref().filter(|(at, _)| at.elapsed() < PAUSE).map(|(_, reason)| reason.clone())
    }

    fn attempt(&self) -> Result<Reader> {
        if let Some(reason) = self.latest_failure() {
            return Err(Error::Unavailable(reason));
        }
        let opened = self.open();
        let reason = opened.as_ref().err().map(|error| (Instant::now(), error.to_string()));
        *self.failed.lock().unwrap_or_else(PoisonError::into_inner) = reason;
        opened
    }
}

impl r2d2::ManageConnection for Connector {
    type Connection = Attempt;
    type Error = Error;

    fn connect(&self) -> Result<Attempt> {
        Ok(match self.attempt() {
            Ok(reader) => Attempt::Connected(Box::new(reader)),
            Err(reason) => Attempt::Failed { reason, at: Instant::now() },
        })
    }

    fn is_valid(&self, attempt: &mut Attempt) -> Result<()> {
        match attempt {
            Attempt::Connected(reader) => Ok(reader.conn.ping()?),
            Attempt::Failed { reason, .. } => Err(Error::Unavailable(reason.to_string())),
        }
    }

    fn has_broken(&self, attempt: &mut Attempt) -> bool {
        match attempt {
            Attempt::Connected(reader) => std::thread::panicking() || reader.is_broken || reader.conn.is_broken(),
            Attempt::Failed { .. } => true,
        }
    }
}
