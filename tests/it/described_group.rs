//! Parties that sources only describe: the description is found by search, and never matched as a name.

use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::BigInt;
use sanad::dataset::load;
use sanad::dataset::records::{Dataset, Organization};
use sanad::db::migrate;
use sanad::model::OrganizationType;
use serde_json::{Value, json};

use crate::commands::{on, outcome};
use crate::load::more::{DESCRIPTION, more};
use crate::load::small::{key, name, organization};
use crate::support::TestDatabase;

/// The data set with the described group, and another with a group that has the description for its name.
fn fill(db: &TestDatabase) {
    let mut conn = db.conn();
    migrate::migrate(&mut conn).unwrap();
    load(&mut conn, &more()).unwrap();
    let twin = organization("twin", OrganizationType::ArmedGroup);
    let twin = Organization { names: vec![name(DESCRIPTION, "en")], ..twin };
    let mut second = Dataset { key: key("second"), organizations: vec![twin], ..more() };
    (second.articles, second.actors, second.places) = (Vec::new(), Vec::new(), Vec::new());
    (second.relationships, second.events) = (Vec::new(), Vec::new());
    (second.place_relationships, second.legal_instruments) = (Vec::new(), Vec::new());
    load(&mut conn, &second).unwrap();
}

fn keys(matches: &Value) -> Vec<&str> {
    matches.as_array().unwrap().iter().map(|one| one["party"]["key"].as_str().unwrap()).collect()
}

async fn a_description_is_never_matched(db: &TestDatabase) {
    fill(db);
    let keys_of =
        |party: &str| format!("name_keys WHERE party_id = (SELECT nodes.id FROM nodes WHERE nodes.key = '{party}')");
    for (party, has_keys) in [("harbour-groups", false), ("twin", true)] {
        let count = sql::<BigInt>(&format!("SELECT COUNT(*) FROM {}", keys_of(party)));
        assert_eq!(count.get_result::<i64>(&mut db.conn()).unwrap() > 0, has_keys, "{party}");
    }
    let query = "query($name: String!) { screen(queries: [
        { name: $name } { name: $name, type: ORGANIZATION }], threshold: 0.1, first: 20) {
        matches { score party { key } } } }";
    for (text, twin) in [(DESCRIPTION, "twin"), ("جماعات مسلحة تسيطر على الميناء", "")] {
        let answer = db.query_with(query, json!({ "name": text })).await;
        for result in answer["screen"].as_array().unwrap() {
            let found = keys(&result["matches"]);
            assert!(!found.contains(&"harbour-groups"), "{text}: {found:?}");
            assert_eq!(found.first().copied().unwrap_or_default(), twin, "{text}");
        }
    }
    let query = r#"{
        twin: party(key: "twin") { similar(threshold: 0.1) { party { key } } }
        harbour: party(key: "harbour-groups") { similar(threshold: 0.1) { party { key } } } }"#;
    let answer = db.query(query).await;
    assert!(!keys(&answer["twin"]["similar"]).contains(&"harbour-groups"), "{answer}");
    assert_eq!(answer["harbour"]["similar"], json!([]));
}

async fn a_description_is_found_as_a_text(db: &TestDatabase) {
    fill(db);
    let query = "query($text: String!) { search(text: $text, first: 100) {
        edges { node { ... on Node { id } } match { field text } } } }";
    // Letter by letter, in another form of the word, as the beginning of one; and as it sounds.
    for (text, is_text) in [
        ("armed groups harbour", true),
        ("group controls harbour", true),
        ("جماعات مسلحه", true),
        ("groups harb", true),
        ("harbur", false),
    ] {
        let answer = db.query_with(query, json!({ "text": text })).await;
        let edges = answer["search"]["edges"].as_array().unwrap();
        let found = edges.iter().find(|edge| edge["node"]["id"] == "Organization:harbour-groups");
        assert_eq!(found.is_some(), is_text, "{text}: {answer}");
        if let Some(found) = found {
            assert_eq!(found["match"]["field"], "NAME", "{text}");
        } else {
            assert!(edges.iter().any(|edge| edge["node"]["id"] == "Organization:twin"), "{text}: {answer}");
        }
    }
}

fn a_file_of_descriptions_has_no_match(db: &TestDatabase) {
    fill(db);
    let mut command = on(db, "screen-described", &["screen", "names.csv", "--format", "json", "--threshold", "0.1"]);
    let rows = format!("name\n{DESCRIPTION}\nجماعات مسلحة تسيطر على الميناء\n");
    std::fs::write(command.get_current_dir().unwrap().join("names.csv"), rows).unwrap();
    let (code, stdout, stderr) = outcome(&mut command);
    assert_eq!((code, stdout.lines().count()), (0, 2), "{stderr}");
    assert!(stdout.contains("Organization:twin") && !stdout.contains("Organization:harbour-groups"), "{stdout}");
}

/// A group that turns out to have a name gets its keys, and loses them again.
fn keys_follow_the_type(db: &TestDatabase) {
    fill(db);
    let count = |db: &TestDatabase| {
        let keys =
            "SELECT COUNT(*) FROM name_keys JOIN nodes ON nodes.id = party_id WHERE nodes.key = 'harbour-groups'";
        sql::<BigInt>(keys).get_result::<i64>(&mut db.conn()).unwrap()
    };
    let mut named = more();
    let group = named.organizations.iter_mut().find(|group| group.key.as_str() == "harbour-groups").unwrap();
    group.kind = OrganizationType::ArmedGroup;
    for (dataset, has_keys) in [(&named, true), (&more(), false)] {
        load(&mut db.conn(), dataset).unwrap();
        assert_eq!(count(db) > 0, has_keys);
    }
}

on_each_backend! {
    empty:
    async a_description_is_never_matched,
    async a_description_is_found_as_a_text,
    a_file_of_descriptions_has_no_match,
    keys_follow_the_type,
}
