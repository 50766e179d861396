//! Remembers the names of parties that were compared before, parsed.

use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::{Arc, LazyLock};

use moka::sync::Cache;
use rustc_hash::{FxBuildHasher, FxHashMap};
use sanad_base::work::in_time;

use super::names::Named;
use crate::revision::{DataVersion, Token};

/// The memory that remembered names take at most, in bytes: those of some 80,000 parties.
const LIMIT: u64 = 128 * 1024 * 1024;

/// The most parties that one batch remembers: more would only push each other out.
const BATCH: usize = 30_000;

/// The number of parties that there is room for at the beginning.
const ROOM: usize = 100_000;

/// What an entry takes beyond its names, in bytes.
const OVERHEAD: usize = 160;

/// The names of parties, by the load that they are from: all that read them share these. Databases with the same token
/// hold the same data, so there may be several.
static MEMORY: LazyLock<Memory> = LazyLock::new(Memory::new);

struct Memory {
    names: Cache<(Token, i64), Arc<[Named]>, FxBuildHasher>,
    /// The newest revision that was read; 0 before the first.
    newest: AtomicI64,
}

impl Memory {
    fn new() -> Self {
        let memory = |_: &(Token, i64), names: &Arc<[Named]>| {
            let memory = OVERHEAD + names.iter().map(Named::memory).sum::<usize>();
            u32::try_from(memory).unwrap_or(u32::MAX)
        };
        let cache = Cache::builder().max_capacity(LIMIT).initial_capacity(ROOM).weigher(memory);
        let names = cache.build_with_hasher(FxBuildHasher);
        Self { names, newest: AtomicI64::default() }
    }

    /// Forgets the names of earlier versions as soon as there is a newer one: names that were often needed would stay.
    fn keep_only(&self, seen: DataVersion) {
        if self.newest.fetch_max(seen.revision, Ordering::Relaxed) < seen.revision {
            self.names.invalidate_all();
        }
    }
}

/// The names of the parties that are remembered from this version, and the parties whose names are not.
pub fn recall(seen: DataVersion, parties: &[i64]) -> (FxHashMap<i64, Arc<[Named]>>, Vec<i64>) {
    MEMORY.keep_only(seen);
    let (mut known, mut unknown) = (FxHashMap::default(), Vec::new());
    for party in in_time(parties) {
        match MEMORY.names.get(&(seen.token, *party)) {
            Some(names) => drop(known.insert(*party, names)),
            None => unknown.push(*party),
        }
    }
    (known, unknown)
}

/// Remembers the names of parties, as of this version; not of all if there are very many.
pub fn remember(seen: DataVersion, parties: &FxHashMap<i64, Arc<[Named]>>) {
    for (party, names) in in_time(parties.iter().take(BATCH)) {
        MEMORY.names.insert((seen.token, *party), Arc::clone(names));
    }
}
