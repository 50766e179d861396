//! Which changes of meaning count: those that have held. Lists lose values for a day or two, and have them back.

use chrono::{Days, NaiveDate};
use sanad_model::{Vocabulary, When};

use super::event::{Dated, between, on};
use super::known::{KnownEntry, Pending};
use super::meaning::{Aspect, Meaning};
use crate::edition::Head;

/// How long a change has to hold if the next edition has yet another value, in days.
const DAYS_TO_HOLD: u64 = 3;

/// The changes of meaning that have held, by the edition that had them first; others stay pending. `before` is the edition
/// before this one.
pub(super) fn held(now: &mut KnownEntry, meaning: Meaning, before: NaiveDate, head: &Head) -> Vec<Change> {
    let date = head.date;
    let mut held: Vec<Change> = Vec::new();
    let mut pending = Vec::new();
    for (place, aspect) in (0_u8..).zip(Aspect::ALL) {
        let (old, new) = (now.meaning.get(*aspect), meaning.get(*aspect));
        if new == old {
            // No change, or one that was taken back.
            continue;
        }
        let fresh = Pending { aspect: place, value: new, before, since: date, is_dated: false };
        if head.is_delta {
            now.meaning.set(*aspect, new);
            add_change(&mut held, Change::new(&fresh, on(date), Dated::Stated), *aspect);
            continue;
        }
        match now.pending.iter().find(|pending| pending.aspect == place) {
            None => pending.push(fresh),
            Some(earlier) => {
                let has_held = earlier.value == new || date >= earlier.since + Days::new(DAYS_TO_HOLD);
                if has_held {
                    now.meaning.set(*aspect, earlier.value);
                    let started = between(Some(earlier.before), earlier.since);
                    add_change(&mut held, Change::new(earlier, started, Dated::Between), *aspect);
                }
                if earlier.value != new {
                    pending.push(fresh);
                }
            }
        }
    }
    now.pending = pending;
    held
}

/// A change of meaning that has held.
pub(super) struct Change {
    pub(super) before: NaiveDate,
    pub(super) since: NaiveDate,
    pub(super) is_dated: bool,
    pub(super) started: When,
    pub(super) dated: Dated,
    pub(super) aspects: Vec<Aspect>,
}

impl Change {
    fn new(pending: &Pending, started: When, dated: Dated) -> Self {
        let Pending { before, since, is_dated, .. } = *pending;
        Self { before, since, is_dated, started, dated, aspects: Vec::new() }
    }
}

/// Aspects that changed in the same edition are one change.
fn add_change(held: &mut Vec<Change>, change: Change, aspect: Aspect) {
    match held.iter_mut().find(|known| known.since == change.since) {
        Some(known) => {
            known.aspects.push(aspect);
            known.is_dated |= change.is_dated;
        }
        None => held.push(Change { aspects: vec![aspect], ..change }),
    }
}
