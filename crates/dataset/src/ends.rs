//! Where the end of sanctions contradicts the steps around it. The sources may say so all the same: these are warnings.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sanad_model::{Key, SanctionAction, When};

use super::files::Spot;
use super::reader::Reading;

/// A step of a case, as far as ends go.
pub struct Step {
    /// Where its end stands; without one, where the event does.
    pub spot: Spot,
    pub key: Key,
    pub action: SanctionAction,
    pub started: When,
    pub ended: When,
    /// The step that it answers.
    pub follows: Option<Key>,
}

/// The steps of all cases.
struct Steps<'a> {
    by_key: HashMap<&'a Key, &'a Step>,
    answers: HashMap<&'a Key, Vec<&'a Step>>,
}

/// Warns where sanctions end before they begin, or are lifted, amended or eased after they have ended.
pub fn fit_the_steps(reading: &Reading<'_>, steps: &[Step]) {
    let mut answers: HashMap<&Key, Vec<&Step>> = HashMap::new();
    for step in steps {
        step.follows.iter().for_each(|answered| answers.entry(answered).or_default().push(step));
    }
    let steps_by = Steps { by_key: steps.iter().map(|step| (&step.key, step)).collect(), answers };
    for step in steps {
        let Some(end) = step.ended.within.latest.filter(|_| step.action.puts_in_force()) else { continue };
        steps_by.begins_before(reading, step, end);
        steps_by.is_over_after(reading, step, end);
    }
}

impl Steps<'_> {
    /// A step begins when the one that it answers has begun, or later.
    fn begins_before(&self, reading: &Reading<'_>, step: &Step, end: NaiveDate) {
        let mut walked = HashSet::from([&step.key]);
        let mut next = step.follows.as_ref();
        while let Some(answered) = next.filter(|key| walked.insert(key)).and_then(|key| self.by_key.get(key)) {
            if let Some(first) = answered.started.within.earliest.filter(|first| *first > end) {
                let text = format!("`ended`: the event answers `{}`, which begins later", answered.key);
                let hint =
                    format!("it ends on {end} at the latest, and what it answers begins on {first} at the earliest");
                reading.report.warn(step.spot, &step.key, text, hint);
                return;
            }
            next = answered.follows.as_ref();
        }
    }

    /// What has ended is neither lifted nor amended nor eased. Steps after others that give the sanctions another end are
    /// none of its affair.
    fn is_over_after(&self, reading: &Reading<'_>, step: &Step, end: NaiveDate) {
        let mut walked = HashSet::from([&step.key]);
        let mut waiting = vec![&step.key];
        while let Some(key) = waiting.pop() {
            for later in self.answers.get(key).into_iter().flatten().filter(|later| walked.insert(&later.key)) {
                let does = match later.action {
                    SanctionAction::Lifted => Some("lifts"),
                    SanctionAction::Amended => Some("amends"),
                    SanctionAction::Eased => Some("eases"),
                    SanctionAction::Proposed | SanctionAction::Blocked | SanctionAction::Imposed => None,
                };
                let first = later.started.within.earliest.filter(|first| *first > end);
                if let (Some(does), Some(first)) = (does, first) {
                    let text = format!("`ended`: `{}` {does} the sanctions later", later.key);
                    let hint = format!(
                        "they end on {end} at the latest, and it begins on {first} at the earliest: correct a date, or \
                         add the step that prolongs or imposes them"
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
