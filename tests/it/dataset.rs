//! Data sets and the revision.

use serde_json::json;

use crate::support::TestDatabase;

async fn the_data_set_and_the_revision(db: &TestDatabase) {
    let answer = db.query("{ revision datasets { id key title publisher licence version loadedAt } }").await;
    assert_eq!(answer["revision"], 1);
    let datasets = answer["datasets"].as_array().unwrap();
    assert_eq!(datasets.len(), 2);
    for (dataset, id) in datasets.iter().zip(["Dataset:core", "Dataset:libya-2018-2020"]) {
        assert_eq!(dataset["id"], id);
        assert_eq!(dataset["licence"], json!("CC0-1.0"));
        let loaded_at = dataset["loadedAt"].as_str().unwrap();
        assert!(chrono::DateTime::parse_from_rfc3339(loaded_at).is_ok(), "{loaded_at}");
    }
}

on_each_backend! { async the_data_set_and_the_revision }
