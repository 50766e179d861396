//! The common arguments of `paths` and `network`.

use std::ops::RangeInclusive;

use async_graphql::ID;

use super::error::{Failure, Result};
use super::fact::FactFilter;
use super::node::parse_id;
use crate::db::walk::WalkFilter;
use crate::model::{NodeKind, RelationshipKind};

/// The facts that a search may follow.
///
/// # Errors
/// `BAD_USER_INPUT` for an invalid filter.
pub fn walk_filter(
    kinds: Option<Vec<RelationshipKind>>,
    through_events: Option<bool>,
    facts: Option<FactFilter>,
) -> Result<WalkFilter> {
    let mut kinds = kinds;
    if let Some(kinds) = &mut kinds {
        kinds.sort();
        kinds.dedup();
    }
    Ok(WalkFilter {
        kinds,
        through_events: through_events.unwrap_or(true),
        facts: facts.unwrap_or_default().try_into()?,
    })
}

/// The kind and the key of a party's id.
///
/// # Errors
/// `BAD_USER_INPUT` when it is not the id of a party.
pub fn party(argument: &str, id: &ID) -> Result<(NodeKind, String)> {
    parse_id(id).ok().filter(|(kind, _)| kind.is_party()).ok_or_else(|| no_party(argument, id))
}

/// The error for an id that is not of a party in this data.
pub fn no_party(argument: &str, id: &ID) -> Failure {
    let start: String = id.chars().take(60).collect();
    let rest = if start.len() < id.len() { "…" } else { "" };
    Failure::bad_user_input(format!(
        "`{argument}` names `{start}{rest}`: expected the id of an actor or organization of this data, such as \
         `Actor:mohamed-al-kani`"
    ))
}

/// Checks that a number is in a range.
///
/// # Errors
/// `BAD_USER_INPUT` when it is not.
pub fn number(argument: &str, asked: i32, expected: RangeInclusive<usize>) -> Result<usize> {
    usize::try_from(asked).ok().filter(|number| expected.contains(number)).ok_or_else(|| {
        let (least, most) = expected.into_inner();
        Failure::bad_user_input(format!("`{argument}` is {asked}: expected a number from {least} to {most}"))
    })
}
