//! The pool of read connections, and the snapshots that requests read.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::cancel::Canceller;
use super::conn::Conn;
use super::deadline::Deadline;
use super::reader::{Attempt, Connector, Reader};
use super::revision::DataVersion;
use crate::error::{Error, Result};
use crate::url::DatabaseUrl;

/// How long a request waits for a connection attempt, which may try several hosts.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Read connections, shared by all requests.
#[derive(Clone)]
pub struct Pool {
    url: DatabaseUrl,
    connections: r2d2::Pool<Connector>,
    permits: Arc<Semaphore>,
    canceller: Arc<Canceller>,
    statements: Arc<AtomicU64>,
    /// The number of requests that wait for a permit.
    waiting: Arc<AtomicU64>,
}

/// How busy a pool is at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolUsage {
    /// The maximum number of connections.
    pub size: u32,
    /// The number of open connections.
    pub open: u32,
    /// The number of permits that are held: by requests that read, or are about to.
    pub in_use: u32,
    /// The number of requests that wait for a permit.
    pub waiting: u64,
}

impl Pool {
    /// A pool of at most `size` connections. They are opened when first needed, so an unreachable database is no error
    /// yet.
    pub fn new(url: &DatabaseUrl, size: u32) -> Self {
        let statements = Arc::new(AtomicU64::new(0));
        let connector = Connector::new(url.clone(), Arc::clone(&statements));
        let connections = r2d2::Pool::builder()
            .max_size(size)
            .min_idle(Some(0))
            // It would take a round trip per request; broken connections show by their errors.
            .test_on_check_out(false)
            .connection_timeout(CONNECT_TIMEOUT)
            .build_unchecked(connector);
        Self {
            url: url.clone(),
            connections,
            permits: Arc::new(Semaphore::new(size as usize)),
            canceller: Arc::new(Canceller::new(url.clone())),
            statements,
            waiting: Arc::default(),
        }
    }

    /// The database that it reads.
    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// Waits for a permit. With a permit, a request gets a connection without waiting for other requests.
    pub async fn permit(&self) -> OwnedSemaphorePermit {
        let _waiting = Waiting::new(&self.waiting);
        let permit = Arc::clone(&self.permits).acquire_owned().await;
        permit.expect("the semaphore is never closed")
    }

    /// Takes a connection and opens a snapshot on it, until the deadline. Blocks the thread.
    ///
    /// # Errors
    /// `Unavailable` at once when the database cannot be reached.
    pub fn snapshot(&self, permit: OwnedSemaphorePermit, deadline: &Deadline) -> Result<Snapshot> {
        let (held, version) = self.begun(deadline)?;
        Ok(Snapshot { held: Some(held), version, pool: self.clone(), deadline: deadline.clone(), _permit: permit })
    }

    /// A connection with an open snapshot, and its version.
    fn begun(&self, deadline: &Deadline) -> Result<(Held, DataVersion)> {
        // Idle connections break, all of them after a restart of the database. The pool drops each that fails here;
        // when none is left it opens a new one, whose error the caller gets.
        let mut idle = self.connections.max_size();
        loop {
            deadline.check()?;
            let mut held = self.checked_out(deadline)?;
            match held.reader()?.begin(deadline) {
                Ok(version) => return Ok((held, version)),
                Err(error) if idle == 0 || !error.is_transient() => return Err(error),
                Err(error) => tracing::debug!(%error, "a connection of the pool is broken"),
            }
            idle -= 1;
        }
    }

    fn checked_out(&self, deadline: &Deadline) -> Result<Held> {
        let start = Instant::now();
        loop {
            let left = deadline.remaining().unwrap_or(CONNECT_TIMEOUT).min(CONNECT_TIMEOUT);
            let mut held = Held(self.connections.get_timeout(left).map_err(|error| {
                if deadline.is_over() { deadline.missed() } else { Error::Unavailable(error.to_string()) }
            })?);
            match &mut *held.0 {
                Attempt::Connected(_) => return Ok(held),
                Attempt::Failed { reason, at } if *at >= start => {
                    return Err(Error::Unavailable(reason.to_string()));
                }
                // An earlier failure says nothing about now. Dropping it makes room.
                Attempt::Failed { .. } => {}
            }
        }
    }

    /// The client is gone: cancels the statements that still run for the deadline.
    pub fn give_up(&self, deadline: &Deadline) {
        deadline.give_up();
        if !deadline.sessions().is_empty() {
            self.canceller.end_statements(deadline);
        }
    }

    /// The number of statements that its connections have sent.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// How busy it is.
    pub fn usage(&self) -> PoolUsage {
        let size = self.connections.max_size();
        let free = u32::try_from(self.permits.available_permits()).unwrap_or(size);
        PoolUsage {
            size,
            open: self.connections.state().connections,
            in_use: size.saturating_sub(free),
            waiting: self.waiting.load(Ordering::Relaxed),
        }
    }
}

/// An entry taken from the pool.
struct Held(r2d2::PooledConnection<Connector>);

impl Held {
    fn reader(&mut self) -> Result<&mut Reader> {
        match &mut *self.0 {
            Attempt::Connected(reader) => Ok(reader),
            Attempt::Failed { reason, .. } => Err(Error::Unavailable(reason.to_string())),
        }
    }
}

/// Counts a waiting request until it is dropped.
struct Waiting<'a>(&'a AtomicU64);

impl<'a> Waiting<'a> {
    fn new(waiting: &'a AtomicU64) -> Self {
        waiting.fetch_add(1, Ordering::Relaxed);
        Self(waiting)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// One version of the database: all reads see the data of the same load, whatever is loaded meanwhile.
pub struct Snapshot {
    /// None if no connection could be had.
    held: Option<Held>,
    version: DataVersion,
    pool: Pool,
    deadline: Deadline,
    _permit: OwnedSemaphorePermit,
}

impl Snapshot {
    /// The connection of the snapshot.
    ///
    /// # Errors
    /// `Unavailable` when there is none.
    pub fn conn(&mut self) -> Result<&mut Conn> {
        Ok(&mut self.reader()?.conn)
    }

    fn reader(&mut self) -> Result<&mut Reader> {
        let gone = || Error::Unavailable("the connection was lost".to_owned());
        self.held.as_mut().ok_or_else(gone)?.reader()
    }

    /// The version of the snapshot.
    pub fn version(&self) -> DataVersion {
        self.version
    }

    /// Explains why reading failed: `Timeout` when the statement was cancelled because the client is gone or the time
    /// is up.
    pub fn reason(&mut self, error: Error) -> Error {
        let deadline = self.deadline.clone();
        match self.reader() {
            Ok(reader) => reader.reason(error, &deadline),
            Err(_) => error,
        }
    }

    /// Returns its connection and opens a snapshot of the newest version, which may be another, on any connection.
    ///
    /// # Errors
    /// `Unavailable` when there is none.
    pub fn renew(&mut self) -> Result<()> {
        self.end();
        let (held, version) = self.pool.begun(&self.deadline)?;
        (self.held, self.version) = (Some(held), version);
        Ok(())
    }

    fn end(&mut self) {
        if let Ok(reader) = self.reader() {
            reader.end();
        }
        self.held = None;
    }
}

impl Drop for Snapshot {
    /// Ends the read transaction. Blocks for a round trip.
    fn drop(&mut self) {
        self.end();
    }
}
