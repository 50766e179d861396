//! Actors and organizations together, and their names.

use serde_json::{Value, json};

use crate::support::TestDatabase;

fn keys(list: &Value) -> Vec<&str> {
    list["nodes"].as_array().unwrap().iter().map(|node| node["key"].as_str().unwrap()).collect()
}

async fn names_fall_back_to_the_original_script(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ actor(key: "mohamed-al-kani") {
                   name en: name(language: "en") ar: name(language: "ar") fr: name(language: "fr") us: name(language: "en-US")
                   names { text language kind } countries gender born died dataset { key } } }"#,
        )
        .await;
    let actor = &answer["actor"];
    assert_eq!(actor["name"], "محمد الكاني");
    assert_eq!(actor["en"], "Mohamed al-Kani");
    assert_eq!(actor["us"], "Mohamed al-Kani");
    assert_eq!(actor["ar"], "محمد الكاني");
    assert_eq!(actor["fr"], "محمد الكاني");
    assert_eq!(actor["names"][0], json!({ "text": "محمد الكاني", "language": "ar", "kind": "PRIMARY" }));
    assert_eq!(actor["countries"], json!(["LY"]));
    assert_eq!(actor["gender"], "MALE");
    assert_eq!(actor["dataset"], json!({ "key": "libya-2018-2020" }));
}

async fn a_name_is_found_by_its_beginning_in_any_spelling(db: &TestDatabase) {
    for (prefix, expected) in [
        ("انطونيو", vec!["antonio-guterres"]),
        ("ANTONIO", vec!["antonio-guterres"]),
        ("stephane d", vec!["stephane-dujarric"]),
        ("مليشيا الكا", vec!["kaniyat"]),
        ("nobody of that name", vec![]),
        ("%", vec![]),
    ] {
        let answer = db
            .query_with(
                "query($prefix: String!) { parties(where: { nameStartsWith: $prefix }) { totalCount nodes { key } } }",
                json!({ "prefix": prefix }),
            )
            .await;
        assert_eq!(keys(&answer["parties"]), expected, "{prefix}");
        assert_eq!(answer["parties"]["totalCount"], expected.len(), "{prefix}");
    }
}

async fn filters(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ both: parties(where: { keys: ["kaniyat", "mohamed-al-kani", "nobody"] }, orderBy: { by: KEY }) { nodes { key __typename } }
                 groups: parties(where: { types: [ARMED_GROUP] }) { nodes { key } }
                 french: actors(where: { countries: ["FR"] }, orderBy: { by: KEY, direction: DESC }) { nodes { key } }
                 women: actors(where: { genders: [FEMALE] }) { nodes { key } }
                 media: organizations(where: { types: [MEDIA], mentionedIn: ["aljazeera-2020-11-21-russia-blocks-kaniyat-listing"] }, orderBy: { by: KEY }) { nodes { key } }
                 elsewhere: parties(where: { datasets: ["elsewhere"] }) { totalCount } }"#,
        )
        .await;
    assert_eq!(
        answer["both"]["nodes"],
        json!([{ "key": "kaniyat", "__typename": "Organization" }, { "key": "mohamed-al-kani", "__typename": "Actor" }])
    );
    assert_eq!(keys(&answer["groups"]), ["kaniyat"]);
    assert_eq!(keys(&answer["french"]), ["stephane-dujarric", "jean-yves-le-drian", "florence-parly"]);
    assert_eq!(keys(&answer["women"]), ["florence-parly"]);
    assert!(keys(&answer["media"]).contains(&"reuters"));
    assert_eq!(answer["elsewhere"], json!({ "totalCount": 0 }));
}

async fn lists_are_sorted_alike(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ names: parties(first: 100) { nodes { key name } }
                 keys: parties(first: 100, orderBy: { by: KEY }) { totalCount nodes { key } } }"#,
        )
        .await;
    let names: Vec<&str> =
        answer["names"]["nodes"].as_array().unwrap().iter().map(|node| node["name"].as_str().unwrap()).collect();
    assert!(names.len() > 50 && names.is_sorted(), "{names:?}");
    assert!(keys(&answer["keys"]).is_sorted());
    assert!(answer["keys"]["totalCount"].as_u64().unwrap() >= names.len() as u64);
}

async fn either_kind_by_key(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ a: party(key: "kaniyat") { __typename key ... on Organization { type founded dissolved } }
                 b: party(key: "mohamed-al-kani") { __typename ... on Actor { gender } }
                 c: party(key: "tarhuna") { key }
                 d: actor(key: "kaniyat") { key }
                 e: organization(key: "mohamed-al-kani") { key } }"#,
        )
        .await;
    assert_eq!(answer["a"]["type"], "ARMED_GROUP");
    assert_eq!(answer["b"], json!({ "__typename": "Actor", "gender": "MALE" }));
    assert_eq!([&answer["c"], &answer["d"], &answer["e"]], [&Value::Null; 3]);
}

on_each_backend! {
    async names_fall_back_to_the_original_script,
    async a_name_is_found_by_its_beginning_in_any_spelling,
    async filters,
    async lists_are_sorted_alike,
    async either_kind_by_key,
}
