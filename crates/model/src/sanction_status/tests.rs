//! The status of sanctions, case by case.

use super::*;
use crate::{PartialDate, parse_day};

/// Reads a case. Each line is an event: its number, its action, its date (`?` for none) and the number of the event
/// that it follows, if any. A date may be followed by `/` and the end.
fn read(text: &str) -> (Vec<CaseEvent>, HashMap<i64, i64>) {
    let mut follows = HashMap::new();
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let event = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let id = words[0].parse().unwrap();
        if let Some(followed) = words.get(3) {
            follows.insert(id, followed.parse().unwrap());
        }
        let days = |text: &str| text.parse::<PartialDate>().map(PartialDate::days).unwrap_or_default();
        let (begun, ended) = words[2].split_once('/').unwrap_or((words[2], "?"));
        CaseEvent { id, action: words[1].parse().unwrap(), begun: days(begun), ended: days(ended) }
    };
    (lines.map(event).collect(), follows)
}

fn status(text: &str, as_of: Option<&str>) -> SanctionStatus {
    let (events, follows) = read(text);
    sanction_status(&events, &follows, as_of.map(|day| parse_day(day).unwrap())).unwrap()
}

/// Asserts the state, the event that led to it, and the events that determine the measures.
#[track_caller]
fn stands(text: &str, state: SanctionState, since: i64, measured_by: &[i64]) {
    let found = status(text, None);
    assert_eq!((found.state, found.since, &found.measured_by[..]), (state, since, measured_by), "{text}");
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
fn proposals_do_not_change_sanctions_in_force() {
    let imposed = "1 IMPOSED 2020-01-01\n 2 PROPOSED 2020-02-01 1\n 3 BLOCKED 2020-03-01 2";
    stands(imposed, Imposed, 1, &[1]);
    stands("1 EASED 2020-01-01\n 2 PROPOSED 2020-02-01 1", Eased, 1, &[1]);
    stands("1 LIFTED 2020-01-01\n 2 PROPOSED 2020-02-01 1", Proposed, 2, &[2]);
    stands("1 LIFTED 2020-01-01\n 2 BLOCKED 2020-02-01 1", Blocked, 2, &[2]);
}

#[test]
fn a_state_dates_from_the_event_that_led_to_it() {
    stands("1 IMPOSED 2020-01-01\n 2 IMPOSED 2020-02-01 1", Imposed, 1, &[1, 2]);
    stands("1 IMPOSED 2020-01-01\n 2 EASED 2020-02-01 1\n 3 IMPOSED 2020-03-01 2", Imposed, 3, &[1, 2, 3]);
    let again = "1 PROPOSED 2020-01-01\n 2 BLOCKED 2020-02-01 1\n 3 PROPOSED 2020-03-01 2\n 4 PROPOSED 2020-04-01 3";
    stands(again, Proposed, 3, &[3, 4]);
}

#[test]
fn no_event_comes_before_the_one_that_it_follows() {
    // On the same day, without a day, and with a vague date that sorts first.
    stands("1 BLOCKED 2020-01-01 2\n 2 PROPOSED 2020-01-01", Blocked, 1, &[2, 1]);
    stands("1 BLOCKED 2020-01-01 2\n 2 PROPOSED ?", Blocked, 1, &[2, 1]);
    stands("1 BLOCKED 2020 3\n 3 PROPOSED 2020-11", Blocked, 1, &[3, 1]);
    // Event 7 is in between, but not in the case.
    let (events, mut follows) = read("1 BLOCKED 2020-01-01 7\n 2 PROPOSED ?");
    follows.insert(7, 2);
    assert_eq!(sanction_status(&events, &follows, None).unwrap().state, Blocked);
}

#[test]
fn connected_events_are_one_case() {
    // Two branches after one proposal: the later step decides.
    stands("1 PROPOSED 2020-01\n 2 IMPOSED 2020-02 1\n 3 LIFTED 2020-03 1", Lifted, 3, &[2, 3]);
    let apart = "1 IMPOSED 2020-02-01 8\n 2 LIFTED 2020-03-01 9";
    stands(apart, Imposed, 1, &[1]);
    // Both follow steps of another authority that follow the same event.
    let (events, mut follows) = read(apart);
    follows.extend([(8, 7), (9, 7)]);
    assert_eq!(sanction_status(&events, &follows, None).unwrap().state, Lifted);
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
fn no_events_and_cycles_are_handled() {
    assert_eq!(sanction_status(&[], &HashMap::new(), None), None);
    let cycle = status("1 PROPOSED 2020-01-01 2\n 2 BLOCKED 2020-02-01 1", None);
    assert!(cycle.state == Proposed || cycle.state == Blocked);
}

#[track_caller]
fn is_certain(text: &str, as_of: Option<&str>, expected: bool) {
    assert_eq!(status(text, as_of).possible.len() == 1, expected, "{text} as of {as_of:?}");
}

#[test]
fn a_state_is_certain_when_its_events_have_certainly_started() {
    let block = "1 PROPOSED 2020-11-13\n 2 BLOCKED 2020-11 1";
    is_certain(block, Some("2020-11-29"), false);
    is_certain(block, Some("2020-11-30"), true);
    is_certain(block, None, true);
    is_certain("1 EASED ?", Some("2020-11-30"), false);
    is_certain("1 EASED ?", None, true);
    // Another uncertain case only matters if it may decide.
    is_certain("1 IMPOSED 2019\n 2 LIFTED 2020", Some("2020-06-01"), true);
    is_certain("1 EASED 2019\n 2 IMPOSED 2020", Some("2020-06-01"), false);
    is_certain("1 EASED 2019\n 2 PROPOSED 2020", Some("2020-06-01"), true);
}

#[test]
fn a_state_is_certain_when_no_other_order_leads_elsewhere() {
    is_certain("9 PROPOSED 2018\n 1 IMPOSED 2019 9\n 2 LIFTED 2020-03 9", None, true);
    is_certain("9 PROPOSED 2018\n 1 IMPOSED 2020-01 9\n 2 LIFTED 2020 9", None, false);
    is_certain("9 PROPOSED 2018\n 1 IMPOSED 2020-01-01 9\n 2 LIFTED 2020-01-01 9", None, false);
    // If the sanctions were lifted before they were imposed, the proposal has no effect.
    is_certain("9 PROPOSED 2018\n 1 IMPOSED 2019 9\n 2 LIFTED 2019-06 9\n 3 PROPOSED 2020 2", None, false);
    is_certain("9 PROPOSED 2018\n 1 IMPOSED 2019-01 9\n 2 LIFTED 2019-06 9\n 3 PROPOSED 2020 2", None, true);
    is_certain("9 EASED 2019\n 1 LIFTED 2019-06 9\n 2 AMENDED 2020 1", None, true);
    // A step comes after the one that it follows, even if dates overlap. The time of a step that changes nothing does not
    // matter.
    is_certain("9 PROPOSED 2018\n 1 IMPOSED 2020-01 9\n 2 LIFTED 2020 1", None, true);
    is_certain("9 PROPOSED 2018\n 1 IMPOSED 2020-01 9\n 2 AMENDED 2020 9", None, true);
    // Which of two cases changed last.
    is_certain("1 LIFTED 2019\n 2 PROPOSED 2020", None, true);
    is_certain("1 LIFTED 2020-06\n 2 PROPOSED 2020", None, false);
    is_certain("1 PROPOSED 2020-06\n 2 PROPOSED 2020", None, true);
}

#[track_caller]
fn may_be(text: &str, as_of: Option<&str>, expected: &[SanctionState]) {
    assert_eq!(status(text, as_of).possible, expected, "{text} as of {as_of:?}");
}

#[test]
fn a_case_may_not_have_started_yet() {
    may_be("1 EASED ?", Some("2020-11-30"), &[Nothing, Eased]);
    may_be("1 EASED ?", None, &[Eased]);
    may_be("1 PROPOSED 2020\n 2 LIFTED 2020", Some("2020-06-01"), &[Nothing, Proposed, Lifted]);
}

#[test]
fn dates_narrow_those_of_events_before_and_after() {
    // Event 1 has no date, but it came before event 2, so it cannot have lifted those sanctions.
    may_be("1 LIFTED ?\n 2 IMPOSED 2020-01-01 1\n 3 BLOCKED 2020-06 2", Some("2020-05-01"), &[Imposed]);
    let (events, follows) = read("1 PROPOSED 2020-05-01\n 2 BLOCKED ? 1");
    assert_eq!(sanction_status(&events, &follows, parse_day("2020-04-30").ok()), None);
    may_be("1 IMPOSED ?/2019\n 2 PROPOSED 2020 1", Some("2020-12-31"), &[Proposed]);
}

#[test]
fn dates_that_contradict_each_other_are_handled() {
    for text in ["1 PROPOSED 2020\n 2 BLOCKED ? 1\n 3 IMPOSED 2019 2", "1 PROPOSED 2020\n 2 IMPOSED ?/2018 1"] {
        let found = status(text, None);
        assert!(found.possible.contains(&found.state), "{found:?}");
    }
}

fn event(id: i64, action: SanctionAction, ended: Option<&str>) -> CaseEvent {
    let ended = ended.map(|day| day.parse::<PartialDate>().unwrap().days()).unwrap_or_default();
    CaseEvent { id, action, begun: DayRange::default(), ended }
}

/// The possible states of a case, and the number of steps to find them.
fn possible(events: &[CaseEvent], follows: &HashMap<i64, i64>, as_of: &str) -> (Vec<SanctionState>, usize) {
    let marker = Some(Moment::of_day(parse_day(as_of).unwrap()));
    let mut steps = StepCount::default();
    let case = Case::new(&events.iter().collect::<Vec<_>>(), follows, marker);
    let outcomes = case.outcomes(marker, &mut steps);
    (combined(&[outcomes]), steps.0)
}

#[test]
fn the_states_of_many_events_without_dates_are_exact() {
    // All follow an event that is not in the case.
    let follows: HashMap<i64, i64> = (1..=900).map(|id| (id, 0)).collect();
    let actions = SanctionAction::ALL;
    let events: Vec<CaseEvent> = (1..=900).map(|id| event(id, actions[id as usize % actions.len()], None)).collect();
    let (states, steps) = possible(&events, &follows, "2020-01-01");
    assert_eq!(states, [Nothing, Proposed, Blocked, Imposed, Eased, Lifted]);
    assert!(steps < 10_000, "{steps}");
    // Each follows the one before it.
    let follows: HashMap<i64, i64> = (2..=900).map(|id| (id, id - 1)).collect();
    let (states, steps) = possible(&events, &follows, "2020-01-01");
    assert_eq!(states, [Nothing, Proposed, Blocked, Imposed, Eased, Lifted]);
    assert!(steps < 1_000_000, "{steps}");
}

#[test]
fn states_that_would_take_too_many_steps_are_approximate() {
    let follows: HashMap<i64, i64> = (1..=300).map(|id| (id, 0)).collect();
    let ended = |id: i64| format!("{}", 2000 + id);
    let events: Vec<CaseEvent> = (1..=300).map(|id| event(id, SanctionAction::Imposed, Some(&ended(id)))).collect();
    let (states, steps) = possible(&events, &follows, "2020-01-01");
    assert_eq!(states, [Imposed, Expired]);
    assert!(steps < 1_100_000, "{steps}");
    let found = sanction_status(&events, &follows, parse_day("2020-01-01").ok()).unwrap();
    assert!(found.possible.contains(&found.state), "{found:?}");
}
