//! The time bar: as of which day, as known on which day, and by how many sources.

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::{Misread, Parameters};
use sanad_model::parse_day;

/// Which facts are shown. The default is all of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moment {
    /// Facts that may have held on this day.
    pub as_of: Option<NaiveDate>,
    /// Facts that articles had reported by the end of this day.
    pub known_by: Option<NaiveDate>,
    /// Facts with at least this many sources.
    pub min_sources: Option<u16>,
}

/// The names of the parameters.
pub const AS_OF: &str = "asOf";
pub const KNOWN_BY: &str = "knownBy";
pub const MIN_SOURCES: &str = "minSources";

/// More sources than any fact has.
const MOST_SOURCES: u16 = 99;

impl Moment {
    pub(super) fn parse(parameters: &mut Parameters) -> Result<Self, Misread> {
        Ok(Self {
            as_of: parameters.parsed(AS_OF, "a day such as 2020-11-25", |text| parse_day(text).ok())?,
            known_by: parameters.parsed(KNOWN_BY, "a day such as 2020-11-25", |text| parse_day(text).ok())?,
            min_sources: parameters.parsed(MIN_SOURCES, "a number from 1 to 99", |text| {
                text.parse().ok().filter(|number| (1..=MOST_SOURCES).contains(number))
            })?,
        })
    }

    pub(super) fn parameters(&self) -> impl Iterator<Item = (&'static str, String)> {
        let as_of = self.as_of.map(|day| (AS_OF, day.to_string()));
        let known_by = self.known_by.map(|day| (KNOWN_BY, day.to_string()));
        let min_sources = self.min_sources.map(|number| (MIN_SOURCES, number.to_string()));
        [as_of, known_by, min_sources].into_iter().flatten()
    }

    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }

    /// The `FactFilter` of the schema; null for all facts.
    pub fn facts(&self) -> Value {
        if self.is_all() {
            return Value::Null;
        }
        let mut facts = Map::new();
        let mut set = |name: &str, value: Option<Value>| {
            if let Some(value) = value {
                facts.insert(name.to_owned(), value);
            }
        };
        set("asOf", self.as_of.map(|day| day.to_string().into()));
        set("knownBy", self.known_by());
        set("minSources", self.min_sources.map(Value::from));
        facts.into()
    }

    /// The day by which evidence was published.
    pub fn known_by(&self) -> Option<Value> {
        self.known_by.map(|day| day.to_string().into())
    }
}
