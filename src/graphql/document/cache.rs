//! Documents that have been read before.

use std::sync::Arc;

use async_graphql::ServerError;
use moka::sync::Cache;

use super::Document;
use crate::config::GuardLimits;

/// How many bytes of memory documents may take, by what each is estimated to take.
const CAPACITY: u64 = 16 * 1024 * 1024;

/// How many bytes a document takes for each byte of its text: a field of a few letters becomes some hundred.
const BYTES_OF_A_BYTE: usize = 32;

/// What a document takes besides.
const OVERHEAD: usize = 1_024;

/// Documents by their text. Its clones share them.
#[derive(Clone)]
pub struct DocumentCache(Cache<Arc<str>, Arc<Document>>);

impl Default for DocumentCache {
    fn default() -> Self {
        let weight = |text: &Arc<str>, _: &Arc<Document>| {
            u32::try_from(text.len() * BYTES_OF_A_BYTE + OVERHEAD).unwrap_or(u32::MAX)
        };
        Self(Cache::builder().max_capacity(CAPACITY).weigher(weight).build())
    }
}

impl DocumentCache {
    /// The document of that text, which is read and checked unless it is known.
    ///
    /// # Errors
    /// Those of [`Document::read`]. They are not kept.
    pub fn document(&self, text: &str, limits: &GuardLimits) -> Result<Arc<Document>, Vec<ServerError>> {
        if let Some(document) = self.0.get(text) {
            return Ok(document);
        }
        let document = Arc::new(Document::read(text, limits)?);
        self.0.insert(text.into(), Arc::clone(&document));
        Ok(document)
    }
}
