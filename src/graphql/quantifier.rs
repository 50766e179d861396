//! Quantifiers: filters on related items, inside other filters.

use async_graphql::{InputObject, InputType};

use super::error::{Failure, Result};
use super::guard::Given;
use super::mention::MentionFilter;
use super::participation::ParticipationFilter;
use super::relationship::RelationshipCondition;
use super::sanction_event::SanctionEventFilter;
use crate::db::filter::Quantified;

/// Maximum nesting of `some` and `none`.
pub const DEPTH_LIMIT: usize = 3;

/// Maximum number of `some` and `none` in one `where`. Each is a subquery.
const COUNT_LIMIT: usize = 20;

/// Maximum number of filters in all `and`, `or` and `not` of one `where`. Up to 1,000 ids may be bound for each.
const COMBINED_LIMIT: usize = 20;

/// Maximum number of items in all lists of one `where`. Each item is bound, some twice. SQLite binds at most 32,766
/// values, and prefiltering may bind 1,000 ids for the filter and for each that it is combined with.
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
    check(Given::Sent(&asked.to_value()))?;
    asked.try_into()
}

/// Checks the size of a `where`.
///
/// # Errors
/// `BAD_USER_INPUT` when it is nested too deeply or is too large.
pub fn check(filter: Given<'_>) -> Result<()> {
    let questions = Questions::of(filter);
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
    if questions.combined > COMBINED_LIMIT {
        return Err(Failure::bad_user_input(format!(
            "`where` has {} filters in `and`, `or` and `not`: expected at most {COMBINED_LIMIT}",
            questions.combined
        )));
    }
    if questions.items > ITEMS_LIMIT {
        return Err(Failure::bad_user_input(format!(
            "the lists in `where` have {} items: expected at most {ITEMS_LIMIT}",
            questions.items
        )));
    }
    Ok(())
}

/// The number and nesting of the quantifiers in a filter, the number of filters that it combines, and the number of items
/// in its lists.
#[derive(Debug, Default, PartialEq, Eq)]
struct Questions {
    depth: usize,
    count: usize,
    combined: usize,
    items: usize,
}

impl Questions {
    /// Counts quantifiers and combinations by name: no other fields are called so.
    fn of(given: Given<'_>) -> Self {
        match given.items() {
            Some(items) => {
                let own = Self { items, ..Self::default() };
                given.list().into_iter().fold(own, |sum, item| sum.and(Self::of(item)))
            }
            None => {
                let fields = given.fields().into_iter();
                fields.fold(Self::default(), |sum, (name, value)| sum.and(Self::of(value).inside(name, value)))
            }
        }
    }

    /// With the field that these are in.
    fn inside(self, field: &str, value: Given<'_>) -> Self {
        match field {
            "some" | "none" => Self { depth: self.depth + 1, count: self.count + 1, ..self },
            "and" | "or" | "not" => Self { combined: self.combined + value.list().len(), ..self },
            _ => self,
        }
    }

    fn and(self, other: Self) -> Self {
        Self {
            depth: self.depth.max(other.depth),
            count: self.count + other.count,
            combined: self.combined + other.combined,
            items: self.items + other.items,
        }
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::Value;

    use super::*;

    #[test]
    fn quantifiers_are_counted_where_they_stand() {
        let of = |json: serde_json::Value| Questions::of(Given::Sent(&Value::from_json(json).unwrap_or_default()));
        assert_eq!(
            of(serde_json::json!({ "keys": ["some"], "some": null })),
            Questions { items: 1, ..Questions::default() }
        );
        assert_eq!(
            of(serde_json::json!({ "a": { "some": {} } })),
            Questions { depth: 1, count: 1, ..Questions::default() }
        );
        assert_eq!(
            of(
                serde_json::json!({ "a": { "some": { "b": { "c": { "none": {} } } }, "none": {} }, "d": { "some": {} } })
            ),
            Questions { depth: 2, count: 4, ..Questions::default() }
        );
    }

    #[test]
    fn what_is_combined_is_counted_at_every_depth() {
        let of = |json: serde_json::Value| Questions::of(Given::Sent(&Value::from_json(json).unwrap_or_default()));
        let some = serde_json::json!({ "keys": ["a", "b"], "a": { "some": {} } });
        let one = Questions { depth: 1, count: 1, combined: 0, items: 2 };
        assert_eq!(of(some.clone()), one);
        assert_eq!(of(serde_json::json!({ "not": some })), Questions { combined: 1, ..one });
        assert_eq!(
            of(serde_json::json!({ "and": [some, { "or": [some, some], "not": null }], "or": [] })),
            Questions { depth: 1, count: 3, combined: 4, items: 3 * 2 + 4 }
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
