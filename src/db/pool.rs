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
    places: Arc<Semaphore>,
    statements: Arc<AtomicU64>,
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
        Self { connections, places: Arc::new(Semaphore::new(size as usize)), statements }
    }

    /// Waits for a place in the pool. Whoever holds one gets a connection without waiting for other requests.
    pub async fn place(&self) -> OwnedSemaphorePermit {
        let place = Arc::clone(&self.places).acquire_owned().await;
        place.expect("the semaphore is never closed")
    }

    /// Takes a connection and opens a view on it. It blocks: call it where that is allowed.
    ///
    /// # Errors
    /// `Unavailable` when the database cannot be reached.
    pub fn snapshot(&self, place: OwnedSemaphorePermit) -> Result<Snapshot> {
        let mut conn = self.checked_out()?;
        if Manager::begin_transaction(&mut *conn).is_err() {
            // The connection broke while it lay idle: the pool drops it, and the next one is new or as good.
            drop(conn);
            conn = self.checked_out()?;
            Manager::begin_transaction(&mut *conn)?;
        }
        Ok(Snapshot { conn, _place: place })
    }

    fn checked_out(&self) -> Result<r2d2::PooledConnection<Connector>> {
        self.connections.get().map_err(|error| Error::Unavailable(error.to_string()))
    }

    /// How many statements its connections have sent since it was made.
    pub fn statements(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }
}

/// One state of the database: all that is read from it belongs to the same revision, whatever is loaded meanwhile.
pub struct Snapshot {
    conn: r2d2::PooledConnection<Connector>,
    _place: OwnedSemaphorePermit,
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
