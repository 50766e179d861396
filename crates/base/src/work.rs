//! What the work for one request may take: how long it goes on, and how much text it holds.
//!
//! A thread works for one request at a time. Loops over what is read or found go through [`in_time`], which ends them when
//! nobody waits any more; what they have made by then is incomplete, and whoever hands it on asks [`check_current`] first.

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

/// The work for somebody who waits. Its clones share whether that is still so, and what is held.
#[derive(Debug, Clone)]
pub struct Work {
    end: Option<(Instant, Duration)>,
    /// How often one may go on; for tests.
    checks: u64,
    /// The most bytes of text.
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
    /// What this thread works for.
    static CURRENT: RefCell<Work> = RefCell::default();
}

impl Default for Work {
    /// It may take as long and hold as much as it likes.
    fn default() -> Self {
        Self { end: None, checks: u64::MAX, text: usize::MAX, shared: Arc::default() }
    }
}

impl Work {
    /// It ends so long from now.
    pub fn ending_after(limit: Duration) -> Self {
        Self { end: Some((Instant::now() + limit, limit)), ..Self::default() }
    }

    /// It ends when it has been asked so often whether it is over.
    pub fn ending_after_checks(checks: u64) -> Self {
        Self { end: None, checks, ..Self::default() }
    }

    /// The same, holding at most so many bytes of text.
    #[must_use]
    pub fn holding(self, text: usize) -> Self {
        Self { text, ..self }
    }

    /// Nobody waits any more.
    pub fn give_up(&self) {
        self.shared.is_given_up.store(true, Ordering::SeqCst);
    }

    /// Whether nobody waits any more, or the time is up. Once it is over it stays so.
    pub fn is_over(&self) -> bool {
        self.shared.checked.fetch_add(1, Ordering::Relaxed) >= self.checks
            || self.shared.is_given_up.load(Ordering::SeqCst)
            || self.remaining().is_some_and(|left| left.is_zero())
    }

    /// How often it has been asked whether it is over.
    pub fn checked(&self) -> u64 {
        self.shared.checked.load(Ordering::Relaxed)
    }

    /// How much time is left; none when there is no end.
    pub fn remaining(&self) -> Option<Duration> {
        self.end.map(|(end, _)| end.saturating_duration_since(Instant::now()))
    }

    /// What it fails with when it is not done in time.
    pub fn missed(&self) -> Overrun {
        Overrun::Timeout(self.end.map(|(_, limit)| limit).unwrap_or_default())
    }

    /// Whether to go on.
    ///
    /// # Errors
    /// `Timeout` when it is over.
    pub fn check(&self) -> Result<(), Overrun> {
        if self.is_over() { Err(self.missed()) } else { Ok(()) }
    }

    /// Counts text that is held until the answer is there.
    fn hold(&self, bytes: usize) -> Result<(), Overrun> {
        let held = self.shared.held.fetch_add(bytes, Ordering::Relaxed).saturating_add(bytes);
        if held > self.text { Err(Overrun::TooMuchText { held, limit: self.text }) } else { Ok(()) }
    }

    /// Why it may not hold what it has tried to hold; none while it holds less than it may.
    pub fn excess(&self) -> Option<Overrun> {
        self.hold(0).err()
    }

    /// Makes it what this thread works for until the value is dropped.
    pub fn on_this_thread(&self) -> Current {
        Current { outer: CURRENT.replace(self.clone()) }
    }
}

/// Whether to go on with what this thread is doing.
///
/// # Errors
/// `Timeout` when it is over.
pub fn check_current() -> Result<(), Overrun> {
    CURRENT.with_borrow(Work::check)
}

/// Counts text that this thread holds until the answer is there.
///
/// # Errors
/// `TooMuchText` when the request may not hold that much.
pub fn hold_text(bytes: usize) -> Result<(), Overrun> {
    CURRENT.with_borrow(|work| work.hold(bytes))
}

/// The items, as long as the work of this thread is not over.
pub fn in_time<I: IntoIterator>(items: I) -> impl Iterator<Item = I::Item> {
    items.into_iter().take_while(|_| !CURRENT.with_borrow(Work::is_over))
}

/// The items, of which there are never many, or each of which costs a statement, which ends by itself: to ask for each
/// whether to go on would gain nothing.
pub fn few<I: IntoIterator>(items: I) -> I::IntoIter {
    items.into_iter()
}

/// As long as it is there, its thread works for somebody.
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
    fn work_is_over_for_all_of_its_clones() {
        let work = Work::ending_after(Duration::from_secs(60));
        let clone = work.clone().holding(10);
        assert!(work.check().is_ok() && clone.remaining().unwrap() > Duration::from_secs(50));
        clone.give_up();
        assert!(matches!(work.check(), Err(Overrun::Timeout(limit)) if limit == Duration::from_secs(60)));
        assert!(Work::ending_after(Duration::ZERO).is_over() && !Work::default().is_over());
    }

    #[test]
    fn a_thread_works_for_one_at_a_time() {
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
    fn text_is_counted_until_it_is_too_much() {
        let work = Work::default().holding(10);
        let _current = work.on_this_thread();
        assert!(hold_text(4).is_ok() && hold_text(6).is_ok() && work.excess().is_none());
        assert!(matches!(hold_text(1), Err(Overrun::TooMuchText { held: 11, limit: 10 })));
        assert!(work.excess().is_some());
        assert!(hold_text(usize::MAX).is_err());
    }
}
