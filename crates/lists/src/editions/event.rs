//! Steps of sanctions cases that follow from editions.

use chrono::{Days, NaiveDate};
use sanad_model::{DayRange, Key, SanctionAction, When};

use super::meaning::Aspect;
use crate::entry::LegalBasis;

/// A step of a case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// The key of the event: `un-lyi.023.un.imposed-1`.
    pub key: Key,
    /// The key of the entry.
    pub entry: Key,
    /// The case of the entry: [`Listing::case`](crate::Listing::case).
    pub case: String,
    /// `IMPOSED`, `AMENDED` or `LIFTED`.
    pub action: SanctionAction,
    /// When it happened: a day that the list states, or the days between two editions.
    pub started: When,
    /// Where the day comes from.
    pub dated: Dated,
    /// The event before it in the case.
    pub follows: Option<Key>,
    /// The day of the edition that shows it.
    pub known_from: NaiveDate,
    /// Whether that is an edition before this one, which only shows that the change has held.
    pub is_held: bool,
    /// Of an amendment, what changed; empty if the list only says that it amended the entry.
    pub aspects: Vec<Aspect>,
    /// Of an amendment, the act that the list cites for it.
    pub basis: Option<LegalBasis>,
}

/// Where the day of an event comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dated {
    /// The list states it.
    Stated,
    /// It was inferred from something else in the list; the text says from what.
    Inferred(&'static str),
    /// It lies between two editions.
    Between,
}

/// The days after the edition before, up to the day of this one. Without an edition before, any day up to it.
pub(super) fn between(before: Option<NaiveDate>, date: NaiveDate) -> When {
    // Two editions of one day leave that day.
    let earliest = before.and_then(|before| before.checked_add_days(Days::new(1))).map(|day| day.min(date));
    exact_if_one_day(DayRange { earliest, latest: Some(date) })
}

/// A day that is stated.
pub(super) fn on(day: NaiveDate) -> When {
    When { date: day.to_string().parse().ok(), within: DayRange { earliest: Some(day), latest: Some(day) } }
}

fn exact_if_one_day(within: DayRange) -> When {
    match within {
        DayRange { earliest: Some(earliest), latest: Some(latest) } if earliest == latest => on(earliest),
        within => When { date: None, within },
    }
}
