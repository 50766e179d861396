//! Warnings about sanctions whose end contradicts the steps before or after it. The sources may still say so.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sanad_model::{Key, SanctionAction, When};

use super::files::Spot;
use super::reader::Reading;

/// A sanction event, as the step of a case.
pub struct Step {
    /// The position of its end, or of the event if it has no end.
    pub spot: Spot,
    pub key: Key,
    pub action: SanctionAction,
    pub started: When,
    pub ended: When,
    pub follows: Option<Key>,
}

/// The steps of all cases.
struct Steps<'a> {
    by_key: HashMap<&'a Key, &'a Step>,
    /// By the key of the step that they follow.
    follow_ups: HashMap<&'a Key, Vec<&'a Step>>,
}

/// Warns about sanctions that end before they start, or that are lifted, amended or eased after their end.
pub fn check(reading: &Reading<'_>, steps: &[Step]) {
    let mut follow_ups: HashMap<&Key, Vec<&Step>> = HashMap::new();
    for step in steps {
        step.follows.iter().for_each(|followed| follow_ups.entry(followed).or_default().push(step));
    }
    let all = Steps { by_key: steps.iter().map(|step| (&step.key, step)).collect(), follow_ups };
    for step in steps {
        let Some(end) = step.ended.within.latest.filter(|_| step.action.puts_in_force()) else { continue };
        all.check_earlier_steps(reading, step, end);
        all.check_later_steps(reading, step, end);
    }
}

impl Steps<'_> {
    /// Warns if a step that this one follows, directly or indirectly, starts after its end.
    fn check_earlier_steps(&self, reading: &Reading<'_>, step: &Step, end: NaiveDate) {
        let mut visited = HashSet::from([&step.key]);
        let mut next = step.follows.as_ref();
        while let Some(followed) = next.filter(|key| visited.insert(key)).and_then(|key| self.by_key.get(key)) {
            if let Some(first) = followed.started.within.earliest.filter(|first| *first > end) {
                let key = &followed.key;
                let text = format!("`ended`: the event follows `{key}`, which starts after the event has ended");
                let hint =
                    format!("this event ends on {end} at the latest, and `{key}` starts on {first} at the earliest");
                reading.report.warn(step.spot, &step.key, text, hint);
                return;
            }
            next = followed.follows.as_ref();
        }
    }

    /// Warns about later steps that lift, amend or ease the sanctions after their end. Does not look past a step that
    /// gives the sanctions another end.
    fn check_later_steps(&self, reading: &Reading<'_>, step: &Step, end: NaiveDate) {
        let mut visited = HashSet::from([&step.key]);
        let mut waiting = vec![&step.key];
        while let Some(key) = waiting.pop() {
            for later in self.follow_ups.get(key).into_iter().flatten().filter(|later| visited.insert(&later.key)) {
                let does = match later.action {
                    SanctionAction::Lifted => Some("lifts"),
                    SanctionAction::Amended => Some("amends"),
                    SanctionAction::Eased => Some("eases"),
                    SanctionAction::Proposed | SanctionAction::Blocked | SanctionAction::Imposed => None,
                };
                let first = later.started.within.earliest.filter(|first| *first > end);
                if let (Some(does), Some(first)) = (does, first) {
                    let text = format!("`ended`: `{}` {does} the sanctions after they have ended", later.key);
                    let hint = format!(
                        "they end on {end} at the latest, and `{}` starts on {first} at the earliest: correct a date, or \
                         add the step that extends the sanctions or imposes them again",
                        later.key
                    );
                    reading.report.warn(step.spot, &step.key, text, hint);
                }
                let is_renewed = later.action == SanctionAction::Imposed
                    || later.action == SanctionAction::Lifted
                    || later.action.puts_in_force() && later.ended != When::default();
                if !is_renewed {
                    waiting.push(&later.key);
                }
            }
        }
    }
}
