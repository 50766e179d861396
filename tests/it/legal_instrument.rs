//! Legal instruments, and what rests on them.

use sanad::dataset::load;
use sanad::dataset::records::{Dataset, Event};
use sanad::db::migrate;
use sanad::model::{Happening, IncidentKind, Role, SanctionAction, Stance};
use serde_json::{Value, json};

use crate::load::small::{
    both, event, evidence, key, legal_instrument, participation, place_relationship, sanction, small, when,
};
use crate::support::{TestDatabase, variables};

async fn everything_under_an_order_is_one_query(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ legalInstrument(key: "executive-order-13818") {
                   id key title(language: "en") original: title kind symbol adopted url issuer { key } dataset { key }
                   sanctionEvents { totalCount nodes { key action targets { name(language: "en") } legalBasis { key } } }
                   events { totalCount nodes { title(language: "en") instruments { key } } } } }"#,
        )
        .await;
    insta::assert_json_snapshot!("everything_under_executive_order_13818", answer);
}

async fn by_key(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ a: legalInstrument(key: "un-security-council-resolution-1970") { symbol }
                 b: legalInstrument(key: "kaniyat") { key }
                 c: legalInstrument(key: "nothing") { key }
                 d: node(id: "LegalInstrument:global-magnitsky-act") { ... on LegalInstrument { kind } }
                 e: node(id: "Place:global-magnitsky-act") { id } }"#,
        )
        .await;
    assert_eq!(
        answer,
        json!({ "a": { "symbol": "S/RES/1970 (2011)" }, "b": null, "c": null, "d": { "kind": "LAW" }, "e": null })
    );
}

