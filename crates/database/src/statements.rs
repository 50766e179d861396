//! How many statements the work of one thread has taken.

use std::cell::Cell;

thread_local! {
    static SENT: Cell<u64> = const { Cell::new(0) };
}

/// Counts a statement that this thread sends.
pub(super) fn count_on_this_thread() {
    SENT.set(SENT.get() + 1);
}

/// How many statements this thread has sent since it began, on counted connections.
pub fn statements_of_this_thread() -> u64 {
    SENT.get()
}
