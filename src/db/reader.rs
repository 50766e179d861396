//! The connections of the pool, and how each begins to read.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use diesel::connection::{Connection, TransactionManager};
use diesel::r2d2::R2D2Connection;

use super::conn::{Access, Conn};
use super::dataset::revision;
use crate::config::DatabaseUrl;
use crate::error::{Error, Result};

type Manager = <Conn as Connection>::TransactionManager;

/// A connection that reads one state of the database at a time.
pub(super) struct Reader {
    pub conn: Conn,
    /// Whether it is taking up a state, which is not counted among the statements of requests.
    is_beginning: Arc<AtomicBool>,
}

impl Reader {
    /// Takes up the newest state, and returns its revision.
    ///
    /// # Errors
    /// When the connection is broken, or the database holds no revision: it has not been migrated.
    pub fn begin(&mut self) -> Result<i64> {
        self.is_beginning.store(true, Ordering::Relaxed);
        let begun = self.conn.begin_reading().and_then(|()| {
            revision(&mut self.conn).inspect_err(|_| {
                // What went wrong is known already.
                let _ = Manager::rollback_transaction(&mut self.conn);
            })
        });
        self.is_beginning.store(false, Ordering::Relaxed);
        begun
    }

    /// Lets the state go. It blocks for a round trip.
    pub fn end(&mut self) {
        if let Err(error) = Manager::rollback_transaction(&mut self.conn) {
            tracing::debug!(%error, "could not end a reading transaction");
        }
    }
}

/// Makes the connections of the pool.
#[derive(Debug)]
pub(super) struct Connector {
    pub url: DatabaseUrl,
    /// How many statements all connections have sent.
    pub statements: Arc<AtomicU64>,
}

impl r2d2::ManageConnection for Connector {
    type Connection = Reader;
    type Error = Error;

    fn connect(&self) -> Result<Reader> {
        let mut conn = Conn::open(&self.url, Access::Read)?;
        let (statements, is_beginning) = (Arc::clone(&self.statements), Arc::<AtomicBool>::default());
        let is_uncounted = Arc::clone(&is_beginning);
        conn.on_statement(move || {
            if !is_uncounted.load(Ordering::Relaxed) {
                statements.fetch_add(1, Ordering::Relaxed);
            }
        });
        Ok(Reader { conn, is_beginning })
    }

    fn is_valid(&self, reader: &mut Reader) -> Result<()> {
        Ok(reader.conn.ping()?)
    }

    fn has_broken(&self, reader: &mut Reader) -> bool {
        std::thread::panicking() || reader.conn.is_broken()
    }
}
