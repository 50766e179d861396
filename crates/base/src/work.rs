//! Limits on the work for one request: its time, and the text that it holds in memory.
//!
//! A thread works for one request at a time. Loops over rows and results go through [`in_time`], which ends them when
//! the work is over. Their results may then be incomplete: call [`check_current`] before using them.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Why work ends before it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Overrun {
    #[error("the request took longer than {} ms", .0.as_millis())]
    Timeout(Duration),
    #[error("the request needs {held} bytes of article bodies: expected at most {limit}")]
    TooMuchText { held: usize, limit: usize },
}

/// The work for one request. Clones share its state.
#[derive(Debug, Clone)]
pub struct Work {
    /// The deadline, and the time limit that it was set from.
    end: Option<(Instant, Duration)>,
    /// Maximum number of checks, for tests.
    checks: u64,
    /// Maximum number of bytes of text held in memory.
    text: usize,
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    is_given_up: AtomicBool,
    checked: AtomicU64,
    held: AtomicUsize,
}

thread_local! {
    /// The work of this thread.
    static CURRENT: RefCell<Work> = RefCell::default();
}

impl Default for Work {
    /// Work without limits.
    fn default() -> Self {
        Self { end: None, checks: u64::MAX, text: usize::MAX, shared: Arc::default() }
    }
}

impl Work {
    /// Work with a time limit, which starts now.
    pub fn ending_after(limit: Duration) -> Self {
        Self { end: Some((Instant::now() + limit, limit)), ..Self::default() }
    }

    /// Work that is over after this number of checks.
    pub fn ending_after_checks(checks: u64) -> Self {
        Self { end: None, checks, ..Self::default() }
    }

    /// Sets the maximum number of bytes of text held in memory.
    #[must_use]
    pub fn holding(self, text: usize) -> Self {
        Self { text, ..self }
    }

    /// Cancels the work: nobody waits for the result.
    pub fn give_up(&self) {
        self.shared.is_given_up.store(true, Ordering::SeqCst);
    }

    /// Whether the work was cancelled or its time is up. Once over, it stays over.
    pub fn is_over(&self) -> bool {
        self.shared.checked.fetch_add(1, Ordering::Relaxed) >= self.checks
            || self.shared.is_given_up.load(Ordering::SeqCst)
            || self.remaining().is_some_and(|left| left.is_zero())
    }

    /// Number of calls of [`is_over`](Self::is_over).
    pub fn checked(&self) -> u64 {
        self.shared.checked.load(Ordering::Relaxed)
    }

    /// The time left; `None` without a time limit.
    pub fn remaining(&self) -> Option<Duration> {
        self.end.map(|(end, _)| end.saturating_duration_since(Instant::now()))
    }

    /// The error for work that did not finish in time.
    pub fn missed(&self) -> Overrun {
        Overrun::Timeout(self.end.map(|(_, limit)| limit).unwrap_or_default())
    }

    /// Fails if the work is over.
    ///
    /// # Errors
    /// `Timeout` when it is over.
    pub fn check(&self) -> Result<(), Overrun> {
        if self.is_over() { Err(self.missed()) } else { Ok(()) }
    }

    /// Counts text that is held in memory until the response is complete.
    fn hold(&self, bytes: usize) -> Result<(), Overrun> {
        let held = self.shared.held.fetch_add(bytes, Ordering::Relaxed).saturating_add(bytes);
        if held > self.text { Err(Overrun::TooMuchText { held, limit: self.text }) } else { Ok(()) }
    }

    /// The error if more text is held than allowed.
    pub fn excess(&self) -> Option<Overrun> {
        self.hold(0).err()
    }

    /// Makes this the work of the thread until the returned value is dropped.
    pub fn on_this_thread(&self) -> Current {
        Current { outer: CURRENT.replace(self.clone()) }
    }
}

/// Fails if the work of this thread is over.
///
/// # Errors
/// `Timeout` when it is over.
pub fn check_current() -> Result<(), Overrun> {
    CURRENT.with_borrow(Work::check)
}

/// Counts text that this thread holds in memory until the response is complete.
///
/// # Errors
/// `TooMuchText` when it is more than the request may hold.
pub fn hold_text(bytes: usize) -> Result<(), Overrun> {
    CURRENT.with_borrow(|work| work.hold(bytes))
}

/// The items, until the work of this thread is over.
pub fn in_time<I: IntoIterator>(items: I) -> impl Iterator<Item = I::Item> {
    items.into_iter().take_while(|_| !CURRENT.with_borrow(Work::is_over))
}

/// Marks a loop that needs no checks: there are always few items, or each runs a statement, which has its own time
/// limit.
pub fn few<I: IntoIterator>(items: I) -> I::IntoIter {
    items.into_iter()
}

/// Restores the previous work of the thread when dropped.
pub struct Current {
    outer: Work,
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
    fn clones_share_whether_work_is_over() {
        let work = Work::ending_after(Duration::from_secs(60));
        let clone = work.clone().holding(10);
        assert!(work.check().is_ok() && clone.remaining().unwrap() > Duration::from_secs(50));
        clone.give_up();
        assert!(matches!(work.check(), Err(Overrun::Timeout(limit)) if limit == Duration::from_secs(60)));
        assert!(Work::ending_after(Duration::ZERO).is_over() && !Work::default().is_over());
    }

    #[test]
    fn work_on_a_thread_can_be_nested() {
        let over = Work::ending_after(Duration::ZERO);
        assert!(check_current().is_ok());
        let outer = over.on_this_thread();
        assert!(check_current().is_err());
        let inner = Work::default().on_this_thread();
        assert!(check_current().is_ok());
        drop(inner);
        assert!(check_current().is_err());
        drop(outer);
        assert!(check_current().is_ok());
    }

    #[test]
    fn a_loop_ends_with_the_work() {
        let _current = Work::ending_after_checks(3).on_this_thread();
        assert_eq!(in_time(0..100).count(), 3);
        assert_eq!(in_time(0..100).count(), 0);
        assert_eq!(few(0..100).count(), 100);
    }

    #[test]
    fn held_text_is_limited() {
        let work = Work::default().holding(10);
        let _current = work.on_this_thread();
        assert!(hold_text(4).is_ok() && hold_text(6).is_ok() && work.excess().is_none());
        assert!(matches!(hold_text(1), Err(Overrun::TooMuchText { held: 11, limit: 10 })));
        assert!(work.excess().is_some());
        assert!(hold_text(usize::MAX).is_err());
    }
}
