//! Databases from before there were legal instruments.

use diesel::connection::SimpleConnection;
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use sanad::dataset::load;
use sanad::dataset::records::LegalInstrument;
use sanad::db::{Conn, migrate};
use sanad::model::{Happening, IncidentKind, SanctionAction};
use serde_json::{Value, json};

use super::{PLACES_AND_INSTRUMENTS, open, undo};
use crate::load::small::{article, both, key, legal_instrument, sanction, small, when};
use crate::support::TestDatabase;

/// The legal basis of a sanction event was once a text: each text of a data set becomes a legal instrument of that set,
/// until a load puts those in its place that the set declares.
fn texts_become_legal_instruments(db: &TestDatabase) {
    let mut conn = open(db);
    migrate::migrate(&mut conn).unwrap();
    let long = "ن".repeat(3_000);
    let mut dataset = small();
    let event = |id: &str, day: &str| sanction(SanctionAction::Imposed, id, day, None);
    let name_of_300 = "a".repeat(300);
    dataset.events.extend([event("first", "2020-03"), event("second", "2020-02"), event(&name_of_300, "2020-01")]);
    load(&mut conn, &dataset).unwrap();
    let mut other = dataset.clone();
    other.key = key("other");
    let own = |id: &str| key(&format!("other-{id}"));
    other.articles = vec![article("other-report", None, when("2020"))];
    (other.actors, other.organizations, other.places) = Default::default();
    (other.relationships, other.place_relationships) = Default::default();
    other.legal_instruments =
        vec![LegalInstrument { issuer: None, ..legal_instrument("other-resolution", both("ق", "r")) }];
    other.events = vec![event("other-event", "2019")];
    let theirs = &mut other.events[0];
    (theirs.instruments, theirs.evidence[0].article) = (vec![own("resolution")], own("report"));
    theirs.sanction.as_mut().unwrap().authority = None;
    load(&mut conn, &other).unwrap();

    let undone = undo(&mut conn, &PLACES_AND_INSTRUMENTS[0]);
    // Going back keeps what the older version has a word for.
    let title = both("قرار", "resolution").to_string();
    let of = "SELECT legal_basis FROM sanction_events JOIN nodes ON nodes.id = sanction_events.id WHERE key = ";
    let texts = |conn: &mut Conn, query: &str| sql::<Text>(query).load::<String>(conn).unwrap();
    assert_eq!(texts(&mut conn, &format!("{of} 'first'")), std::slice::from_ref(&title));
    let set = |id: &str, text: &str| {
        format!("UPDATE sanction_events SET legal_basis = {text} WHERE id = (SELECT id FROM nodes WHERE key = '{id}');")
    };
    let quoted = |text: &str| format!("'{}'", text.replace('\'', "''"));
    let in_order = both("أمر 'تنفيذي'", "an \"order\"").to_string();
    conn.batch_execute(
        &[
            set("first", &quoted(&in_order)),
            set("second", &quoted(&in_order)),
            set("blocking", "NULL"),
            set(&name_of_300, &quoted(&format!("{{\"ar\":\"{long}\"}}"))),
            set("other-event", &quoted(&in_order)),
        ]
        .concat(),
    )
    .unwrap();
    let revision = "SELECT number FROM revisions";
    let before = sql::<BigInt>(revision).get_result::<i64>(&mut conn).unwrap();

    assert_eq!(migrate::migrate(&mut conn).unwrap(), [undone]);
    assert_eq!(sql::<BigInt>(revision).get_result::<i64>(&mut conn).unwrap(), before + 1);
    // Named after the first of those that were entered.
    let made = "SELECT nodes.key || '|' || dataset.key || '|' || legal_instruments.kind || '|' || nodes.caption \
                FROM legal_instruments JOIN nodes ON nodes.id = legal_instruments.id \
                JOIN nodes AS dataset ON dataset.id = nodes.dataset_id ORDER BY nodes.id";
    let long_one: i64 =
        sql::<BigInt>(&format!("SELECT id FROM nodes WHERE key = '{name_of_300}'")).get_result(&mut conn).unwrap();
    assert_eq!(
        texts(&mut conn, made),
        [
            "proposal.legal-basis|small|OTHER|قرار".to_owned(),
            "first.legal-basis|small|OTHER|أمر 'تنفيذي'".to_owned(),
            format!("legal-basis.{long_one}|small|OTHER|{}", "ن".repeat(500)),
            "other-event.legal-basis|other|OTHER|أمر 'تنفيذي'".to_owned(),
        ]
    );
    let system = actix_web::rt::System::new();
    let answer = system.block_on(db.query(
        r#"{ sanctionEvents { nodes { key legalBasis { key title(language: "en") original: title } instruments { key } } }
             legalInstruments { totalCount nodes { key sanctionEvents { nodes { key } } } }
             search(text: "order", types: [LEGAL_INSTRUMENT]) { nodes { ... on LegalInstrument { key } } } }"#,
    ));
    let basis = |id: &str| {
        let events = answer["sanctionEvents"]["nodes"].as_array().unwrap();
        events.iter().find(|event| event["key"] == id).unwrap()["legalBasis"].clone()
    };
    assert_eq!(basis("blocking"), Value::Null);
    assert_eq!(
        basis("second"),
        json!({ "key": "first.legal-basis", "title": "an \"order\"", "original": "أمر 'تنفيذي'" })
    );
    assert_eq!(basis(&name_of_300)["original"], long, "the whole text is kept");
    let under = &answer["legalInstruments"]["nodes"];
    let first = under.as_array().unwrap().iter().find(|node| node["key"] == "first.legal-basis").unwrap();
    assert_eq!(first["sanctionEvents"]["nodes"], json!([{ "key": "second" }, { "key": "first" }]));
    let mut found = answer["search"]["nodes"].as_array().unwrap().clone();
    found.sort_by_key(|node| node["key"].as_str().unwrap().to_owned());
    assert_eq!(found, [json!({ "key": "first.legal-basis" }), json!({ "key": "other-event.legal-basis" })]);

    // What the set declares takes their place, and nothing is left behind.
    load(&mut conn, &dataset).unwrap();
    load(&mut conn, &other).unwrap();
    let left = texts(&mut conn, "SELECT key FROM nodes WHERE kind = 'LegalInstrument' ORDER BY key");
    assert_eq!(left, ["other-resolution", "resolution"]);
    let named = sql::<BigInt>("SELECT count(*) FROM event_instruments").get_result::<i64>(&mut conn).unwrap();
    assert_eq!(named, 6);
    assert!(load(&mut conn, &dataset).unwrap().is_empty());
}

