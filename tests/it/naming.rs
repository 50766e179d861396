//! Keys and ids: each argument and filter that names a record takes both.

use std::collections::BTreeSet;

use apollo_compiler::ast;
use sanad::graphql::sdl;
use serde_json::{Value, json};

use crate::removal::{GONE, remove_one};
use crate::support::TestDatabase;

const ACTOR: &str = "Actor:mohamed-al-kani";
const MILITIA: &str = "Organization:kaniyat";
const STATE: &str = "Organization:united-states";
const PUBLISHER: &str = "Organization:us-department-of-state";
const STATEMENT: &str = "Article:us-state-2020-11-27-kaniyat-designation";
const GRAVES: &str = "Incident:tarhuna-mass-graves";
const DESIGNATION: &str = "SanctionEvent:us-designates-kaniyat-eo-13818";
const VESSEL: &str = "Asset:sea-example";
const TOWN: &str = "Place:tarhuna";
const CONTROL: &str = "PlaceRelationship:kaniyat.controls.tarhuna";
const ORDER: &str = "LegalInstrument:executive-order-13818";
const DATASET: &str = "Dataset:libya-2018-2020";

/// The fields that look up one record by `key`, each with an id that it finds.
const LOOK_UPS: [(&str, &str); 11] = [
    ("party", MILITIA),
    ("actor", ACTOR),
    ("organization", MILITIA),
    ("asset", VESSEL),
    ("event", GRAVES),
    ("sanctionEvent", DESIGNATION),
    ("article", STATEMENT),
    ("place", TOWN),
    ("placeRelationship", CONTROL),
    ("removal", GONE),
    ("legalInstrument", ORDER),
];

/// A filter, a list that takes it, and its fields that name records, each with an id.
type Filter = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// The fields of filters that name records: the filter, a list that takes it, and the fields, each with an id by which
/// it selects something.
const FILTERS: [Filter; 10] = [
    ("PartyFilter", "parties", &[("keys", ACTOR), ("mentionedIn", STATEMENT), ("datasets", DATASET)]),
    ("ActorFilter", "actors", &[("keys", ACTOR), ("mentionedIn", STATEMENT), ("datasets", DATASET)]),
    ("OrganizationFilter", "organizations", &[("keys", MILITIA), ("mentionedIn", STATEMENT), ("datasets", DATASET)]),
    ("AssetFilter", "assets", &[("keys", VESSEL), ("mentionedIn", "Article:notice"), ("datasets", "Dataset:notices")]),
    (
        "ArticleFilter",
        "articles",
        &[("keys", STATEMENT), ("publishers", PUBLISHER), ("mentioning", ACTOR), ("datasets", DATASET)],
    ),
    (
        "EventFilter",
        "events",
        &[
            ("keys", GRAVES),
            ("involving", ACTOR),
            ("places", TOWN),
            ("instruments", ORDER),
            ("cases", DESIGNATION),
            ("datasets", DATASET),
        ],
    ),
    (
        "SanctionEventFilter",
        "sanctionEvents",
        &[
            ("keys", DESIGNATION),
            ("authorities", STATE),
            ("legalBasis", ORDER),
            ("involving", MILITIA),
            ("cases", DESIGNATION),
            ("datasets", DATASET),
        ],
    ),
    (
        "RelationshipFilter",
        "relationships",
        &[("parties", ACTOR), ("sources", ACTOR), ("targets", MILITIA), ("datasets", DATASET)],
    ),
    ("PlaceFilter", "places", &[("keys", TOWN), ("within", TOWN), ("datasets", DATASET)]),
    ("PlaceRelationshipFilter", "placeRelationships", &[("parties", MILITIA), ("places", TOWN), ("datasets", DATASET)]),
];

