//! Sanctions lists as their authorities publish them: recognising a file, reading its entries into one form
//! ([`Entry`]), and following each entry from edition to edition ([`editions`]). Knows no database.
//!
//! ```ignore
//! for (head, source) in in_order(sources(path)?, None)? {
//!     let mut advance = Advance::begin(stored_or_new(head.list), &head, options)?; // Refusal::Same: nothing to do
//!     let mut edition = source.open(None)?;
//!     let mut events = EventTally::default();
//!     for item in edition.by_ref() {
//!         let item = item?; // an error: drop everything of this edition
//!         let (seen, steps) = advance.see(&item);
//!         events.add(&steps);
//!         store(&item.entry, seen, steps);
//!     }
//!     let outcome = advance.finish()?; // too few left: drop everything of this edition
//!     events.add(&outcome.events);
//!     store_the_end(&outcome.removed, &outcome.events, &outcome.known);
//!     println!("{}", Report::new(source.name(), &head, edition.notes(), outcome.tally, events));
//! }
//! ```

mod dates;
mod edition;
pub mod editions;
mod entry;
mod error;
mod identifier;
mod list;
mod names;
mod particulars;
mod readers;
mod recognise;
mod remarks;
mod report;
mod script;
mod source;
mod titles;
mod words;
mod xml;

pub use edition::{Action, Edition, Head, Input, Item};
pub use entry::{
    Amendment, Birth, Deceased, Detail, Entry, Imposed, LegalBasis, Listing, Name, Other, Place, Relation, Text,
};
pub use error::ReadError;
pub use identifier::{Identifier, is_imo, is_lei};
pub use list::List;
pub use particulars::Particular;
pub use recognise::Format;
pub use report::{EventTally, Report};
pub use script::Script;
pub use source::{Source, SourceError, decompressed, in_order, read, sources};
pub use titles::{event_title, headline};
pub use words::{LeftOut, Notes, Table};

// What the fields of entries and events are made of.
pub use sanad_model::{
    CountryCode, DayRange, Gender, IdentifierKind, Key, Language, NameKind, PartialDate, PartyType, RelationshipKind,
    SanctionAction, SanctionMeasure, When,
};
