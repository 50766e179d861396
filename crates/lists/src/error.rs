//! Why a file is refused.

use std::io;

/// A file that cannot be read as an edition of a list. Messages say what was found and what was expected.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// The bytes cannot be read: the disk, or a compressed file that is damaged.
    #[error("cannot read it: {0}")]
    Io(#[from] io::Error),
    /// It is no list that is known.
    #[error("found {found}: expected {expected}")]
    Unfit {
        /// What it is instead.
        found: String,
        /// What can be read.
        expected: String,
    },
    /// It is a known format that is not read.
    #[error("this is {format}, which is not read: {instead}")]
    Unsupported {
        /// The name of the format.
        format: &'static str,
        /// What to take instead.
        instead: &'static str,
    },
    /// It is not well-formed.
    #[error("not well-formed at byte {at}: {what}")]
    Malformed {
        /// The number of the byte, counted from 0.
        at: u64,
        /// What is wrong there.
        what: String,
    },
    /// It ends too early.
    #[error("the file is truncated: it ends at byte {at} inside <{inside}>")]
    Truncated {
        /// The length of the file in bytes, after it is decompressed.
        at: u64,
        /// The element that is still open.
        inside: String,
    },
    /// A byte sequence is no UTF-8.
    #[error("text near byte {at} is not UTF-8: expected a file in UTF-8")]
    NotUtf8 {
        /// The number of the byte, counted from 0.
        at: u64,
    },
    /// It declares a document type, so it could define entities.
    #[error("it has a DOCTYPE, which no list has: entities are not expanded")]
    Doctype,
    /// One entry takes more than its share of memory.
    #[error("the entry that ends after byte {at} has more than {limit}")]
    EntryTooLarge {
        /// The number of the byte where reading stopped, counted from 0.
        at: u64,
        /// The limit that it is over.
        limit: String,
    },
    /// The date of the edition is missing or is none.
    #[error("the edition has no date: found {}, expected {expected}", if found.is_empty() { "nothing" } else { found })]
    NoDate {
        /// What stands in its place.
        found: String,
        /// Where the format has it, and in which form.
        expected: &'static str,
    },
    /// Nothing is left after reading.
    #[error("the edition has no entries, although it is {format}")]
    NoEntries {
        /// The name of the format.
        format: &'static str,
    },
}
