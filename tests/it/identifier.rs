//! Identifiers of parties: what is stored, looked up, searched and screened by them.

use sanad::dataset::{Files, load, read};
use sanad::db::{Access, Conn};
use serde_json::{Value, json};

use crate::commands::{on, outcome};
use crate::support::TestDatabase;

/// Two data sets that share a passport, under names that have nothing in common.
const FIRST: &str = r#"
[dataset]
key = "registry"
title = "A registry"

[[actor]]
key = "registry-adam"
name.en = "Adam Example"
born = "1979-03-05"
identifiers = [
  { kind = "PASSPORT", value = "AB 123-456", country = "LY", note = { ar = "مفقود", en = "lost" } },
  { kind = "LIST_ENTRY", value = "XYi.023" },
  { kind = "WIKIDATA", value = "https://www.wikidata.org/wiki/Q990011" },
]

[[actor]]
key = "registry-eve"
name.en = "Eve Example"
identifiers = [{ kind = "PASSPORT", value = "ab123456", country = "EG" }]

[[organization]]
key = "registry-line"
type = "COMPANY"
name.en = "Example Line"
identifiers = [{ kind = "IMO", value = "IMO 9562233" }, { kind = "SWIFT_BIC", value = "CBLYLYLTXXX" }]
"#;

const SECOND: &str = r#"
[dataset]
key = "gazette"
title = "A gazette"

[[actor]]
key = "gazette-harith"
name.ar = "حارث المجهول"
identifiers = [{ kind = "PASSPORT", value = "AB123456" }, { kind = "LIST_ENTRY", value = "xyi023" }]
"#;

fn fill(db: &TestDatabase) {
    for (name, text) in [("first.toml", FIRST), ("second.toml", SECOND)] {
        let files = Files::from_texts([(name.to_owned(), text.to_owned())]);
        load(&mut Conn::open(db.url(), Access::Write).unwrap(), &read(&files).unwrap()[0]).unwrap();
    }
}

fn keys(nodes: &Value, at: &str) -> Vec<String> {
    let keys = nodes.as_array().unwrap().iter().map(|one| one.pointer(at).unwrap().as_str().unwrap().to_owned());
    keys.collect()
}

async fn a_party_has_its_identifiers_as_printed(db: &TestDatabase) {
    fill(db);
    let query = r#"{ party(key: "registry-adam") { identifiers { kind value normalized country note(language: "en") } }
                     actor(key: "khalifa-haftar") { identifiers { value } } }"#;
    let expected = json!({
        "party": { "identifiers": [
            { "kind": "PASSPORT", "value": "AB 123-456", "normalized": "AB123456", "country": "LY", "note": "lost" },
            { "kind": "LIST_ENTRY", "value": "XYi.023", "normalized": "XYI023", "country": null, "note": null },
            { "kind": "WIKIDATA", "value": "https://www.wikidata.org/wiki/Q990011", "normalized": "Q990011",
              "country": null, "note": null },
        ] },
        "actor": { "identifiers": [] },
    });
    assert_eq!(db.query(query).await, expected);
}

const FIND: &str = "query($identifier: IdentifierInput) { party(identifier: $identifier) { key } }";

/// The message of the error, which is one of the client's.
async fn refused(db: &TestDatabase, query: &str, variables: Value) -> String {
    let (code, message) = db.failure_with(query, variables).await;
    assert_eq!(code, "BAD_USER_INPUT", "{message}");
    message
}

