//! Assigns ids to records: stored records keep theirs, new ones get the next.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use diesel::dsl::max;
use diesel::prelude::*;
use sanad_model::{Key, NodeKind};

use super::rows::Rows;
use super::uses::Used;
use super::{BULK, Set, refused};
use crate::conn::Conn;
use crate::error::{Error, Result};
use crate::node::NodeRef;
use crate::schema::{evidence, mentions, nodes};

/// The ids of the records that are loaded, and of those that they may refer to. The same records in the same order get
/// the same ids in the same database.
#[derive(Debug)]
pub struct Ids {
    /// The data set whose references are looked up, and those that it uses.
    dataset: Key,
    uses: HashSet<Key>,
    /// Each with its data set.
    nodes: HashMap<Key, (NodeRef, Key)>,
    /// The ids of the articles that are loaded.
    articles: HashSet<i64>,
    /// The first key that was looked up in vain.
    missing: OnceCell<Key>,
    /// The highest id of all nodes, including those of other data sets.
    last_node: i64,
    /// By fact and position among its evidence.
    evidence: Numbers<(i64, i64)>,
    /// By article and party.
    mentions: Numbers<(i64, i64)>,
}

impl Ids {
    /// A record keeps its id as long as its key and kind stay the same.
    pub(super) fn assign(conn: &mut Conn, sets: &[Set<'_>], used: &[Used], stored: &Rows) -> Result<Self> {
        let Some(first) = sets.first() else { return Err(Error::Internal("no data set is loaded".to_owned())) };
        let own: HashSet<&str> = stored.nodes.iter().map(|node| node.key.as_str()).collect();
        for set in sets {
            let keys = set.records.iter().map(|(key, _)| key.as_str());
            let unknown: Vec<&str> = keys.filter(|key| !own.contains(key)).collect();
            refuse_keys_of_others(conn, set.key, &unknown)?;
        }
        let mut numbers = Numbers {
            known: stored.nodes.iter().map(|node| ((node.key.clone(), node.kind.clone()), node.id)).collect(),
            last: nodes::table.select(max(nodes::id)).first::<Option<i64>>(conn)?.unwrap_or(0),
        };
        let mut nodes = HashMap::with_capacity(sets.iter().map(|set| set.records.len()).sum());
        let mut articles = HashSet::new();
        for set in sets {
            for (key, kind) in &set.records {
                let id = numbers.of((key.to_string(), kind.to_string()));
                let node = NodeRef { id, kind: *kind };
                if nodes.insert((*key).clone(), (node, set.key.clone())).is_some() {
                    return Err(twice(set.key, key));
                }
                if *kind == NodeKind::Article {
                    articles.insert(id);
                }
            }
        }
        for dataset in used {
            let records = dataset.records.iter().map(|(key, node)| (key.clone(), (*node, dataset.key.clone())));
            nodes.extend(records);
            let node = NodeRef { id: dataset.id, kind: NodeKind::Dataset };
            nodes.insert(dataset.key.clone(), (node, dataset.key.clone()));
        }
        Ok(Self {
            dataset: first.key.clone(),
            uses: first.uses.iter().cloned().collect(),
            nodes,
            articles,
            missing: OnceCell::new(),
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
            let node = NodeRef { id: self.last_node, kind: *kind };
            if self.nodes.insert((*key).clone(), (node, self.dataset.clone())).is_some() {
                return Err(twice(&self.dataset, key));
            }
        }
        self.evidence.known.clear();
        self.mentions.known.clear();
        Ok(())
    }

    /// Looks up the references of this data set from now on. It may refer to its own records and to those of the data
    /// sets that it uses.
    pub fn within(&mut self, dataset: &Key, uses: &[Key]) {
        self.dataset = dataset.clone();
        self.uses = uses.iter().cloned().collect();
    }

    /// The node with this key.
    ///
    /// # Errors
    /// `Load` when no record has the key to which the data set may refer.
    pub fn of(&self, key: &Key) -> Result<NodeRef> {
        match self.nodes.get(key) {
            Some((node, owner)) if *owner == self.dataset || self.uses.contains(owner) => Ok(*node),
            Some((_, owner)) => Err(self.refused(unused(key, owner))),
            None => {
                let _ = self.missing.set(key.clone());
                let nor =
                    if self.uses.is_empty() { "none of its records has" } else { "neither it nor what it uses has" };
                Err(self.refused(format!("it refers to `{key}`, but {nor} that key")))
            }
        }
    }

    /// The node with this key of the data set itself.
    ///
    /// # Errors
    /// `Load` when none of its records has the key.
    pub fn own(&self, key: &Key) -> Result<NodeRef> {
        let node = self.of(key)?;
        match self.nodes.get(key) {
            Some((_, owner)) if *owner != self.dataset => Err(self.refused(not_shared(key, owner))),
            _ => Ok(node),
        }
    }

    fn refused(&self, reason: String) -> Error {
        refused(&self.dataset, reason)
    }

    /// The id of a data set that is loaded or used.
    pub fn dataset(&self, key: &Key) -> Result<i64> {
        let node = self.nodes.get(key).map(|(node, _)| node.id);
        node.ok_or_else(|| refused(key, "it has no node".to_owned()))
    }

    /// The id of an article that is loaded, for its body.
    pub(super) fn of_body(&self, article: &Key) -> Result<i64> {
        let node = self.nodes.get(article).map(|(node, _)| node.id).filter(|id| self.articles.contains(id));
        node.ok_or_else(|| {
            self.refused(format!("there is a body of `{article}`, but no article that is loaded has that key"))
        })
    }

    /// Names the data set that has the missing key, if one has.
    pub(super) fn explain(&self, conn: &mut Conn, error: Error) -> Error {
        let Some(key) = self.missing.get() else { return error };
        match first_owned(conn, &[key.as_str()]) {
            // It was a record of the data set itself, and is no longer.
            Ok(Some((_, owner))) if self.dataset.as_str() == owner => error,
            Ok(Some((_, owner))) if self.uses.iter().any(|used| used.as_str() == owner) => {
                self.refused(not_shared(key, owner))
            }
            Ok(Some((_, owner))) => self.refused(unused(key, owner)),
            Ok(None) => error,
            Err(other) => other,
        }
    }

    /// The ids of the articles that are loaded.
    pub(super) fn articles(&self) -> &HashSet<i64> {
        &self.articles
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

fn unused(key: &Key, owner: impl std::fmt::Display) -> String {
    format!("it refers to `{key}` of the data set `{owner}`, which it does not use: expected `{owner}` in its `uses`")
}

fn not_shared(key: &Key, owner: impl std::fmt::Display) -> String {
    format!("it refers to `{key}` of the data set `{owner}`: expected a record of its own, as for all that is cited")
}

/// Fails on the first key that is taken. None of the keys belongs to a data set that is loaded.
fn refuse_keys_of_others(conn: &mut Conn, dataset: &Key, keys: &[&str]) -> Result<()> {
    for chunk in keys.chunks(BULK) {
        if let Some((key, owner)) = first_owned(conn, chunk)? {
            let reason = format!("the key `{key}` belongs to the data set `{owner}`: to move it, load both together");
            return Err(refused(dataset, reason));
        }
    }
    Ok(())
}

/// The first of the keys that a stored record has, and the key of its data set.
fn first_owned<'k>(conn: &mut Conn, keys: &[&'k str]) -> Result<Option<(&'k str, String)>> {
    let owned: HashMap<String, i64> = nodes::table
        .filter(nodes::key.eq_any(keys))
        .select((nodes::key, nodes::dataset_id))
        .load(conn)?
        .into_iter()
        .collect();
    let Some((key, owner)) = keys.iter().find_map(|key| Some((*key, *owned.get(*key)?))) else { return Ok(None) };
    Ok(Some((key, nodes::table.find(owner).select(nodes::key).first(conn)?)))
}
