//! Cases: chains of sanction events, with branches, and through events that a filter leaves out.

use diesel::connection::SimpleConnection;
use sanad::dataset::load;
use sanad::dataset::records::{Dataset, Event};
use sanad::db::migrate;
use sanad::model::{Role, SanctionAction, Stance};
use serde_json::{Value, json};

use crate::load::small::{article, evidence, participation, sanction, small, when};
use crate::support::{TestDatabase, variables};

/// A sanction event of the council that targets salim, as the report tells that was published in November 2020.
pub fn step(id: &str, action: SanctionAction, day: &str, follows: Option<&str>) -> Event {
    Event {
        participations: vec![participation(id, Role::Target, "salim", "report")],
        ..sanction(action, id, day, follows)
    }
}

/// The small set with these events instead of its own, and with a gazette of the end of 2020.
pub fn with_events(events: Vec<Event>) -> Dataset {
    let mut dataset = small();
    dataset.articles.push(article("gazette", Some("council"), when("2020-12-31")));
    dataset.events = events;
    dataset
}

/// Migrates the database and loads the events into it.
pub fn fill(db: &TestDatabase, events: Vec<Event>) {
    let mut conn = db.conn();
    migrate::migrate(&mut conn).unwrap();
    load(&mut conn, &with_events(events)).unwrap();
}

/// A proposal that is blocked, a listing all the same that became known only at the end of the year, and a delisting;
/// and a second case.
fn branches() -> Vec<Event> {
    let listing = step("listing", SanctionAction::Imposed, "2020-03", Some("proposal"));
    vec![
        step("delisting", SanctionAction::Lifted, "2020-04-01", Some("listing")),
        Event { evidence: vec![evidence("gazette", Stance::Reports)], ..listing },
        step("blocking", SanctionAction::Blocked, "2020-02-01", Some("proposal")),
        step("elsewhere", SanctionAction::Imposed, "2020-02-02", None),
        step("proposal", SanctionAction::Proposed, "2020-01-01", None),
    ]
}

fn keys(list: &Value) -> Vec<&str> {
    list.as_array().unwrap().iter().map(|event| event["key"].as_str().unwrap()).collect()
}

async fn every_event_tells_its_whole_case(db: &TestDatabase) {
    fill(db, branches());
    let answer = db.query("{ sanctionEvents { nodes { key chain { key } } } }").await;
    for event in answer["sanctionEvents"]["nodes"].as_array().unwrap() {
        let expected = match event["key"].as_str().unwrap() {
            "elsewhere" => vec!["elsewhere"],
            _ => vec!["proposal", "blocking", "listing", "delisting"],
        };
        assert_eq!(keys(&event["chain"]), expected);
    }
}

