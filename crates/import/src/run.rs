//! Taking an edition in one transaction.

use std::collections::HashSet;

use chrono::NaiveDate;
use sanad_database::Conn;
use sanad_database::store::lists;
use sanad_dataset::records::{LegalInstrument, Relationship};
use sanad_dataset::{Dataset, Update};
use sanad_lists::{Edition, Head, List, Report, Source};
use sanad_model::{Key, Vocabulary};

use crate::comparison::{Changed, Compared, Comparison};
use crate::records::edition::{article, dataset};
use crate::records::party::Party;
use crate::state::State;
use crate::{Error, Options, Refusal};

/// The number of entries that are written at a time.
const BATCH: usize = 500;

/// What became of an edition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    /// It was imported, or would be.
    New(Box<Report>),
    /// It is the newest edition already: nothing was written.
    Known {
        /// Where the edition comes from.
        source: String,
        list: List,
        date: NaiveDate,
    },
}

/// Takes an edition in one transaction for each list that it changes: one, or both of OFAC's for a delta. `progress` is
/// told the number of entries read so far, now and then.
///
/// # Errors
/// When the edition cannot be read, when it does not fit the editions before, or when the database refuses it. Then
/// nothing of it is kept.
pub fn import(
    conn: &mut Conn,
    source: &Source,
    head: &Head,
    options: &Options,
    progress: &mut dyn FnMut(u64),
) -> Result<Vec<Taken>, Error> {
    let mut taken = Vec::new();
    for list in lists_of(head, |list| Ok(!lists::editions(conn, list.word())?.is_empty()))? {
        let take = Take { source, list, head, options };
        taken.push(take.import(conn, progress)?);
    }
    Ok(taken)
}

/// The lists that an edition is of. A delta has the changes of both of OFAC's, and is taken by those that have an edition.
pub fn lists_of(head: &Head, mut has_edition: impl FnMut(List) -> Result<bool, Error>) -> Result<Vec<List>, Error> {
    if !head.is_delta {
        return Ok(vec![head.list]);
    }
    let mut lists = Vec::new();
    for list in [List::OfacSdn, List::OfacNonSdn] {
        if has_edition(list)? {
            lists.push(list);
        }
    }
    // Without any, the list itself says what is missing.
    Ok(if lists.is_empty() { vec![head.list] } else { lists })
}

/// The list that shares the data set of another.
pub fn sibling(list: List) -> Option<List> {
    match list {
        List::OfacSdn => Some(List::OfacNonSdn),
        List::OfacNonSdn => Some(List::OfacSdn),
        List::Un | List::Uk | List::Eu => None,
    }
}

/// An edition to take.
struct Take<'a> {
    source: &'a Source,
    list: List,
    head: &'a Head,
    options: &'a Options,
}

impl Take<'_> {
    fn import(&self, conn: &mut Conn, progress: &mut dyn FnMut(u64)) -> Result<Taken, Error> {
        let mut state = State::load(conn, self.list)?;
        let other = sibling(self.list).map(|list| State::load(conn, list)).transpose()?;
        let article = article(self.list, self.head, number_of_day(conn, self.list, self.head)?);
        let others = other.as_ref().map(State::kinds).unwrap_or_default();
        let begun = Comparison::begin(&mut state, others, self.head, article.key.clone(), self.options);
        let comparison = match begun {
            Ok(comparison) => comparison,
            Err(Refusal::Same { date }) => {
                return Ok(Taken::Known { source: self.source.name().to_owned(), list: self.list, date });
            }
            Err(refusal) => return Err(self.refused(refusal)),
        };
        // Of two lists, the data set is as old as the older one.
        let other_day = other.and_then(|other| other.known.date);
        let day = other_day.map_or(self.head.date, |day| day.min(self.head.date));
        let empty = dataset(self.list, day);
        let (_, report) = sanad_dataset::update(conn, &empty, |update| {
            if lists::editions(update.conn(), self.list.word())? != state.editions {
                return Err(Error::Overtaken { name: self.source.name().to_owned(), list: self.list.title() });
            }
            update.put(&Dataset { articles: vec![article.clone()], ..empty.clone() })?;
            let mut edition = self.source.open(self.options.date)?;
            let compared = self.write(update, comparison, &mut edition, &empty, progress)?;
            self.keep(update.conn(), &state, &compared, &article.key)?;
            Ok(report(self.source.name(), self.list, self.head, &edition, compared))
        })?;
        Ok(Taken::New(Box::new(report)))
    }

    /// Reads the edition and writes what changes.
    fn write(
        &self,
        update: &mut Update<'_>,
        mut comparison: Comparison,
        edition: &mut Edition,
        empty: &Dataset,
        progress: &mut dyn FnMut(u64),
    ) -> Result<Compared, Error> {
        let mut batch = Batch::new(empty);
        let mut read = 0;
        for item in edition.by_ref() {
            let item = item.map_err(|error| self.unreadable(error))?;
            batch.add(comparison.take(item));
            read += 1;
            if batch.entries >= BATCH {
                batch.put(update, empty)?;
                progress(read);
            }
        }
        progress(read);
        let compared = comparison.finish().map_err(|refusal| self.refused(refusal))?;
        batch.add(Changed { party: None, steps: compared.steps.clone() });
        batch.put(update, empty)?;
        for some in compared.relationships.chunks(BATCH) {
            let relationships = new_ones(update.conn(), some)?;
            if !relationships.is_empty() {
                update.put(&Dataset { relationships, ..empty.clone() })?;
            }
        }
        Ok(compared)
    }

    /// Stores what the next edition is compared with.
    fn keep(&self, conn: &mut Conn, state: &State, compared: &Compared, article: &Key) -> Result<(), Error> {
        let known = &compared.known;
        let edition = state.edition(known, self.head, article.clone(), &self.options.without);
        lists::put_edition(conn, &edition)?;
        lists::put_entries(conn, self.list.word(), &state.changed(known, &compared.told)?)?;
        Ok(())
    }

    fn refused(&self, refusal: Refusal) -> Error {
        Error::Refused { name: self.source.name().to_owned(), refusal }
    }

    fn unreadable(&self, error: sanad_lists::ReadError) -> Error {
        Error::Unreadable(sanad_lists::SourceError { name: self.source.name().to_owned(), error })
    }
}

