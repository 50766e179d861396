//! Grouped counts, each compared with a count over the rows of the lists.

use std::collections::HashMap;

use serde_json::{Value, json};

use crate::support::{TestDatabase, variables};

/// The data set with all facts.
const DATASET: &str = "libya-2018-2020";

/// The values of a row for each grouping: one, none, or several; the row counts once for each.
type Row = Vec<Vec<Option<String>>>;

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn one(value: &Value) -> Vec<Option<String>> {
    vec![text(value)]
}

fn each<'a>(values: impl IntoIterator<Item = &'a Value>) -> Vec<Option<String>> {
    let mut all: Vec<_> = values.into_iter().map(text).collect();
    all.sort();
    all.dedup();
    if all.is_empty() { vec![None] } else { all }
}

fn list(value: &Value) -> &[Value] {
    value["nodes"].as_array().or_else(|| value.as_array()).unwrap()
}

fn year(date: &Value) -> Vec<Option<String>> {
    vec![date.as_str().map(|date| date[..4].to_owned())]
}

fn month(date: &Value) -> Vec<Option<String>> {
    vec![date.as_str().and_then(|date| date.get(..7)).map(str::to_owned)]
}

/// Groups the rows by these columns: the largest group first, then by value, nulls last.
fn by_hand(rows: &[Row], columns: &[usize]) -> Vec<(Vec<Option<String>>, u64)> {
    let mut groups: HashMap<Vec<Option<String>>, u64> = HashMap::new();
    for row in rows {
        let mut keys: Vec<Vec<Option<String>>> = vec![Vec::new()];
        for column in columns {
            keys = keys
                .iter()
                .flat_map(|key| row[*column].iter().map(move |value| [key.clone(), vec![value.clone()]].concat()))
                .collect();
        }
        for key in keys {
            *groups.entry(key).or_default() += 1;
        }
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    let nulls_last = |key: &[Option<String>]| -> Vec<(bool, Option<String>)> {
        key.iter().map(|value| (value.is_none(), value.clone())).collect()
    };
    groups.sort_by_key(|(key, count)| (std::cmp::Reverse(*count), nulls_last(key)));
    groups
}

/// The enum values of a grouping, each with the field that shows it.
type Words<'a> = &'a [(&'a str, &'a str)];

/// Groups by each value alone, by each pair, and by all at once.
async fn compare(db: &TestDatabase, field: &str, r#where: &str, words: Words<'_>, rows: &[Row]) {
    assert!(!rows.is_empty(), "{field}");
    let all: Vec<usize> = (0..words.len()).collect();
    let pairs = all.iter().flat_map(|a| all.iter().filter(move |b| *b != a).map(move |b| vec![*a, *b]));
    let singles = all.iter().map(|column| vec![*column]);
    for columns in singles.chain(pairs).chain([all.clone()]) {
        let by: Vec<&str> = columns.iter().map(|column| words[*column].0).collect();
        let fields: Vec<&str> = columns.iter().map(|column| words[*column].1).collect();
        let (by, selected) = (by.join(", "), fields.join(" "));
        let query = format!("{{ {field}(by: [{by}], first: 1000, {}) {{ count {selected} }} }}", r#where);
        let answer = db.query(&query).await;
        let groups: Vec<(Vec<Option<String>>, u64)> = answer[field]
            .as_array()
            .unwrap()
            .iter()
            .map(|group| {
                let values = fields.iter().map(|field| {
                    let value = &group[field.split(' ').next().unwrap()];
                    let value = if value.is_object() { &value["key"] } else { value };
                    value.as_i64().map(|year| year.to_string()).or_else(|| text(value))
                });
                (values.collect(), group["count"].as_u64().unwrap())
            })
            .collect();
        assert_eq!(groups, by_hand(rows, &columns), "{query}");
    }
}

async fn sanction_events(db: &TestDatabase) {
    let words: Words<'_> = &[
        ("ACTION", "action"),
        ("AUTHORITY", "authority { key }"),
        ("PROGRAMME", "programme"),
        ("MEASURE", "measure"),
        ("TARGET", "target { key }"),
        ("YEAR", "year"),
        ("MONTH", "month"),
    ];
    for r#where in ["", r#"where: { involving: ["kaniyat"] }"#, "where: { facts: { minSources: 2 } }"] {
        let query = "query($where: SanctionEventFilter) { sanctionEvents(first: 100, where: $where) { nodes {
            action authority { key } programme measures targets { key } started } } }";
        let answer = db.query_with(query, variables(r#where)).await;
        let rows: Vec<Row> = list(&answer["sanctionEvents"])
            .iter()
            .map(|event| {
                vec![
                    one(&event["action"]),
                    one(&event["authority"]["key"]),
                    one(&event["programme"]),
                    each(list(&event["measures"])),
                    each(list(&event["targets"]).iter().map(|party| &party["key"])),
                    year(&event["started"]),
                    month(&event["started"]),
                ]
            })
            .collect();
        compare(db, "sanctionEventCounts", r#where, words, &rows).await;
    }
}

async fn events(db: &TestDatabase) {
    let words: Words<'_> = &[
        ("KIND", "kind"),
        ("INCIDENT_KIND", "incidentKind"),
        ("PLACE", "place { key }"),
        ("PARTY", "party { key }"),
        ("DATASET", "dataset { key }"),
        ("YEAR", "year"),
        ("MONTH", "month"),
    ];
    let answer = db
        .query(
            "{ events(first: 100) { nodes { __typename place { key } started
                 ... on Incident { kind } participations(first: 100) { nodes { party { key } } } } } }",
        )
        .await;
    let rows: Vec<Row> = list(&answer["events"])
        .iter()
        .map(|event| {
            let kind = if event["__typename"] == "Incident" { "INCIDENT" } else { "SANCTION_EVENT" };
            vec![
                vec![Some(kind.to_owned())],
                one(&event["kind"]),
                one(&event["place"]["key"]),
                each(list(&event["participations"]).iter().map(|part| &part["party"]["key"])),
                vec![Some(DATASET.to_owned())],
                year(&event["started"]),
                month(&event["started"]),
            ]
        })
        .collect();
    // Kinds sort as they are stored: `Incident` before `SanctionEvent`.
    compare(db, "eventCounts", "", words, &rows).await;
}

