//! Made-up data sets: as large as wanted, shaped like what is reported on conflict and sanctions, the same for the same
//! plan.
//!
//! Each record is drawn from a stream of chance of its own (`chance`), so that it depends on its number alone, and any
//! part can name what stands in another.

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
use sanad_database::Conn;
use sanad_database::Result;
use sanad_dataset::records::Dataset;
use sanad_dataset::{Changes, Facts, load_in_parts};
use sanad_model::Key;

/// How many records a part has, about.
const PART: u32 = 50_000;

/// What to make up.
#[derive(Debug, Clone, Copy)]
pub struct Plan {
    /// At least 100: of fewer, some sorts would be missing.
    pub parties: u32,
    /// For each party.
    pub relationships: u32,
    pub seed: u64,
}

impl Plan {
    /// The authorities that sanction, the first of the parties.
    fn authorities(&self) -> u32 {
        (self.parties / 100).clamp(5, 40)
    }

    /// The publishers, the last of the parties.
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

    /// Which party is met: those of low numbers far more often. The first of a million, in one of forty draws; one
    /// draw in two, one of the first two thousand.
    fn prominence(&self) -> Skew {
        Skew::new(self.parties, 2.8)
    }
}

/// The key of the record of that sort and number, counted from 0.
fn key(sort: char, number: u32) -> Key {
    Key::joined([format!("{sort}-{number:07}").as_str()])
}

/// Loads what the plan says into a database that holds nothing, and tells how far it has come.
///
/// # Errors
/// `Load` when the database holds data; what the database refuses.
pub fn generate(conn: &mut Conn, plan: Plan, progress: impl FnMut(&str)) -> Result<Changes> {
    let dataset = Dataset {
        key: Key::joined(["synthetic"]),
        title: format!("{} made-up parties, seed {}", plan.parties, plan.seed),
        publisher: None,
        licence: Some("CC0-1.0".to_owned()),
        version: Some(plan.seed.to_string()),
        articles: (0..plan.articles()).filter_map(|number| articles::article(&plan, number)).collect(),
        actors: Vec::new(),
        organizations: Vec::new(),
        places: (0..plan.places()).map(|number| places::place(&plan, number)).collect(),
        legal_instruments: instruments::instruments(),
        place_relationships: Vec::new(),
        relationships: Vec::new(),
        events: Vec::new(),
    };
    let relationships = plan.parties * plan.relationships;
    let all = u64::from(plan.parties + relationships + plan.events());
    // Both sequences report, one after the other.
    let (done, progress) = (Cell::new(0), RefCell::new(progress));
    let tell = |records: u32| {
        done.set(done.get() + u64::from(records));
        (progress.borrow_mut())(&format!("{} %", done.get() * 100 / all));
    };
    let parties = parts(plan.parties).map(|numbers| {
        tell(numbers.end - numbers.start);
        parties::parties(&plan, numbers)
    });
    let ties = parts(relationships).map(|numbers| {
        tell(numbers.end - numbers.start);
        let relationships = numbers.map(|number| relationships::relationship(&plan, &dataset.articles, number));
        Facts { relationships: relationships.collect(), events: Vec::new() }
    });
    let events = Events::new(&plan, &dataset.articles).map(|events| {
        tell(events.len() as u32);
        Facts { relationships: Vec::new(), events }
    });
    load_in_parts(conn, &dataset, parties, ties.chain(events))
}

/// The numbers from 0, in parts.
fn parts(count: u32) -> impl Iterator<Item = std::ops::Range<u32>> {
    (0..count).step_by(PART as usize).map(move |first| first..count.min(first + PART))
}
