//! Remembers which records have been removed, so that their pages can say so: a row for each key that no record has.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::{SubsecRound, Utc};
use diesel::dsl::exists;
use diesel::prelude::*;

use super::BULK;
use super::uses::Gone;
use crate::conn::{Conn, on_each};
use crate::error::Result;
use crate::schema::{nodes, removals};

/// Whether none is remembered.
pub(super) fn is_empty(conn: &mut Conn) -> Result<bool> {
    Ok(!diesel::select(exists(removals::table.select(removals::key))).get_result::<bool>(conn)?)
}

/// Forgets the removals of records that are there again, and of others whose keys have been taken.
pub(super) fn forget(conn: &mut Conn, keys: &[&str]) -> Result<()> {
    for some in keys.chunks(BULK) {
        diesel::delete(removals::table.filter(removals::key.eq_any(some))).execute(conn)?;
    }
    Ok(())
}

/// Remembers the records that are gone, unless others have their keys now.
pub(super) fn remember(conn: &mut Conn, gone: &HashMap<i64, Gone>) -> Result<()> {
    let now = Utc::now().naive_utc().trunc_subsecs(0);
    // An update that changes the kind of a record twice removes two with one key. The later one has the higher id.
    let by_id: BTreeMap<i64, &Gone> = gone.iter().map(|(id, gone)| (*id, gone)).collect();
    let by_key: BTreeMap<&str, &Gone> = by_id.into_values().map(|gone| (gone.key.as_str(), gone)).collect();
    let keys: Vec<&str> = by_key.keys().copied().collect();
    for some in keys.chunks(BULK) {
        let taken: HashSet<String> =
            nodes::table.filter(nodes::key.eq_any(some)).select(nodes::key).load(conn)?.into_iter().collect();
        let free = some.iter().filter(|key| !taken.contains(**key)).filter_map(|key| by_key.get(key));
        let rows: Vec<_> = free
            .map(|gone| {
                (
                    removals::key.eq(gone.key.as_str()),
                    removals::kind.eq(gone.kind.to_string()),
                    removals::dataset_id.eq(gone.dataset_id),
                    removals::removed_at.eq(now),
                )
            })
            .collect();
        if !rows.is_empty() {
            on_each!(conn, |one| diesel::insert_into(removals::table).values(rows).execute(one))?;
        }
    }
    Ok(())
}
