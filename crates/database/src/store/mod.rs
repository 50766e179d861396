//! Storing a data set: what is there is compared with what is wanted, and only the difference is written.
//!
//! `rows` has the rows as they are stored, `table` what is done with each table, `ids` the ids that records get,
//! `difference` what a load has to write and how it is counted, and `bodies` the full texts of articles. `appending`
//! writes what is all new, part by part. `derive` makes what a load derives for databases of older versions.

mod appending;
mod bodies;
pub mod derive;
mod difference;
mod ids;
pub mod rows;
mod table;

use std::collections::BTreeMap;

use chrono::{SubsecRound, Utc};
use diesel::prelude::*;
use sanad_model::{Body, Key, NodeKind};

pub use self::appending::Appending;
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

/// The most rows that one statement takes: so many of the widest table keep under SQLite's 32,766 bound values.
const BULK: usize = 1_000;

/// What a load found and did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// How many records of each sort there are now, and what happened to them.
    pub tallies: Tallies,
    /// The number of the state of the database that readers see from now on.
    pub revision: i64,
}

/// Makes the data set be what `rows` says, in one transaction, and touches no other data set. `records` are its nodes,
/// itself among them; those that have none yet get ids in this order. `bodies` are what articles get, by their keys;
/// `rows` is told how long each body is going to be.
///
/// Where nothing differs nothing is written, and the revision and the time of loading stay.
///
/// # Errors
/// `Load` when a key is given twice or belongs to another data set; what `rows` fails with; what the database refuses.
/// In each case all stays as it was.
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
        // A load at another time is no difference.
        let now = Utc::now().naive_utc().trunc_subsecs(0);
        for row in &mut wanted.datasets {
            row.loaded_at = stored.datasets.first().map_or(now, |before| before.loaded_at);
        }
        let mut writing = Writing::begin(conn, &stored.nodes, &wanted.nodes)?;
        wanted.replace(&stored, &mut writing)?;
        let mut tallies = writing.finish()?;
        tallies.insert(Counted::Body, bodies.write(conn)?);
        if has_change(&tallies) {
            let id = ids.of(dataset)?.id;
            diesel::update(datasets::table.find(id)).set(datasets::loaded_at.eq(now)).execute(conn)?;
            search::index::refresh(conn, Some(id))?;
            revision::raise(conn)?;
        }
        let revision = revision::sighting(conn)?.revision;
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

/// The id of the data set of that key, if there is one.
fn stored_dataset(conn: &mut Conn, key: &Key) -> Result<Option<i64>> {
    let found = nodes::table
        .filter(nodes::key.eq(key.as_str()))
        .filter(nodes::kind.eq(NodeKind::Dataset.to_string()))
        .select(nodes::id)
        .first(conn);
    Ok(found.optional()?)
}

/// Tells the database's planner how much there is now. What was done before stands whether or not that succeeds.
pub(super) fn analyze(conn: &mut Conn) {
    if let Err(error) = conn.analyze(Rows::TABLES) {
        tracing::warn!(%error, "could not analyze the tables");
    }
}

/// Why the data set cannot be loaded.
fn refused(dataset: &Key, reason: String) -> Error {
    Error::Load { dataset: dataset.to_string(), reason }
}
