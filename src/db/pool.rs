//! The pool of reading connections, and one reader's unchanging view of the database.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::conn::Conn;
use super::reader::Connector;
use crate::config::DatabaseUrl;
use crate::error::{Code, Error, Result};

/// How long a request waits for the database to accept a connection.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Reading connections, shared by all requests.
#[derive(Clone)]
pub struct Pool {
    url: DatabaseUrl,
    connections: r2d2::Pool<Connector>,
    permits: Arc<Semaphore>,
    statements: Arc<AtomicU64>,
    hops: Arc<AtomicU64>,
}

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
        let url = url.clone();
        Self { url, connections, permits: Arc::new(Semaphore::new(size as usize)), statements, hops: Arc::default() }
    }

    /// The database that it reads.
    pub fn url(&self) -> &DatabaseUrl {
        &self.url
    }

    /// Waits for its turn. Whoever holds a permit gets a connection without waiting for other requests.
    pub async fn permit(&self) -> OwnedSemaphorePermit {
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
            let mut reader = self.checked_out()?;
            match reader.begin() {
                Ok(revision) => return Ok(Snapshot { reader, revision, _permit: permit }),
                Err(error) if idle == 0 || error.code() != Code::Unavailable => return Err(error),
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

    /// Counts that a request goes to a thread that may block.
    pub(crate) fn count_hop(&self) {
        self.hops.fetch_add(1, Ordering::Relaxed);
    }
}

/// One state of the database: all that is read from it belongs to the same revision, whatever is loaded meanwhile.
pub struct Snapshot {
    reader: r2d2::PooledConnection<Connector>,
    revision: i64,
    _permit: OwnedSemaphorePermit,
}

impl Snapshot {
    pub fn conn(&mut self) -> &mut Conn {
        &mut self.reader.conn
    }

    /// The revision that is read; 0 until something is loaded.
    pub fn revision(&self) -> i64 {
        self.revision
    }
}

impl Drop for Snapshot {
    /// Ends the reading transaction. It blocks for a round trip.
    fn drop(&mut self) {
        self.reader.end();
    }
}

#[derive(Debug)]
struct LogConnectionError;

impl r2d2::HandleError<Error> for LogConnectionError {
    fn handle_error(&self, error: Error) {
        tracing::warn!(%error, "could not connect to the database");
    }
}
