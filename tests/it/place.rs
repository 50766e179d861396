//! Places, and what happened there.

use serde_json::{Value, json};

use crate::support::TestDatabase;

async fn places_lead_to_events(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ places(first: 100) { totalCount nodes { key name(language: "en") country } }
                 place(key: "tarhuna") { id name ar: name(language: "ar") latitude longitude country
                   events { totalCount nodes { key startedWithin { earliest } } } }
                 nowhere: place(key: "kaniyat") { key } }"#,
        )
        .await;
    let place = &answer["place"];
    assert_eq!((&place["name"], &place["ar"]), (&json!("ترهونة"), &json!("ترهونة")));
    assert_eq!(place["country"], "LY");
    assert!((place["latitude"].as_f64().unwrap() - 32.43).abs() < 0.05);
    let events = place["events"]["nodes"].as_array().unwrap();
    assert_eq!(place["events"]["totalCount"], events.len());
    assert!(events.iter().any(|event| event["key"] == "tarhuna-mass-graves"));
    let keys: Vec<&str> =
        answer["places"]["nodes"].as_array().unwrap().iter().map(|node| node["key"].as_str().unwrap()).collect();
    assert!(keys.len() >= 7 && keys.is_sorted(), "{keys:?}");
    assert_eq!(answer["nowhere"], Value::Null);
}

on_each_backend! { async places_lead_to_events }
