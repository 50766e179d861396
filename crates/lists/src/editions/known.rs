//! What is known of a list after its newest edition. Small, so that it can be stored and loaded with each import.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveDateTime};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::meaning::{Meaning, READING};
use crate::edition::Head;
use crate::list::List;

/// A list after its newest edition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Known {
    /// The list.
    #[serde(serialize_with = "word", deserialize_with = "list")]
    pub list: List,
    /// The format of the editions so far: another one says other things of the same entries. `None` before the first.
    pub format: Option<String>,
    /// The version of reading that the meanings come from.
    pub reading: u32,
    /// The day of the newest edition; `None` before the first one.
    pub date: Option<NaiveDate>,
    /// The moment of the newest edition, where the list gives one.
    pub moment: Option<NaiveDateTime>,
    /// All entries that were ever seen, by key.
    pub entries: BTreeMap<String, KnownEntry>,
}

/// An entry, on the list or not any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct KnownEntry {
    /// Its cases, in the order in which they were first seen.
    #[serde(rename = "c")]
    pub cases: Vec<Case>,
    /// What it means, without changes that are pending.
    #[serde(rename = "m")]
    pub meaning: Meaning,
    /// Changes of meaning that have not held long enough yet: at most one for each aspect.
    #[serde(rename = "p", default, skip_serializing_if = "Vec::is_empty")]
    pub pending: Vec<Pending>,
    /// A number for everything that it had when it was last seen.
    #[serde(rename = "d")]
    pub content: i64,
    /// The last day on which the list itself says that it amended the entry.
    #[serde(rename = "a", default, skip_serializing_if = "Option::is_none")]
    pub amended: Option<NaiveDate>,
}

/// A case of an entry: it is in force, or was.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// What tells it from the other cases of the entry: [`Listing::case`](crate::Listing::case).
    #[serde(rename = "n")]
    pub case: String,
    /// How often it was imposed.
    #[serde(rename = "r")]
    pub round: u32,
    /// Whether it is in force.
    #[serde(rename = "f")]
    pub in_force: bool,
    /// The last part of the key of its latest event, such as `imposed-1`.
    #[serde(rename = "e")]
    pub latest_event: String,
    /// The last day on which its latest event may have happened.
    #[serde(rename = "l")]
    pub latest_day: NaiveDate,
}

/// A change of meaning that has to hold before it counts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    /// The aspect, by its place in [`Aspect::ALL`](super::Aspect).
    #[serde(rename = "a")]
    pub aspect: u8,
    /// What it means since then.
    #[serde(rename = "v")]
    pub value: i64,
    /// The edition before the change.
    #[serde(rename = "b")]
    pub before: NaiveDate,
    /// The edition that had the change first.
    #[serde(rename = "s")]
    pub since: NaiveDate,
    /// Whether the list dates an amendment between the two itself, so that none has to be made up.
    #[serde(rename = "d")]
    pub is_dated: bool,
}

impl Known {
    /// A list of which no edition is known yet.
    pub fn new(list: List) -> Self {
        Self { list, format: None, reading: READING, date: None, moment: None, entries: BTreeMap::new() }
    }

    /// Whether this is the newest edition that is known: taking it again changes nothing.
    pub fn is_newest(&self, head: &Head) -> bool {
        self.date == Some(head.date) && self.moment == head.moment && !head.is_delta
    }

    /// The number of entries that are on the list.
    pub fn listed(&self) -> usize {
        self.entries.values().filter(|entry| entry.is_listed()).count()
    }
}

impl KnownEntry {
    /// Whether one of its cases is in force.
    pub fn is_listed(&self) -> bool {
        self.cases.iter().any(|case| case.in_force)
    }
}

fn word<S: Serializer>(list: &List, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(list)
}

fn list<'de, D: Deserializer<'de>>(deserializer: D) -> Result<List, D::Error> {
    String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
}
