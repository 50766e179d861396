//! The part of a timeline that is shown.

use chrono::NaiveDate;
use sanad_model::parse_day;
use serde_json::{Map, Value, json};

use super::parameters::misread;
use super::{Misread, Parameters};

/// The first and the last day of what is shown; without one, it has no such end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    pub from: Option<NaiveDate>,
    pub until: Option<NaiveDate>,
}

impl Period {
    pub const ALL: Self = Self { from: None, until: None };

    pub(super) fn parse(parameters: &mut Parameters) -> Result<Self, Misread> {
        let day = |text: &str| parse_day(text).ok();
        let from = parameters.parsed("from", "a day such as 2020-11-25", day)?;
        let until = parameters.parsed("until", "a day such as 2020-11-25", day)?;
        match (from, until) {
            (Some(from), Some(until)) if until < from => {
                Err(misread("until", &until.to_string(), "a day that is not before the first"))
            }
            _ => Ok(Self { from, until }),
        }
    }

    /// The `ParticipationFilter` of the schema; null for all.
    pub fn filter(&self) -> Value {
        let mut event = Map::new();
        event.extend(self.from.map(|day| ("from".to_owned(), json!(day.to_string()))));
        event.extend(self.until.map(|day| ("until".to_owned(), json!(day.to_string()))));
        if event.is_empty() { Value::Null } else { json!({ "event": event }) }
    }
}
