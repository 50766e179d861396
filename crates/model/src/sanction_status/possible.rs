//! All states of a case that the dates of its events leave open.
//!
//! Where dates are vague, events may have come in several orders, may not have begun yet, and ends may have passed or not.
//! What matters of the way so far is which events have begun, where the case stands, and how late it is at least; so all
//! ways are looked at together that agree in this. A step is possible when no event would be left whose last moment has
//! passed by then.

use std::collections::{BTreeMap, HashSet};

use super::SanctionState;
use super::case::{Case, Event, Moment, Span};
use super::step::Place;
use crate::SanctionAction;

/// How many steps are looked at to tell one status. Cases of days that are known take one look for each event; many
/// events whose order is open could take any number.
const LOOKS_LIMIT: usize = 1_000_000;

/// How many steps have been looked at.
#[derive(Debug, Default)]
pub struct Work(pub usize);

/// When a case that has come to a state may have moved last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    pub first: Moment,
    pub last: Moment,
}

/// The states that a case may have come to.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Outcomes(BTreeMap<SanctionState, Moved>);

impl Outcomes {
    pub fn of(&self, state: SanctionState) -> Option<Moved> {
        self.0.get(&state).copied()
    }

    pub fn may_be_less_than_imposed(&self) -> bool {
        self.0.keys().any(|state| *state != SanctionState::Imposed)
    }

    /// The first moment at which it may have moved last, if it may not be in force.
    pub fn first_quiet(&self) -> Option<Moment> {
        self.0.iter().filter(|(state, _)| !state.is_in_force()).map(|(_, moved)| moved.first).min()
    }

    fn add(&mut self, state: SanctionState, first: Moment, last: Moment) {
        let moved = self.0.entry(state).or_insert(Moved { first, last });
        moved.first = moved.first.min(first);
        moved.last = moved.last.max(last);
    }
}

/// How far a case has gone.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Way {
    /// Which events have begun, a bit each.
    begun: Vec<u64>,
    place: Place<usize>,
    /// The first moment at which it may have gone so far.
    now: Moment,
}

impl Way {
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
    /// The states that it may have come to by the moment; without one, after all of its events, on whichever day.
    pub fn outcomes(&self, marker: Option<Moment>, work: &mut Work) -> Outcomes {
        let events = distinct(&self.events);
        Search { events: &events, marker }.outcomes(work).unwrap_or_else(|| coarse(&events, marker))
    }
}

/// The events by when they may have begun first, each after the one that it answers, without those of which there is
/// another just like it that nothing answers: whatever both can do, one can do.
fn distinct(events: &[Event]) -> Vec<Event> {
    let answered: HashSet<usize> = events.iter().filter_map(|event| event.parent).collect();
    let mut seen: HashSet<(SanctionAction, Span, Option<usize>)> = HashSet::new();
    let mut kept: Vec<usize> = (0..events.len()).collect();
    kept.retain(|number| {
        let event = &events[*number];
        event.ended.is_some() || answered.contains(number) || seen.insert((event.action, event.begun, event.parent))
    });
    // No event may have begun before its parent may have, and its parent stands before it.
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
    /// Nothing when it would take too long.
    fn outcomes(&self, work: &mut Work) -> Option<Outcomes> {
        let mut outcomes = Outcomes::default();
        let begun = vec![0; self.events.len().div_ceil(64)];
        let start = Way { begun, place: Place::START, now: Moment::NEVER };
        let mut seen = HashSet::from([start.clone()]);
        let mut waiting = vec![start.clone()];
        self.arrive(&start, Moment::NEVER, &mut outcomes);
        while let Some(way) = waiting.pop() {
            for (next, moved) in self.steps(&way, work) {
                self.arrive(&next, moved, &mut outcomes);
                if seen.insert(next.clone()) {
                    waiting.push(next);
                }
            }
            if work.0 > LOOKS_LIMIT {
                return None;
            }
        }
        Some(outcomes)
    }

    fn horizon(&self) -> Moment {
        self.marker.unwrap_or(Moment::LAST.of_ends())
    }

    /// Notes where the way leads if nothing more has happened; it moved last at `moved` at the latest.
    fn arrive(&self, way: &Way, moved: Moment, outcomes: &mut Outcomes) {
        let may_wait = |last: Moment| self.marker.is_some_and(|marker| last > marker);
        let rest = self.open(way, &mut Work::default());
        let is_on = match self.end_of(way.place) {
            None => true,
            Some(end) => end.last > self.marker.unwrap_or(way.now),
        };
        if is_on && rest.iter().all(|number| may_wait(self.events[*number].begun.last)) {
            outcomes.add(way.place.state, way.now, moved);
        }
    }

    fn end_of(&self, place: Place<usize>) -> Option<Span> {
        self.events[place.term_of?].ended
    }

    /// The events that have not begun, but for those that cannot before one of these has begun.
    fn open(&self, way: &Way, work: &mut Work) -> Vec<usize> {
        let mut open = Vec::new();
        let mut least = Moment::LAST.of_ends();
        for (number, event) in self.events.iter().enumerate() {
            work.0 += 1;
            if event.begun.first > least {
                break;
            }
            if !way.has(number) {
                open.push(number);
                least = least.min(event.begun.last);
            }
        }
        open
    }

    /// The steps that may come next, each with the last moment at which it may.
    fn steps(&self, way: &Way, work: &mut Work) -> Vec<(Way, Moment)> {
        let open = self.open(way, work);
        // None of those that are left may miss its last moment.
        let least = open.iter().map(|number| self.events[*number].begun.last).min().unwrap_or(self.horizon());
        let end = self.end_of(way.place);
        let mut steps = Vec::new();
        if let Some(end) = end {
            let now = way.now.max(end.first).of_ends();
            if now <= end.last && now <= self.horizon() && now <= least {
                let next = Way { place: way.place.expired(), now, ..way.clone() };
                steps.push((next, end.last.min(self.horizon().of_ends_before())));
            }
        }
        for number in &open {
            let event = &self.events[*number];
            let now = way.now.max(event.begun.first).of_events();
            let may_begin = event.parent.is_none_or(|parent| way.has(parent))
                && now <= least
                && now <= self.horizon()
                // Later, the end has passed first.
                && end.is_none_or(|end| now < end.last);
            if may_begin {
                let place = way.place.after(event.action, *number, event.ended.is_some());
                steps.push((way.with(*number, place, now), event.begun.last.min(self.horizon())));
            }
        }
        steps
    }
}

/// All states that steps like these can lead to, in whatever order.
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
