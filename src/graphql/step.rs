//! Steps: relations to load, and what follows from their rows, level by level.

use std::any::{Any, TypeId};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::db::node::NodeRef;
use crate::db::{Conn, PARENTS_LIMIT, Page, Relation};
use crate::error::{Error, Result};
use crate::work::{check_current, few, in_time};

/// The values that a request has loaded: by relation, then by parent.
#[derive(Default)]
pub struct Store(HashMap<TypeId, Box<dyn Any + Send>>);

type Loaded<R> = HashMap<R, HashMap<i64, Arc<<R as Relation>::Value>>>;

impl Store {
    pub fn value<R: Relation>(&self, relation: &R, parent: i64) -> Option<Arc<R::Value>> {
        let loaded: &Loaded<R> = self.0.get(&TypeId::of::<R>())?.downcast_ref()?;
        loaded.get(relation)?.get(&parent).cloned()
    }

    fn of<R: Relation>(&mut self, relation: &R) -> Result<&mut HashMap<i64, Arc<R::Value>>> {
        let slot = self.0.entry(TypeId::of::<R>()).or_insert_with(|| Box::new(Loaded::<R>::new()));
        let loaded: &mut Loaded<R> =
            slot.downcast_mut().ok_or_else(|| Error::Internal("a store holds another relation's values".to_owned()))?;
        Ok(loaded.entry(relation.clone()).or_default())
    }

    /// Loads the values of those parents that have none yet.
    fn load<R: Relation>(&mut self, conn: &mut Conn, relation: &R, parents: &[i64]) -> Result<()> {
        let values = self.of(relation)?;
        let mut seen = HashSet::new();
        let missing: Vec<i64> =
            parents.iter().copied().filter(|id| !values.contains_key(id) && seen.insert(*id)).collect();
        for parents in few(missing.chunks(PARENTS_LIMIT)) {
            check_current()?;
            let mut loaded = relation.load(conn, parents)?;
            // What was not finished in time is not whole.
            check_current()?;
            for parent in few(parents) {
                values.insert(*parent, Arc::new(loaded.remove(parent).unwrap_or_default()));
            }
        }
        Ok(())
    }
}

/// Something to fetch for some parents, and what to fetch next.
pub trait Fetching: Send {
    /// Loads its relation for the parents and for its own, then what follows.
    fn run(&self, conn: &mut Conn, store: &mut Store, parents: &[i64]) -> Result<()>;

    /// Takes over the parents of a step for the same relation, or gives it back.
    fn merge(&mut self, other: Box<dyn Fetching>) -> Option<Box<dyn Fetching>>;

    fn into_any(self: Box<Self>) -> Box<dyn Any>;

    fn as_any(&self) -> &dyn Any;
}

/// The ids that a row leads on to.
pub type Ids<Row> = Box<dyn Fn(&Row, &mut Vec<i64>) + Send>;

/// What to fetch once rows are there: steps for the ids that they lead to.
pub struct Ahead<Row> {
    branches: Vec<(Ids<Row>, Box<dyn Fetching>)>,
}

impl<Row> Default for Ahead<Row> {
    fn default() -> Self {
        Self { branches: Vec::new() }
    }
}

impl<Row> Ahead<Row> {
    /// Adds a step for the id that each row leads to.
    pub fn then(&mut self, id: impl Fn(&Row) -> i64 + Send + 'static, step: impl Fetching + 'static) {
        self.branches.push((Box::new(move |row, ids| ids.push(id(row))), Box::new(step)));
    }

    /// Adds a step for the ids that each row leads to, if any.
    pub fn then_each<I: IntoIterator<Item = i64>>(
        &mut self,
        ids: impl Fn(&Row) -> I + Send + 'static,
        step: impl Fetching + 'static,
    ) {
        self.branches.push((Box::new(move |row, found| found.extend(ids(row))), Box::new(step)));
    }

    /// Adds what follows from rows of another type that each row holds.
    pub fn then_in<Held: 'static>(
        &mut self,
        held: impl Fn(&Row, &mut dyn FnMut(&Held)) + Clone + Send + 'static,
        ahead: Ahead<Held>,
    ) {
        for (ids, step) in ahead.branches {
            let held = held.clone();
            self.branches.push((Box::new(move |row, found| held(row, &mut |one| ids(one, found))), step));
        }
    }

    /// Adds what follows from rows of the same type.
    pub fn extend(&mut self, other: Self) {
        self.branches.extend(other.branches);
    }
}

