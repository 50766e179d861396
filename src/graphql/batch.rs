//! Batches: the keys that fields have asked for, grouped by relation, and the values that have been loaded for them.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::Arc;

use rustc_hash::FxHasher;

use crate::db::Result;
use crate::db::{Conn, PARENTS_LIMIT, Relation};
use crate::work::{check_current, few};

/// A map whose keys are types and ids, which nobody chooses to make them collide.
type FastMap<K, V> = HashMap<K, V, BuildHasherDefault<FxHasher>>;

/// The batches of one request. They work as DataLoaders do: a value is loaded once, and all keys that are enqueued for a
/// relation are loaded by one statement.
#[derive(Default)]
pub struct Batches {
    by_type: FastMap<TypeId, Box<dyn Loader>>,
    /// The batches with keys to load, in the order in which their first keys were enqueued.
    queue: Vec<(TypeId, usize)>,
}

impl Batches {
    /// The value of a key, if it is loaded; else the key is enqueued. Returns where the value is going to be.
    pub fn value_or_enqueue<R: Relation>(&mut self, relation: &R, parent: i64) -> Lookup<R> {
        let ty = TypeId::of::<R>();
        let loader = self.by_type.entry(ty).or_insert_with(|| Box::new(BatchesOf::<R>::default()));
        let batches: &mut BatchesOf<R> =
            (loader.as_mut() as &mut dyn Any).downcast_mut().expect("batches are stored by the type of their relation");
        let place = batches.place(relation);
        let batch = &mut batches.all[place];
        if let Some(value) = batch.values.get(&parent) {
            return match value {
                Some(value) => Lookup::Loaded(Arc::clone(value)),
                None => Lookup::Enqueued(Place(place)),
            };
        }
        if batch.enqueued.is_empty() {
            self.queue.push((ty, place));
        }
        batch.values.insert(parent, None);
        batch.enqueued.push(parent);
        Lookup::Enqueued(Place(place))
    }

    /// The value of a key that was enqueued, once it is loaded.
    pub fn value<R: Relation>(&self, Place(place): Place, parent: i64) -> Option<Arc<R::Value>> {
        let loader: &dyn Any = self.by_type.get(&TypeId::of::<R>())?.as_ref();
        loader.downcast_ref::<BatchesOf<R>>()?.all.get(place)?.values.get(&parent)?.clone()
    }

    /// How many batches have keys to load.
    pub fn waiting(&self) -> usize {
        self.queue.len()
    }

    /// Loads all keys that are enqueued. After an error they are still enqueued, and nothing of them is stored.
    pub fn load(&mut self, conn: &mut Conn) -> Result<()> {
        for (ty, place) in few(&self.queue) {
            if let Some(loader) = self.by_type.get_mut(ty) {
                loader.load(*place, conn)?;
            }
        }
        for (ty, place) in few(std::mem::take(&mut self.queue)) {
            if let Some(loader) = self.by_type.get_mut(&ty) {
                loader.store(place);
            }
        }
        Ok(())
    }
}

/// What there is of a value.
pub enum Lookup<R: Relation> {
    Loaded(Arc<R::Value>),
    /// It is loaded with the next batches.
    Enqueued(Place),
}

/// Where the batch of a relation is, among those of relations of its type: it is found without comparing relations.
#[derive(Clone, Copy)]
pub struct Place(usize);

/// The batches of all relations of one type.
trait Loader: Any + Send {
    /// Loads the enqueued keys of a batch, and keeps the values aside.
    fn load(&mut self, place: usize, conn: &mut Conn) -> Result<()>;

    /// Stores the values that were loaded last.
    fn store(&mut self, place: usize);
}

struct BatchesOf<R: Relation> {
    all: Vec<Batch<R>>,
    places: HashMap<R, usize>,
    /// The place that was asked for last. Mostly it is asked for again: the same field of the next parent.
    last: usize,
}

struct Batch<R: Relation> {
    relation: R,
    /// The values by parent; none while it is enqueued.
    values: FastMap<i64, Option<Arc<R::Value>>>,
    enqueued: Vec<i64>,
    loaded: Vec<(i64, R::Value)>,
}

impl<R: Relation> Default for BatchesOf<R> {
    fn default() -> Self {
        Self { all: Vec::new(), places: HashMap::new(), last: 0 }
    }
}

impl<R: Relation> BatchesOf<R> {
    fn place(&mut self, relation: &R) -> usize {
        if self.all.get(self.last).is_some_and(|batch| batch.relation == *relation) {
            return self.last;
        }
        self.last = self.places.get(relation).copied().unwrap_or_else(|| {
            let relation = relation.clone();
            self.places.insert(relation.clone(), self.all.len());
            self.all.push(Batch { relation, values: FastMap::default(), enqueued: Vec::new(), loaded: Vec::new() });
            self.all.len() - 1
        });
        self.last
    }
}

impl<R: Relation> Loader for BatchesOf<R> {
    fn load(&mut self, place: usize, conn: &mut Conn) -> Result<()> {
        let Batch { relation, enqueued, loaded, .. } = &mut self.all[place];
        loaded.clear();
        for parents in few(enqueued.chunks(PARENTS_LIMIT)) {
            check_current()?;
            let mut found = relation.load(conn, parents)?;
            // What was not finished in time is not whole.
            check_current()?;
            loaded.extend(parents.iter().map(|parent| (*parent, found.remove(parent).unwrap_or_default())));
        }
        Ok(())
    }

    fn store(&mut self, place: usize) {
        let Batch { values, enqueued, loaded, .. } = &mut self.all[place];
        enqueued.clear();
        values.extend(loaded.drain(..).map(|(parent, value)| (parent, Some(Arc::new(value)))));
    }
}
