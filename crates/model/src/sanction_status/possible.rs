//! All states of a case that the dates of its events allow.
//!
//! If dates are vague, events may have come in several orders or not have started yet, and ends may or may not have
//! passed. Only three things matter about the course so far: which events have started, the state of the case, and the
//! earliest possible moment. Courses that agree in these are examined once. A step is possible if it leaves no event
//! whose last moment has passed.

use std::collections::{BTreeMap, HashSet};

use super::SanctionState;
use super::case::{Case, Event, Moment, Span};
use super::step::Place;
use crate::SanctionAction;

/// Maximum number of steps that are examined for one status. A case with known days takes one per event; a case with
/// many events in unknown order could take any number.
const STEPS_LIMIT: usize = 1_000_000;

/// Number of steps that have been examined.
#[derive(Debug, Default)]
pub struct StepCount(pub usize);

/// When a case may have reached a state: the first and the last possible moment of its last change.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    pub first: Moment,
    pub last: Moment,
}

/// The states that a case may have reached.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcomes(BTreeMap<SanctionState, Moved>);

impl Outcomes {
    pub fn of(&self, state: SanctionState) -> Option<Moved> {
        self.0.get(&state).copied()
    }

    pub fn may_be_less_than_imposed(&self) -> bool {
        self.0.keys().any(|state| *state != SanctionState::Imposed)
    }

    /// The first possible moment of the last change, if the case may not be in force.
    pub fn first_quiet(&self) -> Option<Moment> {
        self.0.iter().filter(|(state, _)| !state.is_in_force()).map(|(_, moved)| moved.first).min()
    }

    fn add(&mut self, state: SanctionState, first: Moment, last: Moment) {
        let moved = self.0.entry(state).or_insert(Moved { first, last });
        moved.first = moved.first.min(first);
        moved.last = moved.last.max(last);
    }
}

/// A possible course of a case so far.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Course {
    /// A bit set of the events that have started.
    begun: Vec<u64>,
    place: Place<usize>,
    /// The earliest possible moment.
    now: Moment,
}

impl Course {
    fn has(&self, number: usize) -> bool {
        self.begun[number / 64] >> (number % 64) & 1 == 1
    }

    fn with(&self, number: usize, place: Place<usize>, now: Moment) -> Self {
        let mut begun = self.begun.clone();
        begun[number / 64] |= 1 << (number % 64);
        Self { begun, place, now }
    }
}

impl Case {
    /// The states that the case may have reached by the marker; without a marker, on any day after all its events.
    pub fn outcomes(&self, marker: Option<Moment>, steps: &mut StepCount) -> Outcomes {
        let events = distinct(&self.events);
        Search { events: &events, marker }.outcomes(steps).unwrap_or_else(|| coarse(&events, marker))
    }
}

/// The events by the first moment at which they may have started, each after its parent. Of equal events without an end
/// and without children, only one is kept: the others cannot add a state.
fn distinct(events: &[Event]) -> Vec<Event> {
    let parents: HashSet<usize> = events.iter().filter_map(|event| event.parent).collect();
    let mut seen: HashSet<(SanctionAction, Span, Option<usize>)> = HashSet::new();
    let mut kept: Vec<usize> = (0..events.len()).collect();
    kept.retain(|number| {
        let event = &events[*number];
        event.ended.is_some() || parents.contains(number) || seen.insert((event.action, event.begun, event.parent))
    });
    // This keeps parents before their children: a parent may have started at least as early, and comes first in
    // `events`.
    kept.sort_by_key(|number| (events[*number].begun.first, *number));
    let mut places = vec![None; events.len()];
    kept.iter().enumerate().for_each(|(place, number)| places[*number] = Some(place));
    let moved = |number: &usize| {
        let event = &events[*number];
        Event { parent: event.parent.and_then(|parent| places[parent]), ..event.clone() }
    };
    kept.iter().map(moved).collect()
}

struct Search<'a> {
    events: &'a [Event],
    marker: Option<Moment>,
}

