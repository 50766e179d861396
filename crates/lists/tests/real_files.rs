//! The real files, with the figures that are known of them. They are not part of the repository: `SANAD_LISTS` names
//! their directory, and `make test-lists LISTS=...` sets it. Without it, these tests say that they are left out.

use std::collections::BTreeMap;
use std::path::PathBuf;

use sanad_lists::editions::{Advance, Event, Known, Options, Tally};
use sanad_lists::{List, NameKind, PartyType, SanctionAction, Source, in_order, sources};

fn lists() -> Option<PathBuf> {
    let directory = std::env::var_os("SANAD_LISTS").map(PathBuf::from);
    if directory.is_none() {
        eprintln!("left out: SANAD_LISTS does not name the directory of the real files");
    }
    directory
}

fn taken(known: Known, source: &Source) -> (Known, Vec<Event>, Tally) {
    let mut edition = source.open("2025-01-10".parse().ok()).unwrap();
    let mut advance = Advance::begin(known, edition.head(), Options::default()).unwrap();
    let mut events: Vec<Event> = edition.by_ref().flat_map(|item| advance.see(&item.unwrap()).1).collect();
    let outcome = advance.finish().unwrap();
    events.extend(outcome.events);
    (outcome.known, events, outcome.tally)
}

fn count(events: &[Event], action: SanctionAction) -> usize {
    events.iter().filter(|event| event.action == action).count()
}

#[test]
fn the_series_of_the_un_has_its_figures() {
    let Some(lists) = lists() else { return };
    let mut found = sources(&lists.join("un/un-2021-05-18.xml.gz")).unwrap();
    for name in ["2023-05-29", "2023-08-03", "2024-01-13", "2024-01-25", "2024-01-27"] {
        found.extend(sources(&lists.join(format!("un/un-{name}.xml.gz"))).unwrap());
    }
    let mut known = Known::new(List::Un);
    let mut life: BTreeMap<String, Vec<Event>> = BTreeMap::new();
    let mut newest = None;
    // Individuals and entities, additions, returns and removals.
    let figures = [
        (711, 286, 997, 0, 0),
        (704, 254, 22, 0, 61),
        (702, 253, 0, 0, 3),
        (676, 193, 6, 1, 93),
        (676, 193, 0, 0, 0),
        (676, 193, 0, 0, 0),
    ];
    for ((head, source), (people, organizations, added, returned, removed)) in
        in_order(found, None).unwrap().into_iter().zip(figures)
    {
        let kinds = source.open(None).unwrap().map(|item| item.unwrap().entry.kind);
        let (found_people, others): (Vec<_>, Vec<_>) = kinds.partition(|kind| *kind == PartyType::Person);
        assert_eq!((found_people.len(), others.len()), (people, organizations), "{}", head.date);
        let (next, events, tally) = taken(known, &source);
        assert_eq!((tally.added, tally.returned, tally.removed), (added, returned, removed), "{}", head.date);
        assert_eq!(count(&events, SanctionAction::Lifted) as u64, removed);
        assert_eq!(count(&events, SanctionAction::Imposed) as u64, added + returned);
        for event in events.iter().filter(|event| event.action == SanctionAction::Lifted) {
            assert_eq!(event.started.within.earliest, newest.and_then(|day: chrono::NaiveDate| day.succ_opt()));
            assert_eq!(event.started.within.latest, Some(head.date));
        }
        for event in events {
            life.entry(event.entry.to_string()).or_default().push(event);
        }
        (known, newest) = (next, Some(head.date));
    }
    // The edition of 2024-01-25 lost 175 values of 111 entries, which were back two days later: no amendment is dated
    // after the edition before it.
    let january = "2024-01-13".parse().unwrap();
    let late = life.values().flatten().filter(|event| event.started.within.earliest > Some(january)).count();
    assert_eq!(late, 0);
    // It came back under its old number and with its old date.
    let returned: Vec<_> = life
        .values()
        .filter(|events| events.iter().filter(|event| event.action == SanctionAction::Imposed).count() == 2)
        .collect();
    assert_eq!(returned.len(), 1);
}

#[test]
fn every_file_has_its_number_of_entries() {
    let Some(lists) = lists() else { return };
    let ofac = lists.join("../data/ofac");
    for (path, entries) in [
        (lists.join("../data/un/consolidated-sample.xml"), 504),
        (lists.join("uk/rebuilt-uk-2026-02-24.xml.gz"), 2_179),
        (lists.join("uk/layout-uk.xml"), 3),
        (lists.join("eu/rebuilt-eu-2026-05-01-odd.xml.gz"), 831),
        (lists.join("eu/tiny-eu-2020.xml"), 6),
        (lists.join("ofac/cons-enhanced-2025-01-odd.xml.gz"), 214),
        (lists.join("ofac/cons_prim.csv"), 442),
        (lists.join("ofac/tiny-sdn.csv"), 17),
        (lists.join("ofac/tiny-sdn-simple.xml"), 8),
        (ofac, 8_976),
    ] {
        let source = &sources(&path).unwrap()[0];
        let list = source.open("2025-01-10".parse().ok()).unwrap().head().list;
        let (known, events, tally) = taken(Known::new(list), source);
        assert_eq!((known.listed(), tally.read), (entries, entries as u64), "{}", path.display());
        assert_eq!(count(&events, SanctionAction::Lifted), 0);
    }
}

#[test]
fn every_entry_has_one_primary_name_in_latin_letters_first() {
    let Some(lists) = lists() else { return };
    for name in [
        "un/un-2024-01-27.xml.gz",
        "uk/rebuilt-uk-2026-02-24.xml.gz",
        "eu/rebuilt-eu-2026-05-01-odd.xml.gz",
        "ofac/cons-enhanced-2025-01-odd.xml.gz",
    ] {
        for item in sources(&lists.join(name)).unwrap()[0].open(None).unwrap() {
            let entry = item.unwrap().entry;
            let primary: Vec<_> = entry.names.iter().filter(|name| name.kind == NameKind::Primary).collect();
            assert_eq!(primary.first().map(|name| &name.text), entry.names.first().map(|name| &name.text));
            let languages: std::collections::BTreeSet<_> = primary.iter().map(|name| name.language.clone()).collect();
            assert_eq!(languages.len(), primary.len(), "{}: {primary:?}", entry.key);
        }
    }
}

#[test]
fn broken_and_retired_files_are_refused_by_name() {
    let Some(lists) = lists() else { return };
    for (name, words) in [
        ("un/broken-403-page-2021-08-26.xml", "an HTML page that says `403 Forbidden`"),
        ("un/broken-maintenance-2025-05-08.xml", "an HTML page that says `This object may be found here`"),
        ("uk/tiny-ofsi-conlist-retired.csv", "ConList"),
        ("ofac/layout-advanced.xml", "OFAC's ADVANCED XML"),
        ("ofac/enhanced.xsd", "XML whose root is `schema`"),
        ("ftm/yente-t1.entities.ftm.json", "OpenSanctions"),
        ("ftm/interpol-red-2025-05.targets.simple.csv.gz", "OpenSanctions"),
        ("ftm/wd-persons-index.json", "OpenSanctions"),
        ("ftm/wd-persons-targets.nested.json", "OpenSanctions"),
        ("ftm/us-congress.senzing.json.gz", "OpenSanctions"),
        ("ftm/delta/20240527194702-wnk.entities.delta.json", "OpenSanctions"),
    ] {
        let message = sources(&lists.join(name)).expect_err(name).to_string();
        assert!(message.contains(words), "{name}: {message}");
    }
}
