use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use proptest::prelude::*;
use sanad_model::{NameKind, PartyType, SanctionAction};

use super::*;
use crate::edition::{Action, Head, Item};
use crate::entry::{Amendment, Entry, Listing, Name};
use crate::list::List;
use crate::recognise::Format;
use crate::script::Script;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn head(date: &str) -> Head {
    Head {
        list: List::Un,
        format: Format::Un,
        date: day(date),
        moment: None,
        printed: date.to_owned(),
        is_dated_by_name: false,
        is_delta: false,
    }
}

/// An entry with one name, in one case that began on this day.
fn entry(reference: &str, name: &str, since: &str) -> Entry {
    let mut entry = Entry::new(List::Un, reference, reference, PartyType::Person).unwrap();
    let name = Name {
        text: name.to_owned(),
        kind: NameKind::Primary,
        language: None,
        script: Script::Latin,
        note: None,
        basis: None,
    };
    entry.names.push(name);
    let since = Some(day(since));
    entry.listings.push(Listing {
        case: "un".into(),
        part: "UN List".into(),
        authority: "un-security-council",
        since,
        inferred: None,
    });
    entry
}

fn amended(mut entry: Entry, days: &[&str]) -> Entry {
    entry.amendments = days.iter().map(|text| Amendment { day: day(text), basis: None }).collect();
    entry
}

/// Takes an edition, and returns what is known then with all events as `reference action when`.
fn taken(known: Known, date: &str, entries: &[Entry]) -> (Known, Vec<String>, Tally) {
    let (known, events, tally) = events_of(known, &head(date), entries.iter().cloned().map(Item::from)).unwrap();
    (known, events.iter().map(told).collect(), tally)
}

fn events_of(
    known: Known,
    head: &Head,
    items: impl IntoIterator<Item = Item>,
) -> Result<(Known, Vec<Event>, Tally), Refusal> {
    let mut advance = Advance::begin(known, head, Options { accept_removals: usize::MAX, latest: None })?;
    let mut events: Vec<Event> = items.into_iter().flat_map(|item| advance.see(&item).1).collect();
    let outcome = advance.finish()?;
    events.extend(outcome.events);
    Ok((outcome.known, events, outcome.tally))
}

fn told(event: &Event) -> String {
    let end = |day: Option<NaiveDate>| day.map_or_else(|| "..".to_owned(), |day| day.to_string());
    let when = match event.started.date {
        Some(date) => date.to_string(),
        None => format!("{}/{}", end(event.started.within.earliest), end(event.started.within.latest)),
    };
    let aspects: Vec<String> = event.aspects.iter().map(ToString::to_string).collect();
    let follows = event.follows.as_ref().map(|key| key.as_str().rsplit('.').next().unwrap_or_default().to_owned());
    format!("{} {} {when} {} < {}", event.entry, event.action, aspects.join("+"), follows.unwrap_or_default())
}

#[test]
fn an_entry_is_listed_lifted_and_listed_again() {
    let (a, b) = (entry("LYi.901", "Ali", "2019-05-01"), entry("LYi.902", "Omar", "2020-06-02"));
    let (known, events, _) = taken(Known::new(List::Un), "2021-05-17", &[a.clone(), b.clone()]);
    assert_eq!(events, ["un-lyi.901 IMPOSED 2019-05-01  < ", "un-lyi.902 IMPOSED 2020-06-02  < "]);
    let (known, events, tally) = taken(known, "2023-05-28", std::slice::from_ref(&b));
    assert_eq!(events, ["un-lyi.901 LIFTED 2021-05-18/2023-05-28  < imposed-1"]);
    assert_eq!((tally.read, tally.removed), (1, 1));
    // The list prints the old day.
    let (known, events, tally) = taken(known, "2023-08-02", &[a.clone(), b.clone()]);
    assert_eq!(events, ["un-lyi.901 IMPOSED 2023-05-29/2023-08-02  < lifted-1"]);
    assert_eq!((tally.returned, tally.added, tally.changed), (1, 0, 0));
    let (known, events, _) = taken(known, "2023-08-03", std::slice::from_ref(&b));
    assert_eq!(events, ["un-lyi.901 LIFTED 2023-08-03  < imposed-2"]);
    // It prints the day on which it came back.
    let (known, events, _) = taken(known, "2023-08-10", &[entry("LYi.901", "Ali", "2023-08-07"), b]);
    assert_eq!(events, ["un-lyi.901 IMPOSED 2023-08-07  < lifted-2"]);
    assert_eq!(known.listed(), 2);
}

