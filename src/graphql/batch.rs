//! Batches: the keys that fields have enqueued, by relation, and the loaded values.

use std::any::{Any, TypeId};
use std::collections::HashMap;
use std::hash::BuildHasherDefault;
use std::sync::Arc;

use rustc_hash::FxHasher;

use crate::db::Result;
use crate::db::{Conn, PARENTS_LIMIT, Relation};
use crate::work::{check_current, few};

/// A map by type or id. Clients cannot choose these, so collisions need no protection.
type FastMap<K, V> = HashMap<K, V, BuildHasherDefault<FxHasher>>;

/// The batches of one request, like DataLoaders: a value is loaded once, and the enqueued keys of a relation are loaded
/// together.
#[derive(Default)]
pub struct Batches {
    by_type: FastMap<TypeId, Box<dyn Loader>>,
    /// The batches with keys to load, in the order of their first keys.
    queue: Vec<(TypeId, usize)>,
}

impl Batches {
    /// The value of a key if it is loaded. Otherwise enqueues the key and returns the index of its batch.
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
                None => Lookup::Enqueued(BatchIndex(place)),
            };
        }
        if batch.enqueued.is_empty() {
            self.queue.push((ty, place));
        }
        batch.values.insert(parent, None);
        batch.enqueued.push(parent);
        Lookup::Enqueued(BatchIndex(place))
    }

    /// The value of an enqueued key, once it is loaded.
    pub fn value<R: Relation>(&self, BatchIndex(place): BatchIndex, parent: i64) -> Option<Arc<R::Value>> {
        let loader: &dyn Any = self.by_type.get(&TypeId::of::<R>())?.as_ref();
        loader.downcast_ref::<BatchesOf<R>>()?.all.get(place)?.values.get(&parent)?.clone()
    }

    /// The number of batches with keys to load.
    pub fn waiting(&self) -> usize {
        self.queue.len()
    }

    /// Loads all enqueued keys. After an error they stay enqueued, and no value is stored.
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

pub enum Lookup<R: Relation> {
    Loaded(Arc<R::Value>),
    /// The value will be loaded with this batch.
    Enqueued(BatchIndex),
}

/// The index of a batch among those of its relation's type. It finds the batch without comparing relations.
#[derive(Clone, Copy)]
pub struct BatchIndex(usize);

/// The batches of all relations of one type.
trait Loader: Any + Send {
    /// Loads the enqueued keys of a batch, without storing the values.
    fn load(&mut self, place: usize, conn: &mut Conn) -> Result<()>;

    /// Stores the values of the last load.
    fn store(&mut self, place: usize);
}

struct BatchesOf<R: Relation> {
    all: Vec<Batch<R>>,
    places: HashMap<R, usize>,
    /// The last used place. Usually it is used again, by the same field of the next parent.
    last: usize,
}

struct Batch<R: Relation> {
    relation: R,
    /// The values by parent; `None` while a parent is enqueued.
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
            // A load that was interrupted is incomplete.
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