async fn relationships(db: &TestDatabase) {
    let words: Words<'_> =
        &[("KIND", "kind"), ("SOURCE", "source { key }"), ("TARGET", "target { key }"), ("DATASET", "dataset { key }")];
    for r#where in ["", "where: { target: { types: [STATE] } }"] {
        let mut rows: Vec<Row> = Vec::new();
        let mut after = Value::Null;
        loop {
            let query = "query($after: String, $where: RelationshipFilter) {
                relationships(first: 100, after: $after, where: $where) { pageInfo { hasNextPage endCursor }
                  nodes { kind source { key } target { key } } } }";
            let mut asked = variables(r#where);
            asked["after"] = after;
            let answer = db.query_with(query, asked).await;
            rows.extend(list(&answer["relationships"]).iter().map(|relationship| {
                vec![
                    one(&relationship["kind"]),
                    one(&relationship["source"]["key"]),
                    one(&relationship["target"]["key"]),
                    vec![Some(DATASET.to_owned())],
                ]
            }));
            let page = &answer["relationships"]["pageInfo"];
            if page["hasNextPage"] == false {
                break;
            }
            after = page["endCursor"].clone();
        }
        compare(db, "relationshipCounts", r#where, words, &rows).await;
    }
}

async fn mentions(db: &TestDatabase) {
    let words: Words<'_> = &[
        ("PUBLISHER", "publisher { key }"),
        ("LANGUAGE", "language"),
        ("ARTICLE", "article { key }"),
        ("PARTY", "party { key }"),
        ("YEAR", "year"),
        ("MONTH", "month"),
    ];
    let answer = db
        .query(
            "{ articles(first: 100) { nodes { key language published publisher { key } mentions(first: 100) { nodes { party { key countries } } } } } }",
        )
        .await;
    for (r#where, country) in [("", None), (r#", where: { party: { countries: ["FR"] } }"#, Some("FR"))] {
        let rows: Vec<Row> = list(&answer["articles"])
            .iter()
            .flat_map(|article| list(&article["mentions"]).iter().map(move |mention| (article, mention)))
            .filter(|(_, mention)| {
                country.is_none_or(|code| mention["party"]["countries"].as_array().unwrap().contains(&json!(code)))
            })
            .map(|(article, mention)| {
                vec![
                    one(&article["publisher"]["key"]),
                    one(&article["language"]),
                    one(&article["key"]),
                    one(&mention["party"]["key"]),
                    year(&article["published"]),
                    month(&article["published"]),
                ]
            })
            .collect();
        compare(db, "mentionCounts", r#where, words, &rows).await;
    }
}

