//! When the work for a request has to end.

use std::cell::RefCell;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::conn::Session;
use crate::error::{Error, Result};

/// Until when somebody waits for an answer. Its clones share whether that is still so.
#[derive(Debug, Clone, Default)]
pub struct Deadline {
    end: Option<(Instant, Duration)>,
    work: Arc<Work>,
}

/// What is done for somebody who waits.
#[derive(Debug, Default)]
struct Work {
    is_given_up: AtomicBool,
    /// Where statements may be running that others can end.
    sessions: Mutex<Vec<Session>>,
}

thread_local! {
    /// What this thread works for.
    static CURRENT: RefCell<Deadline> = RefCell::default();
}

impl Deadline {
    /// As long as it takes.
    pub fn never() -> Self {
        Self::default()
    }

    /// So long from now.
    pub fn after(limit: Duration) -> Self {
        Self { end: Some((Instant::now() + limit, limit)), work: Arc::default() }
    }

    /// Nobody waits any more.
    pub fn give_up(&self) {
        self.work.is_given_up.store(true, Ordering::SeqCst);
    }

    /// Whether nobody waits any more, or the time is up.
    pub fn is_over(&self) -> bool {
        self.work.is_given_up.load(Ordering::SeqCst) || self.remaining().is_some_and(|left| left.is_zero())
    }

    /// How much time is left; none when there is no end.
    pub fn remaining(&self) -> Option<Duration> {
        self.end.map(|(end, _)| end.saturating_duration_since(Instant::now()))
    }

    /// What work fails with that is not done in time.
    pub fn missed(&self) -> Error {
        Error::Timeout(self.end.map(|(_, limit)| limit).unwrap_or_default())
    }

    /// Whether to go on.
    ///
    /// # Errors
    /// `Timeout` when it is over.
    pub fn check(&self) -> Result<()> {
        if self.is_over() { Err(self.missed()) } else { Ok(()) }
    }

    /// Makes it that of all that this thread does until the value is dropped: work that takes long asks
    /// [`check_current`], which none of those who called it need to know of.
    pub fn on_this_thread(&self) -> Current {
        Current { outer: CURRENT.replace(self.clone()) }
    }

    /// The sessions where statements may be running for it. While they are held, none of them goes on to other work.
    pub(super) fn sessions(&self) -> MutexGuard<'_, Vec<Session>> {
        self.work.sessions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Whether to go on with what this thread is doing.
///
/// # Errors
/// `Timeout` when the deadline of it is over.
pub fn check_current() -> Result<()> {
    CURRENT.with_borrow(Deadline::check)
}

/// As long as it is there, its thread works for a deadline.
pub struct Current {
    outer: Deadline,
}

impl Drop for Current {
    fn drop(&mut self) {
        CURRENT.set(std::mem::take(&mut self.outer));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deadline_is_over_for_all_of_its_clones() {
        let deadline = Deadline::after(Duration::from_secs(60));
        let clone = deadline.clone();
        assert!(deadline.check().is_ok() && clone.remaining().unwrap() > Duration::from_secs(50));
        clone.give_up();
        assert!(matches!(deadline.check(), Err(Error::Timeout(limit)) if limit == Duration::from_secs(60)));
        assert!(Deadline::after(Duration::ZERO).is_over() && !Deadline::never().is_over());
    }

    #[test]
    fn a_thread_works_for_one_deadline_at_a_time() {
        let over = Deadline::after(Duration::ZERO);
        assert!(check_current().is_ok());
        let outer = over.on_this_thread();
        assert!(check_current().is_err());
        let inner = Deadline::never().on_this_thread();
        assert!(check_current().is_ok());
        drop(inner);
        assert!(check_current().is_err());
        drop(outer);
        assert!(check_current().is_ok());
    }
}
