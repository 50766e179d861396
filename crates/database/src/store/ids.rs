//! Assigns ids to records: stored records keep theirs, new ones get the next.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use diesel::dsl::max;
use diesel::prelude::*;
use sanad_model::{Key, NodeKind};

use super::rows::Rows;
use super::{BULK, refused};
use crate::conn::Conn;
use crate::error::{Error, Result};
use crate::node::NodeRef;
use crate::schema::{evidence, mentions, nodes};

/// The ids of a data set's records. The same records in the same order get the same ids in the same database.
#[derive(Debug)]
pub struct Ids {
    dataset: Key,
    nodes: HashMap<Key, NodeRef>,
    /// The highest id of all nodes, including those of other data sets.
    last_node: i64,
    /// By fact and position among its evidence.
    evidence: Numbers<(i64, i64)>,
    /// By article and party.
    mentions: Numbers<(i64, i64)>,
}

impl Ids {
    /// A record keeps its id as long as its key and kind stay the same.
    pub(super) fn assign(conn: &mut Conn, dataset: &Key, records: &[(&Key, NodeKind)], stored: &Rows) -> Result<Self> {
        let own: HashSet<&str> = stored.nodes.iter().map(|node| node.key.as_str()).collect();
        let unknown: Vec<&str> = records.iter().map(|(key, _)| key.as_str()).filter(|key| !own.contains(key)).collect();
        refuse_keys_of_others(conn, dataset, &unknown)?;

        let mut numbers = Numbers {
            known: stored.nodes.iter().map(|node| ((node.key.clone(), node.kind.clone()), node.id)).collect(),
            last: nodes::table.select(max(nodes::id)).first::<Option<i64>>(conn)?.unwrap_or(0),
        };
        let mut nodes = HashMap::with_capacity(records.len());
        for (key, kind) in records {
            let id = numbers.of((key.to_string(), kind.to_string()));
            if nodes.insert((*key).clone(), NodeRef { id, kind: *kind }).is_some() {
                return Err(twice(dataset, key));
            }
        }
        Ok(Self {
            dataset: dataset.clone(),
            nodes,
            last_node: numbers.last,
            evidence: Numbers {
                known: stored.evidence.iter().map(|row| ((row.fact_id, row.ordinal), row.id)).collect(),
                last: evidence::table.select(max(evidence::id)).first::<Option<i64>>(conn)?.unwrap_or(0),
            },
            mentions: Numbers {
                known: stored.mentions.iter().map(|row| ((row.article_id, row.party_id), row.id)).collect(),
                last: mentions::table.select(max(mentions::id)).first::<Option<i64>>(conn)?.unwrap_or(0),
            },
        })
    }

    /// Assigns the next ids to further, new records. The ids of earlier evidence and mentions are forgotten, because
    /// nothing asks for them again.
    pub(super) fn add(&mut self, records: &[(&Key, NodeKind)]) -> Result<()> {
        self.nodes.reserve(records.len());
        for (key, kind) in records {
            self.last_node += 1;
            if self.nodes.insert((*key).clone(), NodeRef { id: self.last_node, kind: *kind }).is_some() {
                return Err(twice(&self.dataset, key));
            }
        }
        self.evidence.known.clear();
        self.mentions.known.clear();
        Ok(())
    }

    /// The node with this key.
    ///
    /// # Errors
    /// `Load` when no record of the data set has the key.
    pub fn of(&self, key: &Key) -> Result<NodeRef> {
        let node = self.nodes.get(key).copied();
        node.ok_or_else(|| {
            refused(&self.dataset, format!("it refers to `{key}`, but none of its records has that key"))
        })
    }

    /// The ids of all articles.
    pub(super) fn articles(&self) -> HashSet<i64> {
        self.nodes.values().filter(|node| node.kind == NodeKind::Article).map(|node| node.id).collect()
    }

    /// The id of a fact's evidence at this position, counted from 1.
    pub fn of_evidence(&mut self, fact_id: i64, ordinal: i64) -> i64 {
        self.evidence.of((fact_id, ordinal))
    }

    /// The id of an article's mention of a party.
    pub fn of_mention(&mut self, article_id: i64, party_id: i64) -> i64 {
        self.mentions.of((article_id, party_id))
    }
}

fn twice(dataset: &Key, key: &Key) -> Error {
    refused(dataset, format!("two records have the key `{key}`"))
}

/// Assigns numbers: the known one, or the next.
#[derive(Debug)]
struct Numbers<K> {
    known: HashMap<K, i64>,
    last: i64,
}

impl<K: Eq + Hash> Numbers<K> {
    fn of(&mut self, key: K) -> i64 {
        *self.known.entry(key).or_insert_with(|| {
            self.last += 1;
            self.last
        })
    }
}

/// Fails on the first key that is taken. None of the keys is the data set's own.
fn refuse_keys_of_others(conn: &mut Conn, dataset: &Key, keys: &[&str]) -> Result<()> {
    for chunk in keys.chunks(BULK) {
        let taken: HashMap<String, i64> = nodes::table
            .filter(nodes::key.eq_any(chunk))
            .select((nodes::key, nodes::dataset_id))
            .load(conn)?
            .into_iter()
            .collect();
        if let Some((key, owner)) = chunk.iter().find_map(|key| taken.get_key_value(*key)) {
            let owner: String = nodes::table.find(owner).select(nodes::key).first(conn)?;
            return Err(refused(dataset, format!("the key `{key}` belongs to the data set `{owner}`")));
        }
    }
    Ok(())
}
