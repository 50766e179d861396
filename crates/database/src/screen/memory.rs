//! Caches the parsed names of parties that were compared before.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;

use super::names::Named;
use crate::revision::DataVersion;

/// The maximum number of parties whose names are cached. When it is reached, the cache is cleared. It takes some
/// hundred megabytes at most.
const PARTIES_LIMIT: usize = 100_000;

/// A cache of names for several screenings in sequence, on any number of connections.
#[derive(Debug, Default)]
pub struct Memory(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    of: Option<DataVersion>,
    parties: FxHashMap<i64, Arc<[Named]>>,
}

impl Memory {
    /// The entries for this version of the database. Those of another version are dropped.
    fn kept(&self, seen: DataVersion) -> MutexGuard<'_, Kept> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.of != Some(seen) {
            *kept = Kept { of: Some(seen), parties: FxHashMap::default() };
        }
        kept
    }

    /// The names of the parties that are cached, and the parties that are not.
    pub(super) fn recall(&self, seen: DataVersion, parties: &[i64]) -> (FxHashMap<i64, Arc<[Named]>>, Vec<i64>) {
        let kept = self.kept(seen);
        let known: FxHashMap<i64, Arc<[Named]>> =
            parties.iter().filter_map(|party| Some((*party, Arc::clone(kept.parties.get(party)?)))).collect();
        let unknown = parties.iter().copied().filter(|party| !known.contains_key(party)).collect();
        (known, unknown)
    }

    /// Caches the names of parties.
    pub(super) fn keep(&self, seen: DataVersion, parties: &FxHashMap<i64, Arc<[Named]>>) {
        let mut kept = self.kept(seen);
        if kept.parties.len() + parties.len() > PARTIES_LIMIT {
            kept.parties.clear();
        }
        kept.parties.extend(parties.iter().take(PARTIES_LIMIT).map(|(party, names)| (*party, Arc::clone(names))));
    }
}
