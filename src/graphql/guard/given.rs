//! The value of an argument: written in the document, sent as a variable, or a mix of both. Nothing is copied, so using
//! a large variable many times costs nothing.

use async_graphql::{Value as Sent, Variables};
use async_graphql_value::Value as Written;

/// A value that is given; it may be null.
#[derive(Debug, Clone, Copy)]
pub enum Given<'a> {
    Written(&'a Written, &'a Variables),
    Sent(&'a Sent),
}

impl<'a> Given<'a> {
    /// The written value, or the value of the variable; none if the variable is absent.
    pub fn of(written: &'a Written, variables: &'a Variables) -> Option<Self> {
        match written {
            Written::Variable(name) => variables.get(name).map(Self::Sent),
            written => Some(Self::Written(written, variables)),
        }
    }

    /// The number, if it is one; 0 for a negative number.
    pub fn number(self) -> Option<u64> {
        match self {
            Self::Written(Written::Number(number), _) | Self::Sent(Sent::Number(number)) => {
                Some(number.as_u64().unwrap_or(0))
            }
            _ => None,
        }
    }

    /// The number of items, if it is a list. An absent variable is an item too, as null.
    pub fn items(self) -> Option<usize> {
        match self {
            Self::Written(Written::List(items), _) => Some(items.len()),
            Self::Sent(Sent::List(items)) => Some(items.len()),
            _ => None,
        }
    }

    /// The items of the list, without absent and null ones. A single value is coerced to a list of one.
    pub fn list(self) -> Vec<Self> {
        let items: Vec<Option<Self>> = match self {
            Self::Written(Written::List(items), variables) => {
                items.iter().map(|item| Self::of(item, variables)).collect()
            }
            Self::Sent(Sent::List(items)) => items.iter().map(|item| Some(Self::Sent(item))).collect(),
            one => vec![Some(one)],
        };
        items.into_iter().flatten().filter(|item| !item.is_null()).collect()
    }

    /// The field of the object; none if it is absent or null.
    pub fn field(self, name: &str) -> Option<Self> {
        let field = match self {
            Self::Written(Written::Object(fields), variables) => Self::of(fields.get(name)?, variables)?,
            Self::Sent(Sent::Object(fields)) => Self::Sent(fields.get(name)?),
            _ => return None,
        };
        (!field.is_null()).then_some(field)
    }

    /// The names and values of the object's fields, without absent and null ones.
    pub fn fields(self) -> Vec<(&'a str, Self)> {
        let fields: Vec<(&str, Option<Self>)> = match self {
            Self::Written(Written::Object(fields), variables) => {
                fields.iter().map(|(name, value)| (name.as_str(), Self::of(value, variables))).collect()
            }
            Self::Sent(Sent::Object(fields)) => {
                fields.iter().map(|(name, value)| (name.as_str(), Some(Self::Sent(value)))).collect()
            }
            _ => Vec::new(),
        };
        let given = fields.into_iter().filter_map(|(name, value)| Some((name, value?)));
        given.filter(|(_, value)| !value.is_null()).collect()
    }

    pub fn is_null(self) -> bool {
        matches!(self, Self::Written(Written::Null, _) | Self::Sent(Sent::Null))
    }
}
