//! Relations from rows to other rows: each is one batched statement.

use std::collections::HashMap;
use std::fmt::Debug;
use std::hash::Hash;
use std::sync::Arc;

use sanad_base::work::in_time;

use super::condition::{Conditions, marks};
use super::conn::Conn;
use super::page::{ListQuery, Page, ROOT};
use crate::error::Result;

/// The maximum number of parents of one statement; more take several. SQLite binds at most 32,766 values.
pub const PARENTS_LIMIT: usize = 1_000;

/// Leads from a parent's id to a value. The fields are the relation's arguments: equal relations lead to equal values.
pub trait Relation: Clone + Debug + Eq + Hash + Send + Sync + 'static {
    /// The value of each parent; the default if nothing is found.
    type Value: Default + Send + Sync + 'static;

    /// Loads the values of all parents with a number of statements that does not depend on the number of parents.
    /// Parents without a value may be left out.
    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>>;
}

/// A relation that leads to a page of a list.
pub trait List: Relation<Value = Page<Self::Row>> {
    type Row: Send + Sync + 'static;

    /// The order of the list and the requested page.
    fn query(&self) -> ListQuery<'_>;

    /// The length of each parent's whole list.
    fn totals(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, i64>>;
}

/// Leads to the length of a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Total<L>(pub L);

impl<L: List> Relation for Total<L> {
    type Value = i64;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, i64>> {
        self.0.totals(conn, parents)
    }
}

/// The value of a relation to at most one row.
pub type One<T> = Option<Arc<T>>;

/// The condition that the column holds one of the ids.
pub(super) fn among(column: &str, ids: &[i64]) -> Conditions {
    Conditions::default().among(column, ids)
}

/// The condition that a column holds one of the ids, and its values. The last id is repeated up to a power of two, so
/// that there are few different statements and each can stay prepared.
pub(super) fn any_of(column: &str, ids: &[i64]) -> (String, Vec<i64>) {
    let length = ids.len().next_power_of_two();
    let padded = ids.iter().chain(std::iter::repeat(ids.last().unwrap_or(&ROOT))).take(length);
    (format!("{column} IN ({})", marks(length)), padded.copied().collect())
}

/// Puts rows by their ids.
pub(super) fn by_id<T>(rows: Vec<T>, id: impl Fn(&T) -> i64) -> HashMap<i64, One<T>> {
    rows.into_iter().map(|row| (id(&row), Some(Arc::new(row)))).collect()
}

/// The row of a look-up without a parent.
pub(super) fn at_root<T>(rows: Vec<T>) -> HashMap<i64, One<T>> {
    rows.into_iter().next().map(|row| (ROOT, Some(Arc::new(row)))).into_iter().collect()
}

/// Groups values by their parents.
pub(super) fn gathered<T>(rows: impl IntoIterator<Item = (i64, T)>) -> HashMap<i64, Vec<T>> {
    let mut lists: HashMap<i64, Vec<T>> = HashMap::new();
    for (parent, row) in in_time(rows) {
        lists.entry(parent).or_default().push(row);
    }
    lists
}
