//! Stores a data set: compares the stored rows with the wanted ones, and writes only the difference.
//!
//! `rows` has the rows as they are stored, `table` the operations on each table, `ids` assigns ids, `difference` finds
//! and counts the changes, and `bodies` stores the full texts of articles. `uses` looks after what data sets share.
//! `batch_load` stores a new data set batch by batch. `sanction_periods` derives the status of sanctions over time, and
//! `derive` the keys of names for databases of older versions.

mod batch_load;
mod bodies;
pub mod derive;
mod difference;
mod ids;
pub mod rows;
pub mod sanction_periods;
mod table;
mod uses;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{SubsecRound, Utc};
use diesel::prelude::*;
use sanad_model::{Body, Key, NodeKind};

pub use self::batch_load::BatchLoad;
pub use self::bodies::Lengths;
pub use self::difference::{Counted, Tallies, Tally};
pub use self::ids::Ids;
pub use self::rows::Rows;
pub use self::uses::{REFERENCES, Records, records_of};

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

/// A data set to store.
#[derive(Debug, Clone)]
pub struct Set<'a> {
    pub key: &'a Key,
    /// The data sets whose records it refers to.
    pub uses: &'a [Key],
    /// Its nodes, including itself; those without an id get the next ids in this order.
    pub records: Vec<(&'a Key, NodeKind)>,
}

/// The outcome of a load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// The number of records of each kind, and of the changes to them; for each data set, in the order given.
    pub tallies: Vec<Tallies>,
    /// The revision that readers see from now on.
    pub revision: i64,
}

/// Makes the data sets equal to `rows` in one transaction. Other data sets stay as they are, except for how many links
/// their parties have. A record may move from one of the sets to another, and keeps its id. `bodies` are the bodies of
/// articles, by key; `rows` gets the length of each body after the load.
///
/// If nothing differs, nothing is written, and the revision and the times of loading stay.
///
/// # Errors
/// `Load` when a key occurs twice or belongs to a data set that is not loaded too, when a used data set is not there or
/// uses this one, or when a record is gone that another data set refers to; the errors of `rows` and of the database.
/// In each case nothing changes.
pub fn replace(
    conn: &mut Conn,
    sets: &[Set<'_>],
    bodies: &BTreeMap<Key, Body>,
    rows: impl FnOnce(&mut Ids, &Lengths) -> Result<Rows>,
) -> Result<Outcome> {
    let outcome = conn.write(|conn| {
        let mut stored = Rows::default();
        for set in sets {
            if let Some(id) = stored_dataset(conn, set.key)? {
                stored.append(Rows::stored(conn, id)?);
            }
        }
        let used = uses::check(conn, sets)?;
        let mut ids = Ids::assign(conn, sets, &used, &stored)?;
        let before: Vec<i64> = stored.datasets.iter().map(|dataset| dataset.id).collect();
        let bodies = Bodies::compare(conn, &before, &ids, bodies)?;
        let wanted = rows(&mut ids, &bodies.lengths);
        let mut wanted = wanted.map_err(|error| ids.explain(conn, error))?;
        uses::count_links_of_others(conn, &before, &mut wanted.nodes)?;
        // The time of loading does not count as a difference.
        let now = Utc::now().naive_utc().trunc_subsecs(0);
        for row in &mut wanted.datasets {
            let loaded = stored.datasets.iter().find(|dataset| dataset.id == row.id);
            row.loaded_at = loaded.map_or(now, |before| before.loaded_at);
        }
        uses::refuse_removals(conn, &before, &stored.nodes, &wanted.nodes)?;
        let mut writing = Writing::begin(conn, &stored.nodes, &wanted.nodes)?;
        wanted.replace(&stored, &mut writing)?;
        let (homes, mut tallies) = writing.finish()?;
        bodies.write(conn, &homes, &mut tallies)?;
        let tallies: Vec<(i64, Tallies)> = sets
            .iter()
            .map(|set| {
                let id = ids.dataset(set.key)?;
                Ok((id, tallies.take(id)))
            })
            .collect::<Result<_>>()?;
        let changed: Vec<i64> = tallies.iter().filter(|(_, of)| has_change(of)).map(|(id, _)| *id).collect();
        if !changed.is_empty() {
            let targeted: BTreeSet<i64> = stored.targets().chain(wanted.targets()).collect();
            sanction_periods::derive(conn, &targeted)?;
            for id in &changed {
                diesel::update(datasets::table.find(id)).set(datasets::loaded_at.eq(now)).execute(conn)?;
            }
            let used: Vec<i64> = used.iter().map(|dataset| dataset.id).collect();
            uses::recount_links(conn, &used)?;
            for id in changed.into_iter().chain(used).collect::<BTreeSet<i64>>() {
                search::index::refresh(conn, Some(id))?;
            }
            revision::raise(conn)?;
        }
        let revision = revision::version(conn)?.revision;
        Ok(Outcome { tallies: tallies.into_iter().map(|(_, tallies)| tallies).collect(), revision })
    })?;
    if outcome.tallies.iter().any(has_change) {
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