async fn a_party_is_found_by_one_identifier(db: &TestDatabase) {
    fill(db);
    for (kind, value, country, key) in [
        (json!("WIKIDATA"), "q990011", Value::Null, Some("registry-adam")),
        (Value::Null, "Q990011", Value::Null, Some("registry-adam")),
        (json!("IMO"), "9562233", Value::Null, Some("registry-line")),
        (Value::Null, "imo9562233", Value::Null, Some("registry-line")),
        (json!("MMSI"), "9562233", Value::Null, None),
        (json!("SWIFT_BIC"), "cblylylt", json!("LY"), Some("registry-line")),
        (json!("PASSPORT"), "nothing of that kind", Value::Null, None),
        (json!("WALLET"), "\0' OR 1 = 1 --", Value::Null, None),
    ] {
        let identifier = json!({ "kind": kind, "value": value, "country": country });
        let answer = db.query_with(FIND, json!({ "identifier": identifier })).await;
        assert_eq!(answer.pointer("/party/key").and_then(Value::as_str), key, "{value}");
    }
    for (identifier, several) in [
        (json!({ "value": "ab 123456", "kind": "PASSPORT" }), "(registry-adam, registry-eve, gazette-harith)"),
        // One of them without a country.
        (json!({ "value": "ab 123456", "country": "EG" }), "(registry-eve, gazette-harith)"),
        (json!({ "value": " " }), "the identifier is blank: expected its value"),
        (json!({ "value": "1".repeat(501) }), "501 characters: expected at most 500"),
    ] {
        let message = refused(db, FIND, json!({ "identifier": identifier })).await;
        assert!(message.contains(several), "{message}");
    }
    for arguments in ["", r#"(key: "kaniyat", identifier: { value: "1" })"#] {
        let message = refused(db, &format!("{{ party{arguments} {{ key }} }}"), json!({})).await;
        assert!(message.contains("expected one of them"), "{message}");
    }
}

async fn parties_are_selected_by_an_identifier(db: &TestDatabase) {
    fill(db);
    let query = "query($identifier: IdentifierInput!) { parties(where: { identifier: $identifier }) { nodes { key } }
        actors(where: { identifier: $identifier }) { totalCount }
        organizations(where: { identifier: $identifier }) { totalCount } }";
    for (identifier, parties, [actors, organizations]) in [
        (json!({ "value": "AB 123456" }), &["registry-adam", "registry-eve", "gazette-harith"][..], [3, 0]),
        (json!({ "value": "AB 123456", "country": "LY" }), &["registry-adam", "gazette-harith"], [2, 0]),
        (json!({ "value": "XYI.023", "kind": "LIST_ENTRY" }), &["registry-adam", "gazette-harith"], [2, 0]),
        (json!({ "value": "9562233" }), &["registry-line"], [0, 1]),
        (json!({ "value": "-" }), &[], [0, 0]),
    ] {
        let answer = db.query_with(query, json!({ "identifier": identifier })).await;
        assert_eq!(keys(&answer["parties"]["nodes"], "/key"), parties, "{identifier}");
        assert_eq!(answer["actors"]["totalCount"], actors, "{identifier}");
        assert_eq!(answer["organizations"]["totalCount"], organizations, "{identifier}");
    }
    let nested =
        r#"{ parties(where: { relationships: { some: { other: { identifier: { value: "1" } } } } }) { totalCount } }"#;
    assert_eq!(db.query(nested).await["parties"]["totalCount"], 0);
}

async fn search_finds_a_party_by_its_identifier(db: &TestDatabase) {
    fill(db);
    let query = "query($text: String!, $types: [SearchType!]) { search(text: $text, types: $types) { totalCount
        edges { score node { ... on Party { key } } match { field text highlights { start length } } } } }";
    for (text, types, found) in [
        ("XYi.023", Value::Null, &["registry-adam", "gazette-harith"][..]),
        ("xyi 023", Value::Null, &["registry-adam", "gazette-harith"]),
        ("imo9562233", json!(["ORGANIZATION"]), &["registry-line"]),
        ("imo9562233", json!(["ACTOR"]), &[]),
        ("imo9562233", json!(["ARTICLE"]), &[]),
        ("XYi.02", Value::Null, &[]),
    ] {
        let answer = db.query_with(query, json!({ "text": text, "types": types })).await;
        let search = &answer["search"];
        let edges = search["edges"].as_array().unwrap();
        // Other hits only sound like the text.
        let identified: Vec<&Value> = edges.iter().filter(|edge| edge["match"]["field"] == "IDENTIFIER").collect();
        assert_eq!(keys(&json!(identified), "/node/key"), found, "{text}");
        assert!(edges.iter().zip(&identified).all(|(edge, one)| edge == *one), "{text}: they come first");
        assert!(identified.iter().all(|edge| edge["score"] == 1.0), "{text}");
        assert_eq!(search["totalCount"], edges.len(), "{text}");
    }
    let answer = db.query_with(query, json!({ "text": "ab123456" })).await;
    let first = &answer["search"]["edges"][0];
    assert_eq!(first["match"]["text"], "AB 123-456");
    assert_eq!(first["match"]["highlights"], json!([{ "start": 0, "length": 10 }]));
}

