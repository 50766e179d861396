//! The names of parties that were compared before, taken apart.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::names::Named;
use crate::revision::Sighting;

/// Of so many parties the names are kept; then all are forgotten. They take some hundred megabytes at most.
const PARTIES_LIMIT: usize = 100_000;

/// Keeps the names of parties for those who screen one batch after another, on several connections.
#[derive(Debug, Default)]
pub struct Memory(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    of: Option<Sighting>,
    parties: HashMap<i64, Arc<[Named]>>,
}

impl Memory {
    /// What is kept of a state of the database: nothing that was read of another.
    fn kept(&self, seen: Sighting) -> MutexGuard<'_, Kept> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.of != Some(seen) {
            *kept = Kept { of: Some(seen), parties: HashMap::new() };
        }
        kept
    }

    /// The names of those of the parties that are known, and who is not.
    pub(super) fn recall(&self, seen: Sighting, parties: &[i64]) -> (HashMap<i64, Arc<[Named]>>, Vec<i64>) {
        let kept = self.kept(seen);
        let known: HashMap<i64, Arc<[Named]>> =
            parties.iter().filter_map(|party| Some((*party, Arc::clone(kept.parties.get(party)?)))).collect();
        let unknown = parties.iter().copied().filter(|party| !known.contains_key(party)).collect();
        (known, unknown)
    }

    /// Keeps the names of parties.
    pub(super) fn keep(&self, seen: Sighting, parties: &HashMap<i64, Arc<[Named]>>) {
        let mut kept = self.kept(seen);
        if kept.parties.len() + parties.len() > PARTIES_LIMIT {
            kept.parties.clear();
        }
        kept.parties.extend(parties.iter().take(PARTIES_LIMIT).map(|(party, names)| (*party, Arc::clone(names))));
    }
}
