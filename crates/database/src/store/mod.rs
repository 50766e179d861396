//! Stores data sets: compares the stored rows with the wanted ones, and writes only the difference.
//!
//! `rows` has the rows as they are stored, `table` the operations on each table, `ids` assigns ids, `update` is the one
//! way to write, `writing` finds and counts the changes, `derived` is what follows from the rows, and `bodies` stores the
//! full texts of articles. `uses` looks after what data sets share, and `removals` remembers what has been removed.
//! `sanction_periods` derives the status of sanctions over time, `lists` keeps what imports of lists have to know of the
//! editions before, and `derive` what depends on rules of the program for databases of older versions.

mod bodies;
pub mod derive;
mod derived;
mod ids;
pub mod lists;
mod removals;
pub mod rows;
pub mod sanction_periods;
mod table;
mod update;
mod uses;
mod writing;

use diesel::dsl::{count_star, exists};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use sanad_model::{Key, NodeKind};

pub use self::bodies::Lengths;
pub use self::ids::Scope;
pub use self::rows::Rows;
pub use self::update::{Extent, Update, update};
pub use self::uses::{REFERENCES, Records, records_of};
pub use self::writing::{Counted, Tallies, Tally};

use super::conn::Conn;
use super::schema::nodes;
use crate::condition::Conditions;
use crate::error::{Error, Result};
use crate::fragment::Statement;

/// The maximum number of rows in one statement: those of the widest table stay below SQLite's limit of 32,766 bound
/// values.
const BULK: usize = 1_000;

/// The maximum number of ids that a statement looks up, and of nodes whose rows are in memory for it. They are bound as
/// one value.
const LOOKED_UP: usize = 5_000;

/// A data set to store.
#[derive(Debug, Clone)]
pub struct Set<'a> {
    pub key: &'a Key,
    /// The data sets whose records it refers to.
    pub uses: &'a [Key],
}

/// The outcome of a load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The number of records of each kind, and of the changes to them; for each data set, in the order given.
    pub tallies: Vec<Tallies>,
    /// The revision that readers see from now on.
    pub revision: i64,
}

/// Whether no data set is stored.
///
/// # Errors
/// The database's errors.
pub fn is_empty(conn: &mut Conn) -> Result<bool> {
    Ok(!diesel::select(exists(nodes::table.select(nodes::id))).get_result::<bool>(conn)?)
}

/// The number of records of a data set by kind.
fn count(conn: &mut Conn, dataset_id: i64, tallies: &mut Tallies) -> Result<()> {
    let counted: Vec<(NodeKind, i64)> = nodes::table
        .filter(nodes::dataset_id.eq(dataset_id))
        .group_by(nodes::kind)
        .select((nodes::kind, count_star()))
        .load(conn)?;
    let mut counted: Vec<(Counted, i64)> =
        counted.into_iter().map(|(kind, number)| (Counted::Node(kind), number)).collect();
    for (kind, table, node) in [
        (Counted::Name, "names", "node_id"),
        (Counted::Body, "article_bodies", "article_id"),
        (Counted::Mention, "mentions", "article_id"),
        (Counted::Evidence, "evidence", "fact_id"),
    ] {
        let of_dataset = Conditions::default().and("own.dataset_id = ?", [dataset_id]);
        let number = Statement::<BigInt>::new(format!(
            "SELECT count(*) FROM {table} JOIN nodes AS own ON own.id = {table}.{node} WHERE "
        ));
        counted.push((kind, number.meeting(of_dataset).get_result(conn)?));
    }
    for (kind, number) in counted.into_iter().filter(|(_, number)| *number > 0) {
        tallies.entry(kind).or_default().now = number as usize;
    }
    Ok(())
}

/// The tables that loads fill.
fn tables() -> Vec<&'static str> {
    [Rows::TABLES, &["name_keys", "links"], &sanction_periods::TABLES].concat()
}

/// Updates the planner's statistics. The load stands even if this fails.
pub(super) fn analyze(conn: &mut Conn) {
    if let Err(error) = conn.analyze(&tables()) {
        tracing::warn!(%error, "could not analyze the tables");
    }
}

/// The error that the data set cannot be loaded.
fn refused(dataset: &Key, reason: String) -> Error {
    Error::Load { dataset: dataset.to_string(), reason }
}
