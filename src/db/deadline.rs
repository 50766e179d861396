//! When the work for a request has to end.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

/// Until when somebody waits for an answer. Its clones share whether that is still so.
#[derive(Debug, Clone, Default)]
pub struct Deadline {
    end: Option<(Instant, Duration)>,
    given_up: Arc<AtomicBool>,
}

impl Deadline {
    /// As long as it takes.
    pub fn never() -> Self {
        Self::default()
    }

    /// So long from now.
    pub fn after(limit: Duration) -> Self {
        Self { end: Some((Instant::now() + limit, limit)), given_up: Arc::default() }
    }

    /// Nobody waits any more.
    pub fn give_up(&self) {
        self.given_up.store(true, Ordering::Relaxed);
    }

    /// Whether nobody waits any more, or the time is up.
    pub fn is_over(&self) -> bool {
        self.given_up.load(Ordering::Relaxed) || self.remaining().is_some_and(|left| left.is_zero())
    }

    /// How much time is left; none when there is no end.
    pub fn remaining(&self) -> Option<Duration> {
        self.end.map(|(end, _)| end.saturating_duration_since(Instant::now()))
    }
}
