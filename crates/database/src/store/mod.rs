//! Stores a data set: compares the stored rows with the wanted ones, and writes only the difference.
//!
//! `rows` has the rows as they are stored, `table` the operations on each table, `ids` assigns ids, `difference` finds
//! and counts the changes, and `bodies` stores the full texts of articles. `batch_load` stores a new data set batch by
//! batch. `sanction_periods` derives the status of sanctions over time, and `derive` the keys of names for databases
//! of older versions.

mod batch_load;
mod bodies;
pub mod derive;
mod difference;
mod ids;
pub mod rows;
pub mod sanction_periods;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{SubsecRound, Utc};
use diesel::prelude::*;
use sanad_model::{Body, Key, NodeKind};

pub use self::batch_load::BatchLoad;
pub use self::bodies::Lengths;
pub use self::difference::{Counted, Tallies, Tally};
pub use self::ids::Ids;
pub use self::rows::Rows;

use self::bodies::Bodies;
use self::difference::Writing;
use super::conn::Conn;
use super::revision;
use super::schema::{datasets, nodes};
use super::search;
use crate::error::{Error, Result};

/// The maximum number of rows in one statement: those of the widest table stay below SQLite's limit of 32,766 bound
/// values.
const BULK: usize = 1_000;

/// The outcome of a load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The number of records of each kind, and of the changes to them.
    pub tallies: Tallies,
    /// The revision that readers see from now on.
    pub revision: i64,
}

/// Makes the data set equal to `rows` in one transaction, and touches no other data set. `records` are its nodes,
/// including itself; those without an id get the next ids in this order. `bodies` are the bodies of articles, by key;
/// `rows` gets the length of each body after the load.
///
/// If nothing differs, nothing is written, and the revision and the time of loading stay.
///
/// # Errors
/// `Load` when a key occurs twice or belongs to another data set; the errors of `rows` and of the database. In each
/// case nothing changes.
pub fn replace(
    conn: &mut Conn,
    dataset: &Key,
    records: &[(&Key, NodeKind)],
    bodies: &BTreeMap<Key, Body>,
    rows: impl FnOnce(&mut Ids, &Lengths) -> Result<Rows>,
) -> Result<Outcome> {
    let outcome = conn.write(|conn| {
        let stored = match stored_dataset(conn, dataset)? {
            Some(id) => Rows::stored(conn, id)?,
            None => Rows::default(),
        };
        let mut ids = Ids::assign(conn, dataset, records, &stored)?;
        let dataset_id = stored.datasets.first().map(|dataset| dataset.id);
        let bodies = Bodies::compare(conn, dataset_id, &ids, bodies)?;
        let mut wanted = rows(&mut ids, &bodies.lengths)?;
        // The time of loading does not count as a difference.
        let now = Utc::now().naive_utc().trunc_subsecs(0);
        for row in &mut wanted.datasets {
            row.loaded_at = stored.datasets.first().map_or(now, |before| before.loaded_at);
        }
        let mut writing = Writing::begin(conn, &stored.nodes, &wanted.nodes)?;
        wanted.replace(&stored, &mut writing)?;
        let mut tallies = writing.finish()?;
        tallies.insert(Counted::Body, bodies.write(conn)?);
        if has_change(&tallies) {
            let targeted: BTreeSet<i64> = stored.targets().chain(wanted.targets()).collect();
            sanction_periods::derive(conn, &targeted)?;
            let id = ids.of(dataset)?.id;
            diesel::update(datasets::table.find(id)).set(datasets::loaded_at.eq(now)).execute(conn)?;
            search::index::refresh(conn, Some(id))?;
            revision::raise(conn)?;
        }
        let revision = revision::version(conn)?.revision;
        Ok(Outcome { tallies, revision })
    })?;
    if has_change(&outcome.tallies) {
        analyze(conn);
    }
    Ok(outcome)
}

fn has_change(tallies: &Tallies) -> bool {
    tallies.values().any(|tally| tally.is_change())
}

/// The id of the data set with this key, if there is one.
fn stored_dataset(conn: &mut Conn, key: &Key) -> Result<Option<i64>> {
    let found = nodes::table
        .filter(nodes::key.eq(key.as_str()))
        .filter(nodes::kind.eq(NodeKind::Dataset.to_string()))
        .select(nodes::id)
        .first(conn);
    Ok(found.optional()?)
}

/// Updates the planner's statistics. The load stands even if this fails.
pub(super) fn analyze(conn: &mut Conn) {
    if let Err(error) = conn.analyze(&[Rows::TABLES, &sanction_periods::TABLES].concat()) {
        tracing::warn!(%error, "could not analyze the tables");
    }
}

/// The error that the data set cannot be loaded.
fn refused(dataset: &Key, reason: String) -> Error {
    Error::Load { dataset: dataset.to_string(), reason }
}
