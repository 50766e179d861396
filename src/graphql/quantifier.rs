//! Quantifiers: filters on related items, inside other filters.

use async_graphql::{InputObject, InputType, Value};

use super::error::{Failure, Result};
use super::mention::MentionFilter;
use super::participation::ParticipationFilter;
use super::relationship::RelationshipCondition;
use super::sanction_event::SanctionEventFilter;
use crate::db::filter::Quantified;

/// Maximum nesting of `some` and `none`.
pub const DEPTH_LIMIT: usize = 3;

/// Maximum number of `some` and `none` in one `where`. Each is a subquery.
const COUNT_LIMIT: usize = 20;

/// Maximum number of items in all lists of one `where`. Each item is bound, some twice. SQLite binds at most 32,766
/// values, and a statement may need about 1,000 for each `some` or `none`.
const ITEMS_LIMIT: usize = 5_000;

/// A condition on the related items of one record. If both fields are given, both must match.
#[derive(InputObject)]
#[graphql(
    concrete(name = "RelationshipQuantifier", params(RelationshipCondition)),
    concrete(name = "ParticipationQuantifier", params(ParticipationFilter)),
    concrete(name = "SanctionEventQuantifier", params(SanctionEventFilter)),
    concrete(name = "MentionQuantifier", params(MentionFilter))
)]
pub struct Quantifier<T: InputType> {
    /// At least one item matches this. `some: {}` means: there is at least one.
    pub some: Option<Box<T>>,
    /// No item matches this. `none: {}` means: there are none.
    pub none: Option<Box<T>>,
}

/// Converts a quantifier for the database.
///
/// # Errors
/// `BAD_USER_INPUT` for an invalid filter inside.
pub fn quantified<T, F>(asked: Option<Quantifier<T>>) -> Result<Quantified<F>>
where
    T: InputType,
    F: TryFrom<T, Error = Failure>,
{
    match asked {
        Some(Quantifier { some, none }) => Ok(Quantified { some: inner(some)?, none: inner(none)? }),
        None => Ok(Quantified::default()),
    }
}

/// Converts a nested filter for the database.
///
/// # Errors
/// `BAD_USER_INPUT` for an invalid filter inside.
pub fn inner<T, F: TryFrom<T, Error = Failure>>(asked: Option<Box<T>>) -> Result<Option<Box<F>>> {
    asked.map(|filter| F::try_from(*filter).map(Box::new)).transpose()
}

/// The words that match both a single word and a list, as far as they are given.
pub fn one_or_all<V: PartialEq>(one: Option<V>, all: Option<Vec<V>>) -> Option<Vec<V>> {
    match (one, all) {
        (Some(one), Some(all)) => Some(all.into_iter().filter(|word| *word == one).collect()),
        (Some(one), None) => Some(vec![one]),
        (None, all) => all,
    }
}

/// Converts the `where` of a list for the database. Without one, it matches all rows.
///
/// # Errors
/// `BAD_USER_INPUT` when it is nested too deeply, is too large, or is invalid.
pub fn filter<T, F>(r#where: Option<T>) -> Result<F>
where
    T: InputType + Default,
    F: TryFrom<T, Error = Failure>,
{
    let asked = r#where.unwrap_or_default();
    let questions = Questions::of(&asked.to_value());
    if questions.depth > DEPTH_LIMIT {
        return Err(Failure::bad_user_input(format!(
            "`where` nests `some` and `none` {} deep: expected at most {DEPTH_LIMIT}",
            questions.depth
        )));
    }
    if questions.count > COUNT_LIMIT {
        return Err(Failure::bad_user_input(format!(
            "`where` has `some` and `none` {} times: expected at most {COUNT_LIMIT}",
            questions.count
        )));
    }
    if questions.items > ITEMS_LIMIT {
        return Err(Failure::bad_user_input(format!(
            "the lists in `where` have {} items: expected at most {ITEMS_LIMIT}",
            questions.items
        )));
    }
    asked.try_into()
}

/// The number and nesting of the quantifiers in a filter, and the number of items in its lists.
#[derive(Debug, Default, PartialEq, Eq)]
struct Questions {
    depth: usize,
    count: usize,
    items: usize,
}

impl Questions {
    /// Counts quantifiers by name: no other fields are called `some` or `none`.
    fn of(value: &Value) -> Self {
        let fields = match value {
            Value::Object(fields) => fields,
            Value::List(items) => return Self { items: items.len(), ..Self::default() },
            _ => return Self::default(),
        };
        fields.iter().filter(|(_, value)| **value != Value::Null).fold(Self::default(), |sum, (name, value)| {
            let within = Self::of(value);
            let own = usize::from(matches!(name.as_str(), "some" | "none"));
            Self {
                depth: sum.depth.max(within.depth + own),
                count: sum.count + within.count + own,
                items: sum.items + within.items,
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantifiers_are_counted_where_they_stand() {
        let of = |json: serde_json::Value| Questions::of(&Value::from_json(json).unwrap_or_default());
        assert_eq!(
            of(serde_json::json!({ "keys": ["some"], "some": null })),
            Questions { items: 1, ..Questions::default() }
        );
        assert_eq!(of(serde_json::json!({ "a": { "some": {} } })), Questions { depth: 1, count: 1, items: 0 });
        assert_eq!(
            of(
                serde_json::json!({ "a": { "some": { "b": { "c": { "none": {} } } }, "none": {} }, "d": { "some": {} } })
            ),
            Questions { depth: 2, count: 4, items: 0 }
        );
    }

    #[test]
    fn one_word_and_a_list_have_both_to_be_met() {
        assert_eq!(one_or_all(Some('a'), Some(vec!['a', 'b'])), Some(vec!['a']));
        assert_eq!(one_or_all(Some('c'), Some(vec!['a', 'b'])), Some(Vec::new()));
        assert_eq!(one_or_all(Some('a'), None), Some(vec!['a']));
        assert_eq!(one_or_all::<char>(None, None), None);
    }
}
