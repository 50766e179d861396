//! Automatic persisted queries: documents that clients register by their hash.

use std::sync::Arc;

use moka::future::Cache;

use super::Hash;

/// The memory for registered documents, in bytes.
const CAPACITY: u64 = 4 << 20;

/// The estimated memory of a document besides its text, in bytes.
const OVERHEAD: usize = 256;

/// Documents by the hash of their text, within a memory limit. Clones share them.
#[derive(Clone)]
pub struct Persisted(Cache<Hash, Arc<str>>);

impl Default for Persisted {
    fn default() -> Self {
        let weight = |_: &Hash, text: &Arc<str>| u32::try_from(text.len() + OVERHEAD).unwrap_or(u32::MAX);
        Self(Cache::builder().max_capacity(CAPACITY).weigher(weight).build())
    }
}

impl Persisted {
    pub async fn text(&self, hash: Hash) -> Option<Arc<str>> {
        self.0.get(&hash).await
    }

    pub async fn register(&self, hash: Hash, text: String) {
        self.0.insert(hash, text.into()).await;
    }
}
