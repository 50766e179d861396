//! Counts of rows in groups: one statement that groups the rows that meet a filter. Each entity declares only what it
//! can be grouped by.

mod event;
mod mention;
mod party;
mod relationship;
mod sanction_event;

use std::collections::HashMap;
use std::fmt::Debug;
use std::hash::Hash;
use std::sync::Arc;

use diesel::sql_types::{BigInt, Nullable, Text};
use sanad_base::work::in_time;
use sanad_model::NodeKind;

pub use event::EventGrouping;
pub use mention::MentionGrouping;
pub use party::PartyGrouping;
pub use relationship::RelationshipGrouping;
pub use sanction_event::SanctionEventGrouping;

use super::condition::Conditions;
use super::conn::Conn;
use super::filter::{Filter, Prefilter};
use super::fragment::Statement;
use super::page::ROOT;
use super::relation::Relation;
use crate::error::Result;
use crate::rows::Rows;

/// The maximum number of groups.
pub const GROUPS_LIMIT: usize = 1_000;

/// The number of groups when the client does not choose.
pub const GROUPS_DEFAULT: usize = 100;

/// The maximum number of dimensions that rows are grouped by at once.
const WIDTH: usize = 8;

/// What rows of an entity can be grouped by: an enum of at most [`WIDTH`] members.
pub trait Grouping: Copy + Debug + Eq + Hash + Send + Sync + 'static {
    type Filter: Prefilter + Clone + Debug + Eq + Hash + Send + Sync + 'static;

    /// The grouping by data set, with the kinds of nodes that are counted; none if rows are not grouped by it.
    const BY_DATASET: Option<(Self, &'static [NodeKind])> = None;

    /// The dimension as SQL. Joined rows have to meet the filter too.
    fn dimension(self, filter: &Self::Filter) -> Dimension;
}

/// What rows are grouped by, as parts of a statement.
#[derive(Debug)]
pub struct Dimension {
    /// Joined tables, each with the conditions on its rows. A row counts once for each of its joined rows.
    joins: Vec<(String, Conditions)>,
    /// An expression for a text, or null.
    value: String,
    /// An expression for a text to sort by, or null.
    sort: String,
}

impl Dimension {
    /// Groups by a text.
    fn text(value: impl Into<String>) -> Self {
        let value = value.into();
        Self { joins: Vec::new(), sort: value.clone(), value }
    }

    /// Groups by the node whose id the column holds, sorted by key. `name` is the node's alias in the statement.
    fn node(column: &str, name: &str) -> Self {
        Self {
            joins: vec![(format!("nodes AS {name}"), Conditions::default().same(&format!("{name}.id"), column))],
            value: format!("CAST({column} AS TEXT)"),
            sort: format!("{name}.key"),
        }
    }

    /// The same, with a table that is joined before the others.
    fn of(mut self, table: &str, conditions: Conditions) -> Self {
        self.joins.insert(0, (table.to_owned(), conditions));
        self
    }

    /// Groups by the year of a date of any precision.
    fn year(date: &str) -> Self {
        Self::text(format!("substr({date}, 1, 4)"))
    }

    /// Groups by the month of such a date, or null if it has none.
    fn month(date: &str) -> Self {
        Self::text(format!("CASE WHEN length({date}) >= 7 THEN substr({date}, 1, 7) END"))
    }
}

/// A group: the values that its rows share, and their number.
#[derive(Debug)]
pub struct CountRow<G> {
    values: Vec<(G, Option<String>)>,
    pub count: i64,
}

impl<G: Grouping> CountRow<G> {
    /// The value that its rows share; none if they are not grouped by it or have no value.
    pub fn text(&self, grouping: G) -> Option<&str> {
        let (_, value) = self.values.iter().find(|(known, _)| *known == grouping)?;
        value.as_deref()
    }

    /// The same, parsed.
    pub fn value<T: std::str::FromStr>(&self, grouping: G) -> Option<T> {
        self.text(grouping)?.parse().ok()
    }
}

