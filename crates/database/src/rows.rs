//! How rows come from the database.

use diesel::connection::DefaultLoadingMode;
use diesel::query_dsl::RunQueryDsl;
use diesel::query_dsl::methods::LoadQuery;
use sanad_base::work::check_current;

use super::conn::Conn;
use crate::error::Result;

/// A statement whose rows are read. All that is read for requests comes this way, so that reading ends when nobody waits
/// any more; a test finds what goes past it.
pub(super) trait Rows: RunQueryDsl<Conn> + Sized {
    /// All of its rows.
    ///
    /// # Errors
    /// `Timeout` when nobody waits any more, and what the database fails with.
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