/// Where else records are named: the place, the part of the answer that is empty or null if nothing is found, and a
/// query that names a record by `NAME`.
const OTHERS: &[(&str, &str, &str, &str)] = &[
    ("Query.node(id)", "/node", "{ node(id: NAME) { id } }", GRAVES),
    ("Query.nodes(ids)", "/nodes/0", "{ nodes(ids: [NAME]) { id } }", STATEMENT),
    (
        "FactFilter.datasets",
        "/relationships/nodes",
        "{ relationships(where: { facts: { datasets: [NAME] } }) { nodes { id } } }",
        DATASET,
    ),
    (
        "FactFilter.publishers",
        "/events/nodes",
        "{ events(where: { facts: { publishers: [NAME] } }) { nodes { id } } }",
        PUBLISHER,
    ),
    (
        "FactFilter.articles",
        "/events/nodes",
        "{ events(where: { facts: { articles: [NAME] } }) { nodes { id } } }",
        STATEMENT,
    ),
    (
        "FactFilter.attributedTo",
        "/events/nodes",
        "{ events(where: { facts: { attributedTo: [NAME] } }) { nodes { id } } }",
        STATE,
    ),
    (
        "FactFilter.firstReportedBy",
        "/events/nodes",
        "{ events(where: { facts: { firstReportedBy: [NAME] } }) { nodes { id } } }",
        PUBLISHER,
    ),
    ("EvidenceFilter.about", "/evidence/nodes", "{ evidence(where: { about: [NAME] }) { nodes { id } } }", GRAVES),
    (
        "EvidenceFilter.publishers",
        "/event/evidence/nodes",
        r#"{ event(key: "us-designates-kaniyat-eo-13818") { evidence(where: { publishers: [NAME] }) { nodes { id } } } }"#,
        PUBLISHER,
    ),
    (
        "EvidenceFilter.articles",
        "/event/evidence/nodes",
        r#"{ event(key: "us-designates-kaniyat-eo-13818") { evidence(where: { articles: [NAME] }) { nodes { id } } } }"#,
        STATEMENT,
    ),
    (
        "EvidenceFilter.attributedTo",
        "/article/evidence/nodes",
        r#"{ article(key: "aljazeera-2020-11-21-russia-blocks-kaniyat-listing") {
             evidence(where: { attributedTo: [NAME] }) { nodes { id } } } }"#,
        STATE,
    ),
    (
        "SanctionStatusFilter.authorities",
        "/parties/nodes",
        "{ parties(where: { sanctionStatus: { authorities: [NAME] } }) { nodes { id } } }",
        STATE,
    ),
    (
        "LegalInstrumentFilter.keys",
        "/legalInstruments/nodes",
        "{ legalInstruments(where: { keys: [NAME] }) { nodes { id } } }",
        ORDER,
    ),
    (
        "LegalInstrumentFilter.issuers",
        "/legalInstruments/nodes",
        "{ legalInstruments(where: { issuers: [NAME] }) { nodes { id } } }",
        STATE,
    ),
    (
        "LegalInstrumentFilter.datasets",
        "/legalInstruments/nodes",
        "{ legalInstruments(where: { datasets: [NAME] }) { nodes { id } } }",
        DATASET,
    ),
];

/// The arguments of walks that name parties. An unknown one is an error.
const WALKS: [(&str, &str, &str, &str); 3] = [
    (
        "Query.paths(from)",
        "/paths/nodes",
        r#"{ paths(from: NAME, to: "antonio-guterres") { nodes { steps { to { id } } } } }"#,
        ACTOR,
    ),
    (
        "Query.paths(to)",
        "/paths/nodes",
        r#"{ paths(from: "antonio-guterres", to: NAME) { nodes { steps { to { id } } } } }"#,
        MILITIA,
    ),
    ("Query.network(around)", "/network/nodes", "{ network(around: [NAME]) { nodes { party { id } } } }", ACTOR),
];

/// A place of the schema that names a record.
struct Place {
    name: String,
    /// The part of the answer that is empty or null if nothing is found.
    answer: String,
    query: String,
    /// An id that finds something.
    id: &'static str,
}

