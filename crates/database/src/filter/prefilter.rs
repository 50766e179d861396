//! Prefiltering: conditions on related rows that few rows meet are looked up first and replaced by ids.
//!
//! Checking each party and its related rows in turn finds a page soon when many parties match, but reads all parties
//! when few do. So the conditions on related rows are looked up first if an index leads to those rows: if at most
//! [`FEW`] match, their ids replace the condition, and lead on to the rows they belong to, from the inside out. If more
//! match, the condition is checked row by row.

use diesel::sql_types::BigInt;

use super::{Combined, Filter, Hanging};
use crate::condition::Conditions;
use crate::conn::Conn;
use crate::error::Result;
use crate::fragment::Statement;
use crate::rows::Rows;

/// The maximum number of ids that replace a condition. Statements bind them: SQLite binds at most 32,766 values, and a
/// filter has some 20 conditions.
pub const FEW: usize = 1_000;

/// The maximum number of rows that are read to find the ids: several rows may have the same id.
const ROWS: usize = 4 * FEW;

/// The rows that meet a filter.
pub enum Selected<F> {
    /// The ids of all of them, at most [`FEW`].
    Few(Vec<i64>),
    /// They may be many: the prefiltered filter.
    Many(F),
}

impl<F> Selected<F> {
    /// The ids, if the rows are few.
    pub fn ids(self) -> Option<Vec<i64>> {
        match self {
            Self::Few(ids) => Some(ids),
            Self::Many(_) => None,
        }
    }
}

/// A filter whose conditions can be replaced by ids.
pub trait Prefilter: Filter + Clone + Default {
    /// The ids that replace conditions; they have to be met as well.
    fn ids(&mut self) -> &mut Option<Vec<i64>>;

    fn combined_mut(&mut self) -> &mut Combined<Self>;

    /// Puts ids in place of its own conditions that few rows meet. By default nothing is looked up.
    ///
    /// # Errors
    /// The database's errors.
    fn prefilter_own(&mut self, _: &mut Conn) -> Result<()> {
        Ok(())
    }

    /// Whether an index leads to the matching rows. Otherwise the whole table might be read to find them.
    fn is_led_to(&self) -> bool;

    /// The filter of the rows with these ids.
    fn of_ids(ids: Vec<i64>) -> Self {
        let mut filter = Self::default();
        *filter.ids() = Some(ids);
        filter
    }

    /// The same filter, with ids in place of the conditions that few rows meet.
    ///
    /// # Errors
    /// The database's errors.
    fn prefiltered(&self, conn: &mut Conn) -> Result<Self> {
        let mut filter = self.clone();
        filter.prefilter_own(conn)?;
        let found = filter.combined_mut().prefilter(conn)?;
        let ids = filter.ids();
        *ids = shared(ids.take(), found);
        Ok(filter)
    }

    /// The ids of all rows that meet the filter, if they are few.
    ///
    /// # Errors
    /// The database's errors.
    fn selected(&self, conn: &mut Conn) -> Result<Selected<Self>> {
        let filter = self.prefiltered(conn)?;
        let found = if filter.is_led_to() { few(conn, Self::ID, Self::TABLES, filter.conditions())? } else { None };
        Ok(found.map_or(Selected::Many(filter), Selected::Few))
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

/// Replaces a filter on related rows by the ids that are found for it, if there are any.
pub fn replace_found<Q>(
    question: &mut Option<Q>,
    ids: &mut Option<Vec<i64>>,
    find: impl FnOnce(&Q) -> Result<Option<Vec<i64>>>,
) -> Result<()> {
    if let Some(asked) = question {
        let found = find(asked)?;
        replace(question, ids, found);
    }
    Ok(())
}

/// Puts ids in place of a nested filter that few rows meet.
pub fn look_up<F: Prefilter>(asked: &mut Option<Box<F>>, conn: &mut Conn) -> Result<()> {
    if let Some(ids) = known(asked, conn)? {
        *asked = Some(Box::new(F::of_ids(ids)));
    }
    Ok(())
}

/// The ids of the rows that meet a filter, if it is present and they are few.
pub fn known<F: Prefilter>(asked: &Option<Box<F>>, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
    match asked {
        Some(filter) => Ok(filter.selected(conn)?.ids()),
        None => Ok(None),
    }
}
