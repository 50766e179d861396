//! Counts the statements that each thread sends.

use std::cell::Cell;

thread_local! {
    static SENT: Cell<u64> = const { Cell::new(0) };
}

/// Counts a statement that this thread sends.
pub(super) fn count_on_this_thread() {
    SENT.set(SENT.get() + 1);
}

/// The number of statements that this thread has sent on counted connections.
pub fn statements_of_this_thread() -> u64 {
    SENT.get()
}
