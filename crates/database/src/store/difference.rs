//! The changes that a load has to write, and their tallies.

use std::collections::{BTreeMap, HashMap, HashSet};

use sanad_model::{NodeKind, UnknownWord};

use super::BULK;
use super::rows::Node;
use super::table::Row;
use crate::conn::Conn;
use crate::error::{Error, Result};

/// The kinds of records that are counted: nodes, by kind, and records that belong to nodes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Counted {
    Node(NodeKind),
    Name,
    Body,
    Mention,
    Evidence,
}

impl Counted {
    /// What the rows of a table count as, if they are not just a part of their node.
    fn rows_of(table: &str) -> Option<Self> {
        match table {
            "names" => Some(Self::Name),
            "mentions" => Some(Self::Mention),
            "evidence" => Some(Self::Evidence),
            _ => None,
        }
    }
}

/// The number of records of one kind after a load, and of the changes to them. A record has changed when any of its
/// rows has, including derived rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Tally {
    pub now: usize,
    pub added: usize,
    pub changed: usize,
    pub removed: usize,
}

impl Tally {
    /// Whether the load changed records of this kind.
    pub fn is_change(self) -> bool {
        self.added + self.changed + self.removed > 0
    }
}

/// A tally for each kind of record that there is or was.
pub type Tallies = BTreeMap<Counted, Tally>;

/// Writes the differences table by table, parents before their children, and counts them.
pub(super) struct Writing<'a> {
    conn: &'a mut Conn,
    stored: &'a [Node],
    wanted: &'a [Node],
    removed: HashSet<i64>,
    /// The nodes with an added, changed or removed row.
    touched: HashSet<i64>,
    tallies: Tallies,
}

impl<'a> Writing<'a> {
    /// Deletes the nodes that are no longer wanted, and with them all rows that belong to them.
    pub fn begin(conn: &'a mut Conn, stored: &'a [Node], wanted: &'a [Node]) -> Result<Self> {
        let Difference { gone, .. } = Difference::between(stored, wanted);
        for nodes in gone.chunks(BULK) {
            Node::delete(nodes, conn)?;
        }
        let removed = gone.iter().map(|node| node.id).collect();
        Ok(Self { conn, stored, wanted, removed, touched: HashSet::new(), tallies: Tallies::new() })
    }

    /// Turns the stored rows of a data set in one table into the wanted ones.
    pub fn replace<R: Row>(&mut self, stored: &[R], wanted: &[R]) -> Result<()> {
        let Difference { gone, new, changed } = Difference::between(stored, wanted);
        let left: Vec<&R> = gone.iter().copied().filter(|row| !self.removed.contains(&row.node())).collect();
        for rows in left.chunks(BULK) {
            R::delete(rows, self.conn)?;
        }
        for rows in new.chunks(BULK) {
            R::insert(rows, self.conn)?;
        }
        for row in &changed {
            row.update(self.conn)?;
        }
        match Counted::rows_of(R::TABLE) {
            None => self.touched.extend(gone.iter().chain(&new).chain(&changed).map(|row| row.node())),
            Some(counted) => {
                let tally = Tally { now: wanted.len(), added: new.len(), changed: changed.len(), removed: gone.len() };
                self.tallies.insert(counted, tally);
            }
        }
        Ok(())
    }

    /// The tallies. If they show no change, nothing was written.
    pub fn finish(mut self) -> Result<Tallies> {
        let before: HashSet<i64> = self.stored.iter().map(|node| node.id).collect();
        for node in self.wanted {
            let tally = self.tallies.entry(counted(node)?).or_default();
            tally.now += 1;
            if !before.contains(&node.id) {
                tally.added += 1;
            } else if self.touched.contains(&node.id) {
                tally.changed += 1;
            }
        }
        for node in self.stored.iter().filter(|node| self.removed.contains(&node.id)) {
            self.tallies.entry(counted(node)?).or_default().removed += 1;
        }
        Ok(self.tallies)
    }
}

fn counted(node: &Node) -> Result<Counted> {
    let kind = node.kind.parse().map_err(|unknown: UnknownWord| Error::Internal(unknown.to_string()))?;
    Ok(Counted::Node(kind))
}

/// The rows of a table to delete, to insert and to update.
struct Difference<'a, R> {
    gone: Vec<&'a R>,
    new: Vec<&'a R>,
    changed: Vec<&'a R>,
}

impl<'a, R: Row> Difference<'a, R> {
    fn between(stored: &'a [R], wanted: &'a [R]) -> Self {
        let mut left: HashMap<R::Key, &R> = stored.iter().map(|row| (row.key(), row)).collect();
        let (mut new, mut changed) = (Vec::new(), Vec::new());
        for row in wanted {
            match left.remove(&row.key()) {
                None => new.push(row),
                Some(before) if before != row => changed.push(row),
                Some(_) => {}
            }
        }
        let gone = stored.iter().filter(|row| left.contains_key(&row.key())).collect();
        Self { gone, new, changed }
    }
}
