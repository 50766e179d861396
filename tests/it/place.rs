//! Places, what lies within them, and what happened there.

use diesel::connection::SimpleConnection;
use serde_json::{Value, json};

use crate::support::TestDatabase;

fn keys(list: &Value) -> Vec<&str> {
    list["nodes"].as_array().unwrap().iter().map(|node| node["key"].as_str().unwrap()).collect()
}

async fn places_lead_to_events(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ places(first: 100) { totalCount nodes { key name(language: "en") country } }
                 place(key: "tarhuna") { id name ar: name(language: "ar") latitude longitude country dataset { key } within { key }
                   events { totalCount nodes { key startedWithin { earliest } } } }
                 nowhere: place(key: "kaniyat") { key } }"#,
        )
        .await;
    let place = &answer["place"];
    assert_eq!((&place["name"], &place["ar"]), (&json!("ترهونة"), &json!("ترهونة")));
    assert_eq!(place["country"], "LY");
    assert_eq!(place["dataset"]["key"], "libya-2018-2020");
    assert_eq!(place["within"], json!({ "key": "western-libya" }));
    assert!((place["latitude"].as_f64().unwrap() - 32.43).abs() < 0.05);
    let events = place["events"]["nodes"].as_array().unwrap();
    assert_eq!(place["events"]["totalCount"], events.len());
    assert!(events.iter().any(|event| event["key"] == "tarhuna-mass-graves"));
    let keys: Vec<&str> =
        answer["places"]["nodes"].as_array().unwrap().iter().map(|node| node["key"].as_str().unwrap()).collect();
    assert!(keys.len() >= 7 && keys.is_sorted(), "{keys:?}");
    assert_eq!(answer["nowhere"], Value::Null);
}

async fn places_lie_within_others(db: &TestDatabase) {
    for (filter, expected) in [
        (r#"within: ["tripoli"]"#, vec!["tripoli"]),
        (r#"within: ["Place:tripoli-area"]"#, vec!["tripoli", "tripoli-area"]),
        (
            r#"within: ["western-libya"]"#,
            vec!["al-watiya-air-base", "tarhuna", "tripoli", "tripoli-area", "western-libya"],
        ),
        (r#"within: ["southern-libya", "tripoli-area"]"#, vec!["southern-libya", "tripoli", "tripoli-area"]),
        (r#"within: ["tripoli-area"], not: { keys: ["tripoli-area"] }"#, vec!["tripoli"]),
        (r#"within: ["libya-country"], countries: ["FR"]"#, vec![]),
        (r#"within: ["kaniyat"]"#, vec![]),
        ("within: []", vec![]),
        (r#"countries: ["FR", "IT"]"#, vec!["palermo", "paris"]),
        (r#"or: [{ countries: ["DE"] }, { within: ["tripoli"] }]"#, vec!["berlin", "tripoli"]),
    ] {
        let answer = db.query(&format!("{{ places(where: {{ {filter} }}) {{ totalCount nodes {{ key }} }} }}")).await;
        assert_eq!(keys(&answer["places"]), expected, "{filter}");
        assert_eq!(answer["places"]["totalCount"], expected.len(), "{filter}");
    }
    let answer =
        db.query(r#"{ place(key: "tripoli") { within { key within { key within { key within { key } } } } } }"#).await;
    let outer = json!({ "key": "libya-country", "within": null });
    let outer = json!({ "key": "tripoli-area", "within": { "key": "western-libya", "within": outer } });
    assert_eq!(answer["place"]["within"], outer);
    // A circle ends too.
    db.conn()
        .batch_execute(
            "UPDATE places SET within_id = (SELECT id FROM nodes WHERE key = 'tripoli')
             WHERE id = (SELECT id FROM nodes WHERE key = 'libya-country')",
        )
        .unwrap();
    let answer = db.query(r#"{ places(where: { within: ["tripoli"] }) { totalCount } }"#).await;
    assert_eq!(answer["places"]["totalCount"], 7);
}

/// What journalists ask.
async fn events_are_asked_by_place_and_time(db: &TestDatabase) {
    let all = db.query("{ events(first: 100) { totalCount nodes { key place { key country } } } }").await;
    let all = all["events"]["nodes"].as_array().unwrap();
    for (filter, is_there) in [
        (r#"countries: ["LY"]"#, (|key, country| !key.is_empty() && country == "LY") as fn(&str, &str) -> bool),
        (r#"within: ["libya-country"]"#, |_, country| country == "LY"),
        (r#"within: ["western-libya"], not: { within: ["tripoli-area"] }"#, |key, _| {
            ["western-libya", "tarhuna", "al-watiya-air-base"].contains(&key)
        }),
        (r#"not: { countries: ["LY"] }"#, |key, country| !key.is_empty() && country != "LY"),
        ("", |key, _| !key.is_empty()),
    ] {
        let expected: Vec<&str> = all
            .iter()
            .filter(|event| {
                let word = |field: &str| event["place"][field].as_str().unwrap_or_default();
                is_there(word("key"), word("country"))
            })
            .map(|event| event["key"].as_str().unwrap())
            .collect();
        let nested = format!("events(first: 100, where: {{ place: {{ {filter} }} }}) {{ totalCount nodes {{ key }} }}");
        let answer = db.query(&format!("{{ {nested} }}")).await;
        assert!(!expected.is_empty(), "{filter}");
        assert_eq!(keys(&answer["events"]), expected, "{filter}");
        assert_eq!(answer["events"]["totalCount"], expected.len(), "{filter}");
        let counted =
            db.query(&format!("{{ eventCounts(by: [KIND], where: {{ place: {{ {filter} }} }}) {{ count }} }}")).await;
        let sum: u64 =
            counted["eventCounts"].as_array().unwrap().iter().map(|group| group["count"].as_u64().unwrap()).sum();
        assert_eq!(sum, expected.len() as u64, "{filter}");
    }
    let answer = db
        .query(
            r#"{ sure: events(where: { place: { within: ["tarhuna"] }, from: "2019-01-01", until: "2020-12-31",
                   period: CERTAINLY_WITHIN }) { nodes { key } }
                 maybe: events(where: { place: { within: ["tarhuna"] }, from: "2019-01-01", until: "2020-12-31" }) {
                   nodes { key } }
                 controls: placeRelationships(where: { place: { countries: ["LY"] } }) { totalCount }
                 elsewhere: placeRelationships(where: { place: { countries: ["FR"] } }) { totalCount }
                 sanctions: sanctionEvents(where: { participations: { some: { role: TARGET, party: { participations: {
                   some: { event: { place: { within: ["western-libya"] } } } } } } } }) { nodes { targets { key } } }
                 parties(where: { participations: { some: { event: { place: { keys: ["paris"] } } } } }) {
                   nodes { key } } }"#,
        )
        .await;
    let (sure, maybe) = (keys(&answer["sure"]), keys(&answer["maybe"]));
    assert!(sure.contains(&"tarhuna-prison-executions-2019"), "{sure:?}");
    assert!(sure.iter().all(|key| maybe.contains(key)) && sure.len() < maybe.len(), "{sure:?} of {maybe:?}");
    assert!(answer["controls"]["totalCount"].as_i64().unwrap() > 0);
    assert_eq!(answer["elsewhere"]["totalCount"], 0);
    assert!(answer["sanctions"]["nodes"].to_string().contains("kaniyat"), "{}", answer["sanctions"]);
    assert!(keys(&answer["parties"]).contains(&"florence-parly"), "{}", answer["parties"]);
}

on_each_backend! {
    async places_lead_to_events,
    async places_lie_within_others,
    async events_are_asked_by_place_and_time,
}
