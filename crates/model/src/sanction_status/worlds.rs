//! Compares the possible states with an exhaustive search: every day that each date allows, and every order of the
//! events on the same day.

use std::collections::{BTreeSet, HashMap};

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::{CaseEvent, SanctionState, sanction_status};
use crate::{DayRange, SanctionAction, Vocabulary};

/// The number of days. Open ranges also include the day before and the day after.
const DAYS: i64 = 4;

/// An event with ranges of possible days.
#[derive(Debug, Clone)]
struct Vague {
    action: SanctionAction,
    begun: (Option<i64>, Option<i64>),
    ended: (Option<i64>, Option<i64>),
    /// The index of the event that it follows, if any.
    follows: Option<usize>,
    /// Whether it is an event of the case, or only connects others.
    counts: bool,
}

fn day(number: i64) -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 1, 10).unwrap() + Days::new(number as u64)
}

fn range((earliest, latest): (Option<i64>, Option<i64>)) -> DayRange {
    DayRange { earliest: earliest.map(day), latest: latest.map(day) }
}

/// The days in a range.
fn open((earliest, latest): (Option<i64>, Option<i64>)) -> std::ops::RangeInclusive<i64> {
    earliest.unwrap_or(0)..=latest.unwrap_or(DAYS + 1)
}

/// A change of a case. Ends pass on the day after, before events start.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Move {
    Ends(usize),
    Begins(usize),
}

struct World<'a> {
    events: &'a [Vague],
    begun: Vec<i64>,
    ended: Vec<Option<i64>>,
}

impl World<'_> {
    fn parent(&self, event: usize) -> Option<usize> {
        let mut next = self.events[event].follows;
        while let Some(parent) = next {
            if self.events[parent].counts {
                return Some(parent);
            }
            next = self.events[parent].follows;
        }
        None
    }

    fn root(&self, event: usize) -> usize {
        self.events[event].follows.map_or(event, |parent| self.root(parent))
    }

    fn is_consistent(&self) -> bool {
        let counting = || (0..self.events.len()).filter(|event| self.events[*event].counts);
        counting().all(|event| {
            self.parent(event).is_none_or(|parent| self.begun[parent] <= self.begun[event])
                && self.ended[event].is_none_or(|end| self.begun[event] <= end)
        })
    }

    /// All possible orders of the moves up to the day, or of all moves.
    fn orders(&self, as_of: Option<i64>) -> Vec<Vec<Move>> {
        let mut moves = Vec::new();
        for event in (0..self.events.len()).filter(|event| self.events[*event].counts) {
            moves.push((self.begun[event] * 2 + 1, Move::Begins(event)));
            if let Some(end) = self.ended[event] {
                moves.push((end * 2 + 2, Move::Ends(event)));
            }
        }
        moves.retain(|(moment, _)| as_of.is_none_or(|day| *moment <= day * 2 + 1));
        moves.sort();
        let mut orders = Vec::new();
        self.extend(&mut Vec::new(), &moves, &mut orders);
        orders
    }

    fn extend(&self, order: &mut Vec<Move>, rest: &[(i64, Move)], orders: &mut Vec<Vec<Move>>) {
        let Some((first, _)) = rest.first() else {
            orders.push(order.clone());
            return;
        };
        for (place, (moment, next)) in rest.iter().enumerate() {
            let is_free = match next {
                Move::Ends(_) => true,
                Move::Begins(event) => self.parent(*event).is_none_or(|parent| order.contains(&Move::Begins(parent))),
            };
            if moment == first && is_free {
                let others: Vec<_> = [&rest[..place], &rest[place + 1..]].concat();
                order.push(*next);
                self.extend(order, &others, orders);
                order.pop();
            }
        }
    }

    /// The state after the moves of one case, and the number of the last move that changed it.
    fn case(&self, moves: impl Iterator<Item = Move>) -> (SanctionState, usize) {
        use SanctionAction::*;
        let (mut state, mut term_of, mut moved) = (SanctionState::Nothing, None, 0);
        for (number, next) in moves.enumerate() {
            match next {
                Move::Ends(event) => {
                    if term_of == Some(event) {
                        (state, term_of, moved) = (SanctionState::Expired, None, number + 1);
                    }
                }
                Move::Begins(event) => {
                    moved = number + 1;
                    let own = self.ended[event].is_some().then_some(event);
                    let was = state.is_in_force();
                    (state, term_of) = match self.events[event].action {
                        Proposed if !was => (SanctionState::Proposed, None),
                        Blocked if !was => (SanctionState::Blocked, None),
                        Proposed | Blocked => (state, term_of),
                        Imposed => (SanctionState::Imposed, own),
                        Amended if was => (state, own.or(term_of)),
                        Amended => (SanctionState::Imposed, own),
                        Eased => (SanctionState::Eased, own.or(term_of.filter(|_| was))),
                        Lifted => (SanctionState::Lifted, None),
                    };
                }
            }
        }
        (state, moved)
    }

    /// The state of all cases together, for this order of moves.
    fn state(&self, order: &[Move]) -> SanctionState {
        let of = |next: &Move| match next {
            Move::Ends(event) | Move::Begins(event) => self.root(*event),
        };
        let roots: BTreeSet<usize> = order.iter().map(of).collect();
        let cases = roots.iter().map(|root| {
            let own: Vec<usize> = (0..order.len()).filter(|place| of(&order[*place]) == *root).collect();
            let (state, moved) = self.case(own.iter().map(|place| order[*place]));
            // Moves that change nothing do not count, such as the end of lifted sanctions.
            (state, moved.checked_sub(1).map(|last| own[last]))
        });
        let cases: Vec<_> = cases.collect();
        for state in [SanctionState::Imposed, SanctionState::Eased] {
            if cases.iter().any(|(of_case, _)| *of_case == state) {
                return state;
            }
        }
        cases.iter().max_by_key(|(_, moved)| *moved).map_or(SanctionState::Nothing, |(state, _)| *state)
    }
}

