//! What can be asked of imported lists, by GraphQL alone.

use serde_json::{Value, json};

use super::series;
use crate::support::TestDatabase;

fn keys(nodes: &Value) -> Vec<&str> {
    nodes.as_array().unwrap().iter().map(|node| node["key"].as_str().unwrap()).collect()
}

async fn who_came_off_between_two_days(db: &TestDatabase) {
    series::loaded(db, "came-off");
    let answer = db
        .query(
            r#"{ sanctionEvents(where: { datasets: ["un-list"], actions: [LIFTED], from: "2024-01-15", until: "2024-02-15" }) {
                   nodes { key title(language: "en") arabic: title(language: "ar") started startedWithin { earliest latest }
                     targets { key } authority { key } programme measures
                     evidence { nodes { locator note(language: "en") article { key kind published publisher { key } } } } } } }"#,
        )
        .await;
    let expected = json!([{
        "key": "un-lyi.902.un.lifted-1",
        "title": "OMAR NAMUDHAJ is delisted: United Nations Security Council Consolidated List",
        "arabic": "شطب OMAR NAMUDHAJ من القائمة الموحدة لمجلس الأمن التابع للأمم المتحدة",
        "started": null,
        "startedWithin": { "earliest": "2024-01-02", "latest": "2024-02-01" },
        "targets": [{ "key": "un-lyi.902" }],
        "authority": { "key": "un-libya-sanctions-committee" },
        "programme": "Libya",
        "measures": ["ASSET_FREEZE", "TRAVEL_BAN"],
        "evidence": { "nodes": [{
            "locator": "LYi.902",
            "note": "The entry is no longer in this edition.",
            "article": {
                "key": "un-list.2024-02-01", "kind": "EDITION", "published": "2024-02-01",
                "publisher": { "key": "un-security-council" },
            },
        }] },
    }]);
    assert_eq!(answer["sanctionEvents"]["nodes"], expected);
}

async fn who_returned(db: &TestDatabase) {
    series::loaded(db, "returned");
    let answer = db
        .query(
            r#"{ parties(where: { datasets: ["un-list"], sanctionEvents: { some: { actions: [LIFTED] } }, sanctionStatus: {} }) {
                   nodes { key sanctionEvents(actions: [IMPOSED]) { nodes {
                     key started startedWithin { earliest latest } follows { key action } } } } } }"#,
        )
        .await;
    let expected = json!([{ "key": "un-lyi.902", "sanctionEvents": { "nodes": [
        { "key": "un-lyi.902.un.imposed-1", "started": "2011-02-26",
          "startedWithin": { "earliest": "2011-02-26", "latest": "2011-02-26" }, "follows": null },
        { "key": "un-lyi.902.un.imposed-2", "started": null,
          "startedWithin": { "earliest": "2024-02-02", "latest": "2024-03-01" },
          "follows": { "key": "un-lyi.902.un.lifted-1", "action": "LIFTED" } },
    ] } }]);
    assert_eq!(answer["parties"]["nodes"], expected);
}

async fn everybody_under_a_regime_as_of_a_day(db: &TestDatabase) {
    series::loaded(db, "regime");
    let listed = async |programme: &str, day: &str| {
        let query = format!(
            r#"{{ parties(where: {{ datasets: ["un-list"], sanctionStatus: {{ asOf: "{day}", programmes: ["{programme}"], isCertain: true }} }},
                  orderBy: {{ by: KEY }}) {{ nodes {{ key }} }} }}"#
        );
        keys(&db.query(&query).await["parties"]["nodes"]).join(" ")
    };
    for (programme, day, expected) in [
        ("Libya", "2012-01-01", "un-lyi.902"),
        ("Libya", "2023-12-31", "un-lye.903 un-lyi.901 un-lyi.902"),
        ("Libya", "2024-02-01", "un-lye.903 un-lyi.901"),
        ("Libya", "2024-03-01", "un-lye.903 un-lyi.901 un-lyi.902"),
        ("Al-Qaida", "2024-03-01", "un-qdi.904"),
        ("Al-Qaida", "2024-04-01", ""),
        ("Taliban", "2024-01-20", "un-tai.905"),
    ] {
        assert_eq!(listed(programme, day).await, expected, "{programme} on {day}");
    }
}

async fn the_whole_life_of_an_entry(db: &TestDatabase) {
    series::loaded(db, "life");
    let answer = db
        .query(
            r#"{ party(key: "un-lyi.901") { sanctionEvents { nodes {
                   action summary(language: "en") startedWithin { earliest latest } follows { action } legalBasis { key symbol }
                   evidence { nodes { locator article { key } } } } } } }"#,
        )
        .await;
    let resolution = json!({ "key": "un-act-s-res-1970-2011", "symbol": "S/RES/1970 (2011)" });
    let evidence =
        |day: &str| json!({ "nodes": [{ "locator": "LYi.901", "article": { "key": format!("un-list.{day}") } }] });
    let expected = json!([
        { "action": "IMPOSED", "summary": null, "follows": null, "legalBasis": resolution,
          "startedWithin": { "earliest": "2018-06-07", "latest": "2018-06-07" }, "evidence": evidence("2024-01-01") },
        { "action": "AMENDED", "summary": "Changed: names.", "follows": { "action": "IMPOSED" }, "legalBasis": resolution,
          "startedWithin": { "earliest": "2024-02-02", "latest": "2024-03-01" }, "evidence": evidence("2024-03-01") },
    ]);
    assert_eq!(answer["party"]["sanctionEvents"]["nodes"], expected);
    let answer = db
        .query(
            r#"{ party(key: "un-lyi.902") { sanctionEvents { nodes { action evidence { nodes { article { key } } } } }
                   sanctionStatus { state authority { key } } } }"#,
        )
        .await;
    let steps: Vec<String> = answer["party"]["sanctionEvents"]["nodes"]
        .as_array()
        .unwrap()
        .iter()
        .map(|step| format!("{} {}", step["action"], step["evidence"]["nodes"][0]["article"]["key"]).replace('"', ""))
        .collect();
    assert_eq!(steps, ["IMPOSED un-list.2024-01-01", "LIFTED un-list.2024-02-01", "IMPOSED un-list.2024-03-01"]);
    let status = json!([{ "state": "IMPOSED", "authority": { "key": "un-libya-sanctions-committee" } }]);
    assert_eq!(answer["party"]["sanctionStatus"], status);
}

