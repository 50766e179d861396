//! What periods keep: each row of the table in docs/facts.md is a case, for every list that takes a period.

use sanad::dataset::load;
use sanad::dataset::records::*;
use sanad::db::migrate;
use sanad::model::*;
use serde_json::{Value, json};

use crate::fact_filter::{date, table};
use crate::load::small::{self, actor, article, event, evidence, key, name, small};
use crate::support::TestDatabase;

struct Case {
    /// As it stands in the table.
    row: String,
    sort: String,
    /// `from` and `until` as fields.
    days: String,
    /// By the words of `PeriodMatch`, in this order.
    kept: Vec<bool>,
    is_undated: bool,
}

/// The days of a cell such as `2019-01-01 to 2020-12-31`, `from 2019-01-01` or `until 2020-12-31`, as fields.
fn days(cell: &str) -> String {
    match cell.split_whitespace().collect::<Vec<_>>()[..] {
        [from, "to", until] => format!("from: \"{from}\", until: \"{until}\""),
        [bound @ ("from" | "until"), day] => format!("{bound}: \"{day}\""),
        _ => panic!("`{cell}` is no period"),
    }
}

/// The cases, each with rows of its own: `event-N`, or `bond-N` and a place relationship of `one-N`, or `article-N`.
fn cases() -> (Dataset, Vec<Case>) {
    let (mut dataset, mut cases) = (small(), Vec::new());
    dataset.key = key("periods");
    for (number, cells) in table("## When it was").into_iter().enumerate() {
        let [sort, started, ended, period, kept @ .., _] = &cells[..] else { panic!("{cells:?}") };
        let (one, two) = (format!("one-{number}"), format!("two-{number}"));
        dataset.actors.extend([&one, &two].map(|party| actor(party, vec![name(party, "en")])));
        let (start, end) = (date(started), date(ended));
        match sort.as_str() {
            "event" => dataset.events.push(Event {
                ended: end,
                ..event(&format!("event-{number}"), Happening::Incident(IncidentKind::Meeting), start, "report")
            }),
            "relationship" => {
                dataset.relationships.push(Relationship {
                    key: key(&format!("bond-{number}")),
                    source: key(&one),
                    kind: RelationshipKind::Associate,
                    target: key(&two),
                    role: None,
                    started: start,
                    ended: end,
                    evidence: vec![evidence("report", Stance::Reports)],
                });
                let held = small::place_relationship(&one, "harbour", "report");
                dataset.place_relationships.push(PlaceRelationship { started: start, ended: end, ..held });
            }
            _ => dataset.articles.push(article(&format!("article-{number}"), None, start)),
        }
        let kept = kept.iter().map(|cell| cell == "yes").collect();
        let is_undated = started.is_empty() && ended.is_empty();
        cases.push(Case { row: cells.join(" | "), sort: sort.clone(), days: days(period), kept, is_undated });
    }
    (dataset, cases)
}

/// Whether the lists keep the row of a case with these fields of a period. All lists agree.
async fn is_kept(db: &TestDatabase, number: usize, sort: &str, period: &str) -> bool {
    let lists = match sort {
        "event" => vec![("events", format!("{period}, datasets: \"periods\""), format!("Incident:event-{number}"))],
        "relationship" => vec![
            ("relationships", format!("{period}, parties: \"one-{number}\""), format!("Relationship:bond-{number}")),
            (
                "parties",
                format!("keys: \"one-{number}\", relationships: {{ some: {{ {period} }} }}"),
                format!("Actor:one-{number}"),
            ),
            (
                "placeRelationships",
                format!("{period}, parties: \"one-{number}\""),
                format!("PlaceRelationship:one-{number}.controls.harbour"),
            ),
        ],
        _ => vec![("articles", period.to_owned(), format!("Article:article-{number}"))],
    };
    let mut all = Vec::new();
    for (list, filter, id) in &lists {
        let query = format!("{{ {list}(first: 100, where: {{ {filter} }}) {{ totalCount nodes {{ id }} }} }}");
        let answer = db.query(&query).await;
        let nodes = answer[list]["nodes"].as_array().unwrap();
        assert_eq!(answer[list]["totalCount"], nodes.len(), "{query}");
        all.push(nodes.iter().any(|node| node["id"] == json!(id)));
    }
    assert!(all.iter().all(|kept| *kept == all[0]), "{number}: {period}: {all:?}");
    all[0]
}

