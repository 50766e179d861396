//! Assigns ids to records: stored records keep theirs, new ones get the next.

use std::collections::{BTreeSet, HashMap};

use diesel::dsl::max;
use diesel::prelude::*;
use sanad_model::{Key, NodeKind};

use super::rows::Rows;
use super::uses::is_shared;
use super::{BULK, refused};
use crate::conn::Conn;
use crate::error::{Error, Result};
use crate::node::NodeRef;
use crate::schema::{evidence, mentions, nodes};

/// The ids of the records that are at hand: those to write, and those that they refer to. The same records in the same
/// order get the same ids in the same database.
#[derive(Debug)]
pub(super) struct Ids {
    nodes: HashMap<Key, Known>,
    /// The keys of data sets, by id.
    datasets: HashMap<i64, Key>,
    last_node: i64,
    last_evidence: i64,
    last_mention: i64,
    /// The ids of removed records, which they get back if they are added again.
    removed: HashMap<(Key, NodeKind), i64>,
}

/// A record, with the id of its data set.
#[derive(Debug, Clone, Copy)]
struct Known {
    node: NodeRef,
    dataset: i64,
    /// Whether it is to be written.
    is_assigned: bool,
}

/// What is stored under a key.
type Stored = (i64, NodeKind, i64);

impl Ids {
    pub fn new(conn: &mut Conn) -> Result<Self> {
        Ok(Self {
            nodes: HashMap::new(),
            datasets: HashMap::new(),
            last_node: nodes::table.select(max(nodes::id)).first::<Option<i64>>(conn)?.unwrap_or(0),
            last_evidence: evidence::table.select(max(evidence::id)).first::<Option<i64>>(conn)?.unwrap_or(0),
            last_mention: mentions::table.select(max(mentions::id)).first::<Option<i64>>(conn)?.unwrap_or(0),
            removed: HashMap::new(),
        })
    }

    /// The id of a data set, if it is stored. Fails if the key belongs to another record.
    pub fn stored_dataset(&mut self, conn: &mut Conn, key: &Key) -> Result<Option<i64>> {
        match stored(conn, &[key])?.remove(key) {
            Some((id, NodeKind::Dataset, _)) => {
                self.datasets.insert(id, key.clone());
                Ok(Some(id))
            }
            Some((.., owner)) => Err(self.owned(conn, key, key, owner)),
            None => Ok(None),
        }
    }

    /// Assigns the next id to a data set that is not stored.
    pub fn assign_dataset(&mut self, key: &Key) -> i64 {
        let id = next(&mut self.last_node);
        self.datasets.insert(id, key.clone());
        id
    }

    /// Assigns ids to records of a data set. A record keeps its id as long as its key and kind stay the same, also when
    /// it comes from another of the data sets that are loaded. Returns the ids of stored records of other kinds that
    /// had the keys.
    pub fn assign(
        &mut self,
        conn: &mut Conn,
        (dataset, dataset_id): (&Key, i64),
        loaded: &[i64],
        records: &[(&Key, NodeKind)],
    ) -> Result<Vec<i64>> {
        let mut replaced = Vec::new();
        self.nodes.reserve(records.len());
        let mut stored = stored(conn, &records.iter().map(|(key, _)| *key).collect::<Vec<_>>())?;
        for (key, kind) in records {
            if self.datasets.values().any(|dataset| dataset == *key) {
                return Err(twice(dataset, key));
            }
            let id = match stored.remove(*key) {
                Some((.., owner)) if !loaded.contains(&owner) => return Err(self.owned(conn, dataset, key, owner)),
                Some((id, before, _)) if before == *kind => id,
                other => {
                    replaced.extend(other.map(|(id, ..)| id));
                    self.removed.remove(&((*key).clone(), *kind)).unwrap_or_else(|| next(&mut self.last_node))
                }
            };
            let known = Known { node: NodeRef { id, kind: *kind }, dataset: dataset_id, is_assigned: true };
            if self.nodes.insert((*key).clone(), known).is_some_and(|other| other.is_assigned) {
                return Err(twice(dataset, key));
            }
        }
        Ok(replaced)
    }

    fn owned(&mut self, conn: &mut Conn, dataset: &Key, key: &Key, owner: i64) -> Error {
        match self.dataset(conn, owner) {
            Ok(owner) => {
                let reason =
                    format!("the key `{key}` belongs to the data set `{owner}`: to move it, load both together");
                refused(dataset, reason)
            }
            Err(error) => error,
        }
    }

    /// Looks up the records with these keys that are not at hand. Those of the data sets `without` count as gone.
    pub fn look_up(&mut self, conn: &mut Conn, keys: &[&Key], without: &[i64]) -> Result<()> {
        let unknown: BTreeSet<&Key> = keys.iter().copied().filter(|key| !self.nodes.contains_key(*key)).collect();
        for (key, (id, kind, dataset)) in stored(conn, &unknown.into_iter().collect::<Vec<_>>())? {
            if !without.contains(&dataset) {
                self.dataset(conn, dataset)?;
                self.nodes.insert(key, Known { node: NodeRef { id, kind }, dataset, is_assigned: false });
            }
        }
        Ok(())
    }

    /// Forgets all records that were at hand.
    pub fn forget(&mut self) {
        self.nodes.clear();
    }