#[test]
fn a_change_is_an_amendment_once_it_has_held() {
    let (old, new, other) = (
        entry("LYi.901", "Ali", "2019-05-01"),
        entry("LYi.901", "Aly", "2019-05-01"),
        entry("LYi.901", "Omar", "2019-05-01"),
    );
    let first = || taken(Known::new(List::Un), "2024-01-01", std::slice::from_ref(&old)).0;
    // It holds for two editions: then it happened before the first of them.
    let (known, events, tally) = taken(first(), "2024-01-10", std::slice::from_ref(&new));
    assert_eq!((events.len(), tally.changed), (0, 1));
    let (known, events, tally) = taken(known, "2024-01-11", std::slice::from_ref(&new));
    assert_eq!(events, ["un-lyi.901 AMENDED 2024-01-02/2024-01-10 NAMES < imposed-1"]);
    assert_eq!(tally.changed, 0);
    assert_eq!(taken(known, "2024-01-12", std::slice::from_ref(&new)).1, Vec::<String>::new());
    // It is taken back: nothing happened.
    let (known, ..) = taken(first(), "2024-01-10", std::slice::from_ref(&new));
    let (known, events, _) = taken(known, "2024-01-12", std::slice::from_ref(&old));
    assert_eq!(events, Vec::<String>::new());
    assert_eq!(taken(known, "2024-01-20", std::slice::from_ref(&old)).1, Vec::<String>::new());
    // Another value follows within three days: only what holds counts.
    let (known, ..) = taken(first(), "2024-01-10", std::slice::from_ref(&new));
    let (known, events, _) = taken(known, "2024-01-12", std::slice::from_ref(&other));
    assert_eq!(events, Vec::<String>::new());
    assert_eq!(
        taken(known, "2024-01-13", std::slice::from_ref(&other)).1,
        ["un-lyi.901 AMENDED 2024-01-11/2024-01-12 NAMES < imposed-1"]
    );
    // Another value follows after three days: both count.
    let (known, ..) = taken(first(), "2024-01-10", std::slice::from_ref(&new));
    let (known, events, _) = taken(known, "2024-01-13", std::slice::from_ref(&other));
    assert_eq!(events, ["un-lyi.901 AMENDED 2024-01-02/2024-01-10 NAMES < imposed-1"]);
    assert_eq!(
        taken(known, "2024-01-14", std::slice::from_ref(&other)).1,
        ["un-lyi.901 AMENDED 2024-01-11/2024-01-13 NAMES < amended-2024-01-10"]
    );
}

#[test]
fn layout_is_no_change_of_meaning() {
    let plain = entry("LYi.901", "Ali al-Example’s", "2019-05-01");
    let (known, ..) = taken(Known::new(List::Un), "2024-01-01", std::slice::from_ref(&plain));
    let shouted = entry("LYi.901", "ALI  al-EXAMPLE's", "2019-05-01");
    let (known, ..) = taken(known, "2024-01-10", std::slice::from_ref(&shouted));
    assert_eq!(taken(known, "2024-01-20", &[shouted]).1, Vec::<String>::new());
}

#[test]
fn amendments_that_the_list_dates_are_taken_once() {
    let old = amended(entry("LYi.901", "Ali", "2019-05-01"), &["2018-01-01", "2020-02-02", "2021-03-03"]);
    let (known, events, _) = taken(Known::new(List::Un), "2022-01-01", std::slice::from_ref(&old));
    assert_eq!(
        events,
        [
            "un-lyi.901 IMPOSED 2019-05-01  < ",
            "un-lyi.901 AMENDED 2020-02-02  < imposed-1",
            "un-lyi.901 AMENDED 2021-03-03  < amended-2020-02-02",
        ]
    );
    // The days vanish and return; a new one covers the change of meaning in the same time.
    let (known, events, _) = taken(known, "2022-02-01", &[entry("LYi.901", "Ali", "2019-05-01")]);
    assert_eq!(events, Vec::<String>::new());
    let new = amended(entry("LYi.901", "Aly", "2019-05-01"), &["2020-02-02", "2021-03-03", "2022-02-20"]);
    let (known, events, _) = taken(known, "2022-03-01", std::slice::from_ref(&new));
    assert_eq!(events, ["un-lyi.901 AMENDED 2022-02-20 NAMES < amended-2021-03-03"]);
    assert_eq!(taken(known, "2022-04-01", std::slice::from_ref(&new)).1, Vec::<String>::new());
}

