//! Where sanctions against a party stand, as sanction events tell it.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;

use super::vocabulary::vocabulary;
use super::{DayRange, SanctionAction};

vocabulary! {
    /// Where the sanctions of an authority against a party stand.
    pub enum SanctionState {
        /// They have been asked for, and nothing is decided.
        Proposed = "PROPOSED",
        /// They have been asked for, and somebody has stopped it.
        Blocked = "BLOCKED",
        /// They are in force.
        Imposed = "IMPOSED",
        /// They are in force, relaxed in part.
        Eased = "EASED",
        /// They were in force and have ended.
        Lifted = "LIFTED",
    }
}

impl SanctionState {
    /// Whether the sanctions bind, in full or in part.
    pub fn is_in_force(self) -> bool {
        matches!(self, Self::Imposed | Self::Eased)
    }

    /// The state of a case after one more step. What is proposed or blocked while sanctions are in force leaves them so.
    fn after(state: Option<Self>, action: SanctionAction) -> Self {
        let in_force = state.filter(|state| state.is_in_force());
        match action {
            SanctionAction::Proposed => in_force.unwrap_or(Self::Proposed),
            SanctionAction::Blocked => in_force.unwrap_or(Self::Blocked),
            SanctionAction::Imposed => Self::Imposed,
            SanctionAction::Amended => in_force.unwrap_or(Self::Imposed),
            SanctionAction::Eased => Self::Eased,
            SanctionAction::Lifted => Self::Lifted,
        }
    }
}

/// A sanction event, as far as it tells where a case stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseEvent {
    pub id: i64,
    pub action: SanctionAction,
    /// The day to sort by: the first on which it may have begun, else the last; the latest of all without either.
    pub sort_day: String,
    /// The days on which it may have begun.
    pub begun: DayRange,
}

impl CaseEvent {
    fn place(&self) -> (&str, i64) {
        (&self.sort_day, self.id)
    }

    fn has_surely_begun_by(&self, day: NaiveDate) -> bool {
        self.begun.latest.is_some_and(|latest| latest <= day)
    }

    /// Whether their dates leave it open that it came after the other, or on the same day.
    fn may_come_after(&self, other: &Self) -> bool {
        match (self.begun.latest, other.begun.earliest) {
            (Some(latest), Some(earliest)) => latest >= earliest,
            _ => true,
        }
    }
}

/// Where the sanctions of one authority against a party stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    pub state: SanctionState,
    /// The event that brought the state about.
    pub since: i64,
    /// The events that say what the sanctions do, or were to do.
    pub measured_by: Vec<i64>,
    /// Whether it stands so however the dates are read that their sources leave open.
    pub is_certain: bool,
}

/// Tells where sanctions stand from the events of one authority that target a party; nothing without any.
///
/// `follows` says which event each answers, and so do those for the events in between, whoever's they are. Events that
/// hang together by it are one case. A case is walked in the order of time, though never to an event before the one that
/// it answers, and stands where its last step has left it. Of several cases those in force decide, one that is imposed
/// before one that is eased; the state is that since the first of them, and the measures are those of all in force.
/// Without any in force, the case decides that has moved last.
///
/// With `as_of` it is the state on that day, of events that may have begun by then.
pub fn standing(events: &[CaseEvent], follows: &HashMap<i64, i64>, as_of: Option<NaiveDate>) -> Option<Standing> {
    let mut cases: BTreeMap<i64, Vec<&CaseEvent>> = BTreeMap::new();
    for event in events {
        cases.entry(answered(follows, event.id).last().unwrap_or(event.id)).or_default().push(event);
    }
    let cases: Vec<Case<'_>> = cases.into_values().filter_map(|events| Case::of(events, follows, as_of)).collect();
    let in_force: Vec<&Case<'_>> = cases.iter().filter(|case| case.state.is_in_force()).collect();
    let moved_last = cases.iter().max_by_key(|case| case.last.place())?;
    let deciding = in_force.iter().min_by_key(|case| (case.state, case.since.place())).copied().unwrap_or(moved_last);
    let is_certain = match deciding.state {
        // Whatever the others are, one that is imposed decides.
        SanctionState::Imposed => in_force.iter().any(|case| case.state == deciding.state && case.is_settled),
        state => {
            let mut rivals = cases.iter().filter(|case| case.state != state && !case.state.is_in_force());
            let is_last = state.is_in_force() || !rivals.any(|rival| rival.last.may_come_after(deciding.last));
            is_last && cases.iter().all(|case| case.is_settled)
        }
    };
    let measured_by = if in_force.is_empty() {
        deciding.measured_by.clone()
    } else {
        in_force.iter().flat_map(|case| case.measured_by.iter().copied()).collect()
    };
    Some(Standing { state: deciding.state, since: deciding.since.id, measured_by, is_certain })
}