async fn what_a_filter_leaves_out_holds_the_others_together(db: &TestDatabase) {
    fill(db, branches());
    for (filter, expected) in [
        (r#"knownBy: "2020-11-30""#, vec!["proposal", "blocking", "delisting"]),
        (r#"knownBy: "2020-12-31""#, vec!["proposal", "blocking", "listing", "delisting"]),
        (r#"asOf: "2020-02-29""#, vec!["proposal", "blocking"]),
        (r#"asOf: "2020-03-01", minSources: 1"#, vec!["proposal", "blocking", "listing"]),
        (r#"asOf: "2020-12-31", knownBy: "2020-11-30", stances: [REPORTS]"#, vec!["proposal", "blocking", "delisting"]),
        ("stances: [DENIES]", vec![]),
        ("minSources: 2", vec![]),
        (r#"datasets: ["elsewhere"]"#, vec![]),
    ] {
        let query = r#"query($facts: FactFilter) {
            a: sanctionEvent(key: "delisting") { chain(facts: $facts) { key } }
            b: sanctionEvent(key: "listing") { chain(facts: $facts) { key } } }"#;
        let answer = db.query_with(query, json!({ "facts": variables(filter) })).await;
        assert_eq!(keys(&answer["a"]["chain"]), expected, "{filter}");
        assert_eq!(answer["a"], answer["b"], "{filter}");
    }
}

async fn events_are_found_by_case(db: &TestDatabase) {
    fill(db, branches());
    let all = ["proposal", "blocking", "elsewhere", "listing", "delisting"];
    for (filter, expected) in [
        (r#"cases: ["blocking"]"#, vec!["proposal", "blocking", "listing", "delisting"]),
        (r#"cases: ["elsewhere", "delisting", "nowhere"]"#, all.to_vec()),
        (r#"cases: ["listing"], facts: { knownBy: "2020-11-30" }"#, vec!["proposal", "blocking", "delisting"]),
        (r#"cases: ["salim", "nowhere"]"#, vec![]),
        ("cases: []", vec![]),
    ] {
        let query = "query($cases: [String!], $facts: FactFilter) {
            sanctionEvents(where: { cases: $cases, facts: $facts }) { nodes { key } }
            events(where: { cases: $cases, facts: $facts }) { nodes { key } } }";
        let answer = db.query_with(query, variables(filter)).await;
        assert_eq!(keys(&answer["sanctionEvents"]["nodes"]), expected, "{filter}");
        assert_eq!(keys(&answer["events"]["nodes"]), expected, "{filter}");
    }
}

/// Loading refuses a circle. If the database has one, the walk still ends, and the case has no first event.
async fn a_circle_ends(db: &TestDatabase) {
    fill(db, branches());
    let circle = "UPDATE sanction_events SET follows_id = (SELECT id FROM nodes WHERE key = 'delisting') \
                  WHERE id = (SELECT id FROM nodes WHERE key = 'proposal')";
    db.conn().batch_execute(circle).unwrap();
    let answer = db
        .query(
            r#"{ sanctionEvent(key: "blocking") { chain { key } } sanctionEvents(where: { cases: ["listing"] }) { totalCount }
                 party(key: "salim") { sanctionStatus { events { key } } } }"#,
        )
        .await;
    assert_eq!(keys(&answer["sanctionEvent"]["chain"]), Vec::<&str>::new());
    assert_eq!(answer["sanctionEvents"]["totalCount"], 0);
    assert_eq!(keys(&answer["party"]["sanctionStatus"][0]["events"]).len(), 5);
}

/// A case that is too long shows its oldest events; of too many sanction events, the latest decide.
async fn long_cases_are_bounded(db: &TestDatabase) {
    let id = |number: usize| format!("step-{number:04}");
    let answers = |number: usize| number.checked_sub(1).map(id);
    let events = (0..1_003).map(|number| {
        let action = if number == 2 { SanctionAction::Lifted } else { SanctionAction::Proposed };
        step(&id(number), action, "2020-11-10", answers(number).as_deref())
    });
    fill(db, events.collect());
    let answer = db
        .query(
            r#"{ a: sanctionEvent(key: "step-0000") { chain { key } } b: sanctionEvent(key: "step-1002") { chain { key } }
                 party(key: "salim") { sanctionStatus { state isCertain events { key } } } }"#,
        )
        .await;
    let chain = keys(&answer["a"]["chain"]);
    assert_eq!((chain.len(), chain[0], chain[99]), (100, "step-0000", "step-0099"));
    assert_eq!(answer["a"], answer["b"]);
    let status = &answer["party"]["sanctionStatus"][0];
    let events = keys(&status["events"]);
    assert_eq!((events.len(), events[0], events[999]), (1_000, "step-0003", "step-1002"));
    assert_eq!(status["state"], "PROPOSED");
}

on_each_backend! {
    empty:
    async every_event_tells_its_whole_case,
    async what_a_filter_leaves_out_holds_the_others_together,
    async events_are_found_by_case,
    async a_circle_ends,
    async long_cases_are_bounded,
}
