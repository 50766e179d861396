//! Loading legal instruments, and the events that name them.

use sanad::dataset::load;
use sanad::dataset::records::Dataset;
use sanad::model::NodeKind;

use super::refusal::reason;
use super::small::{both, key, legal_instrument, small};
use super::{changed, dump, id_of, number, open, texts};
use crate::support::TestDatabase;

const NAMED: &str = "SELECT nodes.key || ' ' || event_instruments.ordinal FROM event_instruments \
                     JOIN nodes ON nodes.id = event_instruments.instrument_id \
                     JOIN nodes AS event ON event.id = event_instruments.event_id \
                     WHERE event.key = 'proposal' ORDER BY event_instruments.ordinal";

fn a_changed_instrument_leaves_its_events_alone(db: &TestDatabase) {
    let mut conn = open(db);
    load(&mut conn, &small()).unwrap();
    let id = id_of(&mut conn, "resolution");
    let mut dataset = small();
    let instrument = &mut dataset.legal_instruments[0];
    (instrument.title, instrument.symbol, instrument.issuer) = (both("قرار آخر", "another"), None, None);
    assert_eq!(changed(&load(&mut conn, &dataset).unwrap()), [("legal instruments", 0, 1, 0)]);
    assert_eq!(id_of(&mut conn, "resolution"), id);
    assert_eq!(texts(&mut conn, "SELECT caption FROM nodes WHERE key = 'resolution'"), ["قرار آخر"]);
    assert!(load(&mut conn, &dataset).unwrap().is_empty());
}

fn an_instrument_goes_when_no_event_names_it(db: &TestDatabase) {
    let mut conn = open(db);
    load(&mut conn, &small()).unwrap();
    let state = dump(&mut conn);
    let mut dataset = small();
    dataset.legal_instruments.clear();
    let refusal = reason(load(&mut conn, &dataset));
    assert_eq!(refusal, "it refers to `resolution`, but none of its records has that key");
    assert_eq!(dump(&mut conn), state);

    dataset.events.iter_mut().for_each(|event| event.instruments.clear());
    let changes = load(&mut conn, &dataset).unwrap();
    assert_eq!(changed(&changes), [("legal instruments", 0, 0, 1), ("sanction events", 0, 2, 0)]);
    assert_eq!(number(&mut conn, "SELECT COUNT(*) FROM event_instruments"), 0);
    load(&mut conn, &small()).unwrap();
    assert_eq!(number(&mut conn, "SELECT COUNT(*) FROM event_instruments"), 2);
}

fn events_change_with_what_they_name_and_in_which_order(db: &TestDatabase) {
    let mut conn = open(db);
    let mut dataset = small();
    dataset.legal_instruments.push(legal_instrument("treaty", both("معاهدة", "treaty")));
    let proposal = dataset.events.iter().position(|event| event.key == key("proposal")).unwrap();
    for (named, expected) in [
        (&["resolution", "treaty"][..], &["resolution 1", "treaty 2"][..]),
        (&["treaty", "resolution"], &["treaty 1", "resolution 2"]),
        (&["treaty"], &["treaty 1"]),
        (&[], &[]),
        (&["resolution"], &["resolution 1"]),
    ] {
        dataset.events[proposal].instruments = named.iter().map(|id| key(id)).collect();
        let changes = load(&mut conn, &dataset).unwrap();
        // The first load adds all there is.
        if changes.revision > 1 {
            assert_eq!(changed(&changes), [("sanction events", 0, 1, 0)], "{named:?}");
        }
        assert_eq!(texts(&mut conn, NAMED), expected);
        assert!(load(&mut conn, &dataset).unwrap().is_empty(), "{named:?}");
    }
    // The day of the event is that of its rows, by which instruments list it.
    dataset.events[proposal].started = super::small::when("2018-05");
    load(&mut conn, &dataset).unwrap();
    let day = "SELECT sort_day FROM event_instruments JOIN nodes ON nodes.id = event_id WHERE nodes.key = 'proposal'";
    assert_eq!(texts(&mut conn, day), ["2018-05-01"]);
}

fn an_instrument_belongs_to_one_data_set(db: &TestDatabase) {
    let mut conn = open(db);
    load(&mut conn, &small()).unwrap();
    let state = dump(&mut conn);
    let other = |instruments: Vec<_>| Dataset {
        key: key("other"),
        title: "Other".to_owned(),
        legal_instruments: instruments,
        articles: Vec::new(),
        actors: Vec::new(),
        organizations: Vec::new(),
        places: Vec::new(),
        place_relationships: Vec::new(),
        relationships: Vec::new(),
        events: Vec::new(),
        ..small()
    };
    let of_nobody = |id: &str| sanad::dataset::records::LegalInstrument {
        issuer: None,
        ..legal_instrument(id, both("قرار", "resolution"))
    };
    let refusal = reason(load(&mut conn, &other(vec![of_nobody("resolution")])));
    assert_eq!(refusal, "the key `resolution` belongs to the data set `small`: to move it, load both together");
    // Nor does an event name what another data set has, without its use.
    let mut borrowing = other(Vec::new());
    borrowing.articles = vec![super::small::article("gazette", None, super::small::when("2020"))];
    borrowing.events = small().events.into_iter().filter(|event| event.key == key("blocking")).collect();
    let event = &mut borrowing.events[0];
    event.key = key("borrowing");
    event.evidence[0].article = key("gazette");
    let sanction = event.sanction.as_mut().unwrap();
    (sanction.authority, sanction.follows) = (None, None);
    let refusal = reason(load(&mut conn, &borrowing));
    let unused =
        "it refers to `resolution` of the data set `small`, which it does not use: expected `small` in its `uses`";
    assert_eq!(refusal, unused);
    assert_eq!(dump(&mut conn), state);

    // Two data sets may have the same instrument under keys of their own.
    load(&mut conn, &other(vec![of_nobody("other-resolution")])).unwrap();
    assert_eq!(number(&mut conn, "SELECT COUNT(*) FROM legal_instruments"), 2);
    let kind = NodeKind::LegalInstrument;
    assert_eq!(number(&mut conn, &format!("SELECT COUNT(*) FROM nodes WHERE kind = '{kind}'")), 2);
}

on_each_backend! {
    empty:
    a_changed_instrument_leaves_its_events_alone,
    an_instrument_goes_when_no_event_names_it,
    events_change_with_what_they_name_and_in_which_order,
    an_instrument_belongs_to_one_data_set,
}
