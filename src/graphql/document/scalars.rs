//! Checks of the values of our own scalars, by the scalars themselves.

use std::borrow::Cow;

use async_graphql::{InputType, InputValueError, Pos, Value};
use chrono::{DateTime, Utc};

use crate::graphql::scalar::{BigInt, Date};
use crate::model::{CountryCode, Language, PartialDate};

/// A scalar's name and its check.
struct Scalar {
    name: Cow<'static, str>,
    check: fn(Value) -> Result<(), String>,
}

fn scalar<T: InputType>() -> Scalar {
    let check = |value| T::parse(Some(value)).map(drop).map_err(reason);
    Scalar { name: T::type_name(), check }
}

/// What a scalar says, without the words that async-graphql puts before it.
fn reason<T: InputType>(error: InputValueError<T>) -> String {
    let message = error.into_server_error(Pos::default()).message;
    let prefix = format!("Failed to parse \"{}\": ", T::type_name());
    message.strip_prefix(&prefix).map_or(message.clone(), ToOwned::to_owned)
}

fn scalars() -> [Scalar; 6] {
    [
        scalar::<BigInt>(),
        scalar::<CountryCode>(),
        scalar::<Date>(),
        scalar::<DateTime<Utc>>(),
        scalar::<Language>(),
        scalar::<PartialDate>(),
    ]
}

/// Checks a value of the scalar with this name. Any value of another scalar passes.
///
/// # Errors
/// The message for the client: what is wrong with the value, and what was expected.
pub fn check_scalar(name: &str, value: Value) -> Result<(), String> {
    scalars().iter().find(|scalar| scalar.name == name).map_or(Ok(()), |scalar| (scalar.check)(value))
}

#[cfg(test)]
mod tests {
    use apollo_compiler::schema::ExtendedType;

    use super::super::schema::schema;
    use super::*;

    #[test]
    fn each_scalar_of_the_schema_is_here() {
        let ours = schema().types.values().filter_map(|ty| match ty {
            ExtendedType::Scalar(scalar) if !scalar.is_built_in() => Some(scalar.name.as_str()),
            _ => None,
        });
        let mut ours: Vec<&str> = ours.collect();
        ours.sort_unstable();
        assert_eq!(ours, scalars().map(|scalar| scalar.name));
    }

    #[test]
    fn a_scalar_says_what_it_expects() {
        let refused = |name, value| check_scalar(name, value).err().unwrap_or_default();
        assert_eq!(refused("Date", Value::from("2020-11-25")), "");
        assert!(refused("Date", Value::from("2020-11")).contains("expected a date such as `2020-11-25`"));
        assert!(refused("Language", Value::from("!")).contains("expected a BCP 47 tag"));
        assert_eq!(refused("CountryCode", Value::from(1)), "`1` is not a string: expected a text in double quotes");
        assert_eq!(refused("String", Value::from(1)), "");
    }
}
