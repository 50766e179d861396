//! Source records of parties, and what data sets say of themselves.

use sanad::dataset::load;
use sanad::dataset::records::{Dataset, SourceRecord};
use sanad::db::{Access, Conn, migrate};
use serde_json::json;

use crate::load::small::{both, small};
use crate::support::TestDatabase;

fn record(reference: &str) -> SourceRecord {
    SourceRecord { reference: reference.to_owned(), number: None, url: None, remarks: None }
}

/// The small set, as if it were made from a list.
fn listed() -> Dataset {
    let mut dataset = small();
    dataset.licence_url = Some("https://example.org/terms".to_owned());
    dataset.edition = Some("2024-01-27".parse().unwrap());
    let url = Some("https://example.org/LYi.023".to_owned());
    let remarks = Some(both("ملاحظات", "Remarks"));
    dataset.actors[0].source_records =
        vec![SourceRecord { number: Some("6908462".to_owned()), url, remarks, ..record("LYi.023") }, record("LYi.024")];
    dataset.organizations[1].source_records = vec![record("LYe.001")];
    dataset
}

async fn a_party_has_its_entries_in_lists(db: &TestDatabase) {
    let mut conn = Conn::open(db.url(), Access::Write).unwrap();
    migrate::migrate(&mut conn).unwrap();
    load(&mut conn, &listed()).unwrap();
    assert!(load(&mut conn, &listed()).unwrap().is_empty());
    let answer = db
        .query(
            r#"{ parties(where: { keys: ["brigade", "idris", "salim"] }, orderBy: { by: KEY }) { nodes { key sourceRecords {
                   reference number url remarks english: remarks(language: "en") remarksLanguage
                   dataset { key licenceUrl edition } } } } }"#,
        )
        .await;
    let dataset = json!({ "key": "small", "licenceUrl": "https://example.org/terms", "edition": "2024-01-27" });
    let bare = |reference: &str| {
        json!({ "reference": reference, "number": null, "url": null, "remarks": null, "english": null,
                "remarksLanguage": null, "dataset": dataset })
    };
    let whole = json!({
        "reference": "LYi.023", "number": "6908462", "url": "https://example.org/LYi.023", "remarks": "ملاحظات",
        "english": "Remarks", "remarksLanguage": "ar", "dataset": dataset,
    });
    let expected = json!([
        { "key": "brigade", "sourceRecords": [bare("LYe.001")] },
        { "key": "idris", "sourceRecords": [] },
        { "key": "salim", "sourceRecords": [whole, bare("LYi.024")] },
    ]);
    assert_eq!(answer["parties"]["nodes"], expected);

    // A changed record changes its party.
    let mut changed = listed();
    changed.actors[0].source_records.pop();
    changed.edition = None;
    let changes = load(&mut conn, &changed).unwrap();
    let records: Vec<_> =
        changes.records.iter().filter(|record| record.tally.is_change()).map(|record| record.sort).collect();
    assert_eq!(records, ["data sets", "actors"]);
}

async fn source_records_take_one_statement(db: &TestDatabase) {
    let query = "{ parties(first: 100) { nodes { sourceRecords { reference } } } }";
    assert_eq!(db.statements_of(query).await, 2);
}

on_each_backend! { empty: async a_party_has_its_entries_in_lists }

on_each_backend! { async source_records_take_one_statement }
