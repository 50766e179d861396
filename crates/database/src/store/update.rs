//! Changes data sets in one transaction, batch by batch.

mod finish;

use std::collections::{BTreeSet, HashMap, HashSet};

use chrono::{SubsecRound, Utc};
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use sanad_model::{Key, NodeKind};

use super::bodies::Lengths;
use super::ids::{Ids, Scope};
use super::rows::{Node, Rows};
use super::table::Row;
use super::uses::{self, Gone};
use super::writing::{Effects, Writing};
use super::{BULK, LOOKED_UP, Outcome, Set, analyze, bodies, derived, refused, removals, tables};
use crate::conn::Conn;
use crate::error::{Error, Result};
use crate::fragment::Statement;
use crate::growth::Growth;
use crate::node::NodeRef;
use crate::relation::among;
use crate::schema::nodes;

/// Whether the records that are not written stay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Extent {
    /// They stay.
    Part,
    /// They are removed: the data sets are given as a whole.
    Whole,
}

/// A change of data sets in a transaction that has begun. Rows are written as they come, and what follows from them for
/// other nodes at the end.
pub struct Update<'c> {
    conn: &'c mut Conn,
    extent: Extent,
    sets: Vec<Loaded>,
    /// The ids of the data sets that are loaded or used, as far as they have one.
    known: HashMap<Key, i64>,
    ids: Ids,
    effects: Effects,
    /// The nodes that were written.
    written: HashSet<i64>,
    /// The nodes that were removed and not added again.
    gone: HashMap<i64, Gone>,
    /// Whether removals are remembered from before.
    has_removals: bool,
    /// The stored participations and figures that were written for another event than before, each with that event.
    taken: Vec<(i64, Key)>,
    /// The data sets that stored ones used and no longer do: the user and the used.
    unused: Vec<(i64, i64)>,
    growth: Growth,
    /// Whether a step failed: then nothing of the update may stay.
    has_failed: bool,
}

/// A data set that is loaded.
#[derive(Debug)]
struct Loaded {
    key: Key,
    uses: Vec<Key>,
}