/// The events that an event answers, directly and by way of others, the nearest first. A circle ends.
fn answered(follows: &HashMap<i64, i64>, event: i64) -> impl Iterator<Item = i64> {
    let next = |event: &i64| follows.get(event).copied();
    std::iter::successors(next(&event), next).take(follows.len())
}

/// Where one case stands.
struct Case<'a> {
    state: SanctionState,
    since: &'a CaseEvent,
    last: &'a CaseEvent,
    measured_by: Vec<i64>,
    /// Whether all of its events have surely begun, and the state is the same in whatever order they may have come.
    is_settled: bool,
}

impl<'a> Case<'a> {
    fn of(events: Vec<&'a CaseEvent>, follows: &HashMap<i64, i64>, as_of: Option<NaiveDate>) -> Option<Self> {
        let mut walk: Option<(SanctionState, &CaseEvent)> = None;
        let mut measured_by = Vec::new();
        let events = in_order(events, follows);
        for event in &events {
            let before = walk.map(|(state, _)| state);
            let state = SanctionState::after(before, event.action);
            if begins_anew(before, event.action) {
                measured_by.clear();
            }
            let asks = matches!(event.action, SanctionAction::Proposed | SanctionAction::Blocked);
            if !(asks && state.is_in_force()) {
                measured_by.push(event.id);
            }
            walk = walk.filter(|(before, _)| *before == state).or(Some((state, event)));
        }
        let ((state, since), last) = (walk?, *events.last()?);
        let has_begun = |event: &&CaseEvent| as_of.is_none_or(|day| event.has_surely_begun_by(day));
        let surely_before = |one: &CaseEvent, other: &CaseEvent| {
            !one.may_come_after(other) || answered(follows, other.id).any(|event| event == one.id)
        };
        let undoes = |event: &&CaseEvent| {
            let changes = SanctionState::after(Some(state), event.action) != state;
            event.id != since.id && changes && !surely_before(event, since)
        };
        // Of a state that would have been left as it was, had the case been in force.
        let outlasts = |event: &&CaseEvent| {
            let mut ends = events.iter().filter(|event| event.action == SanctionAction::Lifted);
            SanctionState::after(Some(SanctionState::after(None, event.action)), since.action) != state
                && !ends.any(|end| surely_before(event, end))
        };
        let is_settled = events.iter().all(has_begun) && !events.iter().any(|event| undoes(event) || outlasts(event));
        Some(Self { state, since, last, measured_by, is_settled })
    }
}

/// Whether what the sanctions do is said anew from this step on: they come into force, or are asked for once more.
fn begins_anew(before: Option<SanctionState>, action: SanctionAction) -> bool {
    match action {
        SanctionAction::Proposed => matches!(before, Some(SanctionState::Blocked | SanctionState::Lifted)),
        SanctionAction::Blocked => before == Some(SanctionState::Lifted),
        SanctionAction::Imposed | SanctionAction::Amended | SanctionAction::Eased => {
            !before.is_some_and(SanctionState::is_in_force)
        }
        SanctionAction::Lifted => matches!(before, Some(SanctionState::Proposed | SanctionState::Blocked)),
    }
}

