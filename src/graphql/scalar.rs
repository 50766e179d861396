//! Scalars.

use async_graphql::{InputValueError, InputValueResult, Scalar, ScalarType, SimpleObject, Value};
use chrono::NaiveDate;

use super::async_graphql_override as async_graphql;
use crate::model::graphql::parsed;
use crate::model::{DayRange, FIGURE_LIMIT, parse_day};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date(pub NaiveDate);

/// A day in the format of ISO 8601: `2020-11-25`.
#[Scalar(specified_by_url = "https://www.rfc-editor.org/rfc/rfc3339#section-5.6")]
impl ScalarType for Date {
    fn parse(value: Value) -> InputValueResult<Self> {
        parsed(value, |text| parse_day(text).map(Self))
    }

    fn to_value(&self) -> Value {
        Value::String(self.0.to_string())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BigInt(pub i64);

/// A whole number from -9,007,199,254,740,991 to 9,007,199,254,740,991, as a JSON number. It is larger than `Int`, and
/// within what JSON numbers hold exactly.
#[Scalar(specified_by_url = "https://www.rfc-editor.org/rfc/rfc8259#section-6")]
impl ScalarType for BigInt {
    fn parse(value: Value) -> InputValueResult<Self> {
        let number = if let Value::Number(number) = &value { number.as_i64() } else { None };
        let read = number.filter(|number| number.unsigned_abs() <= FIGURE_LIMIT.unsigned_abs());
        read.map(Self).ok_or_else(|| {
            InputValueError::custom(format!("expected a whole number of up to {FIGURE_LIMIT} on either side of 0"))
        })
    }

    fn to_value(&self) -> Value {
        Value::from(self.0)
    }
}

/// The days on which something may have happened, given everything that is known. Both ends are included, and at least
/// one is known. A side that is not known is open: only that something ended on some day or later, for example.
#[derive(SimpleObject, Debug, Clone, Copy)]
#[graphql(name = "DayRange")]
pub struct Days {
    /// The first day. Null if none is known: any earlier day is possible.
    earliest: Option<Date>,
    /// The last day. Null if none is known: any later day is possible.
    latest: Option<Date>,
}

impl Days {
    /// The range, if one of its ends is known.
    pub fn of(range: DayRange) -> Option<Self> {
        let DayRange { earliest, latest } = range;
        earliest.or(latest)?;
        Some(Self { earliest: earliest.map(Date), latest: latest.map(Date) })
    }
}
