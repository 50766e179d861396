//! Writes the difference between stored and wanted rows, and counts it.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use sanad_model::{NodeKind, SearchType, UnknownWord, Vocabulary};

use super::BULK;
use super::rows::{Node, Rows};
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

/// What an update has changed so far.
#[derive(Debug, Default)]
pub(super) struct Effects {
    /// The tallies of each data set, by its id. What there is now is counted at the end.
    tallies: HashMap<i64, Tallies>,
    /// The number of rows that were added, changed or removed.
    pub rows: usize,
    /// The nodes that are counted as added or changed.
    counted: HashSet<i64>,
    /// The nodes with an added, changed or removed row, and those that such rows touch.
    pub touched: HashSet<i64>,
    /// The nodes among them that were stored before, and may be named by rows that did not change.
    pub altered: HashSet<i64>,
    /// The parties that changed participations target, or targeted.
    pub targets: HashSet<i64>,
    /// The stored articles whose publisher or dates have changed.
    pub articles: HashSet<i64>,
}

impl Effects {
    pub fn tally(&mut self, dataset: i64, counted: Counted) -> &mut Tally {
        self.tallies.entry(dataset).or_default().entry(counted).or_default()
    }

    pub fn take_tallies(&mut self, dataset: i64) -> Tallies {
        self.tallies.remove(&dataset).unwrap_or_default()
    }

    /// Counts a node as changed, unless it counts already.
    pub fn change(&mut self, node: &Node) -> Result<()> {
        if self.counted.insert(node.id) {
            self.tally(node.dataset_id, counted(node)?).changed += 1;
        }
        Ok(())
    }

    /// Counts a node and its rows as removed.
    pub fn remove(&mut self, rows: &Rows) -> Result<()> {
        let homes = Homes::of(&rows.nodes);
        for node in &rows.nodes {
            self.tally(node.dataset_id, counted(node)?).removed += 1;
            self.counted.remove(&node.id);
        }
        self.rows += rows.nodes.len();
        self.count_removed(&homes, &rows.names);
        self.count_removed(&homes, &rows.mentions);
        self.count_removed(&homes, &rows.evidence);
        self.touched.extend(rows.touched());
        self.targets.extend(rows.targets().map(|(_, party)| party));
        Ok(())
    }

    fn count_removed<R: Row>(&mut self, homes: &Homes, rows: &[R]) {
        let Some(counted) = Counted::rows_of(R::TABLE) else { return };
        for row in rows {
            self.tally(homes.of_node(row.node()), counted).removed += 1;
        }
    }
}

/// The data set of each node.
#[derive(Debug)]
struct Homes(HashMap<i64, i64>);

impl Homes {
    fn of(nodes: &[Node]) -> Self {
        Self(nodes.iter().map(|node| (node.id, node.dataset_id)).collect())
    }

    fn of_node(&self, node: i64) -> i64 {
        self.0.get(&node).copied().unwrap_or_default()
    }
}

/// Whether a node leaves a data set for another.
fn moves(before: &Homes, now: &Homes, node: i64) -> bool {
    matches!((before.0.get(&node), now.0.get(&node)), (Some(before), Some(now)) if before != now)
}

/// Writes the differences table by table, parents before their children, and counts them. What moves to another data
/// set counts as removed from the one and added to the other.
pub(super) struct Writing<'a> {
    conn: &'a mut Conn,
    effects: &'a mut Effects,
    before: Homes,
    now: Homes,
    /// The nodes with an added, changed or removed row.
    touched: HashSet<i64>,
    /// Those with such a row that does not count by itself.
    changed: HashSet<i64>,
}

impl<'a> Writing<'a> {
    /// Rows that are derived from those of `touched` nodes are compared in any case.
    pub fn begin(
        conn: &'a mut Conn,
        effects: &'a mut Effects,
        stored: &[Node],
        wanted: &[Node],
        touched: &BTreeSet<i64>,
    ) -> Self {
        let (before, now) = (Homes::of(stored), Homes::of(wanted));
        let touched = wanted.iter().map(|node| node.id).filter(|id| touched.contains(id)).collect();
        Self { conn, effects, before, now, touched, changed: HashSet::new() }
    }

    pub fn conn(&mut self) -> &mut Conn {
        self.conn
    }

    /// Whether a row of the node has been written.
    pub fn has_touched(&self, node: i64) -> bool {
        self.touched.contains(&node)
    }

    /// Whether the node was stored before.
    pub fn was_stored(&self, node: i64) -> bool {
        self.before.0.contains_key(&node)
    }

