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

/// The tallies of each data set, by its id.
#[derive(Default)]
pub(super) struct TalliesOfSets(HashMap<i64, Tallies>);

impl TalliesOfSets {
    pub fn tally(&mut self, dataset: i64, counted: Counted) -> &mut Tally {
        self.0.entry(dataset).or_default().entry(counted).or_default()
    }

    pub fn take(&mut self, dataset: i64) -> Tallies {
        self.0.remove(&dataset).unwrap_or_default()
    }

    pub fn into_all(self) -> impl Iterator<Item = (Counted, Tally)> {
        self.0.into_values().flatten()
    }
}

/// The data set of each node, before a load and after it.
pub(super) struct Homes {
    before: HashMap<i64, i64>,
    now: HashMap<i64, i64>,
}

impl Homes {
    fn of(stored: &[Node], wanted: &[Node]) -> Self {
        let homes = |nodes: &[Node]| nodes.iter().map(|node| (node.id, node.dataset_id)).collect();
        Self { before: homes(stored), now: homes(wanted) }
    }

    pub fn before(&self, node: i64) -> i64 {
        self.before.get(&node).copied().unwrap_or_default()
    }

    pub fn now(&self, node: i64) -> i64 {
        self.now.get(&node).copied().unwrap_or_default()
    }

    /// The data set that a node leaves for another.
    fn left(&self, node: i64) -> Option<i64> {
        let (before, now) = (self.before.get(&node)?, self.now.get(&node)?);
        (before != now).then_some(*before)
    }
}

/// Writes the differences table by table, parents before their children, and counts them. What moves to another data
/// set counts as removed from the one and added to the other.
pub(super) struct Writing<'a> {
    conn: &'a mut Conn,
    stored: &'a [Node],
    wanted: &'a [Node],
    homes: Homes,
    removed: HashSet<i64>,
    /// The nodes with an added, changed or removed row.
    touched: HashSet<i64>,
    tallies: TalliesOfSets,
}

impl<'a> Writing<'a> {
    /// Deletes the nodes that are no longer wanted, and with them all rows that belong to them.
    pub fn begin(conn: &'a mut Conn, stored: &'a [Node], wanted: &'a [Node]) -> Result<Self> {
        let Difference { gone, .. } = Difference::between(stored, wanted);
        for nodes in gone.chunks(BULK) {
            Node::delete(nodes, conn)?;
        }
        let removed = gone.iter().map(|node| node.id).collect();
        let homes = Homes::of(stored, wanted);
        Ok(Self { conn, stored, wanted, homes, removed, touched: HashSet::new(), tallies: TalliesOfSets::default() })
    }

    /// Turns the stored rows of one table into the wanted ones.
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
                let Self { homes, tallies, .. } = self;
                let moves = |row: &R| homes.left(row.node()).is_some();
                for row in wanted {
                    let tally = tallies.tally(homes.now(row.node()), counted);
                    tally.now += 1;
                    tally.added += usize::from(moves(row));
                }
                for row in stored.iter().filter(|row| moves(row)) {
                    tallies.tally(homes.before(row.node()), counted).removed += 1;
                }
                for row in new.into_iter().filter(|row| !moves(row)) {
                    tallies.tally(homes.now(row.node()), counted).added += 1;
                }
                for row in gone.into_iter().filter(|row| !moves(row)) {
                    tallies.tally(homes.before(row.node()), counted).removed += 1;
                }
                for row in changed.into_iter().filter(|row| !moves(row)) {
                    tallies.tally(homes.now(row.node()), counted).changed += 1;
                }
            }
        }
        Ok(())
    }

    /// The data set of each node, and the tallies. If they show no change, nothing was written.
    pub fn finish(self) -> Result<(Homes, TalliesOfSets)> {
        let Self { stored, wanted, homes, removed, touched, mut tallies, .. } = self;
        for node in wanted {
            let tally = tallies.tally(node.dataset_id, counted(node)?);
            tally.now += 1;
            match homes.before.get(&node.id) {
                Some(home) if *home == node.dataset_id => tally.changed += usize::from(touched.contains(&node.id)),
                _ => tally.added += 1,
            }
        }
        for node in stored.iter().filter(|node| removed.contains(&node.id) || homes.left(node.id).is_some()) {
            tallies.tally(node.dataset_id, counted(node)?).removed += 1;
        }
        Ok((homes, tallies))
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
