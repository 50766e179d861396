//! Noticing loads that other processes commit.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The revision of a database, as it was at most a second ago. Its clones share it.
#[derive(Debug, Clone, Default)]
pub struct RevisionWatch {
    /// Revisions begin at 1; 0 says that it is not known.
    latest: Arc<AtomicI64>,
}

impl RevisionWatch {
    /// The revision, unless it is not known.
    pub fn revision(&self) -> Option<i64> {
        Some(self.latest.load(Ordering::Relaxed)).filter(|revision| *revision > 0)
    }
}
