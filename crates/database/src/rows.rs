//! Reading rows from the database.

use diesel::connection::DefaultLoadingMode;
use diesel::query_dsl::RunQueryDsl;
use diesel::query_dsl::methods::LoadQuery;
use sanad_base::work::check_current;

use super::conn::Conn;
use crate::error::Result;

/// Reads the rows of a statement. All reads for requests go through here, so that reading stops when the client is
/// gone; a test finds code that bypasses it.
pub(super) trait Rows: RunQueryDsl<Conn> + Sized {
    /// Loads all rows.
    ///
    /// # Errors
    /// `Timeout` when the deadline is over or the client is gone, and the database's errors.
    fn rows<'query, Row>(self, conn: &mut Conn) -> Result<Vec<Row>>
    where
        Self: LoadQuery<'query, Conn, Row>,
    {
        let mut rows = Vec::new();
        for row in self.load_iter::<Row, DefaultLoadingMode>(conn)? {
            check_current()?;
            rows.push(row?);
        }
        Ok(rows)
    }
}

impl<Statement: RunQueryDsl<Conn>> Rows for Statement {}
