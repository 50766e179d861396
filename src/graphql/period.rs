//! Periods in filters: `from`, `until`, and how the time of an item has to lie to them.

use async_graphql::InputObject;

use super::error::{Failure, Result};
use super::scalar::Date;
use crate::db::filter;
use crate::model::{PeriodMatch, Undated, Vocabulary};

/// The fields that select items by their time. All of them must match.
#[derive(InputObject, Default)]
pub struct Period {
    /// The first day of the period asked for; without it, the period has no beginning.
    pub from: Option<Date>,
    /// The last day of the period asked for; without it, the period has no end.
    pub until: Option<Date>,
    /// How the time of an item has to lie to the period: whether it possibly or certainly overlaps it, or lies within
    /// it. Default: `POSSIBLY_OVERLAPS`.
    pub period: Option<PeriodMatch>,
    /// What to do with items of whose time nothing is known. Default: `EXCLUDED` with `from` or `until`, `INCLUDED` without.
    pub undated: Option<Undated>,
}

/// Checks the fields of a period.
///
/// # Errors
/// `BAD_USER_INPUT` when it ends before it starts, and when `period` has no period to apply to.
pub fn check_period(from: Option<Date>, until: Option<Date>, matching: Option<PeriodMatch>) -> Result<()> {
    match (from, until, matching) {
        (Some(Date(from)), Some(Date(until)), _) if from > until => Err(Failure::bad_user_input(format!(
            "`from` is {from} and `until` is {until}: expected a range that does not end before it starts"
        ))),
        (None, None, Some(matching)) => Err(Failure::bad_user_input(format!(
            "`period` is {} without `from` and `until`: expected at least one of the two beside it",
            matching.word()
        ))),
        _ => Ok(()),
    }
}

/// # Errors
/// Those of [`check_period`].
impl TryFrom<Period> for filter::Period {
    type Error = Failure;

    fn try_from(Period { from, until, period, undated }: Period) -> Result<Self> {
        check_period(from, until, period)?;
        Ok(Self { from: from.map(|day| day.0), until: until.map(|day| day.0), matching: period, undated })
    }
}
