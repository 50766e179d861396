//! The pool of reading connections, and one reader's unchanging view of the database.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use diesel::connection::{Connection, TransactionManager};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::conn::{Conn, Connector};
use crate::config::DatabaseUrl;
use crate::error::{Error, Result};

/// How long a request waits for the database to accept a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Reading connections, shared by all requests.
#[derive(Clone)]
pub struct Pool {
    connections: r2d2::Pool<Connector>,
    permits: Arc<Semaphore>,
    statements: Arc<AtomicU64>,
    hops: Arc<AtomicU64>,
    /// How many wait for a permit.
    waiting: Arc<AtomicU64>,
}

/// What a pool has to do at a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PoolUsage {
    /// The most connections.
    pub size: u32,
    /// The connections that are open.
    pub open: u32,
    /// The permits that are held: so many read, or are about to.
    pub in_use: u32,
    /// Those who wait for a permit.
    pub waiting: u64,
}

type Manager = <Conn as Connection>::TransactionManager;

impl Pool {
    /// A pool of at most `size` connections. They are made when first needed: a database that is away is no error yet.
    pub fn new(url: &DatabaseUrl, size: u32) -> Self {
        let statements = Arc::new(AtomicU64::new(0));
        let connector = Connector { url: url.clone(), statements: Arc::clone(&statements) };
        let connections = r2d2::Pool::builder()
            .max_size(size)
            .min_idle(Some(0))
            // A round trip per request; a broken connection is told by its error instead.
            .test_on_check_out(false)
            .connection_timeout(CONNECT_TIMEOUT)
            .error_handler(Box::new(LogConnectionError))
            .build_unchecked(connector);
        Self {
            connections,
            permits: Arc::new(Semaphore::new(size as usize)),
            statements,
            hops: Arc::default(),
            waiting: Arc::default(),
        }
    }

    /// Waits for its turn. Whoever holds a permit gets a connection without waiting for other requests.
    pub async fn permit(&self) -> OwnedSemaphorePermit {
        let _waiting = Waiting::new(&self.waiting);
        let permit = Arc::clone(&self.permits).acquire_owned().await;
        permit.expect("the semaphore is never closed")
    }

    /// Takes a connection and opens a view on it. It blocks: call it where that is allowed.
    ///
    /// # Errors
    /// `Unavailable` when the database cannot be reached.
    pub fn snapshot(&self, permit: OwnedSemaphorePermit) -> Result<Snapshot> {
        // Connections break while they lie idle, and after a restart of the database all of them have. The pool drops
        // each that fails here; when none is left it makes a new one, and why that fails is what the caller learns.
        let mut idle = self.connections.max_size();
        loop {
            let mut conn = self.checked_out()?;
            match conn.begin_reading() {
                Ok(()) => return Ok(Snapshot { conn, _permit: permit }),
                Err(error) if idle == 0 => return Err(error),
                Err(error) => tracing::debug!(%error, "a connection of the pool is broken"),
            }
            idle -= 1;
        }
    }

    fn checked_out(&self) -> Result<r2d2::PooledConnection<Connector>> {
        self.connections.get().map_err(|error| Error::Unavailable(error.to_string()))
    }

    /// How many statements its connections have sent since it was made.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// How often requests have gone to a thread that may block, since it was made.
    pub fn hops(&self) -> u64 {
        self.hops.load(Ordering::Relaxed)
    }

    /// What it has to do at the moment.
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

    /// Counts that a request goes to a thread that may block.
    pub(crate) fn count_hop(&self) {
        self.hops.fetch_add(1, Ordering::Relaxed);
    }
}

/// Somebody who waits for a permit, until it is dropped.
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

/// One state of the database: all that is read from it belongs to the same revision, whatever is loaded meanwhile.
pub struct Snapshot {
    conn: r2d2::PooledConnection<Connector>,
    _permit: OwnedSemaphorePermit,
}

impl Snapshot {
    pub fn conn(&mut self) -> &mut Conn {
        &mut self.conn
    }
}

impl Drop for Snapshot {
    /// Ends the reading transaction. It blocks for a round trip.
    fn drop(&mut self) {
        if let Err(error) = Manager::rollback_transaction(&mut *self.conn) {
            tracing::debug!(%error, "could not end a reading transaction");
        }
    }
}

#[derive(Debug)]
struct LogConnectionError;

impl r2d2::HandleError<Error> for LogConnectionError {
    fn handle_error(&self, error: Error) {
        tracing::warn!(%error, "could not connect to the database");
    }
}
