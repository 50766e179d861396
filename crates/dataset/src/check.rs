//! The rules across records.
//!
//! They check notes that are collected while the records are read, not the records themselves. So an invalid record is
//! checked too.

use std::collections::{HashMap, HashSet};

use sanad_model::{Key, NodeKind, RelationshipKind, When};

use super::ends::{self, Step};
use super::files::Spot;
use super::keys::noun;
use super::reader::{Reading, Seen};

/// What the rules check, in the order of the files.
#[derive(Default)]
pub struct Notes {
    pub derived: Vec<DerivedKey>,
    pub relationships: Vec<Relationship>,
    /// The start of each event.
    pub starts: HashMap<Key, When>,
    /// The events that sanction events follow.
    pub follow_ups: Vec<Chained>,
    /// The places that places lie within.
    pub within: Vec<Chained>,
    pub steps: Vec<Step>,
}

/// A key that is made of other keys.
pub struct DerivedKey {
    pub spot: Spot,
    pub key: Key,
    pub kind: NodeKind,
}

pub struct Relationship {
    pub spot: Spot,
    pub key: Option<Key>,
    pub kind: RelationshipKind,
    /// Source and target.
    pub ends: [Key; 2],
}

/// A record that leads to another of its kind.
pub struct Chained {
    /// The position of the reference.
    pub spot: Spot,
    pub key: Key,
    pub next: Key,
}

/// Reports records that contradict each other.
pub fn across_records(reading: &Reading<'_>) {
    let notes = reading.notes.borrow();
    derived_keys_are_unique(reading, &notes.derived);
    symmetric_relationships_occur_once(reading, &notes.relationships);
    follow_ups_start_later(reading, &notes);
    chains_form_no_cycle(reading, &notes.follow_ups, &FOLLOWS);
    chains_form_no_cycle(reading, &notes.within, &WITHIN);
    ends::check(reading, &notes.steps);
}

/// Two facts with the same derived key are the same fact.
fn derived_keys_are_unique(reading: &Reading<'_>, derived: &[DerivedKey]) {
    let mut seen: HashMap<&Key, &DerivedKey> = HashMap::new();
    for this in derived {
        let Some(first) = seen.get(&this.key) else {
            seen.insert(&this.key, this);
            continue;
        };
        let position = reading.report.position(first.spot);
        let hint = match this.kind {
            NodeKind::Relationship | NodeKind::PlaceRelationship => {
                format!(
                    "the first is at {position}: add the evidence there, or give this record its own `key` if it is a \
                     different one"
                )
            }
            _ => format!("the first is at {position}: add the evidence there"),
        };
        let text = format!("the same {} is recorded twice", noun(this.kind));
        reading.report.add(this.spot, Some(&this.key), text, Some(hint));
    }
}

/// A symmetric relationship is recorded in one direction only.
fn symmetric_relationships_occur_once(reading: &Reading<'_>, relationships: &[Relationship]) {
    let mut seen: Seen<(RelationshipKind, &Key, &Key)> = Seen::new();
    for relationship in relationships.iter().filter(|relationship| relationship.kind.is_symmetric()) {
        let (kind, [source, target]) = (relationship.kind, &relationship.ends);
        if let Some(first) = seen.get(&(kind, target, source)) {
            let text = format!("{kind} is recorded in both directions");
            let position = reading.report.position(*first);
            let hint = format!("it is symmetric: move the evidence to {position} and remove this record");
            reading.report.add(relationship.spot, relationship.key.as_ref(), text, Some(hint));
        }
        seen.entry((kind, source, target)).or_insert(relationship.spot);
    }
}

/// An event must not certainly start before the one that it follows.
fn follow_ups_start_later(reading: &Reading<'_>, notes: &Notes) {
    for follow_up in &notes.follow_ups {
        let followed = &follow_up.next;
        let last = notes.starts.get(&follow_up.key).and_then(|when| when.within.latest);
        let first = notes.starts.get(followed).and_then(|when| when.within.earliest);
        if let (Some(last), Some(first)) = (last, first)
            && last < first
        {
            let text = format!("`follows`: `{followed}` starts after this event");
            let hint =
                format!("`{followed}` starts on {first} at the earliest, and this event on {last} at the latest");
            reading.report.add(follow_up.spot, Some(&follow_up.key), text, Some(hint));
        }
    }
}

/// How a cycle of references is reported.
struct Cycle {
    /// The field of the reference.
    field: &'static str,
    itself: &'static str,
    expected: &'static str,
}

const FOLLOWS: Cycle =
    Cycle { field: "follows", itself: "the event follows itself", expected: "expected the key of an earlier event" };

const WITHIN: Cycle =
    Cycle { field: "within", itself: "the place lies within itself", expected: "expected the key of a larger place" };

/// References from one record to the next must not form a cycle. Each cycle is reported once.
fn chains_form_no_cycle(reading: &Reading<'_>, chains: &[Chained], of: &Cycle) {
    let mut by_key: HashMap<&Key, &Chained> = HashMap::new();
    for chained in chains {
        by_key.entry(&chained.key).or_insert(chained);
    }
    let mut visited: HashSet<&Key> = HashSet::new();
    for start in chains {
        let mut path: Vec<&Chained> = Vec::new();
        let mut next = by_key.get(&start.key);
        while let Some(chained) = next.filter(|chained| visited.insert(&chained.key)) {
            path.push(chained);
            next = by_key.get(&chained.next);
        }
        // The walk ended at a record that was visited before. If that is on this path, the path has a cycle.
        let Some(end) = next else { continue };
        if let Some(cycle) = path.iter().position(|chained| chained.key == end.key).map(|from| &path[from..]) {
            report_cycle(reading, cycle, of);
        }
    }
}

fn report_cycle(reading: &Reading<'_>, cycle: &[&Chained], Cycle { field, itself, expected }: &Cycle) {
    let Some(first) = cycle.iter().min_by_key(|chained| chained.spot) else { return };
    let text = match cycle {
        [_] => format!("`{field}`: {itself}"),
        _ => {
            let keys: Vec<_> = cycle.iter().map(|chained| format!("`{}`", chained.key)).collect();
            format!("`{field}` forms a cycle: {}", keys.join(", "))
        }
    };
    reading.report.add(first.spot, Some(&first.key), text, Some((*expected).to_owned()));
}