/// The report of an edition, with what could not be stored.
pub fn report(name: &str, list: List, head: &Head, edition: &Edition, compared: Compared) -> Report {
    let head = Head { list, ..head.clone() };
    let mut report = Report::new(name, &head, edition.notes(), compared.tally, compared.events);
    for (reason, left_out) in compared.left_out.into_reasons() {
        report.left_out.insert(reason, left_out);
    }
    report
}

/// The number of the edition among those of its day, counted from 1.
fn number_of_day(conn: &mut Conn, list: List, head: &Head) -> Result<u32, Error> {
    let mut number = 1;
    while !lists::stored_keys(conn, &[article(list, head, number).key.as_str()])?.is_empty() {
        number += 1;
    }
    Ok(number)
}

/// The relationships that are not stored yet. Others keep the edition that was the first to state them.
fn new_ones(conn: &mut Conn, relationships: &[Relationship]) -> Result<Vec<Relationship>, Error> {
    let keys: Vec<&str> = relationships.iter().map(|relationship| relationship.key.as_str()).collect();
    let stored = lists::stored_keys(conn, &keys)?;
    Ok(relationships.iter().filter(|relationship| !stored.contains(relationship.key.as_str())).cloned().collect())
}

/// Records that are written together.
struct Batch {
    records: Dataset,
    entries: usize,
    /// The acts that were written in this edition.
    acts: HashSet<Key>,
}

impl Batch {
    fn new(empty: &Dataset) -> Self {
        Self { records: empty.clone(), entries: 0, acts: HashSet::new() }
    }

    fn add(&mut self, changed: Changed) {
        if changed == Changed::default() {
            return;
        }
        self.entries += 1;
        let new: Vec<LegalInstrument> =
            changed.acts().filter(|act| self.acts.insert(act.key.clone())).cloned().collect();
        self.records.legal_instruments.extend(new);
        match changed.party {
            Some(Party::Actor(actor)) => self.records.actors.push(actor),
            Some(Party::Organization(organization)) => self.records.organizations.push(organization),
            Some(Party::Asset(asset)) => self.records.assets.push(asset),
            None => {}
        }
        self.records.events.extend(changed.steps.into_iter().map(|step| step.event));
    }

    fn put(&mut self, update: &mut Update<'_>, empty: &Dataset) -> Result<(), Error> {
        if self.entries > 0 {
            let mut records = std::mem::replace(&mut self.records, empty.clone());
            self.entries = 0;
            // Both lists of OFAC may tell the same step: the first to tell it is its source.
            let keys: Vec<&str> = records.events.iter().map(|event| event.key.as_str()).collect();
            let told = lists::stored_keys(update.conn(), &keys)?;
            records.events.retain(|event| !told.contains(event.key.as_str()));
            update.put(&records)?;
        }
        Ok(())
    }
}
