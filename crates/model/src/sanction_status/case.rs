//! One case: its events, with dates narrowed by each other, and its most likely course.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use chrono::{Datelike, NaiveDate};

use super::step::Place;
use super::{CaseEvent, SanctionState};
use crate::SanctionAction;

/// A moment in the order of events. Each day has two: at the first, the ends of the day before have passed; at the
/// second, events start, in any order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Moment(i64);

impl Moment {
    /// Before [`FIRST`](Self::FIRST).
    pub const NEVER: Self = Self(-(1 << 40));
    /// Before all days.
    pub const FIRST: Self = Self(-(1 << 40) + 1);
    /// After all days.
    pub const LAST: Self = Self((1 << 40) + 1);

    /// The moment at which events of the day start. It also stands for the end of the day.
    pub fn of_day(day: NaiveDate) -> Self {
        Self(i64::from(day.num_days_from_ce()) * 2 + 1)
    }

    /// The first moment from this one on at which events start.
    pub fn of_events(self) -> Self {
        Self(self.0 | 1)
    }

    /// The last moment up to this one at which ends pass.
    pub fn of_ends_before(self) -> Self {
        Self(self.0 - (self.0 & 1))
    }

    /// The first moment from this one on at which ends pass.
    pub fn of_ends(self) -> Self {
        Self(self.0 + (self.0 & 1))
    }
}

/// The first and the last moment at which something may have happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Span {
    pub first: Moment,
    pub last: Moment,
}

/// An event of a case.
#[derive(Debug, Clone)]
pub struct Event {
    pub id: i64,
    pub action: SanctionAction,
    /// When it may have started, narrowed by the dates of the events before and after it.
    pub begun: Span,
    /// When its end may have passed, if it has an end and that is the end of sanctions.
    pub ended: Option<Span>,
    /// The index of the event that it follows, directly or through events that are not in the case.
    pub parent: Option<usize>,
}

/// Events that follow each other, each after its parent.
#[derive(Debug, Clone)]
pub struct Case {
    pub events: Vec<Event>,
}

/// The course of a case by the most likely dates.
#[derive(Debug)]
pub struct Walk {
    pub state: SanctionState,
    /// The moment at which the state was reached, and the id of the event that led to it.
    pub since: (Moment, i64),
    /// The moment of the last change, and the id of its event.
    pub moved: (Moment, i64),
    pub measured_by: Vec<i64>,
}

/// The ids of the events before an event: the one that it follows, the one that this one follows, and so on. Ends in a
/// cycle.
pub fn predecessors(follows: &HashMap<i64, i64>, event: i64) -> impl Iterator<Item = i64> {
    let next = |event: &i64| follows.get(event).copied();
    std::iter::successors(next(&event), next).take(follows.len())
}

impl Case {
    /// The case of events that follow each other, without those that cannot have started by the marker.
    pub fn new(events: &[&CaseEvent], follows: &HashMap<i64, i64>, marker: Option<Moment>) -> Self {
        let mut case = Self { events: in_order(events, follows) };
        case.narrow();
        if let Some(marker) = marker {
            // An event cannot have started before its parent, so no parent is removed before its children.
            let kept: Vec<bool> = case.events.iter().map(|event| event.begun.first <= marker).collect();
            let place = |old: usize| kept[..old].iter().filter(|is_kept| **is_kept).count();
            for event in &mut case.events {
                event.parent = event.parent.map(place);
            }
            let mut kept = kept.iter();
            case.events.retain(|_| kept.next() == Some(&true));
        }
        case
    }

    /// Narrows the dates of events: no event started before its parent or after its own end. If dates contradict each
    /// other, later dates are assumed.
    fn narrow(&mut self) {
        for place in 0..self.events.len() {
            if let Some(parent) = self.events[place].parent {
                let first = self.events[parent].begun.first;
                let begun = &mut self.events[place].begun;
                begun.first = begun.first.max(first);
            }
        }
        for place in (0..self.events.len()).rev() {
            let event = &mut self.events[place];
            if let Some(ended) = event.ended {
                event.begun.last = event.begun.last.min(Moment(ended.last.0 - 1));
            }
            let last = event.begun.last;
            if let Some(parent) = event.parent {
                let begun = &mut self.events[parent].begun;
                begun.last = begun.last.min(last);
            }
        }
        for event in &mut self.events {
            event.begun.last = event.begun.last.max(event.begun.first);
            if let Some(ended) = &mut event.ended {
                ended.last = ended.last.max(event.begun.last.of_ends());
                ended.first = ended.first.max(event.begun.first.of_ends()).min(ended.last);
            }
        }
    }