/// The groups of all rows that meet a filter, largest first; groups of the same size are sorted by their values.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Counts<G: Grouping> {
    /// Each at most once.
    pub by: Vec<G>,
    pub filter: G::Filter,
    /// At most [`GROUPS_LIMIT`].
    pub first: usize,
}

impl<G: Grouping> Relation for Counts<G> {
    type Value = Vec<Arc<CountRow<G>>>;

    fn load(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows: Vec<Columns> = match self.of_whole_datasets() {
            Some(kinds) => whole_datasets(kinds, self.first, conn.bytewise()).rows(conn)?,
            None => self.statement(&self.filter.prefiltered(conn)?, conn.bytewise()).rows(conn)?,
        };
        let groups = in_time(rows).map(|(a, b, c, d, e, f, g, h, count)| {
            let values = self.by.iter().copied().zip([a, b, c, d, e, f, g, h]).collect();
            Arc::new(CountRow { values, count })
        });
        Ok(HashMap::from([(ROOT, groups.collect())]))
    }
}

impl<G: Grouping> Counts<G> {
    /// The kinds of nodes to count, if all of them are asked for by data set alone.
    fn of_whole_datasets(&self) -> Option<&'static [NodeKind]> {
        let (by_dataset, kinds) = G::BY_DATASET?;
        (self.by == [by_dataset] && self.filter == G::Filter::default()).then_some(kinds)
    }

    fn statement(&self, filter: &G::Filter, bytewise: &str) -> Statement<Types> {
        let dimensions: Vec<Dimension> = self.by.iter().map(|grouping| grouping.dimension(filter)).collect();
        let list = |pieces: Vec<String>| pieces.join(", ");
        let mut values: Vec<String> = dimensions.iter().map(|dimension| dimension.value.clone()).collect();
        values.resize(WIDTH, "CAST(NULL AS TEXT)".to_owned());
        let groups = dimensions.iter().flat_map(|dimension| [dimension.value.clone(), dimension.sort.clone()]);
        // By default the backends sort nulls at different ends.
        let sorts = dimensions.iter().map(|dimension| format!(", {} COLLATE {bytewise} NULLS LAST", dimension.sort));
        let head = format!("SELECT {}, count(*) FROM {}", list(values), G::Filter::TABLES);
        let joins = dimensions.iter().flat_map(|dimension| dimension.joins.clone());
        let joined = joins.fold(Statement::new(head), |statement, (table, conditions)| {
            statement.text(format!(" LEFT JOIN {table} ON ")).meeting(conditions)
        });
        let order = format!("count(*) DESC{}", sorts.collect::<String>());
        let tail = format!(" GROUP BY {} ORDER BY {order} LIMIT {}", list(groups.collect()), self.first);
        joined.text(" WHERE ").meeting(filter.conditions().varying()).text(tail)
    }
}

/// How many nodes of these kinds each data set has, from an index of the nodes alone.
fn whole_datasets(kinds: &[NodeKind], first: usize, bytewise: &str) -> Statement<Types> {
    let kinds = kinds.iter().map(|kind| format!("'{kind}'")).collect::<Vec<_>>().join(", ");
    let unused = ", CAST(NULL AS TEXT)".repeat(WIDTH - 1);
    Statement::new(format!(
        "SELECT CAST(counted.dataset_id AS TEXT){unused}, counted.size \
         FROM (SELECT nodes.dataset_id, count(*) AS size FROM nodes WHERE nodes.kind IN ({kinds}) GROUP BY nodes.dataset_id) AS counted \
         JOIN nodes AS dataset ON dataset.id = counted.dataset_id \
         ORDER BY counted.size DESC, dataset.key COLLATE {bytewise} LIMIT {first}"
    ))
}

type MaybeText = Option<String>;
type Columns = (MaybeText, MaybeText, MaybeText, MaybeText, MaybeText, MaybeText, MaybeText, MaybeText, i64);

type Column = Nullable<Text>;
type Types = (Column, Column, Column, Column, Column, Column, Column, Column, BigInt);
