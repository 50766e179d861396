//! Sanctions lists as their authorities publish them: recognising a file, reading its entries into one form
//! ([`Entry`]), and following each entry from edition to edition ([`editions`]). Knows no database.

mod dates;
mod edition;
pub mod editions;
mod entry;
mod error;
mod identifier;
mod list;
mod measure;
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
    Amendment, Birth, Deceased, Detail, Entry, EntryKind, Imposed, LegalBasis, Listing, Name, Other, Place, Relation,
    Text,
};
pub use error::ReadError;
pub use identifier::{Identifier, IdentifierKind, is_imo, is_lei, normalized};
pub use list::List;
pub use measure::Measure;
pub use particulars::Particular;
pub use recognise::Format;
pub use report::{EventTally, Report};
pub use script::Script;
pub use source::{Source, SourceError, decompressed, in_order, read, sources};
pub use titles::{event_title, headline};
pub use words::{LeftOut, Notes, Table};

// What the fields of entries and events are made of.
pub use sanad_model::{
    CountryCode, DayRange, Gender, Key, Language, NameKind, PartialDate, RelationshipKind, SanctionAction, When,
};
