//! The common arguments of `paths` and `network`.

use std::ops::RangeInclusive;

use super::error::{Failure, Result};
use super::fact::FactFilter;
use crate::db::walk::WalkFilter;
use crate::model::RelationshipKind;

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
