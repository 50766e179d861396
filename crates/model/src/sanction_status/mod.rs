//! Where sanctions against a party stand, as sanction events tell it.
//!
//! `step` says what one event does to the state of a case. `case` puts the events of a case in order and walks it once, by
//! the likeliest dates; `possible` finds all states that the dates leave open.

mod case;
mod possible;
mod step;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod worlds;

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use self::case::{Case, Moment, answered};
use self::possible::{Outcomes, Work};
use super::vocabulary::{Vocabulary, vocabulary};
use super::{DayRange, SanctionAction};

vocabulary! {
    /// Where the sanctions of an authority against a party stand.
    pub enum SanctionState {
        /// There are none: nobody has asked for them yet. It is only ever one of several possible states.
        Nothing = "NONE",
        /// They have been asked for, and nothing is decided.
        Proposed = "PROPOSED",
        /// They have been asked for, and somebody has stopped it.
        Blocked = "BLOCKED",
        /// They are in force.
        Imposed = "IMPOSED",
        /// They are in force, relaxed in part.
        Eased = "EASED",
        /// They were in force until a day that was set for them, and that day has passed.
        Expired = "EXPIRED",
        /// They were in force and somebody has ended them.
        Lifted = "LIFTED",
    }
}

impl SanctionState {
    /// Whether the sanctions bind, in full or in part.
    pub fn is_in_force(self) -> bool {
        matches!(self, Self::Imposed | Self::Eased)
    }
}

/// A sanction event, as far as it tells where a case stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseEvent {
    pub id: i64,
    pub action: SanctionAction,
    /// The days on which it may have begun.
    pub begun: DayRange,
    /// The days that may be its last. Nothing is known of an end when both are absent.
    pub ended: DayRange,
}

/// Where the sanctions of one authority against a party stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub state: SanctionState,
    /// The event that brought the state about: for what has expired, the event whose end has passed.
    pub since: i64,
    /// The events that say what the sanctions do, or were to do.
    pub measured_by: Vec<i64>,
    /// All states that the dates leave open, this one among them, in the order of the vocabulary.
    pub possible: Vec<SanctionState>,
}

/// Tells where sanctions stand from the events of one authority that target a party; nothing without any.
///
/// `follows` says which event each answers, and so do those for the events in between, whoever's they are. Events that
/// hang together by it are one case. A case is walked in the order of time, though never to an event before the one that
/// it answers, and stands where its last step has left it. Of several cases those in force decide, one that is imposed
/// before one that is eased; the state is that since the first of them, and the measures are those of all in force.
/// Without any in force, the case decides that has moved last.
///
/// With `as_of` it is the state on that day, of events that may have begun by then. Each is taken to have begun on the
/// first day that it may have, and to have ended on the last. Without `as_of`, all events have begun, and no end has
/// passed that does not lie before a later step.
///
/// The possible states are exact, but for cases in which very many events may have come in any order: of those, all states
/// are told that their steps may lead to.
pub fn standing(events: &[CaseEvent], follows: &HashMap<i64, i64>, as_of: Option<NaiveDate>) -> Option<Standing> {
    let marker = as_of.map(Moment::of_day);
    let mut cases: BTreeMap<i64, Vec<&CaseEvent>> = BTreeMap::new();
    for event in events {
        cases.entry(answered(follows, event.id).last().unwrap_or(event.id)).or_default().push(event);
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
    let mut work = Work::default();
    let outcomes: Vec<Outcomes> = cases.iter().map(|case| case.outcomes(marker, &mut work)).collect();
    Some(Standing { state: deciding.state, since: deciding.since.1, measured_by, possible: together(&outcomes) })
}

/// The states that several cases may add up to, given those of each. How one case went says nothing about another.
fn together(cases: &[Outcomes]) -> Vec<SanctionState> {
    let others_may = |case: usize, is_so: &dyn Fn(&Outcomes) -> bool| {
        cases.iter().enumerate().all(|(other, outcomes)| other == case || is_so(outcomes))
    };
    let is_possible = |state: SanctionState| {
        cases.iter().enumerate().any(|(number, outcomes)| {
            let Some(moved) = outcomes.of(state) else { return false };
            match state {
                SanctionState::Imposed => true,
                SanctionState::Eased => others_may(number, &Outcomes::may_be_less_than_imposed),
                // The others are not in force either, and did not move later.
                _ => others_may(number, &|other| other.first_quiet().is_some_and(|first| first <= moved.last)),
            }
        })
    };
    SanctionState::ALL.iter().copied().filter(|state| is_possible(*state)).collect()
}
