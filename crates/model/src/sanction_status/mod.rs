//! The status of sanctions against a party, computed from sanction events.
//!
//! `step` defines how an event changes the state of a case. `case` orders the events of a case and goes through them
//! once, by the most likely dates. `possible` finds all states that the dates allow. `periods` has the status over time.

mod case;
pub mod periods;
mod possible;
mod step;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod worlds;

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use self::case::{Case, Moment, predecessors};
use self::possible::{Outcomes, StepCount};
use super::vocabulary::{Vocabulary, vocabulary};
use super::{DayRange, SanctionAction};

vocabulary! {
    /// The state of the sanctions of an authority against a party.
    pub enum SanctionState {
        /// There are none: they have not been proposed yet. It only occurs as one of several possible states.
        Nothing = "NONE",
        /// They have been proposed, and there is no decision.
        Proposed = "PROPOSED",
        /// They have been proposed, and the proposal was stopped.
        Blocked = "BLOCKED",
        /// They are in force.
        Imposed = "IMPOSED",
        /// They are in force, but partly relaxed.
        Eased = "EASED",
        /// They were in force until a set date, which has passed.
        Expired = "EXPIRED",
        /// They were in force and have been ended.
        Lifted = "LIFTED",
    }
}

impl SanctionState {
    /// Whether the sanctions are in force, in full or in part.
    pub fn is_in_force(self) -> bool {
        matches!(self, Self::Imposed | Self::Eased)
    }
}

/// A sanction event, with the fields that determine the status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseEvent {
    pub id: i64,
    pub action: SanctionAction,
    /// The days on which it may have started.
    pub begun: DayRange,
    /// The days that may be its last. If both are `None`, no end is known.
    pub ended: DayRange,
}

/// The status of the sanctions of one authority against a party.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SanctionStatus {
    pub state: SanctionState,
    /// The id of the event that led to the state; for expired sanctions, the event whose end has passed.
    pub since: i64,
    /// The ids of the events that determine the measures, in force or proposed.
    pub measured_by: Vec<i64>,
    /// All states that the dates allow, including `state`, in the order of the vocabulary.
    pub possible: Vec<SanctionState>,
}

/// Computes the status from the events of one authority that target a party; `None` without events.
///
/// `follows` maps each event to the one that it follows, including events of other authorities in between. Connected
/// events are one case. The steps of a case are applied in chronological order, but never before the event that they
/// follow; its state is that after the last step. If cases are in force, an imposed one takes precedence over an eased
/// one; the state dates from the first of them, and the measures are those of all cases in force. If none is in force,
/// the case that changed last decides.
///
/// With `as_of`, it is the status on that day. Each event that may have started by then is taken to have started on its
/// first possible day and to have ended on its last. Without `as_of`, all events have started, and only ends before a
/// later step have passed.
///
/// The possible states are exact, except for cases in which very many events may have come in any order: for those, all
/// states that their steps can lead to are listed.
pub fn sanction_status(
    events: &[CaseEvent],
    follows: &HashMap<i64, i64>,
    as_of: Option<NaiveDate>,
) -> Option<SanctionStatus> {
    let marker = as_of.map(Moment::of_day);
    let mut cases: BTreeMap<i64, Vec<&CaseEvent>> = BTreeMap::new();
    for event in events {
        cases.entry(predecessors(follows, event.id).last().unwrap_or(event.id)).or_default().push(event);
    }
    let cases: Vec<Case> = cases.into_values().map(|events| Case::new(&events, follows, marker)).collect();
    let walked: Vec<_> = cases.iter().filter_map(|case| case.walk(marker)).collect();
    let in_force = || walked.iter().filter(|walk| walk.state.is_in_force());
    let moved_last = walked.iter().max_by_key(|walk| walk.moved)?;
    let deciding = in_force().min_by_key(|walk| (walk.state, walk.since)).unwrap_or(moved_last);
    let measured_by = match deciding.state.is_in_force() {
        true => in_force().flat_map(|walk| walk.measured_by.iter().copied()).collect(),
        false => deciding.measured_by.clone(),
    };
    let mut steps = StepCount::default();
    let outcomes: Vec<Outcomes> = cases.iter().map(|case| case.outcomes(marker, &mut steps)).collect();
    Some(SanctionStatus { state: deciding.state, since: deciding.since.1, measured_by, possible: combined(&outcomes) })
}

/// The possible states of several cases together. The cases are independent of each other.
fn combined(cases: &[Outcomes]) -> Vec<SanctionState> {
    let others_may = |case: usize, is_so: &dyn Fn(&Outcomes) -> bool| {
        cases.iter().enumerate().all(|(other, outcomes)| other == case || is_so(outcomes))
    };
    let is_possible = |state: SanctionState| {
        cases.iter().enumerate().any(|(number, outcomes)| {
            let Some(moved) = outcomes.of(state) else { return false };
            match state {
                SanctionState::Imposed => true,
                SanctionState::Eased => others_may(number, &Outcomes::may_be_less_than_imposed),
                // The other cases are not in force either, and did not change later.
                _ => others_may(number, &|other| other.first_quiet().is_some_and(|first| first <= moved.last)),
            }
        })
    };
    SanctionState::ALL.iter().copied().filter(|state| is_possible(*state)).collect()
}
