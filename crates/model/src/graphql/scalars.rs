//! Values of the domain that are GraphQL scalars.

use async_graphql::{InputType, InputValueError, InputValueResult, Scalar, ScalarType, Value};

use crate::{CountryCode, Language, PartialDate};

/// Reads a scalar from a string by its own rules.
pub fn parsed<T: InputType, E: std::fmt::Display>(
    value: Value,
    parse: impl FnOnce(&str) -> Result<T, E>,
) -> InputValueResult<T> {
    match &value {
        Value::String(text) => parse(text).map_err(InputValueError::custom),
        _ => Err(InputValueError::custom(format!("`{value}` is not a string: expected a text in double quotes"))),
    }
}

/// A date as precise as its source gives it, ISO 8601: `2020`, `2020-11` or `2020-11-25`.
#[Scalar(specified_by_url = "https://www.loc.gov/standards/datetime/")]
impl ScalarType for PartialDate {
    fn parse(value: Value) -> InputValueResult<Self> {
        parsed(value, str::parse)
    }

    fn to_value(&self) -> Value {
        Value::String(self.to_string())
    }
}

/// A country, ISO 3166-1 alpha-2 in upper case: `LY`.
#[Scalar(specified_by_url = "https://www.iso.org/iso-3166-country-codes.html")]
impl ScalarType for CountryCode {
    fn parse(value: Value) -> InputValueResult<Self> {
        parsed(value, str::parse)
    }

    fn to_value(&self) -> Value {
        Value::String(self.to_string())
    }
}

/// A language, BCP 47: `ar`, `en`, `fr`.
#[Scalar(specified_by_url = "https://www.rfc-editor.org/info/bcp47")]
impl ScalarType for Language {
    fn parse(value: Value) -> InputValueResult<Self> {
        parsed(value, str::parse)
    }

    fn to_value(&self) -> Value {
        Value::String(self.to_string())
    }
}