#[test]
fn cases_of_an_entry_live_apart() {
    let mut both = entry("LYi.901", "Ali", "2019-05-01");
    both.listings.push(Listing { case: "uk".into(), since: Some(day("2020-01-01")), ..both.listings[0].clone() });
    let (known, events, _) = taken(Known::new(List::Un), "2022-01-01", std::slice::from_ref(&both));
    assert_eq!(events.len(), 2);
    let one = entry("LYi.901", "Ali", "2019-05-01");
    let (known, events, tally) = taken(known, "2022-02-01", &[one]);
    assert_eq!(events, ["un-lyi.901 LIFTED 2022-01-02/2022-02-01  < imposed-1"]);
    assert_eq!((tally.removed, tally.changed), (0, 1));
    assert_eq!(taken(known, "2022-03-01", &[both]).1, ["un-lyi.901 IMPOSED 2022-02-02/2022-03-01  < lifted-1"]);
}

#[test]
fn a_delta_states_the_day() {
    let (a, b) = (entry("1", "Ali", "2019-05-01"), entry("2", "Omar", "2020-06-02"));
    let (known, ..) = taken(Known::new(List::Un), "2024-01-01", &[a.clone(), b]);
    let delta = Head { is_delta: true, ..head("2024-01-09") };
    let removed = Item { entry: entry("2", "Omar", "2020-06-02"), action: Action::Removed };
    let changed = Item::from(entry("1", "Aly", "2019-05-01"));
    let unknown = Item { entry: entry("3", "Said", "2020-06-02"), action: Action::Removed };
    let (known, events, tally) = events_of(known, &delta, [changed, removed, unknown]).unwrap();
    let events: Vec<String> = events.iter().map(told).collect();
    assert_eq!(events, ["un-1 AMENDED 2024-01-09 NAMES < imposed-1", "un-2 LIFTED 2024-01-09  < imposed-1"]);
    assert_eq!((tally.removed, known.listed()), (1, 1));
    let first = events_of(Known::new(List::Un), &delta, []).unwrap_err();
    assert!(first.to_string().contains("expected the whole list first"), "{first}");
}

#[test]
fn editions_that_do_not_fit_are_refused() {
    let entries: Vec<Entry> = (0..10).map(|number| entry(&number.to_string(), "Ali", "2019-05-01")).collect();
    let (known, ..) = taken(Known::new(List::Un), "2024-01-10", &entries);
    let begin = |head: &Head| Advance::begin(known.clone(), head, Options::default()).map(drop).unwrap_err();
    assert_eq!(begin(&head("2024-01-10")), Refusal::Same { date: day("2024-01-10") });
    assert!(begin(&head("2024-01-09")).to_string().contains("of 2024-01-09, but the one of 2024-01-10 is known"));
    let other = Head { list: List::Eu, ..head("2024-02-01") };
    assert!(
        begin(&other).to_string().contains("EU Consolidated Financial Sanctions List: expected one of United Nations")
    );
    let csv = Head { format: Format::Uk, ..head("2024-02-01") };
    assert!(begin(&csv).to_string().contains("but the editions so far are the consolidated list of the UN"));
    let options = Options { latest: Some(day("2024-01-31")), ..Options::default() };
    let future = Advance::begin(known.clone(), &head("2024-02-01"), options).map(drop).unwrap_err();
    assert!(future.to_string().contains("of 2024-02-01, a day to come: expected one of 2024-01-31 or earlier"));
    let finished = |left: usize, accept_removals: usize| {
        let options = Options { accept_removals, latest: Some(day("2024-02-01")) };
        let mut advance = Advance::begin(known.clone(), &head("2024-02-01"), options).unwrap();
        for entry in &entries[..left] {
            advance.see(&Item::from(entry.clone()));
        }
        // Others that are new do not make up for it.
        for number in 100..110 {
            advance.see(&Item::from(entry(&number.to_string(), "Ali", "2019-05-01")));
        }
        advance.finish().map(|outcome| outcome.removed.len())
    };
    assert_eq!(finished(8, 0), Ok(2));
    assert_eq!(finished(7, 2), Err(Refusal::TooFewLeft { left: 7, before: 10, removed: 3 }));
    assert_eq!(finished(7, 3), Ok(3));
    assert!(finished(0, 0).unwrap_err().to_string().contains("0 of 10 entries are left, 10 are gone"));
}

