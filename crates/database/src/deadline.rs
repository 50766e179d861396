//! The deadline of a request, which also ends its work in the database.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sanad_base::work::{Current, Work};

use super::conn::Session;
use crate::error::{Error, Result};

/// Until when a client waits for an answer. Clones share whether it still does.
#[derive(Debug, Clone, Default)]
pub struct Deadline {
    work: Work,
    /// The sessions of statements that another connection can cancel.
    sessions: Arc<Mutex<Vec<Session>>>,
}

impl Deadline {
    /// No deadline.
    pub fn never() -> Self {
        Self::default()
    }

    /// A deadline this long from now.
    pub fn after(limit: Duration) -> Self {
        Self { work: Work::ending_after(limit), ..Self::default() }
    }

    /// Over after this number of checks, so that a test can count the work that follows.
    pub fn after_checks(checks: u64) -> Self {
        Self { work: Work::ending_after_checks(checks), ..Self::default() }
    }

    /// The same, for work that may hold this many bytes of text.
    #[must_use]
    pub fn holding(self, text: usize) -> Self {
        Self { work: self.work.holding(text), ..self }
    }

    /// The client is gone.
    pub fn give_up(&self) {
        self.work.give_up();
    }

    /// Whether the client is gone or the time is up.
    pub fn is_over(&self) -> bool {
        self.work.is_over()
    }

    /// The number of checks so far.
    pub fn checked(&self) -> u64 {
        self.work.checked()
    }

    /// The time left; none without a deadline.
    pub fn remaining(&self) -> Option<Duration> {
        self.work.remaining()
    }

    /// The error of work that is not done in time.
    pub fn missed(&self) -> Error {
        self.work.missed().into()
    }

    /// The error of work that has tried to hold more text than it may; none otherwise.
    pub fn excess(&self) -> Option<Error> {
        self.work.excess().map(Error::from)
    }

    /// Checks whether to go on.
    ///
    /// # Errors
    /// `Timeout` when it is over.
    pub fn check(&self) -> Result<()> {
        Ok(self.work.check()?)
    }

    /// Makes it the deadline of this thread until the value is dropped. Long work then asks
    /// [`check_current`](sanad_base::work::check_current), without its callers passing the deadline on.
    pub fn on_this_thread(&self) -> Current {
        self.work.on_this_thread()
    }

    /// The sessions that may run statements for it. While the lock is held, none of them goes on to other work.
    pub(super) fn sessions(&self) -> MutexGuard<'_, Vec<Session>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