    /// Goes through the events in the order of the first moment at which each may have started, or the last if the
    /// first is unknown. An end counts as passed only if it certainly has. Returns `None` for a case without events.
    pub fn walk(&self, marker: Option<Moment>) -> Option<Walk> {
        let mut place = Place::<usize>::START;
        let (mut since, mut moved, mut measured_by) = (None, None, Vec::new());
        for (moment, number) in self.by_likely_dates(marker) {
            let event = &self.events[number];
            if let Some((passed, ending)) = self.passed_end(place, |passed| passed < moment) {
                place = place.expired();
                since = Some((passed, ending));
            }
            let before = place.state;
            place = place.after(event.action, number, event.ended.is_some());
            if before.begins_anew_with(event.action) {
                measured_by.clear();
            }
            let asks = matches!(event.action, SanctionAction::Proposed | SanctionAction::Blocked);
            if !(asks && place.state.is_in_force()) {
                measured_by.push(event.id);
            }
            if before != place.state {
                since = Some((moment, event.id));
            }
            moved = Some((moment, event.id));
        }
        if let Some((passed, ending)) = self.passed_end(place, |passed| marker.is_some_and(|marker| passed <= marker)) {
            place = place.expired();
            (since, moved) = (Some((passed, ending)), Some((passed, ending)));
        }
        Some(Walk { state: place.state, since: since?, moved: moved?, measured_by })
    }

    /// The last moment at which the end of the sanctions may pass, and the id of its event, if the condition holds.
    fn passed_end(&self, place: Place<usize>, has_passed: impl Fn(Moment) -> bool) -> Option<(Moment, i64)> {
        let event = &self.events[place.term_of?];
        let passed = event.ended?.last;
        has_passed(passed).then_some((passed, event.id))
    }

    /// The events in the order of their most likely moments, each after its parent; by id at the same moment.
    fn by_likely_dates(&self, marker: Option<Moment>) -> Vec<(Moment, usize)> {
        let mut moments: Vec<Moment> = Vec::with_capacity(self.events.len());
        let mut children: HashMap<Option<usize>, Vec<usize>> = HashMap::new();
        for (number, event) in self.events.iter().enumerate() {
            let Span { first, last } = event.begun;
            let likely = if first > Moment::FIRST { first } else { last };
            let after = event.parent.map_or(Moment::FIRST, |parent| moments[parent]);
            moments.push(likely.max(after).min(marker.unwrap_or(Moment::LAST)));
            children.entry(event.parent).or_default().push(number);
        }
        let (mut order, mut free) = (Vec::with_capacity(moments.len()), BinaryHeap::new());
        let mut last = None;
        loop {
            for number in children.remove(&last).unwrap_or_default() {
                free.push(Reverse((moments[number], self.events[number].id, number)));
            }
            let Some(Reverse((moment, _, number))) = free.pop() else { return order };
            order.push((moment, number));
            last = Some(number);
        }
    }
}

/// The events, each after its parent. A cycle is broken where it would close.
fn in_order(events: &[&CaseEvent], follows: &HashMap<i64, i64>) -> Vec<Event> {
    let by_id: HashMap<i64, &CaseEvent> = events.iter().map(|event| (event.id, *event)).collect();
    let nearest =
        |event: &CaseEvent| predecessors(follows, event.id).find(|id| *id != event.id && by_id.contains_key(id));
    let mut parents: HashMap<i64, i64> = HashMap::new();
    for event in events {
        if let Some(parent) = nearest(event)
            && parent != event.id
            && !predecessors(&parents, parent).any(|above| above == event.id)
        {
            parents.insert(event.id, parent);
        }
    }
    let mut children: HashMap<Option<i64>, Vec<&CaseEvent>> = HashMap::new();
    for event in events {
        children.entry(parents.get(&event.id).copied()).or_default().push(event);
    }
    let mut ordered: Vec<Event> = Vec::with_capacity(events.len());
    let mut waiting: Vec<(Option<usize>, &CaseEvent)> = Vec::new();
    let push_children = |parent, waiting: &mut Vec<_>, children: &mut HashMap<_, Vec<_>>, id| {
        waiting.extend(children.remove(&id).unwrap_or_default().into_iter().map(|event| (parent, event)));
    };
    push_children(None, &mut waiting, &mut children, None);
    while let Some((parent, event)) = waiting.pop() {
        push_children(Some(ordered.len()), &mut waiting, &mut children, Some(event.id));
        ordered.push(Event::of(event, parent));
    }
    ordered
}

impl Event {
    fn of(event: &CaseEvent, parent: Option<usize>) -> Self {
        let begun = Span {
            first: event.begun.earliest.map_or(Moment::FIRST, Moment::of_day),
            last: event.begun.latest.map_or(Moment::LAST, Moment::of_day),
        };
        let is_known = event.ended.earliest.is_some() || event.ended.latest.is_some();
        let ended = (is_known && event.action.puts_in_force()).then(|| {
            let passed = |day: NaiveDate| Moment(Moment::of_day(day).0 + 1);
            Span {
                first: event.ended.earliest.map_or(Moment::FIRST.of_ends(), passed),
                last: event.ended.latest.map_or(Moment::LAST.of_ends(), passed),
            }
        });
        Self { id: event.id, action: event.action, begun, ended, parent }
    }
}