/// Changes the data sets in one transaction. Other data sets stay as they are, except for how many links their parties
/// have. `work` writes the rows, first those of the data sets themselves, and hands the update back. If nothing differs from what is stored,
/// nothing is written, and the revision and the times of loading stay.
///
/// # Errors
/// `Load` when a used data set is not there or uses this one, when a key occurs twice or belongs to a data set that is
/// not loaded too, or when a record is gone that others refer to; the errors of `work` and of the database. In each case
/// nothing changes.
pub fn update<T, E: From<Error>>(
    conn: &mut Conn,
    sets: &[Set<'_>],
    extent: Extent,
    work: impl for<'c> FnOnce(Update<'c>) -> Result<(Update<'c>, T), E>,
) -> Result<(Outcome, T), E> {
    let (outcome, value, is_large) = conn.write(|conn| {
        let (update, value) = work(Update::begin(conn, sets, extent)?)?;
        let (outcome, is_large) = update.finish()?;
        Ok::<_, E>((outcome, value, is_large))
    })?;
    if is_large {
        analyze(conn);
    }
    Ok((outcome, value))
}

impl<'c> Update<'c> {
    fn begin(conn: &'c mut Conn, sets: &[Set<'_>], extent: Extent) -> Result<Self> {
        let mut known = uses::check(conn, sets)?;
        let mut ids = Ids::new(conn)?;
        for set in sets {
            if let Some(id) = ids.stored_dataset(conn, set.key)? {
                known.insert(set.key.clone(), id);
            }
        }
        let has_removals = !removals::is_empty(conn)?;
        let sets = sets.iter().map(|set| Loaded { key: set.key.clone(), uses: set.uses.to_vec() }).collect();
        Ok(Self {
            conn,
            extent,
            sets,
            known,
            ids,
            effects: Effects::default(),
            written: HashSet::new(),
            gone: HashMap::new(),
            has_removals,
            taken: Vec::new(),
            unused: Vec::new(),
            growth: Growth::default(),
            has_failed: false,
        })
    }

    /// The connection, for other writes in the same transaction.
    pub fn conn(&mut self) -> &mut Conn {
        self.conn
    }

    /// The ids of the data sets that are loaded.
    fn loaded(&self) -> Vec<i64> {
        self.sets.iter().filter_map(|set| self.known.get(&set.key).copied()).collect()
    }

    /// The key and the id of a data set that is loaded. A new one gets the next id.
    fn dataset(&mut self, set: usize) -> (Key, i64) {
        let key = self.sets[set].key.clone();
        let id = match self.known.get(&key) {
            Some(id) => *id,
            None => self.ids.assign_dataset(&key),
        };
        self.known.insert(key.clone(), id);
        (key, id)
    }

    /// Runs a step. If it fails, the whole update fails.
    fn step<T>(&mut self, step: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        let outcome = step(self);
        self.has_failed |= outcome.is_err();
        outcome
    }

    /// Assigns ids to a data set, counted from 0, and to records of it, which are then written.
    ///
    /// # Errors
    /// `Load` when a key occurs twice or belongs to a data set that is not loaded.
    pub fn assign(&mut self, set: usize, records: &[(&Key, NodeKind)]) -> Result<()> {
        self.step(|update| {
            let (key, id) = update.dataset(set);
            let loaded = update.loaded();
            let mut replaced = update.ids.assign(update.conn, (&key, id), &loaded, records)?;
            // A key can have only one record.
            replaced.extend(update.no_longer_nested(&replaced, &[])?);
            update.remove_nodes(replaced)
        })
    }

    /// Looks up what records to write refer to.
    ///
    /// # Errors
    /// The database's errors.
    pub fn look_up(&mut self, references: &[&Key]) -> Result<()> {
        let without = if self.extent == Extent::Whole { self.loaded() } else { Vec::new() };
        self.step(|update| update.ids.look_up(update.conn, references, &without))
    }

    /// Forgets the ids that were assigned and looked up so far.
    pub fn forget(&mut self) {
        self.ids.forget();
    }

    /// The records that a data set may refer to, among those that have been assigned and looked up.
    pub fn scope(&self, set: usize) -> Scope<'_> {
        let Loaded { key, uses } = &self.sets[set];
        let id = self.known.get(key).copied().unwrap_or_default();
        Scope { ids: &self.ids, dataset: key, id, uses, known: &self.known }
    }

    /// The number of paragraphs of the stored bodies of these articles. Articles without a body are missing.
    ///
    /// # Errors
    /// The database's errors.
    pub fn lengths(&mut self, articles: &[i64]) -> Result<Lengths> {
        bodies::lengths(self.conn, articles)
    }

    /// Stores bodies of articles that have been written, by the articles' ids.
    ///
    /// # Errors
    /// The database's errors.
    pub fn write_bodies<'b>(&mut self, bodies: impl IntoIterator<Item = (i64, &'b sanad_model::Body)>) -> Result<()> {
        self.step(|update| bodies::write(update.conn, &mut update.effects, bodies.into_iter().collect()))
    }

    /// Writes the rows of records to which ids have been assigned. They replace the stored rows of these records.
    ///
    /// # Errors
    /// The database's errors.
    pub fn write(&mut self, mut rows: Rows) -> Result<()> {
        self.step(|update| {
            let all: Vec<i64> = rows.nodes.iter().map(|node| node.id).collect();
            let stored: Vec<i64> = update.stored_among(&all)?;
            let gone = update.no_longer_nested(&stored, &all)?;
            update.remove_nodes(gone)?;
            for id in &all {
                update.gone.remove(id);
            }
            let stored = Rows::of_nodes(update.conn, &stored)?;
            if update.has_removals {
                let known: HashSet<i64> = stored.nodes.iter().map(|node| node.id).collect();
                let new = rows.nodes.iter().filter(|node| !known.contains(&node.id));
                removals::forget(update.conn, &new.map(|node| node.key.as_str()).collect::<Vec<_>>())?;
            }
            update.written.extend(all);
            update.ids.number(&stored, &mut rows);
            update.taken.extend(taken(&stored, &rows));
            let dropped = stored.dataset_uses.iter().filter(|used| !rows.dataset_uses.contains(used));
            update.unused.extend(dropped.map(|used| (used.dataset_id, used.used_id)));
            update.apply(&stored, rows, &BTreeSet::new())?;
            update.analyze_if_grown()
        })
    }

    /// Updates the planner's statistics each time that the written nodes have doubled, if they are at least half of all
    /// nodes: then what the planner knows is of much smaller tables.
    fn analyze_if_grown(&mut self) -> Result<()> {
        let written = self.written.len();
        if self.growth.has_doubled(written) && nodes::table.count().get_result::<i64>(self.conn)? <= written as i64 * 2
        {
            self.conn.analyze_unseen(&tables())?;
        }
        Ok(())
    }

    /// Removes records, and with them what belongs to them.
    ///
    /// # Errors
    /// `Load` when a key is none of the data set's.
    pub fn remove(&mut self, set: usize, keys: &[Key]) -> Result<()> {
        self.step(|update| {
            let (dataset, home) = update.dataset(set);
            let mut ids = Vec::with_capacity(keys.len());
            for some in keys.chunks(BULK) {
                let texts: Vec<&str> = some.iter().map(Key::as_str).collect();
                let found: HashMap<String, i64> = nodes::table
                    .filter(nodes::key.eq_any(texts))
                    .filter(nodes::dataset_id.eq(home))
                    .filter(nodes::id.ne(home))
                    .select((nodes::key, nodes::id))
                    .load(update.conn)?
                    .into_iter()
                    .collect();
                for key in some {
                    match found.get(key.as_str()) {
                        Some(id) => ids.push(*id),
                        None => return Err(refused(&dataset, format!("there is no record `{key}` to remove"))),
                    }
                }
            }
            let nested = nested(update.conn, &ids)?;
            ids.extend(nested.into_iter().map(|(id, ..)| id));
            update.remove_nodes(ids)
        })
    }

    /// Those of the nodes that are stored.
    fn stored_among(&mut self, ids: &[i64]) -> Result<Vec<i64>> {
        let mut stored = Vec::new();
        for some in ids.chunks(LOOKED_UP) {
            stored.extend(nodes::table.filter(among("nodes.id", some)).select(nodes::id).load::<i64>(self.conn)?);
        }
        Ok(stored)
    }

    /// The stored participations and figures of these events that are neither written now nor later.
    fn no_longer_nested(&mut self, events: &[i64], written: &[i64]) -> Result<Vec<i64>> {
        let written: HashSet<i64> = written.iter().copied().collect();
        let nested = nested(self.conn, events)?;
        let is_gone = |(id, key, kind): &(i64, String, NodeKind)| {
            !written.contains(id) && !key.parse().is_ok_and(|key| self.ids.is_assigned(&key, *kind))
        };
        Ok(nested.into_iter().filter(is_gone).map(|(id, ..)| id).collect())
    }

    /// Removes these nodes. What they leave behind is looked at when the update ends.
    fn remove_nodes(&mut self, ids: Vec<i64>) -> Result<()> {
        for some in ids.chunks(LOOKED_UP) {
            let rows = Rows::of_nodes(self.conn, some)?;
            bodies::count_removed(self.conn, &mut self.effects, &rows.nodes)?;
            self.effects.remove(&rows)?;
            for node in &rows.nodes {
                let gone = Gone::of(node)?;
                self.ids.remove(gone.key.clone(), NodeRef { id: node.id, kind: gone.kind });
                self.written.remove(&node.id);
                self.gone.insert(node.id, gone);
            }
            Node::delete(&rows.nodes.iter().collect::<Vec<_>>(), self.conn)?;
        }
        Ok(())
    }

    /// Turns stored rows into the wanted ones, and the rows that are derived from them alone; those of `moved` facts in
    /// any case.
    fn apply(&mut self, stored: &Rows, mut wanted: Rows, moved: &BTreeSet<i64>) -> Result<()> {
        let Self { conn, effects, .. } = self;
        derived::summarize(conn, &mut wanted)?;
        let links = derived::links(&wanted)?;
        derived::expect_degrees(&stored.nodes, &mut wanted.nodes, &links);
        // The time of loading does not count as a difference.
        let now = Utc::now().naive_utc().trunc_subsecs(0);
        for row in &mut wanted.datasets {
            row.loaded_at =
                stored.datasets.iter().find(|dataset| dataset.id == row.id).map_or(now, |row| row.loaded_at);
        }
        effects.articles.extend(derived::cited_otherwise(&stored.articles, &wanted.articles));
        let mut writing = Writing::begin(conn, effects, &stored.nodes, &wanted.nodes, moved);
        wanted.write(stored, &mut writing)?;
        derived::write_links(&mut writing, links)?;
        derived::write_name_keys(&mut writing, &wanted)?;
        writing.finish(stored, &wanted)
    }
}

