//! The real files, with the figures that are known of them: `SANAD_LISTS` names their directory, as for `make test-lists`.

use std::path::PathBuf;

use sanad::import::Options;
use serde_json::json;

use super::{imported, prepared, reports};
use crate::support::TestDatabase;

fn lists() -> PathBuf {
    PathBuf::from(std::env::var_os("SANAD_LISTS").expect("SANAD_LISTS names the directory of the real files"))
}

/// The numbers of parties, and of steps of each kind in a data set.
async fn counts(db: &TestDatabase, dataset: &str) -> [u64; 4] {
    let query = format!(
        r#"{{ parties(where: {{ datasets: ["{dataset}"] }}) {{ totalCount }}
              imposed: sanctionEvents(where: {{ datasets: ["{dataset}"], actions: [IMPOSED] }}) {{ totalCount }}
              amended: sanctionEvents(where: {{ datasets: ["{dataset}"], actions: [AMENDED] }}) {{ totalCount }}
              lifted: sanctionEvents(where: {{ datasets: ["{dataset}"], actions: [LIFTED] }}) {{ totalCount }} }}"#
    );
    let answer = db.query(&query).await;
    ["parties", "imposed", "amended", "lifted"].map(|field| answer[field]["totalCount"].as_u64().unwrap())
}

async fn the_series_of_the_un_has_its_figures(db: &TestDatabase) {
    let mut conn = prepared(db);
    // Read, added, returned and removed.
    let figures = [
        ("2021-05-18", 997, 997, 0, 0),
        ("2023-05-29", 958, 22, 0, 61),
        ("2023-08-03", 955, 0, 0, 3),
        ("2024-01-13", 869, 6, 1, 93),
        ("2024-01-25", 869, 0, 0, 0),
        ("2024-01-27", 869, 0, 0, 0),
    ];
    let (mut amended, mut days) = (0, Vec::new());
    for (day, read, added, returned, removed) in figures {
        let path = lists().join(format!("un/un-{day}.xml.gz"));
        let report = &reports(imported(&mut conn, &path, &Options::default()).unwrap())[0];
        let tally = report.tally;
        assert_eq!((tally.read, tally.added, tally.returned, tally.removed), (read, added, returned, removed), "{day}");
        amended += report.events.amended;
        days.push(report.date);
    }
    let [parties, imposed, stored_amended, lifted] = counts(db, "un-list").await;
    assert_eq!((parties, imposed, lifted, stored_amended), (1_025, 1_026, 157, amended));
    let query = r#"{ late: sanctionEvents(where: { datasets: ["un-list"], from: "2024-01-14" }) { totalCount }
             returned: parties(where: { datasets: ["un-list"], sanctionEvents: { some: { actions: [LIFTED] } }, sanctionStatus: {} }) { totalCount }
             off: sanctionEvents(where: { datasets: ["un-list"], actions: [LIFTED], facts: { articles: ["un-list.DAY"] } }) {
               nodes { startedWithin { earliest latest } } } }"#;
    let answer = db.query(&query.replace("DAY", &days[2].to_string())).await;
    // Values that vanish and return are no amendment.
    assert_eq!(answer["late"]["totalCount"], 0);
    assert_eq!(answer["returned"]["totalCount"], 1);
    let after = days[1].succ_opt().unwrap();
    let between = json!({ "startedWithin": { "earliest": after.to_string(), "latest": days[2].to_string() } });
    assert_eq!(answer["off"]["nodes"], json!([between, between, between]));
}

async fn every_list_has_its_number_of_parties(db: &TestDatabase) {
    let mut conn = prepared(db);
    for (path, dataset, parties) in [
        ("uk/rebuilt-uk-2026-02-24.xml.gz", "uk-list", 2_179),
        ("eu/rebuilt-eu-2026-05-01-odd.xml.gz", "eu-list", 831),
        ("ofac/cons-enhanced-2025-01-odd.xml.gz", "ofac-lists", 214),
    ] {
        let report = &reports(imported(&mut conn, &lists().join(path), &Options::default()).unwrap())[0];
        let [stored, imposed, ..] = counts(db, dataset).await;
        assert_eq!(stored, parties, "{report}");
        assert!(imposed >= parties, "{report}");
    }
}

on_each_backend! { empty: async the_series_of_the_un_has_its_figures, async every_list_has_its_number_of_parties }