/// All consistent assignments of days.
fn worlds(events: &[Vague]) -> Vec<World<'_>> {
    let mut worlds = vec![World { events, begun: Vec::new(), ended: Vec::new() }];
    for event in events {
        let sets_a_term =
            matches!(event.action, SanctionAction::Imposed | SanctionAction::Amended | SanctionAction::Eased);
        let has_end = sets_a_term && event.ended != (None, None);
        let ends: Vec<Option<i64>> = if has_end { open(event.ended).map(Some).collect() } else { vec![None] };
        let mut next = Vec::new();
        for world in &worlds {
            for begun in if event.counts { open(event.begun) } else { 0..=0 } {
                for end in if event.counts { &ends[..] } else { &[None] } {
                    next.push(World {
                        events,
                        begun: [&world.begun[..], &[begun]].concat(),
                        ended: [&world.ended[..], &[*end]].concat(),
                    });
                }
            }
        }
        worlds = next;
    }
    worlds.retain(World::is_consistent);
    worlds
}

/// All possible states on the day, in any world.
fn possible(events: &[Vague], as_of: i64) -> BTreeSet<SanctionState> {
    let mut states = BTreeSet::new();
    for world in worlds(events) {
        states.extend(world.orders(Some(as_of)).iter().map(|order| world.state(order)));
    }
    states
}

/// All possible states of one case, in any world and on any day after all its events have started.
fn possible_in_the_end(events: &[Vague]) -> BTreeSet<SanctionState> {
    let mut states = BTreeSet::new();
    for world in worlds(events) {
        for order in world.orders(None) {
            let last = order.iter().rposition(|next| matches!(next, Move::Begins(_))).unwrap_or_default();
            states.extend((last + 1..=order.len()).map(|end| world.state(&order[..end])));
        }
    }
    states
}

fn status(events: &[Vague], as_of: Option<i64>) -> Option<super::SanctionStatus> {
    let mut follows = HashMap::new();
    let mut counting = Vec::new();
    for (id, event) in (0..).zip(events) {
        if let Some(followed) = event.follows {
            follows.insert(id, followed as i64);
        }
        if event.counts {
            let (begun, ended) = (range(event.begun), range(event.ended));
            counting.push(CaseEvent { id, action: event.action, begun, ended });
        }
    }
    sanction_status(&counting, &follows, as_of.map(day))
}

fn days() -> impl Strategy<Value = (Option<i64>, Option<i64>)> {
    let known = (1..=DAYS, 0..2_i64).prop_map(|(first, more)| (Some(first), Some((first + more).min(DAYS))));
    let half = (1..=DAYS, any::<bool>())
        .prop_map(|(day, is_first)| if is_first { (Some(day), None) } else { (None, Some(day)) });
    prop_oneof![5 => known, 1 => half, 1 => Just((None, None))]
}

fn vague() -> impl Strategy<Value = (Vague, prop::sample::Index, bool)> {
    let ended = prop_oneof![2 => Just((None, None)), 1 => days()];
    let action = prop::sample::select(SanctionAction::ALL);
    (action, days(), ended, any::<prop::sample::Index>(), any::<bool>(), prop::bool::weighted(0.9)).prop_map(
        |(action, begun, ended, followed, is_follow_up, counts)| {
            (Vague { action, begun, ended, follows: None, counts }, followed, is_follow_up)
        },
    )
}

/// One case, or several.
fn cases(is_one: bool) -> impl Strategy<Value = Vec<Vague>> {
    prop::collection::vec(vague(), 1..5).prop_map(move |events| {
        let linked = events.into_iter().enumerate().map(|(number, (event, followed, is_follow_up))| {
            let follows = ((is_follow_up || is_one) && number > 0).then(|| followed.index(number));
            Vague { follows, ..event }
        });
        linked.collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(1500) })]

    #[test]
    fn the_possible_states_are_those_of_all_worlds(events in cases(false), as_of in 1..=DAYS) {
        let expected = possible(&events, as_of);
        // There is no world if dates contradict each other.
        prop_assume!(!expected.is_empty());
        match status(&events, Some(as_of)) {
            None => prop_assert_eq!(expected, BTreeSet::from([SanctionState::Nothing])),
            Some(found) => {
                prop_assert!(found.possible.contains(&found.state), "{:?} in {:?}", found.state, found.possible);
                prop_assert_eq!(found.possible, expected.into_iter().collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn without_a_day_all_have_started(events in cases(true)) {
        let expected = possible_in_the_end(&events);
        prop_assume!(!expected.is_empty() && events.iter().any(|event| event.counts));
        let found = status(&events, None).unwrap();
        prop_assert!(found.possible.contains(&found.state), "{:?} in {:?}", found.state, found.possible);
        prop_assert_eq!(found.possible, expected.into_iter().collect::<Vec<_>>());
    }
}
