//! What only organizations have.

use serde_json::json;

use crate::support::TestDatabase;

async fn a_publisher_lists_its_articles(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ a: organization(key: "al-jazeera") { publications { totalCount nodes { key republisher { key } } } }
                 b: organization(key: "radio-rm-fm") { publications { totalCount } } }"#,
        )
        .await;
    let key = "aljazeera-2020-11-21-russia-blocks-kaniyat-listing";
    let node = json!({ "key": key, "republisher": { "key": "radio-rm-fm" } });
    assert_eq!(answer["a"]["publications"], json!({ "totalCount": 1, "nodes": [node] }));
    assert_eq!(answer["b"]["publications"], json!({ "totalCount": 0 }));
}

on_each_backend! { async a_publisher_lists_its_articles }