async fn what_was_known_on_a_day(db: &TestDatabase) {
    series::loaded(db, "known");
    let answer = db
        .query(
            r#"{ party(key: "un-qdi.904") {
                   before: sanctionStatus(facts: { knownBy: "2024-03-31" }) { state }
                   after: sanctionStatus(facts: { knownBy: "2024-04-01" }) { state } } }"#,
        )
        .await;
    assert_eq!(answer["party"], json!({ "before": [{ "state": "IMPOSED" }], "after": [{ "state": "LIFTED" }] }));
}

async fn all_names_of_an_entry(db: &TestDatabase) {
    series::loaded(db, "names");
    let answer = db
        .query(
            r#"{ party(key: "un-lyi.901") { names { text kind language } }
                 persian: party(key: "un-tai.905") { names { text kind language } } }"#,
        )
        .await;
    let name =
        |text: &str, kind: &str, language: Option<&str>| json!({ "text": text, "kind": kind, "language": language });
    let expected = json!([
        name("SALIM OMAR AL-MITHALI AL-ASLI", "PRIMARY", None),
        name("سالم عمر المثالي", "PRIMARY", Some("ar")),
        name("Salem al-Mithali", "ALIAS", None),
        name("Abu Mithal", "WEAK", None),
    ]);
    assert_eq!(answer["party"]["names"], expected);
    // Names of the Taliban list are Pashto or Dari: no one says which.
    assert_eq!(answer["persian"]["names"][1], name("گل مثال", "ALIAS", None));
}

async fn whoever_has_a_passport(db: &TestDatabase) {
    series::loaded(db, "passport");
    let answer = db
        .query(
            r#"{ passport: party(identifier: { kind: PASSPORT, value: "ab-0099" }) { key births: sourceRecords { reference number } }
                 entry: parties(where: { identifier: { kind: LIST_ENTRY, value: "lyi 901", country: "UN" } }) { nodes { key } }
                 other: parties(where: { identifier: { kind: LIST_ENTRY, value: "LYi.901", country: "GB" } }) { nodes { key } } }"#,
        )
        .await;
    let expected = json!({
        "passport": { "key": "un-lyi.901", "births": [{ "reference": "LYi.901", "number": "9900001" }] },
        "entry": { "nodes": [{ "key": "un-lyi.901" }] },
        "other": { "nodes": [] },
    });
    assert_eq!(answer, expected);
}

async fn what_changed_in_the_newest_edition(db: &TestDatabase) {
    series::loaded(db, "newest");
    let newest =
        db.query(r#"{ datasets { key edition editionAge(on: "2024-05-04") licence licenceUrl uses { key } } }"#).await;
    let list = newest["datasets"].as_array().unwrap().iter().find(|dataset| dataset["key"] == "un-list").unwrap();
    assert_eq!(
        *list,
        json!({ "key": "un-list", "edition": "2024-05-01", "editionAge": 3, "licence": "United Nations terms of use",
                "licenceUrl": "https://www.un.org/en/about-us/terms-of-use", "uses": [{ "key": "core" }] })
    );
    let changes = async |day: &str| {
        let query = format!(
            r#"{{ sanctionEvents(where: {{ facts: {{ articles: ["un-list.{day}"] }} }}) {{ nodes {{ key }} }} }}"#
        );
        keys(&db.query(&query).await["sanctionEvents"]["nodes"]).join(" ")
    };
    assert_eq!(changes("2024-05-01").await, "");
    assert_eq!(changes("2024-04-01").await, "un-qdi.904.un.lifted-1");
    // Only the edition after it showed that the change held.
    assert_eq!(changes("2024-03-01").await, "un-lyi.902.un.imposed-2 un-lyi.901.un.amended-2024-03-01");
    assert_eq!(changes("2024-02-01").await, "un-lyi.902.un.lifted-1 un-tai.905.un.imposed-1");
}

async fn entries_that_name_each_other_are_linked(db: &TestDatabase) {
    series::loaded(db, "linked");
    let answer = db
        .query(
            r#"{ party(key: "un-lye.903") { relationships { nodes { kind source { key }
                   evidence { nodes { locator note(language: "en") article { key } } } } } } }"#,
        )
        .await;
    let expected = json!([{ "kind": "LINKED", "source": { "key": "un-lyi.901" }, "evidence": { "nodes": [
        { "locator": "LYi.901", "note": "named in the remarks", "article": { "key": "un-list.2024-01-01" } },
    ] } }]);
    assert_eq!(answer["party"]["relationships"]["nodes"], expected);
}

on_each_backend! {
    empty: async who_came_off_between_two_days, async who_returned, async everybody_under_a_regime_as_of_a_day,
    async the_whole_life_of_an_entry, async what_was_known_on_a_day, async all_names_of_an_entry,
    async whoever_has_a_passport, async what_changed_in_the_newest_edition, async entries_that_name_each_other_are_linked
}
