//! The status of sanctions on a day, as known on a day.

use sanad::dataset::records::{Event, Participation, Sanction};
use sanad::model::{Role, SanctionAction, SanctionMeasure, Stance};
use serde_json::{Value, json};

use crate::load::small::{evidence, key, participation};
use crate::sanction_case::{fill, step};
use crate::support::{TestDatabase, variables};

const UN: &str = "un-libya-sanctions-committee";
const US: &str = "united-states";

/// The authorities and states of a party, and whether they are certain.
async fn states(db: &TestDatabase, party: &str, arguments: &str) -> Vec<(String, String, bool)> {
    let query = "query($key: String!, $asOf: Date, $facts: FactFilter) {
        party(key: $key) { sanctionStatus(asOf: $asOf, facts: $facts) { authority { key } state isCertain } } }";
    let mut asked = variables(arguments);
    asked["key"] = json!(party);
    let answer = db.query_with(query, asked).await;
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let entries = answer["party"]["sanctionStatus"].as_array().unwrap();
    let state = |entry: &Value| {
        (text(&entry["authority"]["key"]), text(&entry["state"]), entry["isCertain"].as_bool().unwrap())
    };
    entries.iter().map(state).collect()
}

/// The arguments of a query, and the expected authorities and states, each with whether it is certain.
type Expected = (&'static str, &'static [(&'static str, &'static str, bool)]);

async fn expect(db: &TestDatabase, party: &str, expected: &[Expected]) {
    for (arguments, expected) in expected {
        let told = states(db, party, arguments).await;
        let told: Vec<_> = told.iter().map(|(key, state, is_certain)| (&key[..], &state[..], *is_certain)).collect();
        assert_eq!(told, *expected, "{party} {arguments}");
    }
}

