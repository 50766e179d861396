//! One edition of a list: its head, and its entries one after another.

use std::io::Read;

use chrono::{NaiveDate, NaiveDateTime};
use sanad_model::Vocabulary;

use crate::entry::Entry;
use crate::error::ReadError;
use crate::list::List;
use crate::recognise::Format;
use crate::words::Notes;

/// The bytes of a file, decompressed.
pub type Input = Box<dyn Read + Send>;

/// What stands at the beginning of an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    /// The list.
    pub list: List,
    /// The format of the file.
    pub format: Format,
    /// The day of the edition, as the list prints it, in the list's own time zone.
    pub date: NaiveDate,
    /// The moment of the edition in universal time, where the list gives one. Orders editions of one day.
    pub moment: Option<NaiveDateTime>,
    /// The date as printed.
    pub printed: String,
    /// Whether the date is only in the name of the file. Only OFAC's CSV has none inside.
    pub is_dated_by_name: bool,
    /// Whether it only has the entries that changed.
    pub is_delta: bool,
}

/// What a delta does with an entry. Editions that are whole only have [`Action::Listed`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    /// The entry is on the list.
    Listed,
    /// The entry was taken off the list on the day of the edition; nothing else of it has to be there.
    Removed,
}

/// An entry, and whether it is on the list.
#[derive(Debug, Clone, PartialEq)]
pub struct Item {
    /// The entry. Of a removed one, only list, key, number, reference and kind are sure.
    pub entry: Entry,
    /// Whether it is on the list.
    pub action: Action,
}

impl From<Entry> for Item {
    fn from(entry: Entry) -> Self {
        Self { entry, action: Action::Listed }
    }
}

/// Reads entries one at a time.
pub(crate) trait Entries: Send {
    /// The next entry; `None` at the end of the file. What cannot be taken over is noted.
    fn next(&mut self, notes: &mut Notes) -> Result<Option<Item>, ReadError>;
}

/// An edition that is being read. An iterator of its entries: after an error it ends. Only an edition that was read to
/// the end without an error is whole.
pub struct Edition {
    head: Head,
    entries: Box<dyn Entries>,
    notes: Notes,
    read: u64,
    is_over: bool,
}

impl Edition {
    pub(crate) fn new(head: Head, entries: Box<dyn Entries>, notes: Notes) -> Self {
        Self { head, entries, notes, read: 0, is_over: false }
    }

    /// The list, the format and the date.
    pub fn head(&self) -> &Head {
        &self.head
    }

    /// The number of entries read so far.
    pub fn read(&self) -> u64 {
        self.read
    }

    /// Unknown words and what was left out so far.
    pub fn notes(&self) -> &Notes {
        &self.notes
    }
}

impl std::fmt::Debug for Edition {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Edition").field("head", &self.head).field("read", &self.read).finish_non_exhaustive()
    }
}

impl Iterator for Edition {
    type Item = Result<Item, ReadError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.is_over {
            return None;
        }
        let next = self.entries.next(&mut self.notes);
        match next {
            Ok(Some(item)) => {
                self.read += 1;
                Some(Ok(item))
            }
            Ok(None) => {
                self.is_over = true;
                let is_empty = self.read == 0 && !self.head.is_delta;
                is_empty.then(|| Err(ReadError::NoEntries { format: self.head.format.word() }))
            }
            Err(error) => {
                self.is_over = true;
                Some(Err(error))
            }
        }
    }
}