async fn filters(db: &TestDatabase) {
    for (filter, expected) in [
        (r#"keys: ["executive-order-13818", "kaniyat"]"#, vec!["executive-order-13818"]),
        ("kinds: [PROTOCOL]", vec!["optional-protocol-to-convention-against-torture"]),
        (r#"symbols: ["E.O. 13818"]"#, vec!["executive-order-13818"]),
        (r#"issuers: ["united-states"]"#, vec!["executive-order-13818", "global-magnitsky-act"]),
        (r#"issuers: ["un-security-council"], kinds: [RESOLUTION]"#, vec!["un-security-council-resolution-1970"]),
        (r#"datasets: ["elsewhere"]"#, vec![]),
        ("kinds: []", vec![]),
    ] {
        let query =
            "query($where: LegalInstrumentFilter) { legalInstruments(where: $where) { totalCount nodes { key } } }";
        let answer = db.query_with(query, json!({ "where": variables(filter) })).await;
        let list = &answer["legalInstruments"];
        let keys: Vec<&str> =
            list["nodes"].as_array().unwrap().iter().map(|node| node["key"].as_str().unwrap()).collect();
        assert_eq!(keys, expected, "{filter}");
        assert_eq!(list["totalCount"], expected.len(), "{filter}");
    }
}

async fn they_are_found_by_title_and_symbol(db: &TestDatabase) {
    const SEARCH: &str = "query($text: String!) { search(text: $text, types: [LEGAL_INSTRUMENT]) { edges {
        node { ... on LegalInstrument { key } } match { field text } } } }";
    for (text, instrument, field) in [
        ("Executive Order 138", "executive-order-13818", "TITLE"),
        ("الأمر التنفيذي", "executive-order-13818", "TITLE"),
        ("E.O. 13818", "executive-order-13818", "SYMBOL"),
        ("S/RES/1970", "un-security-council-resolution-1970", "SYMBOL"),
        ("resolution 1970", "un-security-council-resolution-1970", "TITLE"),
        ("enforced disappearances", "convention-on-enforced-disappearance", "TITLE"),
    ] {
        let answer = db.query_with(SEARCH, json!({ "text": text })).await;
        let first = &answer["search"]["edges"][0];
        assert_eq!(first["node"]["key"], instrument, "{text}: {answer}");
        assert_eq!(first["match"]["field"], field, "{text}: {answer}");
    }
    let answer = db.query(r#"{ search(text: "E.O. 13818") { nodes { __typename } } }"#).await;
    let found = answer["search"]["nodes"].as_array().unwrap();
    assert!(found.iter().any(|node| node["__typename"] == "LegalInstrument"), "{answer}");
}

/// A treaty with a planned and a reported accession, and a sanction event that names it before the resolution.
fn accessions() -> Dataset {
    let mut dataset = small();
    dataset.legal_instruments.push(legal_instrument("treaty", both("معاهدة", "treaty")));
    dataset.place_relationships.push(place_relationship("council", "harbour", "leaflet"));
    let accession = |id: &str, day: &str, stance| Event {
        instruments: vec![key("treaty")],
        evidence: vec![evidence("report", stance)],
        participations: vec![participation(id, Role::Participant, "council", "report")],
        ..event(id, Happening::Incident(IncidentKind::Accession), when(day), "report")
    };
    dataset.events.extend([
        accession("planned", "2020-06", Stance::Plans),
        accession("done", "2019", Stance::Reports),
        Event {
            instruments: vec![key("treaty"), key("resolution")],
            ..sanction(SanctionAction::Lifted, "lifting", "2021", None)
        },
    ]);
    dataset
}

async fn events_name_several_in_their_order(db: &TestDatabase) {
    let mut conn = db.conn();
    migrate::migrate(&mut conn).unwrap();
    load(&mut conn, &accessions()).unwrap();
    let nodes = |list: &Value| -> Vec<String> {
        list["nodes"].as_array().unwrap().iter().map(|node| node["key"].as_str().unwrap().to_owned()).collect()
    };
    let answer = db
        .query(
            r#"{ legalInstruments { nodes { key all: events { totalCount nodes { key } }
                   planned: events(facts: { stances: [PLANS] }) { nodes { key } }
                   early: events(facts: { asOf: "2019-06-01" }) { nodes { key } }
                   sanctionEvents { totalCount nodes { key } }
                   lifted: sanctionEvents(actions: [LIFTED]) { totalCount nodes { key } } } }
                 event(key: "lifting") { instruments { key } ... on SanctionEvent { legalBasis { key } } }
                 none: event(key: "discovery") { instruments { key } }
                 accessions: events(where: { incidentKinds: [ACCESSION] }) { nodes { key } }
                 under: events(where: { instruments: ["treaty"], kind: INCIDENT }) { totalCount nodes { key } }
                 either: sanctionEvents(where: { legalBasis: ["treaty", "resolution"] }) { totalCount nodes { key } }
                 party(key: "council") { participations { nodes { event { key instruments { key } } } } }
                 counts: eventCounts(by: [KIND], where: { instruments: ["treaty"] }) { count } }"#,
        )
        .await;
    let [resolution, treaty] = &answer["legalInstruments"]["nodes"].as_array().unwrap()[..] else { panic!("{answer}") };
    assert_eq!(nodes(&resolution["all"]), ["proposal", "blocking", "lifting"]);
    assert_eq!(nodes(&resolution["sanctionEvents"]), ["proposal", "blocking", "lifting"]);
    assert_eq!(nodes(&treaty["all"]), ["done", "planned", "lifting"]);
    assert_eq!(treaty["all"]["totalCount"], 3);
    assert_eq!(nodes(&treaty["planned"]), ["planned"]);
    assert_eq!(nodes(&treaty["early"]), ["done"]);
    assert_eq!(nodes(&treaty["sanctionEvents"]), ["lifting"]);
    assert_eq!(treaty["sanctionEvents"]["totalCount"], 1);
    assert_eq!(nodes(&treaty["lifted"]), ["lifting"]);
    assert_eq!(
        answer["event"],
        json!({ "instruments": [{ "key": "treaty" }, { "key": "resolution" }], "legalBasis": { "key": "treaty" } })
    );
    assert_eq!(answer["none"]["instruments"], json!([]));
    assert_eq!(nodes(&answer["accessions"]), ["done", "planned"]);
    assert_eq!(nodes(&answer["under"]), ["done", "planned"]);
    assert_eq!(nodes(&answer["either"]), ["proposal", "blocking", "lifting"]);
    assert_eq!(answer["either"]["totalCount"], 3);
}

/// However many events and instruments there are, each level takes one statement.
async fn no_event_takes_a_statement_of_its_own(db: &TestDatabase) {
    for (query, statements) in [
        // Instruments; their events, targets, parties.
        (r#"{ legalInstruments { nodes { sanctionEvents { nodes { targets { key } } } } } }"#, 4),
        // Instruments, issuers, data sets; the events, their number; the instruments of these.
        (
            r#"{ legalInstruments { nodes { issuer { key } dataset { key }
                 events { totalCount nodes { instruments { title } ... on SanctionEvent { legalBasis { symbol } } } } } } }"#,
            6,
        ),
        // The first is one of all.
        (r#"{ sanctionEvents { nodes { legalBasis { issuer { key } } instruments { issuer { key } } } } }"#, 3),
        (r#"{ sanctionEvents(where: { legalBasis: ["executive-order-13818"] }) { nodes { key } } }"#, 2),
    ] {
        assert_eq!(db.statements_of(query).await, statements, "{query}");
    }
}

on_each_backend! {
    async everything_under_an_order_is_one_query,
    async by_key,
    async filters,
    async they_are_found_by_title_and_symbol,
    async no_event_takes_a_statement_of_its_own,
}

mod own {
    use super::events_name_several_in_their_order;

    on_each_backend! {
        empty:
        async events_name_several_in_their_order,
    }
}