async fn an_identifier_identifies_whatever_the_name_is(db: &TestDatabase) {
    fill(db);
    let query = "query($queries: [ScreenQuery!]!) { screen(queries: $queries) { complete matches {
        score party { key } support { kind agrees change } } } }";
    let screened = async |asked: Value| {
        let answer = db.query_with(query, json!({ "queries": [asked] })).await;
        answer["screen"][0]["matches"].as_array().unwrap().clone()
    };
    let passport = json!([{ "kind": "PASSPORT", "value": "ab123456", "country": "LY" }]);
    let all = screened(json!({ "name": "Zbigniew Brzezinski", "identifiers": passport })).await;
    assert_eq!(keys(&json!(all), "/party/key"), ["registry-adam", "gazette-harith"]);
    for one in &all {
        assert_eq!(one["score"], 1.0);
        assert_eq!(one["support"], json!([{ "kind": "IDENTIFIER", "agrees": true, "change": 1.0 }]));
    }
    let nameless = screened(json!({ "name": "", "identifiers": passport, "born": "1955", "type": "PERSON" })).await;
    assert_eq!(keys(&json!(nameless), "/party/key"), ["gazette-harith", "registry-adam"]);
    assert_eq!(nameless[1]["score"], 0.85, "a birth that contradicts still counts");
    assert!(screened(json!({ "name": "", "identifiers": passport, "type": "ORGANIZATION" })).await.is_empty());
    let differs = json!([{ "kind": "PASSPORT", "value": "XX999999", "country": "LY" }]);
    let named = screened(json!({ "name": "Adam Example", "identifiers": differs })).await;
    assert_eq!(
        (&named[0]["score"], &named[0]["support"]),
        (&json!(1.0), &json!([])),
        "one that differs changes nothing"
    );
    let many = json!({ "name": "", "identifiers": vec![json!({ "value": "1" }); 21] });
    let message = refused(db, query, json!({ "queries": [many] })).await;
    assert!(message.contains("`queries[0].identifiers` has 21 items: expected at most 20"), "{message}");
}

async fn the_same_identifier_makes_parties_of_two_data_sets_similar(db: &TestDatabase) {
    fill(db);
    let query = r#"{ party(key: "registry-adam") { similar { score party { key } support { kind agrees } } } }"#;
    let similar = db.query(query).await["party"]["similar"].clone();
    assert_eq!(keys(&similar, "/party/key"), ["gazette-harith"]);
    assert_eq!((&similar[0]["score"], &similar[0]["support"][0]["kind"]), (&json!(1.0), &json!("IDENTIFIER")));
}

fn a_file_is_screened_by_identifiers(db: &TestDatabase) {
    fill(db);
    let screen = |test: &str, arguments: &[&str]| {
        let mut command = on(db, test, &["screen", "names.csv", "--id-column", "id"]);
        let rows = "id,name,passport,any\n7,Nobody Atall,ab123456|zz1,\n8,Nobody Atall,,q990011\n9,Nobody Atall,,\n";
        std::fs::write(command.get_current_dir().unwrap().join("names.csv"), rows).unwrap();
        outcome(command.args(arguments))
    };
    let columns = ["--identifier-column", "PASSPORT=passport", "--identifier-column", "ANY=any"];
    let (code, stdout, stderr) = screen("screen-identifiers", &columns);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let found: Vec<&str> = stdout.lines().skip(1).map(|row| row.split(',').nth(5).unwrap()).collect();
    let adam = "Actor:registry-adam";
    assert_eq!(found, [adam, "Actor:registry-eve", "Actor:gazette-harith", adam, ""], "{stdout}");
    assert!(stdout.contains("IDENTIFIER agrees (+1.00)"), "{stdout}");
    for wrong in ["passport", "PASPORT=passport"] {
        let (code, _, stderr) = screen("screen-identifiers", &["--identifier-column", wrong]);
        assert!(code == 2 && stderr.contains("expected KIND=NAME with one of ANY, LIST_ENTRY"), "{stderr}");
    }
}

on_each_backend! {
    async a_party_has_its_identifiers_as_printed,
    async a_party_is_found_by_one_identifier,
    async parties_are_selected_by_an_identifier,
    async search_finds_a_party_by_its_identifier,
    async an_identifier_identifies_whatever_the_name_is,
    async the_same_identifier_makes_parties_of_two_data_sets_similar,
    a_file_is_screened_by_identifiers,
}
