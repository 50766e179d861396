//! The rules across records.
//!
//! They look at notes that are taken while the records are read, not at the records themselves: so a record that
//! is broken elsewhere is checked as well.

use std::collections::{HashMap, HashSet};

use sanad_model::{Key, NodeKind, RelationshipKind, When};

use super::ends::{self, Step};
use super::files::Spot;
use super::keys::noun;
use super::reader::{Met, Reading};

/// What the rules look at, in the order of the files.
#[derive(Default)]
pub struct Notes {
    pub derived: Vec<Derived>,
    pub ties: Vec<Tie>,
    pub beginnings: HashMap<Key, When>,
    pub answers: Vec<Answer>,
    pub steps: Vec<Step>,
}

/// A key that is made of others.
pub struct Derived {
    pub spot: Spot,
    pub key: Key,
    pub kind: NodeKind,
}

/// A relationship.
pub struct Tie {
    pub spot: Spot,
    pub key: Option<Key>,
    pub kind: RelationshipKind,
    /// Its source and its target.
    pub ends: [Key; 2],
}

/// That a sanction event answers another.
pub struct Answer {
    /// Where it says so.
    pub spot: Spot,
    pub key: Key,
    pub follows: Key,
}

/// Reports where records contradict each other.
pub fn across_records(reading: &Reading<'_>) {
    let notes = reading.notes.borrow();
    derived_keys_are_unique(reading, &notes.derived);
    symmetric_ties_stand_once(reading, &notes.ties);
    answers_come_later(reading, &notes);
    answers_form_no_circle(reading, &notes.answers);
    ends::fit_the_steps(reading, &notes.steps);
}

/// Of two facts with one key, the second says what the first says.
fn derived_keys_are_unique(reading: &Reading<'_>, derived: &[Derived]) {
    let mut met: HashMap<&Key, &Derived> = HashMap::new();
    for this in derived {
        let Some(first) = met.get(&this.key) else {
            met.insert(&this.key, this);
            continue;
        };
        let position = reading.report.position(first.spot);
        let hint = match this.kind {
            NodeKind::Relationship | NodeKind::PlaceRelationship => {
                format!("the first is at {position}: put the evidence there, or give this one a `key` if it is another")
            }
            _ => format!("the first is at {position}: put the evidence there"),
        };
        reading.report.add(this.spot, Some(&this.key), format!("the same {} twice", noun(this.kind)), Some(hint));
    }
}

/// In a symmetric relationship the order of the ends means nothing, so one direction says all.
fn symmetric_ties_stand_once(reading: &Reading<'_>, ties: &[Tie]) {
    let mut met: Met<(RelationshipKind, &Key, &Key)> = Met::new();
    for tie in ties.iter().filter(|tie| tie.kind.is_symmetric()) {
        let [source, target] = &tie.ends;
        if let Some(first) = met.get(&(tie.kind, target, source)) {
            let text = format!("{} is recorded in both directions", tie.kind);
            let position = reading.report.position(*first);
            let hint = format!("it holds both ways: put the evidence at {position} and take this one out");
            reading.report.add(tie.spot, tie.key.as_ref(), text, Some(hint));
        }
        met.entry((tie.kind, source, target)).or_insert(tie.spot);
    }
}

/// What answers an event does not certainly begin before it.
fn answers_come_later(reading: &Reading<'_>, notes: &Notes) {
    for answer in &notes.answers {
        let last = notes.beginnings.get(&answer.key).and_then(|when| when.within.latest);
        let first = notes.beginnings.get(&answer.follows).and_then(|when| when.within.earliest);
        if let (Some(last), Some(first)) = (last, first)
            && last < first
        {
            let text = format!("`follows`: `{}` begins later", answer.follows);
            let hint = format!("it begins on {first} at the earliest, and this event on {last} at the latest");
            reading.report.add(answer.spot, Some(&answer.key), text, Some(hint));
        }
    }
}

/// Who goes from answer to answered never comes back; each circle is reported once.
fn answers_form_no_circle(reading: &Reading<'_>, answers: &[Answer]) {
    let mut by_key: HashMap<&Key, &Answer> = HashMap::new();
    for answer in answers {
        by_key.entry(&answer.key).or_insert(answer);
    }
    let mut walked: HashSet<&Key> = HashSet::new();
    for start in answers {
        let mut path: Vec<&Answer> = Vec::new();
        let mut next = by_key.get(&start.key);
        while let Some(answer) = next.filter(|answer| walked.insert(&answer.key)) {
            path.push(answer);
            next = by_key.get(&answer.follows);
        }
        // The walk ends at an event that was walked before: if on this walk, it has come round.
        let Some(came_to) = next else { continue };
        if let Some(circle) = path.iter().position(|answer| answer.key == came_to.key).map(|from| &path[from..]) {
            report_circle(reading, circle);
        }
    }
}

fn report_circle(reading: &Reading<'_>, circle: &[&Answer]) {
    let Some(first) = circle.iter().min_by_key(|answer| answer.spot) else { return };
    let text = match circle {
        [_] => "`follows`: the event follows itself".to_owned(),
        _ => {
            let keys: Vec<_> = circle.iter().map(|answer| format!("`{}`", answer.key)).collect();
            format!("`follows` leads round in a circle: {}", keys.join(", "))
        }
    };
    let hint = "an event answers one that was there before it".to_owned();
    reading.report.add(first.spot, Some(&first.key), text, Some(hint));
}
