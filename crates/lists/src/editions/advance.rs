//! One edition more: from what is known to what is known then, with the events between.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use sanad_model::{Key, SanctionAction, Vocabulary, When};
use serde::Serialize;

use super::change::{Change, held};
use super::event::{Dated, Event, between, on};
use super::guard::{self, Refusal};
use super::known::{Case, Known, KnownEntry};
use super::meaning::{Aspect, Meaning, READING, content};
use crate::edition::{Action, Head, Item};
use crate::entry::{Amendment, Entry, LegalBasis, Listing};
use crate::list::List;

/// What an import is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Options {
    /// So many entries may be gone, even if few are left.
    pub accept_removals: usize,
    /// The last day that an edition may have: one of a later day would shut out all editions before that day.
    pub latest: Option<NaiveDate>,
}

/// How an entry compares with the edition before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seen {
    /// It was never on the list before.
    Added,
    /// It was on the list before the last edition, and is back.
    Returned,
    /// It has other values.
    Changed,
    /// It is the same.
    Unchanged,
    /// A delta takes it off the list.
    Removed,
    /// The number stands twice in the edition: the first one counts, and this one has to be left out.
    Duplicate,
    /// It has no part in this list, as in deltas that have the changes of several lists.
    Elsewhere,
}

/// How many entries did what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Tally {
    /// Entries read, without duplicates.
    pub read: u64,
    /// Entries that were never on the list before.
    pub added: u64,
    /// Entries that are back.
    pub returned: u64,
    /// Entries with other values.
    pub changed: u64,
    /// Entries that are gone.
    pub removed: u64,
    /// Entries that stand twice.
    pub duplicates: u64,
}

/// What an edition did, when all of it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    /// What is known now.
    pub known: Known,
    /// The ends of the cases of entries that are gone.
    pub events: Vec<Event>,
    /// The keys of the entries that are gone.
    pub removed: Vec<String>,
    /// The numbers.
    pub tally: Tally,
}

/// An edition that is being compared, entry by entry.
#[derive(Debug)]
pub struct Advance {
    known: Known,
    head: Head,
    options: Options,
    seen: BTreeSet<String>,
    /// Entries that were on the list when it began.
    before: BTreeSet<String>,
    tally: Tally,
    /// Meanings come from an older version of reading, so changes of them mean nothing.
    is_read_anew: bool,
    removed: Vec<String>,
}

impl Advance {
    /// Begins an edition.
    ///
    /// # Errors
    /// When it is of another list, older than the newest edition known, or that one itself.
    pub fn begin(known: Known, head: &Head, options: Options) -> Result<Self, Refusal> {
        guard::may_follow(&known, head, &options)?;
        let before = known.entries.iter().filter(|(_, entry)| entry.is_listed()).map(|(key, _)| key.clone()).collect();
        let is_read_anew = known.reading != READING;
        let (seen, tally, removed) = (BTreeSet::new(), Tally::default(), Vec::new());
        Ok(Self { known, head: head.clone(), options, seen, before, tally, is_read_anew, removed })
    }

    /// Compares an entry, and returns the events that it shows.
    pub fn see(&mut self, item: &Item) -> (Seen, Vec<Event>) {
        let Item { entry, action } = item;
        let key = entry.key.as_str();
        if self.seen.contains(key) {
            self.tally.duplicates += 1;
            return (Seen::Duplicate, Vec::new());
        }
        let is_known = self.known.entries.get(key).is_some_and(|entry| *action == Action::Listed || entry.is_listed());
        if self.head.is_delta && (!is_known && (*action == Action::Removed || !has_part_in(entry, self.known.list))) {
            return (Seen::Elsewhere, Vec::new());
        }
        self.seen.insert(key.to_owned());
        self.tally.read += 1;
        if *action == Action::Removed {
            let events = self.lift(key, on(self.head.date), Dated::Stated);
            self.tally.removed += 1;
            self.removed.push(key.to_owned());
            return (Seen::Removed, events);
        }
        let known = self.known.entries.remove(key);
        let was_listed = known.as_ref().is_some_and(KnownEntry::is_listed);
        let (known_now, events, is_changed) = self.compared(entry, known);
        let seen = match (is_known, was_listed, is_changed) {
            (false, ..) => Seen::Added,
            (true, false, _) => Seen::Returned,
            (true, true, true) => Seen::Changed,
            (true, true, false) => Seen::Unchanged,
        };
        match seen {
            Seen::Added => self.tally.added += 1,
            Seen::Returned => self.tally.returned += 1,
            Seen::Changed => self.tally.changed += 1,
            _ => {}
        }
        self.known.entries.insert(key.to_owned(), known_now);
        (seen, events)
    }