#[test]
fn a_number_that_stands_twice_counts_once() {
    let mut advance = Advance::begin(Known::new(List::Un), &head("2024-01-10"), Options::default()).unwrap();
    assert_eq!(advance.see(&entry("1", "Ali", "2019-05-01").into()).0, Seen::Added);
    assert_eq!(advance.see(&entry("1", "Omar", "2019-05-01").into()), (Seen::Duplicate, Vec::new()));
    assert_eq!(advance.finish().unwrap().tally, Tally { read: 1, added: 1, duplicates: 1, ..Tally::default() });
}

#[test]
fn another_version_of_reading_amends_nothing() {
    let (mut known, ..) = taken(Known::new(List::Un), "2024-01-10", &[entry("1", "Ali", "2019-05-01")]);
    known.reading = 0;
    let other = [entry("1", "Omar", "2019-05-01")];
    let (known, events, _) = taken(known, "2024-02-01", &other);
    assert_eq!(events, Vec::<String>::new());
    assert_eq!(taken(known, "2024-03-01", &other).1, Vec::<String>::new());
}

/// One edition for the property: for each of five entries, whether it is there, which name it has, and how many of its
/// amendments are printed.
type Plan = Vec<[Option<(u8, u8)>; 5]>;

fn edition_of(plan: &[Option<(u8, u8)>; 5]) -> Vec<Item> {
    let days = ["2020-02-02", "2024-01-03", "2024-01-09"];
    let entries = plan.iter().enumerate().filter_map(|(number, values)| {
        let (name, amendments) = (*values)?;
        let entry = entry(&format!("LYi.90{number}"), &format!("Name {name}"), "2019-05-01");
        Some(amended(entry, &days[..usize::from(amendments)]))
    });
    entries.map(Item::from).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn editions_one_at_a_time_give_the_same_as_all_at_once(
        plan in prop::collection::vec(prop::array::uniform5(prop::option::of((0..3_u8, 0..4_u8))), 1..8),
        gaps in prop::collection::vec(1..6_u64, 8),
    ) {
        let plan: Plan = plan;
        let mut date = day("2024-01-01");
        let (mut at_once, mut stored) = (Known::new(List::Un), serde_json::to_string(&Known::new(List::Un)).unwrap());
        let mut all = Vec::new();
        for (edition, gap) in plan.iter().zip(&gaps) {
            let head = head(&date.to_string());
            let (known, events, _) = events_of(at_once, &head, edition_of(edition)).unwrap();
            let loaded: Known = serde_json::from_str(&stored).unwrap();
            // In another order, and from what was stored.
            let items = edition_of(edition).into_iter().rev();
            let (loaded, again, _) = events_of(loaded, &head, items).unwrap();
            let sorted = |events: &[Event]| events.iter().map(|event| format!("{event:?}")).collect::<BTreeSet<_>>();
            prop_assert_eq!(sorted(&events), sorted(&again));
            prop_assert_eq!(&loaded, &known);
            let listed: usize = edition.iter().flatten().count();
            prop_assert_eq!(known.listed(), listed);
            stored = serde_json::to_string(&loaded).unwrap();
            at_once = known;
            all.extend(events);
            date = date + chrono::Days::new(*gap);
        }
        // Each event follows the one before in its case, and lies after it; cases are imposed and lifted in turns.
        let mut latest: BTreeMap<String, &Event> = BTreeMap::new();
        let mut keys = BTreeSet::new();
        for event in &all {
            prop_assert!(keys.insert(event.key.clone()), "{:?} stands twice", event.key);
            let before = latest.insert(event.entry.to_string(), event);
            prop_assert_eq!(event.follows.as_ref(), before.map(|before| &before.key));
            let is_off = before.is_none_or(|before| before.action == SanctionAction::Lifted);
            prop_assert_eq!(event.action == SanctionAction::Imposed, is_off);
            prop_assert!(event.started.within.earliest <= event.started.within.latest);
            prop_assert!(event.started.within.latest <= Some(event.known_from));
            if let Some(before) = before {
                prop_assert!(before.started.within.latest < event.started.within.latest, "{} {}", told(before), told(event));
            }
        }
    }
}
