//! Where sanctions stand and may stand: each row of the table in docs/facts.md is a case.

use sanad::dataset::load;
use sanad::dataset::records::Event;
use sanad::db::migrate;
use sanad::model::Role;
use serde_json::json;

use crate::fact_filter::{date, table};
use crate::load::small::{actor, key, name, participation, sanction, small};
use crate::support::TestDatabase;

/// A step in the words of the table: its action, its date, and perhaps `until` with a second date.
fn step(id: &str, text: &str, follows: Option<&str>, party: &str) -> Event {
    let words: Vec<&str> = text.split_whitespace().collect();
    let [action, started, until @ ..] = &words[..] else { panic!("`{text}` is no step") };
    let ended = match until {
        [] => date(""),
        ["until", ended] => date(ended),
        _ => panic!("`{text}` ends otherwise"),
    };
    let step = sanction(action.parse().unwrap(), id, "2020", follows);
    let participations = vec![participation(id, Role::Target, party, "report")];
    Event { started: date(started), ended, instruments: Vec::new(), participations, ..step }
}

async fn each_row_of_the_table_holds(db: &TestDatabase) {
    let rows = table("## How sanctions stand");
    assert!(rows.len() > 40, "{}", rows.len());
    let mut dataset = small();
    for (row, cells) in rows.iter().enumerate() {
        let party = format!("party-{row}");
        dataset.actors.push(actor(&party, vec![name(&party, "en")]));
        for (case, steps) in cells[0].split(" + ").enumerate() {
            let mut follows: Option<String> = None;
            for (number, text) in steps.split("; ").enumerate() {
                let id = format!("step-{row}-{case}-{number}");
                dataset.events.push(step(&id, text, follows.as_deref(), &party));
                follows = Some(id);
            }
        }
    }
    let mut conn = db.conn();
    migrate::migrate(&mut conn).unwrap();
    load(&mut conn, &dataset).unwrap();
    for (row, cells) in rows.iter().enumerate() {
        let [_, day, state, possible, _] = &cells[..] else { panic!("{cells:?}") };
        let query = "query($key: String!, $asOf: Date) {
            party(key: $key) { sanctionStatus(asOf: $asOf) { state possibleStates isCertain } } }";
        let asked = json!({ "key": format!("party-{row}"), "asOf": Some(day).filter(|day| !day.is_empty()) });
        let possible: Vec<&str> = possible.split(", ").collect();
        let expected = json!([{ "state": state, "possibleStates": possible, "isCertain": possible.len() == 1 }]);
        assert_eq!(db.query_with(query, asked).await["party"]["sanctionStatus"], expected, "{}", cells.join(" | "));
    }
}

/// Expired sanctions are `since` their last day, and keep their measures.
async fn what_has_expired_tells_since_when(db: &TestDatabase) {
    let mut dataset = small();
    dataset.events = vec![
        step("listing", "IMPOSED 2018-03 until 2019", None, "salim"),
        Event { ended: date("2020-06-30"), ..step("change", "AMENDED 2019-05", Some("listing"), "salim") },
    ];
    let mut conn = db.conn();
    migrate::migrate(&mut conn).unwrap();
    load(&mut conn, &dataset).unwrap();
    let query = r#"{ party(key: "salim") { sanctionStatus(asOf: "2021-01-01") {
        state since sinceWithin { earliest latest } measures events { key } } } }"#;
    let expected = json!([{
        "state": "EXPIRED", "since": "2020-06-30",
        "sinceWithin": { "earliest": "2020-06-30", "latest": "2020-06-30" },
        "measures": ["ASSET_FREEZE", "TRAVEL_BAN"], "events": [{ "key": "listing" }, { "key": "change" }],
    }]);
    assert_eq!(db.query(query).await["party"]["sanctionStatus"], expected);
    assert_eq!(dataset.events[0].sanction.as_ref().unwrap().authority, Some(key("council")));
}

on_each_backend! {
    empty:
    async each_row_of_the_table_holds,
    async what_has_expired_tells_since_when,
}
