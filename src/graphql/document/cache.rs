//! The cache of documents that have been read and checked.

use std::sync::Arc;

use async_graphql::ServerError;
use moka::sync::Cache;

use super::Document;
use crate::config::GuardLimits;

/// Maximum memory in bytes, by the estimated size of each document.
const CAPACITY: u64 = 16 * 1024 * 1024;

/// The memory in bytes for each byte of text: a field of a few letters takes about a hundred.
const BYTES_OF_A_BYTE: usize = 32;

/// How much more a document takes that asks for the schema itself: it is kept in the form of apollo-compiler too.
const TIMES_OF_INTROSPECTION: usize = 4;

/// The memory in bytes for each document, whatever its size.
const OVERHEAD: usize = 1_024;

/// Documents by text. Clones share the cache.
#[derive(Clone)]
pub struct DocumentCache(Cache<Arc<str>, Arc<Document>>);

impl Default for DocumentCache {
    fn default() -> Self {
        let weight = |text: &Arc<str>, document: &Arc<Document>| {
            let times = if document.schema_fields().is_some() { TIMES_OF_INTROSPECTION } else { 1 };
            u32::try_from(text.len() * BYTES_OF_A_BYTE * times + OVERHEAD).unwrap_or(u32::MAX)
        };
        Self(Cache::builder().max_capacity(CAPACITY).weigher(weight).build())
    }
}

impl DocumentCache {
    /// The document with this text, read and checked if it is not cached.
    ///
    /// # Errors
    /// Those of [`Document::read`]. They are not cached.
    pub fn document(&self, text: &str, limits: &GuardLimits) -> Result<Arc<Document>, Vec<ServerError>> {
        if let Some(document) = self.0.get(text) {
            return Ok(document);
        }
        let document = Arc::new(Document::read(text, limits)?);
        self.0.insert(text.into(), Arc::clone(&document));
        Ok(document)
    }
}