async fn the_kaniyat_from_day_to_day(db: &TestDatabase) {
    let expected: [Expected; 9] = [
        (r#"asOf: "2020-11-12""#, &[]),
        // Russia refused between the 13th and the 21st.
        (r#"asOf: "2020-11-14""#, &[(UN, "BLOCKED", false)]),
        (r#"asOf: "2020-11-20""#, &[(UN, "BLOCKED", false)]),
        (r#"asOf: "2020-11-21""#, &[(UN, "BLOCKED", true)]),
        (r#"asOf: "2020-11-22""#, &[(UN, "BLOCKED", true)]),
        (r#"asOf: "2020-11-24""#, &[(UN, "BLOCKED", true)]),
        (r#"asOf: "2020-11-25""#, &[(UN, "BLOCKED", true), (US, "IMPOSED", true)]),
        (r#"asOf: "2020-11-26""#, &[(UN, "BLOCKED", true), (US, "IMPOSED", true)]),
        ("", &[(UN, "BLOCKED", true), (US, "IMPOSED", true)]),
    ];
    expect(db, "kaniyat", &expected).await;
    expect(db, "mohamed-al-kani", &expected).await;
}

/// The designation was made on the 25th, and the articles that tell of it came out on the 27th and later.
async fn the_kaniyat_as_known_on_a_day(db: &TestDatabase) {
    expect(
        db,
        "kaniyat",
        &[
            (r#"asOf: "2020-11-26", facts: { knownBy: "2020-11-20" }"#, &[]),
            (r#"asOf: "2020-11-26", facts: { knownBy: "2020-11-22" }"#, &[(UN, "BLOCKED", true)]),
            (
                r#"asOf: "2020-11-26", facts: { knownBy: "2020-11-28" }"#,
                &[(UN, "BLOCKED", true), (US, "IMPOSED", true)],
            ),
            (r#"facts: { knownBy: "2020-11-28", asOf: "2020-11-22" }"#, &[(UN, "BLOCKED", true)]),
            (r#"facts: { minSources: 2 }"#, &[(UN, "BLOCKED", true)]),
            (r#"facts: { stances: [ALLEGES] }"#, &[]),
            (r#"facts: { datasets: ["elsewhere"] }"#, &[]),
        ],
    )
    .await;
}

async fn a_status_explains_itself(db: &TestDatabase) {
    let answer = db
        .query(
            r#"{ kaniyat: party(key: "kaniyat") { ...status } libya: organization(key: "libya") { ...status }
                 army: organization(key: "libyan-national-army") { ...status }
                 nobody: actor(key: "antonio-guterres") { ...status } }
               fragment status on Party {
                 sanctionStatus(asOf: "2020-11-26") {
                   authority { name(language: "en") } state since sinceWithin { earliest latest } measures isCertain
                   events { key action evidence { nodes { article { key } } } } } }"#,
        )
        .await;
    insta::assert_json_snapshot!("the_status_of_the_kaniyat_and_libya", answer);
}

/// From the 13th to the 20th it had been proposed, and perhaps blocked.
async fn the_kaniyat_may_have_been_proposed_only(db: &TestDatabase) {
    for (day, possible) in [
        ("2020-11-13", json!(["PROPOSED", "BLOCKED"])),
        ("2020-11-20", json!(["PROPOSED", "BLOCKED"])),
        ("2020-11-21", json!(["BLOCKED"])),
    ] {
        let query = r#"query($day: Date) {
            party(key: "kaniyat") { sanctionStatus(asOf: $day) { state possibleStates isCertain } } }"#;
        let answer = db.query_with(query, json!({ "day": day })).await;
        let expected =
            json!([{ "state": "BLOCKED", "possibleStates": possible, "isCertain": possible == json!(["BLOCKED"]) }]);
        assert_eq!(answer["party"]["sanctionStatus"], expected, "{day}");
    }
}

/// An easing without a date and without a named authority; no source says whether it has happened.
async fn what_is_not_dated_is_not_certain(db: &TestDatabase) {
    expect(
        db,
        "libyan-national-army",
        &[
            (r#"asOf: "2018-11-29""#, &[("-", "EASED", false)]),
            (r#"asOf: "2020-11-30", facts: { stances: [ALLEGES] }"#, &[("-", "EASED", false)]),
            (r#"asOf: "2020-11-30", facts: { stances: [REPORTS] }"#, &[]),
            ("", &[("-", "EASED", true)]),
        ],
    )
    .await;
}

async fn days_that_differ_are_refused(db: &TestDatabase) {
    const QUERY: &str = r#"query($asOf: Date, $facts: FactFilter) {
        party(key: "kaniyat") { sanctionStatus(asOf: $asOf, facts: $facts) { state } } }"#;
    let other = json!({ "asOf": "2020-11-22", "facts": { "asOf": "2020-11-23" } });
    let (code, message) = db.failure_with(QUERY, other).await;
    assert_eq!(code, "BAD_USER_INPUT");
    assert_eq!(message, "`asOf` is 2020-11-22 and `facts.asOf` is 2020-11-23: expected the same day");
    let (code, _) = db.failure_with(QUERY, json!({ "facts": { "minSources": 0 } })).await;
    assert_eq!(code, "BAD_USER_INPUT");
    db.query_with(QUERY, json!({ "asOf": "2020-11-22", "facts": { "asOf": "2020-11-22" } })).await;
}

/// The same event with evidence of that stance alone.
fn said(stance: Stance, event: Event) -> Event {
    Event { evidence: vec![evidence("report", stance)], ..event }
}

fn by(authority: Option<&str>, event: Event) -> Event {
    let sanction = event.sanction.map(|sanction| Sanction { authority: authority.map(key), ..sanction });
    Event { sanction, ..event }
}

async fn plans_and_denials_do_not_count(db: &TestDatabase) {
    use SanctionAction::*;
    let denied = Participation {
        evidence: vec![evidence("report", Stance::Denies)],
        ..participation("denied", Role::Target, "salim", "report")
    };
    let denied = Event { participations: vec![denied], ..step("denied", Imposed, "2020-11-04", None) };
    let spoken = participation("spoken", Role::Speaker, "salim", "report");
    fill(
        db,
        vec![
            said(Stance::Alleges, step("alleged", Proposed, "2020-11-01", None)),
            said(Stance::Plans, step("planned", Imposed, "2020-11-02", Some("alleged"))),
            said(Stance::Denies, by(Some("herald"), step("doubted", Imposed, "2020-11-03", None))),
            denied,
            Event { participations: vec![spoken], ..step("spoken", Imposed, "2020-11-05", None) },
        ],
    );
    expect(
        db,
        "salim",
        &[
            ("", &[("council", "PROPOSED", true)]),
            ("facts: { stances: [ALLEGES, REPORTS, PLANS] }", &[("council", "IMPOSED", true)]),
            ("facts: { stances: [REPORTS, DENIES] }", &[("council", "IMPOSED", true), ("herald", "IMPOSED", true)]),
        ],
    )
    .await;
    expect(db, "idris", &[("", &[])]).await;
}

async fn each_authority_has_its_own_entry(db: &TestDatabase) {
    use SanctionAction::*;
    let only = |measures: &[SanctionMeasure], event: Event| {
        let sanction = event.sanction.map(|sanction| Sanction { measures: measures.to_vec(), ..sanction });
        Event { sanction, ..event }
    };
    fill(
        db,
        vec![
            by(None, step("unknown", Eased, "2020", None)),
            by(Some("herald"), step("answer", Imposed, "2020-05-01", Some("asking"))),
            // Two cases of the council, which hang on the herald's: what answers them is one.
            only(&[SanctionMeasure::ArmsEmbargo], step("asking", Proposed, "2020-04", None)),
            only(&[SanctionMeasure::Other], step("listing", Imposed, "2020-06-01", Some("answer"))),
            only(&[SanctionMeasure::AssetFreeze], step("more", Amended, "2020-07-01", Some("listing"))),
            only(&[SanctionMeasure::TravelBan], step("further", Proposed, "2020-08-01", Some("more"))),
        ],
    );
    const QUERY: &str = r#"query($day: Date) { party(key: "salim") { sanctionStatus(asOf: $day) {
        authority { key } state since measures isCertain events { key } } } }"#;
    let answer = db.query_with(QUERY, json!({ "day": "2020-12-31" })).await;
    let entry = |authority: Option<&str>, state: &str, since: &str, measures: &[&str], events: &[&str]| {
        json!({
            "authority": authority.map(|key| json!({ "key": key })), "state": state, "since": since, "measures": measures,
            "isCertain": true, "events": events.iter().map(|key| json!({ "key": key })).collect::<Vec<_>>(),
        })
    };
    let expected = json!([
        entry(
            Some("council"),
            "IMPOSED",
            "2020-06-01",
            &["ASSET_FREEZE", "OTHER"],
            &["asking", "listing", "more", "further"]
        ),
        entry(Some("herald"), "IMPOSED", "2020-05-01", &["ASSET_FREEZE", "TRAVEL_BAN"], &["answer"]),
        entry(None, "EASED", "2020", &["ASSET_FREEZE", "TRAVEL_BAN"], &["unknown"]),
    ]);
    assert_eq!(answer["party"]["sanctionStatus"], expected);
    let answer = db.query_with(QUERY, json!({ "day": "2020-05-15" })).await;
    assert_eq!(
        answer["party"]["sanctionStatus"][0],
        entry(Some("council"), "PROPOSED", "2020-04", &["ARMS_EMBARGO"], &["asking"])
    );
    assert_eq!(answer["party"]["sanctionStatus"][2]["isCertain"], false);
}

mod on_the_seeds {
    use super::*;

    on_each_backend! {
        async the_kaniyat_from_day_to_day,
        async the_kaniyat_as_known_on_a_day,
        async the_kaniyat_may_have_been_proposed_only,
        async a_status_explains_itself,
        async what_is_not_dated_is_not_certain,
        async days_that_differ_are_refused,
    }
}

on_each_backend! {
    empty:
    async plans_and_denials_do_not_count,
    async each_authority_has_its_own_entry,
}
