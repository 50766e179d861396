//! Prefiltering: conditions on related rows that few rows meet are looked up first and replaced by ids.
//!
//! Checking each party and its related rows in turn finds a page soon when many parties match, but reads all parties
//! when few do. So the conditions on related rows are looked up first if an index leads to those rows: if at most
//! [`FEW`] match, their ids replace the condition, and lead on to the rows they belong to, from the inside out. If more
//! match, the condition is checked row by row.

use diesel::sql_types::BigInt;

use super::{Filter, Hanging};
use crate::condition::Conditions;
use crate::conn::Conn;
use crate::error::Result;
use crate::fragment::Statement;
use crate::rows::Rows;

/// The maximum number of ids that replace a condition. Statements bind them: SQLite binds at most 32,766 values, and a
/// filter has some 20 conditions.
const FEW: usize = 1_000;

/// The maximum number of rows that are read to find the ids: several rows may have the same id.
const ROWS: usize = 4 * FEW;

/// A filter whose conditions on related rows can be replaced by ids.
pub trait Prefilter: Filter + Clone {
    /// The same filter, with ids in place of the conditions that few rows meet. By default nothing is looked up.
    ///
    /// # Errors
    /// The database's errors.
    fn prefiltered(&self, _: &mut Conn) -> Result<Self> {
        Ok(self.clone())
    }
}

/// The distinct values of a column in the rows that meet the conditions, unless they are many.
pub fn few(conn: &mut Conn, column: &str, tables: &str, conditions: Conditions) -> Result<Option<Vec<i64>>> {
    let head = format!("SELECT {column} FROM {tables} WHERE ");
    let tail = format!(" LIMIT {}", ROWS + 1);
    let statement = Statement::<BigInt>::new(head).meeting(conditions.varying()).text(tail);
    let mut ids: Vec<i64> = statement.rows(conn)?;
    if ids.len() > ROWS {
        return Ok(None);
    }
    ids.sort_unstable();
    ids.dedup();
    Ok(Some(ids).filter(|ids| ids.len() <= FEW))
}

/// The ids of the rows that the matching rows belong to, unless they are many.
pub fn owners(conn: &mut Conn, asked: Option<Hanging>) -> Result<Option<Vec<i64>>> {
    match asked {
        Some(Hanging { table, owner, conditions }) => few(conn, owner, table, conditions),
        None => Ok(None),
    }
}

/// The ids in both lists; if only one list is known, its ids.
pub fn shared(one: Option<Vec<i64>>, other: Option<Vec<i64>>) -> Option<Vec<i64>> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.into_iter().filter(|id| other.contains(id)).collect()),
        (one, other) => one.or(other),
    }
}

/// Replaces a condition by the ids that were found for it, if they are known.
pub fn replace<Q>(question: &mut Option<Q>, ids: &mut Option<Vec<i64>>, found: Option<Vec<i64>>) {
    if found.is_some() {
        *question = None;
        *ids = shared(ids.take(), found);
    }
}
