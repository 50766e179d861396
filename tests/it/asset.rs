//! Vessels and aircraft: parties of a third kind, in every field that leads to parties.

use sanad::dataset::{Files, load_all, read};
use sanad::db::{Access, Conn};
use serde_json::{Value, json};

use crate::commands::{on, outcome};
use crate::support::TestDatabase;

/// A tanker under sanctions with her owner, an aircraft of the same name, and a register that lists the tanker under
/// another name.
const SETS: [(&str, &str); 2] = [
    ("notices/notices.toml", include_str!("asset/notices.toml")),
    ("register/register.toml", include_str!("asset/register.toml")),
];

/// Loads both sets beside the built-in data.
pub fn fill(db: &TestDatabase) {
    let sets = SETS.map(|(name, text)| read(&Files::from_texts([(name.to_owned(), text.to_owned())])).unwrap());
    load_all(&mut Conn::open(db.url(), Access::Write).unwrap(), &sets.concat(), &Default::default()).unwrap();
}

fn keys(items: &Value, at: &str) -> Vec<String> {
    let keys = items.as_array().unwrap().iter().map(|one| one.pointer(at).unwrap().as_str().unwrap().to_owned());
    keys.collect()
}

async fn an_asset_has_the_fields_of_parties_and_its_own(db: &TestDatabase) {
    fill(db);
    let answer = db
        .query(
            r#"{
                asset(key: "sea-example") {
                    id partyType subtype(language: "en") original: subtype built countries name(language: "en")
                    names { text kind } identifiers { kind normalized } addresses { text country }
                    sourceRecords { reference } dataset { key }
                }
                node(id: "Asset:air-example") { __typename ... on Party { name partyType } ... on Asset { subtype built } }
                party(key: "Asset:sea-example") { __typename partyType ... on Organization { type } }
                parties(where: { datasets: ["notices"] }, orderBy: { by: KEY }) { nodes { partyType } }
                other: asset(key: "example-line") { id }
                unknown: party(key: "Actor:sea-example") { id }
            }"#,
        )
        .await;
    assert_eq!(
        answer,
        json!({
            "asset": {
                "id": "Asset:sea-example", "partyType": "VESSEL", "subtype": "Crude oil tanker", "original": "ناقلة نفط خام",
                "built": "1995", "countries": ["LR", "PA"], "name": "Sea Example",
                "names": [
                    { "text": "سي إكزامبل", "kind": "PRIMARY" },
                    { "text": "Sea Example", "kind": "PRIMARY" },
                    { "text": "Old Example", "kind": "FORMER" },
                ],
                "identifiers": [
                    { "kind": "IMO", "normalized": "9074729" }, { "kind": "MMSI", "normalized": "636012345" },
                ],
                "addresses": [{ "text": "Harbour Street 1", "country": "PA" }],
                "sourceRecords": [{ "reference": "V-17" }], "dataset": { "key": "notices" },
            },
            "node": { "__typename": "Asset", "name": "Sea Example", "partyType": "AIRCRAFT", "subtype": null, "built": null },
            "party": { "__typename": "Asset", "partyType": "VESSEL" },
            "parties": { "nodes": [
                { "partyType": "AIRCRAFT" }, { "partyType": "ORGANIZATION" }, { "partyType": "ORGANIZATION" },
                { "partyType": "PERSON" }, { "partyType": "VESSEL" },
            ] },
            "other": null,
            "unknown": null,
        })
    );
}

