//! When the work for a request has to end, in the database too.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use sanad_base::work::{Current, Work};

use super::conn::Session;
use crate::error::{Error, Result};

/// Until when somebody waits for an answer. Its clones share whether that is still so.
#[derive(Debug, Clone, Default)]
pub struct Deadline {
    work: Work,
    /// Where statements may be running that others can end.
    sessions: Arc<Mutex<Vec<Session>>>,
}

impl Deadline {
    /// As long as it takes.
    pub fn never() -> Self {
        Self::default()
    }

    /// So long from now.
    pub fn after(limit: Duration) -> Self {
        Self { work: Work::ending_after(limit), ..Self::default() }
    }

    /// When it has been asked so often whether it is over. With it, a test counts what is done afterwards.
    pub fn after_checks(checks: u64) -> Self {
        Self { work: Work::ending_after_checks(checks), ..Self::default() }
    }

    /// The same, for work that may hold so many bytes of text.
    #[must_use]
    pub fn holding(self, text: usize) -> Self {
        Self { work: self.work.holding(text), ..self }
    }

    /// Nobody waits any more.
    pub fn give_up(&self) {
        self.work.give_up();
    }

    /// Whether nobody waits any more, or the time is up.
    pub fn is_over(&self) -> bool {
        self.work.is_over()
    }

    /// How often it has been asked whether it is over.
    pub fn checked(&self) -> u64 {
        self.work.checked()
    }

    /// How much time is left; none when there is no end.
    pub fn remaining(&self) -> Option<Duration> {
        self.work.remaining()
    }

    /// What work fails with that is not done in time.
    pub fn missed(&self) -> Error {
        self.work.missed().into()
    }

    /// Why the work may not hold the text that it has tried to hold; none while it holds less than it may.
    pub fn excess(&self) -> Option<Error> {
        self.work.excess().map(Error::from)
    }

    /// Whether to go on.
    ///
    /// # Errors
    /// `Timeout` when it is over.
    pub fn check(&self) -> Result<()> {
        Ok(self.work.check()?)
    }

    /// Makes it that of all that this thread does until the value is dropped: work that takes long asks
    /// [`check_current`](sanad_base::work::check_current), which none of those who called it need to know of.
    pub fn on_this_thread(&self) -> Current {
        self.work.on_this_thread()
    }

    /// The sessions where statements may be running for it. While they are held, none of them goes on to other work.
    pub(super) fn sessions(&self) -> MutexGuard<'_, Vec<Session>> {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
