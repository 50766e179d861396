//! Synthetic data sets of any size, with a shape like real reports on conflict and sanctions. The same plan gives the
//! same data.
//!
//! Each record has its own random number generator (`chance`). So it depends only on its number, and any batch can
//! reference records of another.

mod articles;
mod chance;
mod dates;
mod events;
mod evidence;
mod instruments;
mod names;
mod parties;
mod places;
mod relationships;
mod words;

use std::cell::{Cell, RefCell};

use chance::Skew;
use events::Events;
use sanad_database::store::is_empty;
use sanad_database::{Conn, Error, Result};
use sanad_dataset::records::Dataset;
use sanad_dataset::{Changes, update};
use sanad_model::Key;

/// Approximate number of records in a batch.
const PART: u32 = 50_000;

/// The parameters of a synthetic data set.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// At least 100: with fewer, some types of records would be missing.
    pub parties: u32,
    /// Per party.
    pub relationships: u32,
    pub seed: u64,
}

impl Plan {
    /// Number of sanctioning authorities. They are the first parties.
    fn authorities(&self) -> u32 {
        (self.parties / 100).clamp(5, 40)
    }

    /// Number of publishers. They are the last parties.
    fn publishers(&self) -> u32 {
        (self.parties / 50).clamp(5, 300)
    }

    fn articles(&self) -> u32 {
        self.parties / 20
    }

    fn places(&self) -> u32 {
        (self.parties / 500).clamp(10, 2_000)
    }

    fn events(&self) -> u32 {
        self.parties / 4
    }

    /// The distribution of parties: those with low numbers are far more likely. With a million parties, one draw in
    /// forty gives the first, and one in two gives one of the first two thousand.
    fn prominence(&self) -> Skew {
        Skew::new(self.parties, 2.8)
    }
}

/// The key of a record: the letter of its type and its number, counted from 0.
fn key(sort: char, number: u32) -> Key {
    Key::joined([format!("{sort}-{number:07}").as_str()])
}

/// The data set without records.
fn head(plan: &Plan) -> Dataset {
    let title = format!("{} made-up parties, seed {}", plan.parties, plan.seed);
    Dataset {
        licence: Some("CC0-1.0".to_owned()),
        version: Some(plan.seed.to_string()),
        ..Dataset::new(Key::joined(["synthetic"]), title)
    }
}

/// Generates a data set in an empty database, in one transaction, and reports progress.
///
/// # Errors
/// `Load` when the database holds data, or any error of the database.
pub fn generate(conn: &mut Conn, plan: Plan, progress: impl FnMut(&str)) -> Result<Changes> {
    let head = head(&plan);
    if !is_empty(conn)? {
        let reason = "the database holds data already: expected an empty database".to_owned();
        return Err(Error::Load { dataset: head.key.to_string(), reason });
    }
    let own = Dataset {
        articles: (0..plan.articles()).filter_map(|number| articles::article(&plan, number)).collect(),
        places: (0..plan.places()).map(|number| places::place(&plan, number)).collect(),
        legal_instruments: instruments::instruments(),
        ..head.clone()
    };
    let relationships = plan.parties * plan.relationships;
    let all = u64::from(plan.parties + relationships + plan.events());
    // All iterators report progress, one after the other.
    let (done, progress) = (Cell::new(0), RefCell::new(progress));
    let tell = |records: u32| {
        done.set(done.get() + u64::from(records));
        (progress.borrow_mut())(&format!("{} %", done.get() * 100 / all));
    };
    let parties = parts(plan.parties).map(|numbers| {
        tell(numbers.end - numbers.start);
        let (actors, organizations) = parties::parties(&plan, numbers);
        Dataset { actors, organizations, ..head.clone() }
    });
    let ties = parts(relationships).map(|numbers| {
        tell(numbers.end - numbers.start);
        let relationships = numbers.map(|number| relationships::relationship(&plan, &own.articles, number));
        Dataset { relationships: relationships.collect(), ..head.clone() }
    });
    let events = Events::new(&plan, &own.articles).map(|events| {
        tell(events.len() as u32);
        Dataset { events, ..head.clone() }
    });
    let (changes, ()) = update(conn, &head, |update| {
        parties.into_iter().try_for_each(|parties| update.put(&parties))?;
        update.put(&own)?;
        ties.chain(events).try_for_each(|facts| update.put(&facts))
    })?;
    Ok(changes)
}

/// The numbers from 0, in batches.
fn parts(count: u32) -> impl Iterator<Item = std::ops::Range<u32>> {
    (0..count).step_by(PART as usize).map(move |first| first..count.min(first + PART))
}