/// The events of a case, the oldest first, though none before the one that it answers.
fn in_order<'a>(mut waiting: Vec<&'a CaseEvent>, follows: &HashMap<i64, i64>) -> Vec<&'a CaseEvent> {
    // The next one is taken from the end.
    waiting.sort_by_key(|event| Reverse(event.place()));
    let ids: HashSet<i64> = waiting.iter().map(|event| event.id).collect();
    let nearest = |event: &CaseEvent| answered(follows, event.id).find(|id| ids.contains(id));
    let before: HashMap<i64, i64> = waiting.iter().filter_map(|event| Some((event.id, nearest(event)?))).collect();
    let (mut order, mut taken) = (Vec::new(), HashSet::new());
    while !waiting.is_empty() {
        let is_free = |event: &&CaseEvent| before.get(&event.id).is_none_or(|before| taken.contains(before));
        // In a circle none is free.
        let next = waiting.iter().rposition(is_free).unwrap_or(waiting.len() - 1);
        let event = waiting.remove(next);
        taken.insert(event.id);
        order.push(event);
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{PartialDate, parse_day};

    /// A case: each line an event with its number, its action, its date (`?` for none) and the number of the one that it
    /// answers, if any.
    fn read(text: &str) -> (Vec<CaseEvent>, HashMap<i64, i64>) {
        let mut follows = HashMap::new();
        let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
        let event = |line: &str| {
            let words: Vec<&str> = line.split_whitespace().collect();
            let id = words[0].parse().unwrap();
            if let Some(answered) = words.get(3) {
                follows.insert(id, answered.parse().unwrap());
            }
            let begun = words[2].parse::<PartialDate>().map(PartialDate::days).unwrap_or_default();
            let sort_day = begun.earliest.map_or("9999-12-31".to_owned(), |day| day.to_string());
            CaseEvent { id, action: words[1].parse().unwrap(), sort_day, begun }
        };
        (lines.map(event).collect(), follows)
    }

    fn told_by(text: &str, as_of: Option<&str>) -> Standing {
        let (events, follows) = read(text);
        standing(&events, &follows, as_of.map(|day| parse_day(day).unwrap())).unwrap()
    }

    /// The state, the event since which it is, and those that its measures are of.
    #[track_caller]
    fn stands(text: &str, state: SanctionState, since: i64, measured_by: &[i64]) {
        let told = told_by(text, None);
        assert_eq!((told.state, told.since, &told.measured_by[..]), (state, since, measured_by), "{text}");
    }

    use SanctionState::*;

    #[test]
    fn a_case_stands_where_its_steps_lead() {
        stands("1 PROPOSED 2020", Proposed, 1, &[1]);
        stands("1 PROPOSED 2020-01-01\n 2 BLOCKED 2020-02-01 1", Blocked, 2, &[1, 2]);
        stands("1 PROPOSED 2020-01-01\n 2 IMPOSED 2020-02-01 1", Imposed, 2, &[2]);
        stands("1 AMENDED 2020-01-01", Imposed, 1, &[1]);
        stands("1 EASED ?", Eased, 1, &[1]);
        stands("1 IMPOSED 2020-01-01\n 2 EASED 2020-02-01 1\n 3 AMENDED 2020-03-01 2", Eased, 2, &[1, 2, 3]);
        stands("1 EASED 2020-01-01\n 2 IMPOSED 2020-02-01 1", Imposed, 2, &[1, 2]);
        stands("1 IMPOSED 2020-01-01\n 2 LIFTED 2020-02-01 1", Lifted, 2, &[1, 2]);
        stands("1 IMPOSED 2020-01-01\n 2 LIFTED 2020-02-01 1\n 3 LIFTED 2020-03-01 2", Lifted, 2, &[1, 2, 3]);
        stands("1 PROPOSED 2020-01-01\n 2 LIFTED 2020-02-01 1", Lifted, 2, &[2]);
    }

    #[test]
    fn what_is_asked_for_while_sanctions_are_in_force_leaves_them() {
        let imposed = "1 IMPOSED 2020-01-01\n 2 PROPOSED 2020-02-01 1\n 3 BLOCKED 2020-03-01 2";
        stands(imposed, Imposed, 1, &[1]);
        stands("1 EASED 2020-01-01\n 2 PROPOSED 2020-02-01 1", Eased, 1, &[1]);
        stands("1 LIFTED 2020-01-01\n 2 PROPOSED 2020-02-01 1", Proposed, 2, &[2]);
        stands("1 LIFTED 2020-01-01\n 2 BLOCKED 2020-02-01 1", Blocked, 2, &[2]);
    }

    #[test]
    fn a_state_is_since_the_event_that_brought_it_about() {
        stands("1 IMPOSED 2020-01-01\n 2 IMPOSED 2020-02-01 1", Imposed, 1, &[1, 2]);
        stands("1 IMPOSED 2020-01-01\n 2 EASED 2020-02-01 1\n 3 IMPOSED 2020-03-01 2", Imposed, 3, &[1, 2, 3]);
        let again =
            "1 PROPOSED 2020-01-01\n 2 BLOCKED 2020-02-01 1\n 3 PROPOSED 2020-03-01 2\n 4 PROPOSED 2020-04-01 3";
        stands(again, Proposed, 3, &[3, 4]);
    }

    #[test]
    fn no_event_comes_before_the_one_that_it_answers() {
        // On one day, without a day, and with a vague date that sorts before.
        stands("1 BLOCKED 2020-01-01 2\n 2 PROPOSED 2020-01-01", Blocked, 1, &[2, 1]);
        stands("1 BLOCKED 2020-01-01 2\n 2 PROPOSED ?", Blocked, 1, &[2, 1]);
        stands("1 BLOCKED 2020 3\n 3 PROPOSED 2020-11", Blocked, 1, &[3, 1]);
        // Event 7 is in between, and not among those that count.
        let (events, mut follows) = read("1 BLOCKED 2020-01-01 7\n 2 PROPOSED ?");
        follows.insert(7, 2);
        assert_eq!(standing(&events, &follows, None).unwrap().state, Blocked);
    }

    #[test]
    fn events_that_hang_on_one_chain_are_one_case() {
        // Two branches of one proposal: the later step decides.
        stands("1 PROPOSED 2020-01\n 2 IMPOSED 2020-02 1\n 3 LIFTED 2020-03 1", Lifted, 3, &[2, 3]);
        let apart = "1 IMPOSED 2020-02-01 8\n 2 LIFTED 2020-03-01 9";
        stands(apart, Imposed, 1, &[1]);
        // Both answer steps of another authority that answer one event.
        let (events, mut follows) = read(apart);
        follows.extend([(8, 7), (9, 7)]);
        assert_eq!(standing(&events, &follows, None).unwrap().state, Lifted);
    }

    #[test]
    fn cases_in_force_decide_before_others() {
        stands("1 IMPOSED 2020-01-01\n 2 LIFTED 2020-02-01", Imposed, 1, &[1]);
        stands("1 EASED 2020-01-01\n 2 BLOCKED 2020-02-01", Eased, 1, &[1]);
        stands("1 EASED 2020-01-01\n 3 IMPOSED 2020-03-01\n 2 IMPOSED 2020-02-01", Imposed, 2, &[1, 2, 3]);
        stands("1 LIFTED 2020-01-01\n 2 PROPOSED 2020-02-01", Proposed, 2, &[2]);
        stands("2 LIFTED 2020-01-01\n 1 PROPOSED 2020-01-01", Lifted, 2, &[2]);
    }

    #[test]
    fn nothing_and_circles_are_told_too() {
        assert_eq!(standing(&[], &HashMap::new(), None), None);
        let circle = told_by("1 PROPOSED 2020-01-01 2\n 2 BLOCKED 2020-02-01 1", None);
        assert!(circle.state == Proposed || circle.state == Blocked);
    }

    #[track_caller]
    fn is_certain(text: &str, as_of: Option<&str>, expected: bool) {
        assert_eq!(told_by(text, as_of).is_certain, expected, "{text} as of {as_of:?}");
    }

    #[test]
    fn a_state_is_certain_when_its_events_have_surely_begun() {
        let block = "1 PROPOSED 2020-11-13\n 2 BLOCKED 2020-11 1";
        is_certain(block, Some("2020-11-29"), false);
        is_certain(block, Some("2020-11-30"), true);
        is_certain(block, None, true);
        is_certain("1 EASED ?", Some("2020-11-30"), false);
        is_certain("1 EASED ?", None, true);
        // That another case is open does not matter where one is surely imposed, and does where one is eased.
        is_certain("1 IMPOSED 2019\n 2 LIFTED 2020", Some("2020-06-01"), true);
        is_certain("1 EASED 2019\n 2 IMPOSED 2020", Some("2020-06-01"), false);
        is_certain("1 EASED 2019\n 2 PROPOSED 2020", Some("2020-06-01"), false);
    }

    #[test]
    fn a_state_is_certain_when_no_other_order_leads_elsewhere() {
        is_certain("9 PROPOSED 2018\n 1 IMPOSED 2019 9\n 2 LIFTED 2020-03 9", None, true);
        is_certain("9 PROPOSED 2018\n 1 IMPOSED 2020-01 9\n 2 LIFTED 2020 9", None, false);
        is_certain("9 PROPOSED 2018\n 1 IMPOSED 2020-01-01 9\n 2 LIFTED 2020-01-01 9", None, false);
        // What is asked for changes nothing if the end came before the beginning.
        is_certain("9 PROPOSED 2018\n 1 IMPOSED 2019 9\n 2 LIFTED 2019-06 9\n 3 PROPOSED 2020 2", None, false);
        is_certain("9 PROPOSED 2018\n 1 IMPOSED 2019-01 9\n 2 LIFTED 2019-06 9\n 3 PROPOSED 2020 2", None, true);
        is_certain("9 EASED 2019\n 1 LIFTED 2019-06 9\n 2 AMENDED 2020 1", None, true);
        // An answer comes later, whatever the dates; a step that changes nothing may come whenever it did.
        is_certain("9 PROPOSED 2018\n 1 IMPOSED 2020-01 9\n 2 LIFTED 2020 1", None, true);
        is_certain("9 PROPOSED 2018\n 1 IMPOSED 2020-01 9\n 2 AMENDED 2020 9", None, true);
        // Which of two cases has moved last.
        is_certain("1 LIFTED 2019\n 2 PROPOSED 2020", None, true);
        is_certain("1 LIFTED 2020-06\n 2 PROPOSED 2020", None, false);
        is_certain("1 PROPOSED 2020-06\n 2 PROPOSED 2020", None, true);
    }
}