impl Search<'_> {
    /// `None` if it would take too many steps.
    fn outcomes(&self, steps: &mut StepCount) -> Option<Outcomes> {
        let mut outcomes = Outcomes::default();
        let begun = vec![0; self.events.len().div_ceil(64)];
        let start = Course { begun, place: Place::START, now: Moment::NEVER };
        let mut seen = HashSet::from([start.clone()]);
        let mut waiting = vec![start.clone()];
        self.arrive(&start, Moment::NEVER, &mut outcomes);
        while let Some(course) = waiting.pop() {
            for (next, moved) in self.steps(&course, steps) {
                self.arrive(&next, moved, &mut outcomes);
                if seen.insert(next.clone()) {
                    waiting.push(next);
                }
            }
            if steps.0 > STEPS_LIMIT {
                return None;
            }
        }
        Some(outcomes)
    }

    fn horizon(&self) -> Moment {
        self.marker.unwrap_or(Moment::LAST.of_ends())
    }

    /// Adds the state of the course, if nothing more needs to have happened. `moved` is the last possible moment of its
    /// last step.
    fn arrive(&self, course: &Course, moved: Moment, outcomes: &mut Outcomes) {
        let may_wait = |last: Moment| self.marker.is_some_and(|marker| last > marker);
        let rest = self.open(course, &mut StepCount::default());
        let may_go_on = match self.end_of(course.place) {
            None => true,
            Some(end) => end.last > self.marker.unwrap_or(course.now),
        };
        if may_go_on && rest.iter().all(|number| may_wait(self.events[*number].begun.last)) {
            outcomes.add(course.place.state, course.now, moved);
        }
    }

    fn end_of(&self, place: Place<usize>) -> Option<Span> {
        self.events[place.term_of?].ended
    }

    /// The events that have not started, without those that cannot start before one of these has.
    fn open(&self, course: &Course, steps: &mut StepCount) -> Vec<usize> {
        let mut open = Vec::new();
        let mut least = Moment::LAST.of_ends();
        for (number, event) in self.events.iter().enumerate() {
            steps.0 += 1;
            if event.begun.first > least {
                break;
            }
            if !course.has(number) {
                open.push(number);
                least = least.min(event.begun.last);
            }
        }
        open
    }

    /// The possible next steps, each with the last moment at which it may happen.
    fn steps(&self, course: &Course, count: &mut StepCount) -> Vec<(Course, Moment)> {
        let open = self.open(course, count);
        // No remaining event may miss its last moment.
        let least = open.iter().map(|number| self.events[*number].begun.last).min().unwrap_or(self.horizon());
        let end = self.end_of(course.place);
        let mut steps = Vec::new();
        if let Some(end) = end {
            let now = course.now.max(end.first).of_ends();
            if now <= end.last && now <= self.horizon() && now <= least {
                let next = Course { place: course.place.expired(), now, ..course.clone() };
                steps.push((next, end.last.min(self.horizon().of_ends_before())));
            }
        }
        for number in &open {
            let event = &self.events[*number];
            let now = course.now.max(event.begun.first).of_events();
            let may_begin = event.parent.is_none_or(|parent| course.has(parent))
                && now <= least
                && now <= self.horizon()
                // From its last moment on, the end has passed first.
                && end.is_none_or(|end| now < end.last);
            if may_begin {
                let place = course.place.after(event.action, *number, event.ended.is_some());
                steps.push((course.with(*number, place, now), event.begun.last.min(self.horizon())));
            }
        }
        steps
    }
}

/// All states that these events can lead to in any order.
fn coarse(events: &[Event], marker: Option<Moment>) -> Outcomes {
    let mut outcomes = Outcomes::default();
    let horizon = marker.unwrap_or(Moment::LAST.of_ends());
    if marker.is_some_and(|marker| events.iter().all(|event| event.begun.last > marker)) {
        outcomes.add(SanctionState::Nothing, Moment::NEVER, Moment::NEVER);
    }
    for event in events {
        outcomes.add(SanctionState::Nothing.after(event.action), event.begun.first, horizon);
        if event.ended.is_some_and(|end| end.first <= horizon) {
            outcomes.add(SanctionState::Expired, event.begun.first, horizon);
        }
    }
    outcomes
}