    /// Ends the edition: entries that were not seen are gone.
    ///
    /// # Errors
    /// When too few entries are left.
    pub fn finish(mut self) -> Result<Outcome, Refusal> {
        let mut events = Vec::new();
        if !self.head.is_delta {
            let gone: Vec<String> = self.before.iter().filter(|key| !self.seen.contains(*key)).cloned().collect();
            guard::enough_left(self.before.len() - gone.len(), gone.len(), &self.options)?;
            let started = between(self.known.date, self.head.date);
            for key in &gone {
                events.extend(self.lift(key, started, Dated::Between));
            }
            self.tally.removed += gone.len() as u64;
            self.known.format = Some(self.head.format.to_string());
            self.removed.extend(gone);
        }
        self.known.date = Some(self.head.date);
        self.known.moment = self.head.moment;
        self.known.reading = READING;
        Ok(Outcome { known: self.known, events, removed: self.removed, tally: self.tally })
    }

    /// Ends all cases of an entry.
    fn lift(&mut self, key: &str, started: When, dated: Dated) -> Vec<Event> {
        let (head, known) = (&self.head, &mut self.known);
        let Some((entry, parsed)) = known.entries.get_mut(key).zip(key.parse::<Key>().ok()) else { return Vec::new() };
        entry.pending.clear();
        let cases = entry.cases.iter_mut().filter(|case| case.in_force);
        cases.map(|case| step(case, &parsed, SanctionAction::Lifted, started, dated, head.date)).collect()
    }

    /// The entry as it is known now, its events, and whether anything of it has changed.
    fn compared(&self, entry: &Entry, known: Option<KnownEntry>) -> (KnownEntry, Vec<Event>, bool) {
        let (meaning, content) = (Meaning::of(entry), content(entry));
        let was_listed = known.as_ref().is_some_and(KnownEntry::is_listed);
        let is_changed = known.as_ref().is_none_or(|known| known.content != content);
        let mut now =
            known.unwrap_or(KnownEntry { cases: Vec::new(), meaning, pending: Vec::new(), content, amended: None });
        now.content = content;
        // What an entry means when it comes back is no change of what it meant before.
        let mut changes = match was_listed && !self.is_read_anew {
            true => held(&mut now, meaning, self.known.date.unwrap_or(self.head.date), &self.head),
            false => {
                (now.meaning, now.pending) = (meaning, Vec::new());
                Vec::new()
            }
        };
        let mut stated = self.stated(entry, &mut now);
        // The list dates a change itself: then it says what changed in that amendment, and there is no other one.
        let mut is_covered = |before: NaiveDate, since: NaiveDate, aspects: &[Aspect]| {
            let covering = stated.iter_mut().rev().find(|amendment| amendment.day > before && amendment.day <= since);
            covering.map(|amendment| amendment.aspects.extend(aspects)).is_some()
        };
        changes.retain(|change| !change.is_dated && !is_covered(change.before, change.since, &change.aspects));
        for pending in now.pending.iter_mut().filter(|pending| !pending.is_dated) {
            let aspect = Aspect::ALL.get(usize::from(pending.aspect)).copied();
            pending.is_dated = is_covered(pending.before, pending.since, aspect.as_slice());
        }
        let mut events = Vec::new();
        for listing in &entry.listings {
            self.follow(listing, entry, &mut now, &changes, &stated, &mut events);
        }
        // A case that the entry has no more: the other ones go on.
        let started = between(self.known.date, self.head.date);
        let (started, dated) =
            if self.head.is_delta { (on(self.head.date), Dated::Stated) } else { (started, Dated::Between) };
        for case in now.cases.iter_mut().filter(|case| case.in_force) {
            // Deltas do not always repeat the lists.
            if !self.head.is_delta && !entry.listings.iter().any(|listing| listing.case == case.case) {
                events.push(step(case, &entry.key, SanctionAction::Lifted, started, dated, self.head.date));
            }
        }
        (now, events, is_changed)
    }

