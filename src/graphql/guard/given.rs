//! A value as it is given to an argument: written in the document, sent as a variable, or one inside of the other. Nothing
//! is copied, so that a large variable costs nothing wherever it is used.

use async_graphql::{Value as Sent, Variables};
use async_graphql_value::Value as Written;

/// A value that is there; it may be null.
#[derive(Debug, Clone, Copy)]
pub enum Given<'a> {
    Written(&'a Written, &'a Variables),
    Sent(&'a Sent),
}

impl<'a> Given<'a> {
    /// What is written, or what the variable stands for that is; none when that is absent.
    pub fn of(written: &'a Written, variables: &'a Variables) -> Option<Self> {
        match written {
            Written::Variable(name) => variables.get(name).map(Self::Sent),
            written => Some(Self::Written(written, variables)),
        }
    }

    /// The number, if it is one; 0 for one below.
    pub fn number(self) -> Option<u64> {
        match self {
            Self::Written(Written::Number(number), _) | Self::Sent(Sent::Number(number)) => {
                Some(number.as_u64().unwrap_or(0))
            }
            _ => None,
        }
    }

    /// How many items the list has, if it is one. An absent variable in it is an item: it stands for null.
    pub fn items(self) -> Option<usize> {
        match self {
            Self::Written(Written::List(items), _) => Some(items.len()),
            Self::Sent(Sent::List(items)) => Some(items.len()),
            _ => None,
        }
    }

    /// The field of the object; none when it is absent or null.
    pub fn field(self, name: &str) -> Option<Self> {
        let field = match self {
            Self::Written(Written::Object(fields), variables) => Self::of(fields.get(name)?, variables)?,
            Self::Sent(Sent::Object(fields)) => Self::Sent(fields.get(name)?),
            _ => return None,
        };
        (!field.is_null()).then_some(field)
    }

    /// The names of the object's fields that are neither absent nor null, with what these hold.
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
