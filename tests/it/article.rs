//! Articles.

use serde_json::{Value, json};

use crate::support::{TestDatabase, variables};

async fn the_five_by_date(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ articles { totalCount nodes {
                   key headline language url body published publishedInferred(language: "en")
                   publisher { key } republisher { key } dataset { key } } } }"#,
        )
        .await;
    insta::assert_json_snapshot!("the_five_articles", answer);
}

async fn filters(db: &TestDatabase) {
    let us_state = "us-state-2020-11-27-kaniyat-designation";
    let al_ain = "al-ain-2018-11-haftar-g5-sahel";
    for (arguments, expected) in [
        (r#"where: { publishers: ["us-department-of-state"] }"#, vec![us_state]),
        (
            r#"where: { mentioning: ["salah-al-samoui", "florence-parly"] }"#,
            vec![al_ain, "aljazeera-2020-11-21-russia-blocks-kaniyat-listing"],
        ),
        (r#"where: { from: "2020-11-22" }"#, vec![us_state]),
        (r#"where: { until: "2018-11-15", languages: ["ar"], datasets: ["libya-2018-2020"] }"#, vec![al_ain]),
        (r#"where: { languages: ["fr"] }"#, vec![]),
        (r#"first: 1, orderBy: { direction: DESC }"#, vec![us_state]),
    ] {
        let query = "query($where: ArticleFilter, $first: Int, $orderBy: ArticleOrder) {
            articles(where: $where, first: $first, orderBy: $orderBy) { nodes { key } } }";
        let answer = db.query_with(query, variables(arguments)).await;
        let keys: Vec<&Value> =
            answer["articles"]["nodes"].as_array().unwrap().iter().map(|node| &node["key"]).collect();
        assert_eq!(keys, expected, "{arguments}");
    }
}

async fn by_key(db: &TestDatabase) {
    let answer = db.query(r#"{ a: article(key: "kaniyat") { key } b: article(key: "unattributed-2020-06-egyptian-officers") { publisher { key } published } }"#).await;
    assert_eq!(answer, json!({ "a": null, "b": { "publisher": null, "published": "2020-07" } }));
}

on_each_backend! { async the_five_by_date, async filters, async by_key }
