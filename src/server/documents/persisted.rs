//! Automatic persisted queries: documents that clients register under their hash.

use std::sync::Arc;

use moka::future::Cache;

use super::Hash;

/// What a document weighs beside its text.
const OVERHEAD: usize = 256;

/// Documents by the hash of their text, in so many bytes of memory. Its clones share them.
#[derive(Clone)]
pub struct Persisted {
    texts: Cache<Hash, Arc<str>>,
    is_off: bool,
}

impl Persisted {
    /// Keeps at most so many bytes; with 0 it is off.
    pub fn new(bytes: u64) -> Self {
        let weight = |_: &Hash, text: &Arc<str>| u32::try_from(text.len() + OVERHEAD).unwrap_or(u32::MAX);
        Self { texts: Cache::builder().max_capacity(bytes).weigher(weight).build(), is_off: bytes == 0 }
    }

    pub fn is_off(&self) -> bool {
        self.is_off
    }

    pub async fn text(&self, hash: Hash) -> Option<Arc<str>> {
        self.texts.get(&hash).await
    }

    pub async fn keep(&self, hash: Hash, text: String) {
        if !self.is_off {
            self.texts.insert(hash, text.into()).await;
        }
    }
}
