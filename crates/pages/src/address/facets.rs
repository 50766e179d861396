//! What the page of sanctions is narrowed to.

use std::fmt;

use sanad_model::{Key, SanctionAction, Vocabulary};
use serde_json::{Map, Value, json};

use super::page::{A_KEY, key};
use super::{Misread, Parameters};

/// What the sanctions page is narrowed to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facets {
    pub authority: Option<Key>,
    pub action: Option<SanctionAction>,
    pub year: Option<Year>,
}

/// A year in which sanction events may have begun, or none for those without a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Year(pub Option<u16>);

impl Year {
    /// The word in the address for no year.
    const UNDATED: &'static str = "undated";

    fn parse(text: &str) -> Option<Self> {
        if text == Self::UNDATED {
            return Some(Self(None));
        }
        text.parse().ok().filter(|year| (1..=9999).contains(year)).map(|year| Self(Some(year)))
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(year) => write!(f, "{year}"),
            None => f.write_str(Self::UNDATED),
        }
    }
}

impl Facets {
    pub(super) fn parse(parameters: &mut Parameters) -> Result<Self, Misread> {
        let actions = "PROPOSED, BLOCKED, IMPOSED, AMENDED, EASED or LIFTED";
        Ok(Self {
            authority: parameters.parsed("authority", A_KEY, key)?,
            action: parameters.parsed("action", actions, |text| text.parse().ok())?,
            year: parameters.parsed("year", "a year such as 2020, or undated", Year::parse)?,
        })
    }

    /// The same for what has no date.
    pub fn undated(&self) -> Self {
        Self { year: Some(Year(None)), ..self.clone() }
    }

    /// The `SanctionEventFilter` of the schema.
    pub fn filter(&self, facts: &Value) -> Value {
        let mut filter = Map::new();
        let mut add = |name: &str, value: Option<Value>| filter.extend(value.map(|value| (name.to_owned(), value)));
        add("facts", Some(facts.clone()).filter(|facts| !facts.is_null()));
        add("authorities", self.authority.as_ref().map(|key| json!([key.as_str()])));
        add("action", self.action.map(|action| json!(action.word())));
        match self.year {
            Some(Year(Some(year))) => {
                add("from", Some(json!(format!("{year:04}-01-01"))));
                add("until", Some(json!(format!("{year:04}-12-31"))));
            }
            Some(Year(None)) => add("undated", Some(json!("ONLY"))),
            // The latest come first, and what has no date would come before them.
            None => add("undated", Some(json!("EXCLUDED"))),
        }
        filter.into()
    }
}
