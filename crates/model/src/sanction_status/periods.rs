//! The status of sanctions over time: the days on which it stays the same.

use std::collections::{BTreeSet, HashMap};

use chrono::{Days, NaiveDate};

use super::{CaseEvent, SanctionStatus, sanction_status};

/// The first day of a period without a known beginning.
const EVER: NaiveDate = NaiveDate::from_ymd_opt(1, 1, 1).unwrap();

/// The days with one status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    pub first: NaiveDate,
    /// The day after the last; none if the status stays.
    pub until: Option<NaiveDate>,
}

/// A status, and the days on which it is the status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    /// None for the status without a day.
    pub span: Option<Span>,
    pub status: SanctionStatus,
}

/// The status of one authority's sanctions against a party: without a day, then on each day from the first on which an
/// event may have begun. The arguments are those of [`sanction_status`].
pub fn sanction_periods(events: &[CaseEvent], follows: &HashMap<i64, i64>) -> Vec<Period> {
    let whole = sanction_status(events, follows, None).map(|status| Period { span: None, status });
    let mut periods: Vec<Period> = whole.into_iter().collect();
    let days = turning_days(events);
    let mut ends = days.iter().skip(1).copied().map(Some).chain([None]);
    for first in &days {
        let until = ends.next().flatten();
        let has_begun = |event: &&CaseEvent| event.begun.earliest.is_none_or(|day| day <= *first);
        let begun: Vec<CaseEvent> = events.iter().filter(has_begun).cloned().collect();
        let Some(status) = sanction_status(&begun, follows, Some(*first)) else { continue };
        match periods.last_mut() {
            Some(Period { span: Some(span), status: same }) if *same == status => span.until = until,
            _ => periods.push(Period { span: Some(Span { first: *first, until }), status }),
        }
    }
    periods
}

/// All days on which the status may change: those of the events, and the days after them.
fn turning_days(events: &[CaseEvent]) -> BTreeSet<NaiveDate> {
    let dates =
        |event: &CaseEvent| [event.begun.earliest, event.begun.latest, event.ended.earliest, event.ended.latest];
    let known = events.iter().flat_map(dates).flatten();
    let mut days: BTreeSet<NaiveDate> =
        known.flat_map(|day| [Some(day), day.checked_add_days(Days::new(1))]).flatten().collect();
    if events.iter().any(|event| event.begun.earliest.is_none()) {
        days.insert(EVER);
    }
    days
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{DayRange, SanctionAction, Vocabulary};

    fn day(number: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2020, 1, number).unwrap()
    }

    fn any_range() -> impl Strategy<Value = DayRange> {
        let days = (prop::option::weighted(0.8, 2..20_u32), prop::option::weighted(0.8, 0..4_u32));
        days.prop_map(|(earliest, more)| DayRange {
            earliest: earliest.map(day),
            latest: more.map(|more| day(earliest.unwrap_or(5) + more)),
        })
    }

    fn any_events() -> impl Strategy<Value = (Vec<CaseEvent>, HashMap<i64, i64>)> {
        let event = (prop::sample::select(SanctionAction::ALL), any_range(), any_range(), any::<bool>(), any::<bool>());
        prop::collection::vec(event, 1..5).prop_map(|drawn| {
            let mut follows = HashMap::new();
            let events = (0..).zip(drawn).map(|(id, (action, begun, ended, has_end, is_answer))| {
                if is_answer && id > 0 {
                    follows.insert(id, id - 1);
                }
                CaseEvent { id, action, begun, ended: if has_end { ended } else { DayRange::default() } }
            });
            (events.collect(), follows)
        })
    }

    proptest! {
        /// On each day, the period that contains it has the status of that day.
        #[test]
        fn periods_have_the_status_of_each_of_their_days((events, follows) in any_events()) {
            let periods = sanction_periods(&events, &follows);
            prop_assert_eq!(&periods[0].status, &sanction_status(&events, &follows, None).unwrap());
            for number in 1..=31 {
                let asked = day(number);
                let begun: Vec<CaseEvent> = events
                    .iter()
                    .filter(|event| event.begun.earliest.is_none_or(|earliest| earliest <= asked))
                    .cloned()
                    .collect();
                let containing: Vec<&Period> = periods
                    .iter()
                    .filter(|period| period.span.is_some_and(|span| {
                        span.first <= asked && span.until.is_none_or(|until| asked < until)
                    }))
                    .collect();
                let expected: Vec<SanctionStatus> =
                    sanction_status(&begun, &follows, Some(asked)).into_iter().collect();
                let found: Vec<SanctionStatus> = containing.iter().map(|period| period.status.clone()).collect();
                prop_assert_eq!(found, expected, "{}", asked);
            }
        }
    }
}