/// A value that holds rows, each of which may lead on.
pub trait Rows {
    type Row;

    fn each(&self, visit: &mut dyn FnMut(&Self::Row));
}

impl<T> Rows for Option<Arc<T>> {
    type Row = T;

    fn each(&self, visit: &mut dyn FnMut(&T)) {
        self.iter().for_each(|row| visit(row));
    }
}

impl<T> Rows for Vec<Arc<T>> {
    type Row = T;

    fn each(&self, visit: &mut dyn FnMut(&T)) {
        self.iter().for_each(|row| visit(row));
    }
}

impl<T> Rows for Page<T> {
    type Row = T;

    fn each(&self, visit: &mut dyn FnMut(&T)) {
        self.rows.iter().for_each(|(_, row)| visit(row));
    }
}

/// Ids, which are rows without more.
impl Rows for Vec<i64> {
    type Row = i64;

    fn each(&self, visit: &mut dyn FnMut(&i64)) {
        self.iter().for_each(visit);
    }
}

impl Rows for Vec<Option<NodeRef>> {
    type Row = NodeRef;

    fn each(&self, visit: &mut dyn FnMut(&Self::Row)) {
        self.iter().flatten().for_each(visit);
    }
}

/// How many steps merged ones take over. Root fields that ask for the same under several aliases have a few.
const ONWARD_LIMIT: usize = 50;

/// What follows from a value: the ids that its rows lead to, and the step for them.
struct Onward<Value> {
    ids: Ids<Value>,
    step: Box<dyn Fetching>,
}

/// A relation to load, and what follows from its values.
pub struct Step<R: Relation> {
    relation: R,
    parents: Vec<i64>,
    onward: Vec<Onward<R::Value>>,
}

impl<R: Relation> Step<R> {
    /// The relation, and nothing after it.
    pub fn new(relation: R) -> Self {
        Self { relation, parents: Vec::new(), onward: Vec::new() }
    }

    /// The same, for that parent.
    #[must_use]
    pub fn of_parent(mut self, parent: i64) -> Self {
        self.parents.push(parent);
        self
    }

    /// The same, and then what its rows lead to.
    #[must_use]
    pub fn with(mut self, ahead: Ahead<<R::Value as Rows>::Row>) -> Self
    where
        R::Value: Rows,
        <R::Value as Rows>::Row: 'static,
    {
        for (ids, step) in ahead.branches {
            let ids: Ids<R::Value> = Box::new(move |value, found| value.each(&mut |row| ids(row, found)));
            self.onward.push(Onward { ids, step });
        }
        self
    }
}

impl<R: Relation> Fetching for Step<R> {
    fn run(&self, conn: &mut Conn, store: &mut Store, parents: &[i64]) -> Result<()> {
        let parents = if self.parents.is_empty() { parents } else { &self.parents };
        if parents.is_empty() {
            return Ok(());
        }
        store.load(conn, &self.relation, parents)?;
        for onward in &self.onward {
            let mut ids = Vec::new();
            for parent in in_time(parents) {
                if let Some(value) = store.value(&self.relation, *parent) {
                    (onward.ids)(&value, &mut ids);
                }
            }
            check_current()?;
            onward.step.run(conn, store, &ids)?;
        }
        Ok(())
    }

    fn merge(&mut self, other: Box<dyn Fetching>) -> Option<Box<dyn Fetching>> {
        let is_same = other.as_any().downcast_ref::<Self>().is_some_and(|step| step.relation == self.relation);
        if !is_same {
            return Some(other);
        }
        if let Ok(step) = other.into_any().downcast::<Self>() {
            self.parents.extend(step.parents);
            // Siblings mostly foresee the same: to run it once for each of them would be in vain. What is left out is
            // gathered later.
            if self.onward.len() < ONWARD_LIMIT {
                self.onward.extend(step.onward);
            }
        }
        None
    }

    fn into_any(self: Box<Self>) -> Box<dyn Any> {
        self
    }

    fn as_any(&self) -> &dyn Any {
        self
    }
}