async fn assets_are_listed_filtered_and_counted(db: &TestDatabase) {
    fill(db);
    for (list, arguments, found) in [
        ("assets", "", &["register-tanker", "air-example", "sea-example"][..]),
        ("assets", "where: { partyTypes: [VESSEL] }", &["register-tanker", "sea-example"]),
        ("assets", "where: { partyTypes: [] }", &[]),
        ("assets", r#"where: { countries: ["PA"] }"#, &["sea-example"]),
        ("assets", r#"where: { nameStartsWith: "sea" }, orderBy: { by: KEY }"#, &["air-example", "sea-example"]),
        ("assets", r#"where: { identifier: { value: "IMO9074729" } }"#, &["register-tanker", "sea-example"]),
        ("assets", r#"where: { keys: ["example-line", "Asset:air-example"] }"#, &["air-example"]),
        ("assets", "where: { sanctionStatus: {} }", &["sea-example"]),
        ("assets", r#"where: { mentionedIn: ["notice"] }"#, &["sea-example"]),
        ("assets", "where: { relationships: { some: { kind: OWNS, direction: IN } } }", &["sea-example"]),
        ("assets", "where: { participations: { some: { role: TARGET } } }", &["sea-example"]),
        ("assets", r#"where: { not: { datasets: ["notices"] } }"#, &["register-tanker"]),
        ("assets", "orderBy: { by: DEGREE, direction: DESC }, first: 1", &["sea-example"]),
        ("parties", r#"where: { partyTypes: [AIRCRAFT] }"#, &["air-example"]),
        ("parties", r#"where: { partyTypes: [VESSEL, AIRCRAFT] }"#, &["register-tanker", "air-example", "sea-example"]),
        ("parties", r#"where: { partyTypes: [] }"#, &[]),
        (
            "parties",
            r#"where: { partyTypes: [PERSON, VESSEL], datasets: ["notices"] }, orderBy: { by: KEY }"#,
            &["omar-example", "sea-example"],
        ),
        ("parties", r#"where: { not: { partyTypes: [VESSEL] }, nameStartsWith: "sea" }"#, &["air-example"]),
        (
            "organizations",
            r#"where: { relationships: { some: { other: { partyTypes: [VESSEL] } } } }"#,
            &["example-line"],
        ),
    ] {
        let arguments = if arguments.is_empty() { String::new() } else { format!("({arguments})") };
        let answer = db.query(&format!("{{ {list}{arguments} {{ totalCount nodes {{ key }} }} }}")).await;
        assert_eq!(keys(&answer[list]["nodes"], "/key"), found, "{list}{arguments}");
        if !arguments.contains("first") {
            assert_eq!(answer[list]["totalCount"], found.len(), "{list}{arguments}");
        }
    }
    let query =
        r#"{ partyCounts(by: [PARTY_TYPE], where: { datasets: ["notices", "register"] }) { partyType count } }"#;
    assert_eq!(
        db.query(query).await["partyCounts"],
        json!([
            { "partyType": "ORGANIZATION", "count": 2 },
            { "partyType": "VESSEL", "count": 2 },
            { "partyType": "AIRCRAFT", "count": 1 },
            { "partyType": "PERSON", "count": 1 },
        ])
    );
}

async fn search_finds_assets_by_name_and_number(db: &TestDatabase) {
    fill(db);
    let query = "query($text: String!, $types: [SearchType!]) { search(text: $text, types: $types) {
        edges { node { __typename ... on Party { key } } match { kind field } } } }";
    for (text, types, found) in [
        ("sea example", json!(["ASSET"]), &["sea-example", "air-example"][..]),
        ("Old Example", Value::Null, &["sea-example"]),
        ("سي إكزامبل", json!(["ASSET", "ACTOR"]), &["sea-example"]),
        ("imo 9074729", json!(["ASSET"]), &["sea-example", "register-tanker"]),
        ("636012345", Value::Null, &["sea-example"]),
        ("imo 9074729", json!(["ORGANIZATION"]), &[]),
    ] {
        let answer = db.query_with(query, json!({ "text": text, "types": types })).await;
        let edges = answer["search"]["edges"].as_array().unwrap();
        let exact: Vec<&Value> = edges.iter().filter(|edge| edge["match"]["kind"] == "EXACT").collect();
        assert_eq!(keys(&json!(exact), "/node/key"), found, "{text} {answer}");
        assert!(exact.iter().all(|edge| edge["node"]["__typename"] == "Asset"), "{answer}");
    }
}

async fn screening_knows_types_and_numbers(db: &TestDatabase) {
    fill(db);
    let query = "query($queries: [ScreenQuery!]!) { screen(queries: $queries) { complete matches {
        score party { __typename key } support { kind agrees } sanctionStatus { state } } } }";
    let screened = async |asked: Value| {
        let answer = db.query_with(query, json!({ "queries": [asked] })).await;
        answer["screen"][0]["matches"].as_array().unwrap().clone()
    };
    for (name, of_type, found) in [
        ("SEA EXAMPLE", json!("VESSEL"), &["sea-example"][..]),
        ("M/V Sea Example", json!("VESSEL"), &["sea-example"]),
        ("SEA EXAMPLE", json!("AIRCRAFT"), &["air-example"]),
        ("SEA EXAMPLE", Value::Null, &["sea-example", "air-example"]),
        ("SEA EXAMPLE", json!("PERSON"), &[]),
        ("SEA EXAMPLE", json!("ORGANIZATION"), &[]),
        ("سي إكزامبل", json!("VESSEL"), &["sea-example"]),
    ] {
        let matches = screened(json!({ "name": name, "type": of_type })).await;
        assert_eq!(keys(&json!(matches), "/party/key"), found, "{name} {of_type} {matches:?}");
    }
    let imo = json!([{ "kind": "IMO", "value": "IMO 9074729" }]);
    let identified = screened(json!({ "name": "Renamed Again", "type": "VESSEL", "identifiers": imo })).await;
    assert_eq!(keys(&json!(identified), "/party/key"), ["sea-example", "register-tanker"]);
    assert_eq!(identified[0]["score"], 1.0);
    assert_eq!(identified[0]["support"], json!([{ "kind": "IDENTIFIER", "agrees": true }]));
    assert_eq!(identified[0]["sanctionStatus"], json!([{ "state": "IMPOSED" }]));
    assert!(screened(json!({ "name": "", "type": "AIRCRAFT", "identifiers": imo })).await.is_empty());
    let flag = screened(json!({ "name": "Sea Example", "type": "VESSEL", "countries": ["LR"] })).await;
    assert_eq!(flag[0]["support"], json!([{ "kind": "COUNTRIES", "agrees": true }]), "a flag is a country");
}

async fn sanctions_against_a_vessel_have_a_status(db: &TestDatabase) {
    fill(db);
    let answer = db
        .query(
            r#"{
                asset(key: "sea-example") {
                    sanctionStatus(asOf: "2025-06-01") { state authority { key } measures }
                    before: sanctionStatus(asOf: "2025-01-01") { state }
                    sanctionEvents { nodes { key targets { __typename key } } }
                    participations { nodes { role event { key } } }
                    mentions { nodes { article { key } describedAs } }
                }
                events(where: { involving: ["Asset:sea-example"] }) { nodes { key } }
                sanctionEvents(where: { participations: { some: { party: { partyTypes: [VESSEL] } } } }) { totalCount }
                article(key: "notice") { mentions { nodes { party { id } } } }
            }"#,
        )
        .await;
    assert_eq!(
        answer,
        json!({
            "asset": {
                "sanctionStatus": [
                    { "state": "IMPOSED", "authority": { "key": "example-treasury" }, "measures": ["ASSET_FREEZE", "PORT_ENTRY"] },
                ],
                "before": [],
                "sanctionEvents": { "nodes": [
                    { "key": "blocks-sea-example", "targets": [{ "__typename": "Asset", "key": "sea-example" }] },
                ] },
                "participations": { "nodes": [{ "role": "TARGET", "event": { "key": "blocks-sea-example" } }] },
                "mentions": { "nodes": [{ "article": { "key": "notice" }, "describedAs": ["the tanker"] }] },
            },
            "events": { "nodes": [{ "key": "blocks-sea-example" }] },
            "sanctionEvents": { "totalCount": 1 },
            "article": { "mentions": { "nodes": [{ "party": { "id": "Asset:sea-example" } }] } },
        })
    );
}

async fn paths_and_networks_pass_through_vessels(db: &TestDatabase) {
    fill(db);
    let answer = db
        .query(
            r#"{
                asset(key: "sea-example") { relationships { nodes { kind source { key } target { __typename } } } }
                organization(key: "example-line") {
                    relationships(kinds: [OWNS], direction: OUT) { edges { other { __typename key } } }
                }
                paths(from: "omar-example", to: "example-treasury") { complete nodes { steps { to { id } } } }
                network(around: ["Asset:sea-example"], depth: 2, first: 10) { nodes { distance party { id } } }
            }"#,
        )
        .await;
    assert_eq!(
        answer["asset"]["relationships"]["nodes"],
        json!([{ "kind": "OWNS", "source": { "key": "example-line" }, "target": { "__typename": "Asset" } }])
    );
    assert_eq!(
        answer["organization"]["relationships"]["edges"],
        json!([{ "other": { "__typename": "Asset", "key": "sea-example" } }])
    );
    assert_eq!(
        keys(&answer["paths"]["nodes"][0]["steps"], "/to/id"),
        ["Organization:example-line", "Asset:sea-example", "Organization:example-treasury"]
    );
    let near = keys(&answer["network"]["nodes"], "/party/id");
    assert!(near.contains(&"Organization:example-line".to_owned()) && near.contains(&"Actor:omar-example".to_owned()));
}

async fn an_asset_is_similar_to_those_of_its_type(db: &TestDatabase) {
    fill(db);
    let answer = db
        .query(
            r#"{ vessel: asset(key: "register-tanker") { similar { score party { key } } }
                 aircraft: asset(key: "air-example") { similar { party { key } } } }"#,
        )
        .await;
    assert_eq!(
        answer,
        json!({
            "vessel": { "similar": [{ "score": 1.0, "party": { "key": "sea-example" } }] },
            "aircraft": { "similar": [] },
        })
    );
}

fn a_file_of_ships_is_screened(db: &TestDatabase) {
    fill(db);
    let screen = |arguments: &[&str]| {
        let mut command = on(db, "screen-ships", &["screen", "ships.csv"]);
        let rows = "name,type\nSea Example,ship\nSea Example,plane\nSea Example,person\n";
        std::fs::write(command.get_current_dir().unwrap().join("ships.csv"), rows).unwrap();
        outcome(command.args(arguments))
    };
    let (code, stdout, stderr) = screen(&["--type-column", "type"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let found: Vec<&str> = stdout.lines().skip(1).map(|row| row.split(',').nth(3).unwrap()).collect();
    assert_eq!(found, ["Asset:sea-example", "Asset:air-example", ""], "{stdout}");
    let (code, stdout, stderr) = screen(&["--type", "vessel"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(stdout.matches("Asset:sea-example").count(), 3, "{stdout}");
}

on_each_backend! {
    async an_asset_has_the_fields_of_parties_and_its_own,
    async assets_are_listed_filtered_and_counted,
    async search_finds_assets_by_name_and_number,
    async screening_knows_types_and_numbers,
    async sanctions_against_a_vessel_have_a_status,
    async paths_and_networks_pass_through_vessels,
    async an_asset_is_similar_to_those_of_its_type,
    a_file_of_ships_is_screened,
}
