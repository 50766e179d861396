//! What happens to entries from edition to edition: listed, amended, lifted, listed again.
//!
//! One edition after another is compared with what is [`Known`]. The events do not depend on how many editions are taken
//! at a time.

mod advance;
mod change;
mod event;
mod guard;
mod known;
mod meaning;
#[cfg(test)]
mod tests;

pub use advance::{Advance, Options, Outcome, Seen, Tally};
pub use event::{Dated, Event};
pub use guard::Refusal;
pub use known::{Case, Known, KnownEntry, Pending};
pub use meaning::{Aspect, Meaning, READING};