    /// The events of one case.
    fn follow(
        &self,
        listing: &Listing,
        entry: &Entry,
        now: &mut KnownEntry,
        changes: &[Change],
        stated: &[Stated],
        events: &mut Vec<Event>,
    ) {
        let date = self.head.date;
        let at = now.cases.iter().position(|case| case.case == listing.case);
        let is_continued = at.is_some_and(|at| now.cases[at].in_force);
        let at = at.unwrap_or_else(|| {
            now.cases.push(Case {
                case: listing.case.clone(),
                round: 0,
                in_force: false,
                latest_event: String::new(),
                latest_day: NaiveDate::MIN,
            });
            now.cases.len() - 1
        });
        let case = &mut now.cases[at];
        if !is_continued {
            let (started, dated) = self.imposed(listing, case.round > 0);
            events.push(step(case, &entry.key, SanctionAction::Imposed, started, dated, date));
        }
        // In the order in which they happened, since each follows the one before.
        let mut amendments: Vec<Amended> = Vec::new();
        if is_continued {
            amendments.extend(changes.iter().map(Amended::from));
        }
        amendments.extend(stated.iter().map(|stated| Amended::stated(stated, date)));
        amendments.sort_by_key(|amended| (amended.started.within.earliest, amended.started.within.latest));
        for Amended { started, dated, known_from, is_held, aspects, basis } in amendments {
            // An amendment of before the listing, or of before an earlier step, changes nothing of this case.
            if started.within.latest.is_some_and(|day| day > case.latest_day) {
                let event = step(case, &entry.key, SanctionAction::Amended, started, dated, known_from);
                events.push(Event { is_held, aspects, basis, ..event });
            }
        }
    }

    /// When a case began. Of one that is back, the list may print the old day, so only a day after its end counts.
    fn imposed(&self, listing: &Listing, is_back: bool) -> (When, Dated) {
        let range = between(self.known.date, self.head.date);
        let dated = listing.inferred.map_or(Dated::Stated, Dated::Inferred);
        let is_in_range =
            |day: NaiveDate| range.within.earliest.is_none_or(|earliest| day >= earliest) && day <= self.head.date;
        match listing.since {
            Some(day) if !is_back || is_in_range(day) => (on(day), dated),
            _ if self.head.is_delta => (on(self.head.date), Dated::Stated),
            _ => (range, Dated::Between),
        }
    }

    /// The days on which the list says that it amended the entry, as far as they are new.
    fn stated(&self, entry: &Entry, now: &mut KnownEntry) -> Vec<Stated> {
        let latest = now.amended;
        let is_new = |day: NaiveDate| latest.is_none_or(|latest| day > latest) && day <= self.head.date;
        let new = entry.amendments.iter().filter(|amendment| is_new(amendment.day));
        let stated: Vec<Stated> = new
            .map(|Amendment { day, basis }| Stated { day: *day, basis: basis.clone(), aspects: Vec::new() })
            .collect();
        now.amended = stated.iter().map(|amendment| amendment.day).max().max(latest);
        stated
    }
}

/// An amendment that the list dates, with what changed in that time.
struct Stated {
    day: NaiveDate,
    basis: Option<LegalBasis>,
    aspects: Vec<Aspect>,
}

/// An amendment of a case.
struct Amended {
    started: When,
    dated: Dated,
    known_from: NaiveDate,
    is_held: bool,
    aspects: Vec<Aspect>,
    basis: Option<LegalBasis>,
}

impl From<&Change> for Amended {
    fn from(change: &Change) -> Self {
        let Change { started, dated, since, aspects, .. } = change;
        let is_held = *dated == Dated::Between;
        Self { started: *started, dated: *dated, known_from: *since, is_held, aspects: aspects.clone(), basis: None }
    }
}

impl Amended {
    fn stated(stated: &Stated, known_from: NaiveDate) -> Self {
        let Stated { day, basis, aspects } = stated;
        let (aspects, basis) = (aspects.clone(), basis.clone());
        Self { started: on(*day), dated: Dated::Stated, known_from, is_held: false, aspects, basis }
    }
}

/// Whether an entry of a delta is on this list. Without a word about it, it is on the SDN list.
fn has_part_in(entry: &Entry, list: List) -> bool {
    let is_sdn = entry.listings.is_empty() || entry.listings.iter().any(|listing| listing.case == "sdn");
    is_sdn == (list == List::OfacSdn)
}

/// One step further in a case.
fn step(
    case: &mut Case,
    entry: &Key,
    action: SanctionAction,
    started: When,
    dated: Dated,
    known_from: NaiveDate,
) -> Event {
    let key = |name: &str| Key::joined([entry.as_str(), case.case.as_str(), name]);
    let follows = (!case.latest_event.is_empty()).then(|| key(&case.latest_event));
    let latest = started.within.latest.unwrap_or(known_from);
    let round = if action == SanctionAction::Imposed { case.round + 1 } else { case.round };
    let name = match action {
        SanctionAction::Imposed => format!("imposed-{round}"),
        SanctionAction::Lifted => format!("lifted-{round}"),
        _ => format!("amended-{latest}"),
    };
    let event = Event {
        key: key(&name),
        entry: entry.clone(),
        case: case.case.clone(),
        action,
        started,
        dated,
        follows,
        known_from,
        is_held: false,
        aspects: Vec::new(),
        basis: None,
    };
    case.round = round;
    case.in_force = action != SanctionAction::Lifted;
    case.latest_event = name;
    case.latest_day = latest;
    event
}