async fn parties(db: &TestDatabase) {
    let words: Words<'_> = &[("TYPE", "type"), ("COUNTRY", "country"), ("DATASET", "dataset { key }")];
    for r#where in ["", "where: { relationships: { some: {} } }"] {
        // They are more than a page.
        let query =
            "query($where: PartyFilter) { first: parties(first: 60, where: $where) { totalCount nodes { ...Party } }
            last: parties(last: 60, where: $where) { nodes { ...Party } } }
            fragment Party on Party { id countries dataset { key } ... on Organization { type } }";
        let answer = db.query_with(query, variables(r#where)).await;
        let all: HashMap<&str, &Value> = ["first", "last"]
            .into_iter()
            .flat_map(|part| list(&answer[part]))
            .map(|party| (party["id"].as_str().unwrap(), party))
            .collect();
        let rows: Vec<Row> = all
            .into_values()
            .map(|party| vec![one(&party["type"]), each(list(&party["countries"])), one(&party["dataset"]["key"])])
            .collect();
        assert_eq!(answer["first"]["totalCount"], rows.len());
        compare(db, "partyCounts", r#where, words, &rows).await;
    }
}

async fn only_the_largest_groups(db: &TestDatabase) {
    let answer = db
        .query(
            "{ all: relationshipCounts(by: [KIND]) { kind count source { key } } two: relationshipCounts(by: [KIND], first: 2) { kind count }
               no: relationshipCounts(by: [KIND], first: 0) { count } nothing: relationshipCounts(by: [KIND], where: { kinds: [] }) { count } }",
        )
        .await;
    let all = answer["all"].as_array().unwrap();
    assert!(all.iter().all(|group| group["source"].is_null()));
    let two: Vec<&Value> = answer["two"].as_array().unwrap().iter().map(|group| &group["kind"]).collect();
    assert_eq!(two, [&all[0]["kind"], &all[1]["kind"]]);
    assert_eq!([&answer["no"], &answer["nothing"]], [&json!([]); 2]);
}

async fn malformed_counts_are_refused(db: &TestDatabase) {
    for (query, expected) in [
        ("sanctionEventCounts(by: []) { count }", "`by` is empty: expected at least one value"),
        ("eventCounts(by: [YEAR, KIND, YEAR]) { count }", "`by` has YEAR twice: expected each word at most once"),
        ("mentionCounts(by: [PARTY], first: -1) { count }", "`first` is -1: expected a number from 0 to 1000"),
        ("partyCounts(by: [TYPE], first: 1001) { count }", "`first` is 1001: expected a number from 0 to 1000"),
        (
            r#"eventCounts(by: [YEAR], where: { from: "2020-01-02", until: "2020-01-01" }) { count }"#,
            "`from` is 2020-01-02 and `until` is 2020-01-01: expected a range that does not end before it starts",
        ),
    ] {
        let (code, message) = db.failure(&format!("{{ {query} }}")).await;
        assert_eq!((code.as_str(), message.as_str()), ("BAD_USER_INPUT", expected), "{query}");
    }
}

on_each_backend! {
    async sanction_events,
    async events,
    async relationships,
    async mentions,
    async parties,
    async only_the_largest_groups,
    async malformed_counts_are_refused,
}
