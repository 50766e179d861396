//! Importing editions of sanctions lists: what an edition changes becomes records of a data set, in one transaction.
//!
//! `records` turns entries and the steps of their cases into records, `comparison` goes through an edition, `state` keeps
//! what the next edition is compared with, [`import`] writes, and [`Preview`] only tells what would change.

mod comparison;
mod left_out;
mod preview;
mod records;
mod run;
mod state;

use chrono::NaiveDate;

pub use preview::Preview;
pub use run::{Taken, import};

// What commands need of lists.
pub use sanad_lists::editions::Refusal;
pub use sanad_lists::{Head, LeftOut, List, Particular, Report, Source, SourceError, in_order, sources};

/// The key of the built-in data set that has to be loaded before an import.
pub const CORE: &str = records::edition::CORE;

/// What an import is told.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Options {
    /// So many entries may be gone, even if few are left.
    pub accept_removals: usize,
    /// Personal data that is left out.
    pub without: Vec<Particular>,
    /// The day of editions that have none inside, OFAC's CSV files.
    pub date: Option<NaiveDate>,
    /// The last day that an edition may have.
    pub latest: Option<NaiveDate>,
}

/// Why an edition is not imported. Nothing of it is kept.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// It cannot be read.
    #[error("{0}")]
    Unreadable(#[from] SourceError),
    /// It does not fit the editions before.
    #[error("{name}: {refusal}")]
    Refused {
        /// Where it comes from.
        name: String,
        /// Why it does not fit.
        refusal: Refusal,
    },
    /// Another import was faster.
    #[error("{name}: another import changed what is known of {list} in the meantime: run it again")]
    Overtaken {
        /// Where the edition comes from.
        name: String,
        /// The list.
        list: &'static str,
    },
    /// The database fails or refuses it.
    #[error(transparent)]
    Database(#[from] sanad_database::Error),
}