    /// Turns the stored rows of one table into the wanted ones.
    pub fn replace<R: Row>(&mut self, stored: &[R], wanted: &[R]) -> Result<()> {
        let Difference { gone, new, changed } = Difference::between(stored, wanted);
        for rows in gone.chunks(BULK) {
            R::delete(rows, self.conn)?;
        }
        for rows in new.chunks(BULK) {
            R::insert(rows.to_vec(), self.conn)?;
        }
        for rows in changed.chunks(BULK) {
            R::update(rows.iter().map(|(_, now)| *now).collect(), self.conn)?;
        }
        self.effects.rows += gone.len() + new.len() + changed.len();
        let counted = Counted::rows_of(R::TABLE);
        let both = changed.iter().flat_map(|(before, now)| [*before, *now]);
        for row in gone.iter().chain(&new).copied().chain(both) {
            self.touched.insert(row.node());
            if counted.is_none() {
                self.changed.insert(row.node());
            }
            self.effects.touched.extend(row.touched());
        }
        let Some(counted) = counted else { return Ok(()) };
        let Self { effects, before, now, .. } = self;
        let moves = |row: &R| moves(before, now, row.node());
        for row in wanted.iter().filter(|row| moves(row)) {
            effects.tally(now.of_node(row.node()), counted).added += 1;
        }
        for row in stored.iter().filter(|row| moves(row)) {
            effects.tally(before.of_node(row.node()), counted).removed += 1;
        }
        for row in new.into_iter().filter(|row| !moves(row)) {
            effects.tally(now.of_node(row.node()), counted).added += 1;
        }
        for row in gone.into_iter().filter(|row| !moves(row)) {
            effects.tally(before.of_node(row.node()), counted).removed += 1;
        }
        for (_, row) in changed.into_iter().filter(|(_, row)| !moves(row)) {
            effects.tally(now.of_node(row.node()), counted).changed += 1;
        }
        Ok(())
    }

    /// Counts the nodes.
    pub fn finish(self, stored: &Rows, wanted: &Rows) -> Result<()> {
        let Self { effects, before, touched, changed, .. } = self;
        let parts = stored.targets().chain(wanted.targets()).filter(|(part, _)| touched.contains(part));
        effects.targets.extend(parts.map(|(_, party)| party));
        effects.altered.extend(touched.iter().filter(|id| before.0.contains_key(id)));
        for node in &wanted.nodes {
            match before.0.get(&node.id) {
                Some(home) if *home == node.dataset_id => {
                    if changed.contains(&node.id) {
                        effects.change(node)?;
                    }
                }
                home => {
                    effects.counted.insert(node.id);
                    effects.tally(node.dataset_id, counted(node)?).added += 1;
                    if let Some(home) = home {
                        effects.tally(*home, counted(node)?).removed += 1;
                    }
                }
            }
        }
        // A new fact that nobody searches for matters to others only, and these are touched by its rows.
        let unsearched: HashSet<i64> =
            wanted.nodes.iter().filter(|node| !is_searched(node)).map(|node| node.id).collect();
        effects.touched.extend(touched.into_iter().filter(|id| before.0.contains_key(id) || !unsearched.contains(id)));
        Ok(())
    }
}

fn is_searched(node: &Node) -> bool {
    SearchType::ALL.iter().any(|searched| searched.kind().word() == node.kind)
}

fn counted(node: &Node) -> Result<Counted> {
    let kind = node.kind.parse().map_err(|unknown: UnknownWord| Error::Internal(unknown.to_string()))?;
    Ok(Counted::Node(kind))
}

/// The rows of a table to delete, to insert and to update.
struct Difference<'a, R> {
    gone: Vec<&'a R>,
    new: Vec<&'a R>,
    /// Each as it was and as it is wanted.
    changed: Vec<(&'a R, &'a R)>,
}

impl<'a, R: Row> Difference<'a, R> {
    fn between(stored: &'a [R], wanted: &'a [R]) -> Self {
        let mut left: HashMap<R::Key, &R> = stored.iter().map(|row| (row.key(), row)).collect();
        let (mut new, mut changed) = (Vec::new(), Vec::new());
        for row in wanted {
            match left.remove(&row.key()) {
                None => new.push(row),
                Some(before) if before != row => changed.push((before, row)),
                Some(_) => {}
            }
        }
        let gone = stored.iter().filter(|row| left.contains_key(&row.key())).collect();
        Self { gone, new, changed }
    }
}

/// Whether any record counts as changed.
pub(super) fn has_change(tallies: &Tallies) -> bool {
    tallies.values().any(|tally| tally.is_change())
}