impl Place {
    fn query(&self, name: &str) -> String {
        self.query.replace("NAME", &json!(name).to_string())
    }

    async fn answer(&self, db: &TestDatabase, name: &str) -> Value {
        db.query(&self.query(name)).await.pointer(&self.answer).expect("the answer is there").clone()
    }
}

fn others(places: &[(&str, &str, &str, &'static str)]) -> Vec<Place> {
    let place = |(name, answer, query, id): &(&str, &str, &str, &'static str)| Place {
        name: (*name).to_owned(),
        answer: (*answer).to_owned(),
        query: (*query).to_owned(),
        id,
    };
    places.iter().map(place).collect()
}

/// The places where an unknown name finds nothing.
fn places() -> Vec<Place> {
    let look_ups = LOOK_UPS.iter().map(|(field, id)| Place {
        name: format!("Query.{field}(key)"),
        answer: format!("/{field}"),
        query: format!("{{ {field}(key: NAME) {{ id }} }}"),
        id,
    });
    let filters = FILTERS.iter().flat_map(|(filter, list, fields)| {
        fields.iter().map(move |(field, id)| Place {
            name: format!("{filter}.{field}"),
            answer: format!("/{list}/nodes"),
            query: format!("{{ {list}(where: {{ {field}: [NAME] }}) {{ nodes {{ id }} }} }}"),
            id,
        })
    });
    look_ups.chain(filters).chain(others(OTHERS)).collect()
}

fn key_of(id: &str) -> &str {
    id.split_once(':').unwrap().1
}

async fn a_key_and_an_id_find_the_same(db: &TestDatabase) {
    crate::asset::fill(db);
    remove_one(db);
    for place in places().into_iter().chain(others(&WALKS)) {
        let found = place.answer(db, place.id).await;
        assert!(found != Value::Null && found != json!([]), "{}: {found}", place.name);
        assert_eq!(found, place.answer(db, key_of(place.id)).await, "{}", place.name);
    }
}

async fn what_no_record_has_finds_nothing(db: &TestDatabase) {
    for place in places() {
        let (kind, _) = place.id.split_once(':').unwrap();
        for name in ["nobody", "a.b-1", &format!("{kind}:nobody")] {
            let found = place.answer(db, name).await;
            assert!(found == Value::Null || found == json!([]), "{} by {name}: {found}", place.name);
        }
    }
    for walk in others(&WALKS) {
        for name in ["nobody", "Actor:nobody", "tarhuna"] {
            let (code, message) = db.failure(&walk.query(name)).await;
            assert_eq!(code, "BAD_USER_INPUT", "{}", walk.name);
            let expected = format!("names `{name}`: expected the key or the id of a party of this data");
            assert!(message.ends_with(&expected), "{}: {message}", walk.name);
        }
    }
}

/// An id says the type, even where records of several types may be named.
async fn an_id_of_the_wrong_type_finds_nothing(db: &TestDatabase) {
    let both = "{ parties(where: { keys: NAMES }) { nodes { key } } }";
    for (names, expected) in [
        (r#"["Organization:mohamed-al-kani"]"#, json!([])),
        (r#"["Organization:mohamed-al-kani", "Actor:mohamed-al-kani"]"#, json!([{ "key": "mohamed-al-kani" }])),
        (r#"["Actor:kaniyat", "mohamed-al-kani"]"#, json!([{ "key": "mohamed-al-kani" }])),
        ("[]", json!([])),
    ] {
        assert_eq!(db.query(&both.replace("NAMES", names)).await["parties"]["nodes"], expected, "{names}");
    }
    let answer = db
        .query(
            r#"{ party(key: "Actor:kaniyat") { id } node(id: "Place:kaniyat") { id }
                 event(key: "Incident:us-designates-kaniyat-eo-13818") { id }
                 events(where: { involving: ["Organization:mohamed-al-kani"] }) { nodes { id } } }"#,
        )
        .await;
    assert_eq!(answer, json!({ "party": null, "node": null, "event": null, "events": { "nodes": [] } }));
    let (_, message) = db.failure(r#"{ network(around: ["kaniyat", "Actor:kaniyat"]) { truncated } }"#).await;
    assert!(message.starts_with("`around` names `Actor:kaniyat`: "), "{message}");
}

async fn a_malformed_name_is_refused(db: &TestDatabase) {
    for place in places().into_iter().chain(others(&WALKS)) {
        let argument = place.name.trim_end_matches(')').rsplit(['.', '(']).next().unwrap();
        for (name, expected) in [
            ("Person:kaniyat", "expected a key, or an id that starts with `"),
            ("Mohamed al-Kani", "expected a key (lower-case letters and digits in parts joined by hyphens or dots"),
            ("", "expected a key (lower-case letters"),
            ("\u{0}", "expected a key (lower-case letters"),
        ] {
            let (code, message) = db.failure(&place.query(name)).await;
            assert_eq!(code, "BAD_USER_INPUT", "{} by {name:?}", place.name);
            assert!(
                message.starts_with(&format!("`{argument}` names `{name}`: {expected}")),
                "{}: {message}",
                place.name
            );
        }
    }
    let (_, message) =
        db.failure(r#"{ articles(where: { publishers: ["Actor:mohamed-al-kani"] }) { totalCount } }"#).await;
    assert_eq!(
        message,
        "`publishers` names `Actor:mohamed-al-kani`: expected a key, or an id that starts with `Organization:`"
    );
}

/// A party that is named twice is one party.
async fn a_network_takes_both_names_of_a_party(db: &TestDatabase) {
    let query =
        r#"{ network(around: ["kaniyat", "Organization:kaniyat"], depth: 0, first: 1) { nodes { party { id } } } }"#;
    assert_eq!(db.query(query).await["network"]["nodes"], json!([{ "party": { "id": MILITIA } }]));
}

#[test]
fn each_place_that_names_a_record_is_tried_here() {
    let is_name = |description: &str| description.contains("key or id") || description.contains("keys or ids");
    let document = ast::Document::parse(sdl(), "schema.graphql").unwrap();
    let mut named = BTreeSet::new();
    let mut note = |place: String, input: &ast::InputValueDefinition| {
        let is_text = matches!(input.ty.inner_named_type().as_str(), "String" | "ID");
        if is_text && is_name(input.description.as_deref().unwrap_or_default()) {
            named.insert(place);
        }
    };
    for definition in &document.definitions {
        match definition {
            ast::Definition::InputObjectTypeDefinition(input) => {
                input.fields.iter().for_each(|field| note(format!("{}.{}", input.name, field.name), field));
            }
            ast::Definition::ObjectTypeDefinition(object) => {
                for field in &object.fields {
                    for argument in &field.arguments {
                        note(format!("{}.{}({})", object.name, field.name, argument.name), argument);
                    }
                }
            }
            _ => {}
        }
    }
    let tried: BTreeSet<String> = places().into_iter().chain(others(&WALKS)).map(|place| place.name).collect();
    assert_eq!(named, tried);
}

/// No description speaks of keys alone where records are named.
#[test]
fn descriptions_say_that_both_are_taken() {
    let sdl = sdl();
    let is_alone =
        |line: &&str| line.contains("with these keys.") || line.contains("these") && line.contains(", by key.");
    let alone: Vec<&str> = sdl.lines().filter(is_alone).collect();
    assert_eq!(alone, [""; 0]);
}

on_each_backend! {
    async a_key_and_an_id_find_the_same,
    async what_no_record_has_finds_nothing,
    async an_id_of_the_wrong_type_finds_nothing,
    async a_malformed_name_is_refused,
    async a_network_takes_both_names_of_a_party,
}