async fn each_row_of_the_table_holds_in_every_list(db: &TestDatabase) {
    let (dataset, cases) = cases();
    assert!(cases.len() > 20);
    let mut conn = db.conn();
    migrate::migrate(&mut conn).unwrap();
    load(&mut conn, &dataset).unwrap();
    for (number, Case { row, sort, days, kept, is_undated }) in cases.iter().enumerate() {
        assert_eq!(is_kept(db, number, sort, days).await, kept[0], "by default: {row}");
        for (matching, kept) in PeriodMatch::words().iter().zip(kept) {
            let period = format!("{days}, period: {matching}");
            assert_eq!(is_kept(db, number, sort, &period).await, *kept, "{matching}: {row}");
            for (undated, expected) in [("INCLUDED", *kept || *is_undated), ("EXCLUDED", *kept), ("ONLY", *is_undated)]
            {
                let period = format!("{period}, undated: {undated}");
                assert_eq!(is_kept(db, number, sort, &period).await, expected, "{matching}, {undated}: {row}");
            }
        }
        for (undated, expected) in [("INCLUDED", true), ("EXCLUDED", !is_undated), ("ONLY", *is_undated)] {
            let period = format!("undated: {undated}");
            assert_eq!(is_kept(db, number, sort, &period).await, expected, "{undated}: {row}");
        }
    }
}

async fn what_has_no_period_is_refused(db: &TestDatabase) {
    let expected = (
        "BAD_USER_INPUT".to_owned(),
        "`period` is CERTAINLY_WITHIN without `from` and `until`: expected at least one of the two beside it"
            .to_owned(),
    );
    for list in ["events", "sanctionEvents", "relationships", "placeRelationships", "articles"] {
        let query = format!("{{ {list}(where: {{ period: CERTAINLY_WITHIN }}) {{ totalCount }} }}");
        assert_eq!(db.failure(&query).await, expected, "{list}");
    }
    let query = "query($from: Date, $until: Date) {
        events(where: { from: $from, until: $until, period: CERTAINLY_WITHIN }) { totalCount } }";
    let answer = db.answer(query, json!({ "from": null })).await;
    assert_eq!(answer.errors[0].message, expected.1);
    let answer = db.query_with(query, json!({ "from": "2020-01-01" })).await;
    assert!(answer["events"]["totalCount"].as_i64().unwrap() > 0);
}

/// What is known on one side only is shown so.
async fn days_are_open_where_they_are_not_known(db: &TestDatabase) {
    let day = |text: &str| Some(parse_day(text).unwrap());
    let (mut dataset, _) = cases();
    let lasting = When::new(None, DayRange { earliest: day("2020-06-01"), latest: None });
    let begun = When::new(None, DayRange { earliest: None, latest: day("2019-04-04") });
    let offensive = event("offensive", Happening::Incident(IncidentKind::MilitaryOperation), begun, "report");
    dataset.events.push(Event { ended: lasting, ..offensive });
    let mut conn = db.conn();
    migrate::migrate(&mut conn).unwrap();
    load(&mut conn, &dataset).unwrap();
    let dates = "started startedWithin { earliest latest } ended endedWithin { earliest latest }";
    let answer = db
        .query(&format!("{{ event(key: \"offensive\") {{ {dates} }} a: event(key: \"event-0\") {{ {dates} }} }}"))
        .await;
    assert_eq!(
        answer["event"],
        json!({
            "started": null, "startedWithin": { "earliest": null, "latest": "2019-04-04" },
            "ended": null, "endedWithin": { "earliest": "2020-06-01", "latest": null },
        })
    );
    assert_eq!((&answer["a"]["ended"], &answer["a"]["endedWithin"]), (&Value::Null, &Value::Null));
    let kept = async |period: &str| {
        let list = db.query(&format!("{{ events(first: 100, where: {{ {period} }}) {{ nodes {{ key }} }} }}")).await;
        list["events"]["nodes"].as_array().unwrap().contains(&json!({ "key": "offensive" }))
    };
    assert!(kept(r#"from: "2019-05-01", until: "2020-01-01", period: CERTAINLY_OVERLAPS"#).await);
    assert!(!kept(r#"from: "2020-07-01", period: CERTAINLY_OVERLAPS"#).await);
    assert!(kept(r#"from: "2020-07-01""#).await);
    assert!(!kept("undated: ONLY").await);
}

on_each_backend! {
    async what_has_no_period_is_refused,
}

mod loaded {
    use super::*;

    on_each_backend! {
        empty:
        async each_row_of_the_table_holds_in_every_list,
        async days_are_open_where_they_are_not_known,
    }
}