/// The new words are refused by what an older version left, and taken afterwards; going back, they become OTHER.
fn accessions_go_back_to_other(db: &TestDatabase) {
    let mut conn = open(db);
    migrate::migrate(&mut conn).unwrap();
    let mut dataset = small();
    dataset.events[2].happening = Happening::Incident(IncidentKind::Accession);
    dataset.events[2].instruments = vec![key("resolution")];
    load(&mut conn, &dataset).unwrap();
    let undone = undo(&mut conn, &PLACES_AND_INSTRUMENTS[0]);
    let kinds = "SELECT kind FROM incidents";
    assert_eq!(sql::<Text>(kinds).load::<String>(&mut conn).unwrap(), ["OTHER"]);
    let accede = "UPDATE incidents SET kind = 'ACCESSION'";
    assert!(conn.batch_execute(accede).is_err());
    let held = "UPDATE nodes SET kind = 'PlaceRelationship' WHERE kind = 'Dataset'";
    assert!(conn.batch_execute(held).is_err());
    assert_eq!(migrate::migrate(&mut conn).unwrap(), [undone]);
    conn.batch_execute(accede).unwrap();
    load(&mut conn, &dataset).unwrap();
    assert!(load(&mut conn, &dataset).unwrap().is_empty());
}

on_each_backend! {
    empty:
    texts_become_legal_instruments,
    accessions_go_back_to_other,
}
