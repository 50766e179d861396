//! What happens to entries from edition to edition: listed, amended, lifted, listed again.
//!
//! One edition after another is compared with what is [`Known`]. The events do not depend on how many editions are taken
//! at a time.
//!
//! - **IMPOSED**: the entry was not there before. It happened on the day that the list prints, and is known from the
//!   edition. Without a printed day, it happened between the edition before and this one.
//! - **LIFTED**: the entry is gone. It happened between the two editions; on a day if a delta states it.
//! - **IMPOSED** again: it is back. It happened between the two editions, since lists print the old day, unless they print
//!   one in that time. It follows the LIFTED.
//! - **AMENDED**: each day on which the list itself says that it amended the entry; and, between two editions, a change of
//!   names, births, measures or programmes that the next edition has too, or that is not taken back within three days.
//!   If the list dates an amendment in the same time, it is that one.
//!
//! An entry is known by its public reference. It may have several cases, for several authorities or parts of a list; each
//! has steps of its own.
//!
//! Whoever stores it keeps [`Known`] (or each [`KnownEntry`]) beside the entries, in the same transaction, and drops all of
//! it if [`Advance::finish`] or the reading fails.

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