/// The participations and figures of events, with their keys.
fn nested(conn: &mut Conn, events: &[i64]) -> Result<Vec<(i64, String, NodeKind)>> {
    let mut nested = Vec::new();
    for some in events.chunks(LOOKED_UP) {
        let of = |table: &str| {
            Statement::<(BigInt, diesel::sql_types::Text, diesel::sql_types::Text)>::new(format!(
                "SELECT nodes.id, nodes.key, nodes.kind FROM {table} JOIN nodes ON nodes.id = {table}.id WHERE "
            ))
            .meeting(among(&format!("{table}.event_id"), some))
        };
        nested.extend(of("participations").and_all(of("figures")).load::<(i64, String, NodeKind)>(conn)?);
    }
    Ok(nested)
}

/// The stored participations and figures that are wanted for another event, with the event that had them.
fn taken(stored: &Rows, wanted: &Rows) -> Vec<(i64, Key)> {
    let owners = |rows: &Rows| -> HashMap<i64, i64> {
        let participations = rows.participations.iter().map(|row| (row.id, row.event_id));
        participations.chain(rows.figures.iter().map(|row| (row.id, row.event_id))).collect()
    };
    let (before, now) = (owners(stored), owners(wanted));
    let is_taken = |node: &&Node| now.get(&node.id).is_some_and(|event| before.get(&node.id) != Some(event));
    let taken = stored.nodes.iter().filter(|node| before.contains_key(&node.id)).filter(is_taken);
    taken.filter_map(|node| Some((before[&node.id], node.key.parse().ok()?))).collect()
}