    /// Whether the record is to be written.
    pub fn is_assigned(&self, key: &Key, kind: NodeKind) -> bool {
        self.nodes.get(key).is_some_and(|known| known.is_assigned && known.node.kind == kind)
    }

    /// Remembers that a record has been removed.
    pub fn remove(&mut self, key: Key, node: NodeRef) {
        if let Some(known) = self.nodes.get(&key)
            && !known.is_assigned
        {
            self.nodes.remove(&key);
        }
        self.removed.insert((key, node.kind), node.id);
    }

    /// The key of a data set.
    pub fn dataset(&mut self, conn: &mut Conn, id: i64) -> Result<Key> {
        if let Some(key) = self.datasets.get(&id) {
            return Ok(key.clone());
        }
        let key: String = nodes::table.find(id).select(nodes::key).first(conn)?;
        let key: Key = key.parse().map_err(|error| Error::Internal(format!("the key of a data set: {error}")))?;
        self.datasets.insert(id, key.clone());
        Ok(key)
    }

    /// Numbers evidence and mentions: those that are stored keep their ids.
    pub fn number(&mut self, stored: &Rows, wanted: &mut Rows) {
        let known: HashMap<_, i64> = stored.evidence.iter().map(|row| ((row.fact_id, row.ordinal), row.id)).collect();
        for row in &mut wanted.evidence {
            row.id = known.get(&(row.fact_id, row.ordinal)).copied().unwrap_or_else(|| next(&mut self.last_evidence));
        }
        let known: HashMap<_, i64> =
            stored.mentions.iter().map(|row| ((row.article_id, row.party_id), row.id)).collect();
        for row in &mut wanted.mentions {
            row.id =
                known.get(&(row.article_id, row.party_id)).copied().unwrap_or_else(|| next(&mut self.last_mention));
        }
    }
}

fn next(last: &mut i64) -> i64 {
    *last += 1;
    *last
}

/// What is stored under these keys.
fn stored(conn: &mut Conn, keys: &[&Key]) -> Result<HashMap<Key, Stored>> {
    let mut found = HashMap::new();
    for some in keys.chunks(BULK) {
        let keys: Vec<&str> = some.iter().map(|key| key.as_str()).collect();
        let rows: Vec<(String, i64, NodeKind, i64)> = nodes::table
            .filter(nodes::key.eq_any(keys))
            .select((nodes::key, nodes::id, nodes::kind, nodes::dataset_id))
            .load(conn)?;
        found.extend(rows.into_iter().filter_map(|(key, id, kind, home)| Some((key.parse().ok()?, (id, kind, home)))));
    }
    Ok(found)
}

pub(super) fn twice(dataset: &Key, key: &Key) -> Error {
    refused(dataset, format!("two records have the key `{key}`"))
}

/// The records that a data set may refer to.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'a> {
    pub(super) ids: &'a Ids,
    pub(super) dataset: &'a Key,
    /// The id of the data set.
    pub(super) id: i64,
    pub(super) uses: &'a [Key],
    /// The ids of data sets.
    pub(super) known: &'a HashMap<Key, i64>,
}

impl Scope<'_> {
    /// The id of the data set itself.
    pub fn dataset(self) -> i64 {
        self.id
    }

    /// The id of a data set that it uses.
    ///
    /// # Errors
    /// `Load` when it does not use it.
    pub fn used(self, key: &Key) -> Result<i64> {
        let used = self.known.get(key).filter(|_| self.uses.contains(key));
        used.copied().ok_or_else(|| refused(self.dataset, format!("it does not use `{key}`")))
    }

    /// The node with this key: one of its own, or one that a data set which it uses shares.
    ///
    /// # Errors
    /// `Load` when there is none.
    pub fn of(self, key: &Key) -> Result<NodeRef> {
        let Some(Known { node, dataset, .. }) = self.ids.nodes.get(key).copied() else {
            let nor = if self.uses.is_empty() { "none of its records has" } else { "neither it nor what it uses has" };
            return Err(refused(self.dataset, format!("it refers to `{key}`, but {nor} that key")));
        };
        if dataset == self.id {
            return Ok(node);
        }
        let owner = self.ids.datasets.get(&dataset);
        let owner = owner.map_or_else(|| dataset.to_string(), ToString::to_string);
        if !self.uses.iter().any(|used| self.known.get(used) == Some(&dataset)) {
            return Err(refused(
                self.dataset,
                format!(
                    "it refers to `{key}` of the data set `{owner}`, which it does not use: expected `{owner}` in its \
                     `uses`"
                ),
            ));
        }
        if is_shared(node.kind) { Ok(node) } else { Err(self.not_shared(key, &owner)) }
    }

    /// The node with this key of the data set itself.
    ///
    /// # Errors
    /// `Load` when none of its records has the key.
    pub fn own(self, key: &Key) -> Result<NodeRef> {
        let node = self.of(key)?;
        match self.ids.nodes.get(key) {
            Some(known) if known.dataset != self.id => {
                let owner = self.ids.datasets.get(&known.dataset);
                Err(self.not_shared(key, &owner.map_or_else(String::new, ToString::to_string)))
            }
            _ => Ok(node),
        }
    }

    fn not_shared(self, key: &Key, owner: &str) -> Error {
        refused(
            self.dataset,
            format!(
                "it refers to `{key}` of the data set `{owner}`: expected a record of its own, as for all that is cited"
            ),
        )
    }
}
