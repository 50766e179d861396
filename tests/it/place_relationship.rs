//! Relationships of parties to places, with their evidence.

use diesel::connection::SimpleConnection;
use sanad::dataset::load;
use sanad::db::migrate;
use sanad::model::Stance;
use serde_json::json;

use crate::load::small::{evidence, key, place_relationship, small, when};
use crate::support::{TestDatabase, variables};

async fn who_controlled_tarhuna_in_2020(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ place(key: "tarhuna") { placeRelationships(kinds: [CONTROLS], facts: { asOf: "2020-01-01" }) { totalCount nodes {
                   id key kind party { key name(language: "en") } place { key } started ended
                   startedWithin { earliest latest } endedWithin { earliest latest } sourceCount isDisputed firstReported
                   evidence { nodes { stance paragraphs attribution(language: "en") article { key } fact { __typename id } } } } } } }"#,
        )
        .await;
    insta::assert_json_snapshot!("who_controlled_tarhuna_in_2020", answer);
}

async fn both_ends_and_the_root_lead_to_it(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ party(key: "kaniyat") { placeRelationships { totalCount nodes { key } } }
                 leader: party(key: "mohamed-al-kani") { placeRelationships { totalCount } }
                 place(key: "tarhuna") { placeRelationships { totalCount nodes { key } } }
                 placeRelationship(key: "kaniyat.controls.tarhuna") { key party { key } }
                 other: placeRelationship(key: "mohamed-al-kani.leads.kaniyat") { key }
                 node(id: "PlaceRelationship:kaniyat.controls.tarhuna") { ... on PlaceRelationship { place { key } } } }"#,
        )
        .await;
    let list = json!({ "totalCount": 1, "nodes": [{ "key": "kaniyat.controls.tarhuna" }] });
    assert_eq!(
        answer,
        json!({
            "party": { "placeRelationships": list },
            "leader": { "placeRelationships": { "totalCount": 0 } },
            "place": { "placeRelationships": list },
            "placeRelationship": { "key": "kaniyat.controls.tarhuna", "party": { "key": "kaniyat" } },
            "other": null,
            "node": { "place": { "key": "tarhuna" } },
        })
    );
}

async fn filters(db: &TestDatabase) {
    for (filter, count) in [
        ("", 2),
        ("kinds: [CONTROLS]", 2),
        ("kinds: []", 0),
        (r#"parties: ["kaniyat", "nobody"]"#, 1),
        (r#"parties: ["mohamed-al-kani"]"#, 0),
        (r#"places: ["tarhuna"]"#, 1),
        (r#"places: ["tripoli"]"#, 1),
        (r#"datasets: ["libya-2018-2020"]"#, 2),
        (r#"datasets: ["elsewhere"]"#, 0),
        (r#"from: "2020-06-30""#, 2),
        (r#"from: "2020-07-01""#, 1),
        (r#"until: "2019-04-01""#, 2),
        (r#"until: "2019-03-31""#, 1),
        (r#"facts: { minSources: 2 }"#, 1),
        (r#"facts: { minSources: 3 }"#, 0),
        (r#"facts: { stances: [DENIES] }"#, 0),
        (r#"facts: { knownBy: "2020-01-01" }"#, 1),
    ] {
        let query =
            "query($where: PlaceRelationshipFilter) { placeRelationships(where: $where) { totalCount nodes { key } } }";
        let answer = db.query_with(query, json!({ "where": variables(filter) })).await;
        let list = &answer["placeRelationships"];
        assert_eq!(list["totalCount"], count, "{filter}");
        assert_eq!(list["nodes"].as_array().unwrap().len(), count, "{filter}");
    }
    let (code, message) = db
        .failure(r#"{ placeRelationships(where: { from: "2020-02-01", until: "2020-01-01" }) { totalCount } }"#)
        .await;
    assert_eq!(code, "BAD_USER_INPUT");
    assert!(message.contains("2020-02-01"), "{message}");
}

/// Several parties may hold a place at once, and again later, as sources say. Walks do not go through places.
async fn holders_stand_side_by_side_and_bind_nobody(db: &TestDatabase) {
    let mut dataset = small();
    dataset.relationships.clear();
    let mut later = place_relationship("brigade", "harbour", "report");
    (later.key, later.started, later.ended) = (key("return"), when("2021"), Default::default());
    let mut rival = place_relationship("council", "harbour", "leaflet");
    rival.evidence = vec![evidence("leaflet", Stance::Alleges), evidence("report", Stance::Denies)];
    dataset.place_relationships.extend([later, rival]);
    let mut conn = db.conn();
    migrate::migrate(&mut conn).unwrap();
    load(&mut conn, &dataset).unwrap();
    let answer = db
        .query(
            r#"{ early: place(key: "harbour") { placeRelationships(facts: { asOf: "2020-01-01" }) { nodes { key isDisputed } } }
                 late: place(key: "harbour") { placeRelationships(facts: { asOf: "2022-01-01" }) { nodes { key } } }
                 paths(from: "Organization:brigade", to: "Organization:council") { complete nodes { length } }
                 network(around: ["Organization:brigade"]) { nodes { party { key } } } }"#,
        )
        .await;
    assert_eq!(
        answer,
        json!({
            "early": { "placeRelationships": { "nodes": [
                { "key": "brigade.controls.harbour", "isDisputed": false },
                { "key": "council.controls.harbour", "isDisputed": true },
            ] } },
            "late": { "placeRelationships": { "nodes": [{ "key": "return" }] } },
            "paths": { "complete": true, "nodes": [] },
            "network": { "nodes": [{ "party": { "key": "brigade" } }] },
        })
    );
    let refused = conn.batch_execute("UPDATE place_relationships SET kind = 'OWNS'");
    assert!(refused.is_err());
}

/// Two places with their holders and evidence take as many statements as one.
async fn no_place_takes_a_statement_of_its_own(db: &TestDatabase) {
    let query = r#"{ places(first: 100) { nodes { placeRelationships(first: 5) { totalCount nodes {
        party { name(language: "en") } evidence(first: 3) { nodes { article { publisher { key } } } } } } } } }"#;
    // The places; their relationships and the numbers of these; parties, their names; evidence, its articles, publishers.
    assert_eq!(db.statements_of(query).await, 8);
}

on_each_backend! {
    async who_controlled_tarhuna_in_2020,
    async both_ends_and_the_root_lead_to_it,
    async filters,
    async no_place_takes_a_statement_of_its_own,
}

mod own {
    use super::holders_stand_side_by_side_and_bind_nobody;

    on_each_backend! {
        empty:
        async holders_stand_side_by_side_and_bind_nobody,
    }
}
