//! Sort orders: lists are sorted by what they show.

use serde_json::{Value, json};

use crate::support::TestDatabase;

fn of<'a>(answer: &'a Value, path: &str) -> &'a [Value] {
    answer.pointer(path).and_then(Value::as_array).unwrap_or_else(|| panic!("{path}: {answer}"))
}

fn texts(items: &[Value], field: &str) -> Vec<String> {
    items.iter().map(|item| item[field].as_str().unwrap_or_default().to_owned()).collect()
}

async fn parties_are_sorted_by_the_name_that_is_shown(db: &TestDatabase) {
    for language in ["en", "ar", "fr", "en-US", "ar-LY", "xx"] {
        for direction in ["ASC", "DESC"] {
            let order = format!("orderBy: {{ language: \"{language}\", direction: {direction} }}");
            let list = format!("parties(first: 100, {order}) {{ nodes {{ key name(language: \"{language}\") }} }}");
            let answer = db.query(&format!("{{ {list} }}")).await;
            let names = texts(of(&answer, "/parties/nodes"), "name");
            assert!(names.len() > 20);
            let mut sorted = names.clone();
            sorted.sort();
            if direction == "DESC" {
                sorted.reverse();
            }
            assert_eq!(names, sorted, "{order}");
        }
    }
    // Without such names, the order is that of the first primary names.
    let lists = "{ none: parties(first: 100) { nodes { key } }
                   xx: parties(first: 100, orderBy: { language: \"xx\" }) { nodes { key } }
                   en: parties(first: 100, orderBy: { language: \"en\" }) { nodes { key } } }";
    let answer = db.query(lists).await;
    assert_eq!(answer["none"], answer["xx"]);
    assert_ne!(answer["none"], answer["en"]);
}

async fn parties_are_sorted_by_their_facts(db: &TestDatabase) {
    for list in ["parties", "actors", "organizations"] {
        let query = format!(
            "{{ {list}(first: 100, orderBy: {{ by: DEGREE, direction: DESC }}) {{
                 nodes {{ relationships(first: 0) {{ totalCount }} participations(first: 0) {{ totalCount }} }} }} }}"
        );
        let answer = db.query(&query).await;
        let count = |party: &Value, list: &str| party[list]["totalCount"].as_i64().unwrap();
        let nodes = of(&answer, &format!("/{list}/nodes"));
        let degrees: Vec<i64> =
            nodes.iter().map(|party| count(party, "relationships") + count(party, "participations")).collect();
        assert!(degrees.is_sorted_by(|one, other| one >= other) && degrees[0] > 3, "{list}: {degrees:?}");
    }
}

/// Lists of facts, with `ORDER` for their argument, and the way to their items.
const FACTS: [(&str, &str); 9] = [
    ("{ events(first: 100, ORDER) { nodes { id sourceCount firstReported } } }", "/events/nodes"),
    ("{ sanctionEvents(first: 100, ORDER) { nodes { id sourceCount firstReported } } }", "/sanctionEvents/nodes"),
    ("{ relationships(first: 100, ORDER) { nodes { id sourceCount firstReported } } }", "/relationships/nodes"),
    (
        "{ placeRelationships(first: 100, ORDER) { nodes { id sourceCount firstReported } } }",
        "/placeRelationships/nodes",
    ),
    (
        r#"{ party(key: "khalifa-haftar") { relationships(ORDER) { nodes { id sourceCount firstReported } } } }"#,
        "/party/relationships/nodes",
    ),
    (
        r#"{ party(key: "kaniyat") { sanctionEvents(ORDER) { nodes { id sourceCount firstReported } } } }"#,
        "/party/sanctionEvents/nodes",
    ),
    (
        r#"{ party(key: "kaniyat") { placeRelationships(ORDER) { nodes { id sourceCount firstReported } } } }"#,
        "/party/placeRelationships/nodes",
    ),
    (
        r#"{ place(key: "tripoli") { events(ORDER) { nodes { id sourceCount firstReported } } } }"#,
        "/place/events/nodes",
    ),
    (
        r#"{ legalInstrument(key: "executive-order-13818") { sanctionEvents(ORDER) { nodes { id sourceCount firstReported } } } }"#,
        "/legalInstrument/sanctionEvents/nodes",
    ),
];

async fn facts_are_sorted_by_what_they_show(db: &TestDatabase) {
    for (query, path) in FACTS {
        let sorted = async |order: &str| {
            let answer = db.query(&query.replace("ORDER", &format!("orderBy: {{ {order} }}"))).await;
            let nodes = of(&answer, path).to_vec();
            assert!(!nodes.is_empty(), "{query}");
            nodes
        };
        let sources: Vec<i64> =
            sorted("by: SOURCES").await.iter().map(|fact| fact["sourceCount"].as_i64().unwrap()).collect();
        assert!(sources.is_sorted(), "{query}: {sources:?}");
        // A fact without a dated article counts as the latest.
        let first: Vec<String> = sorted("by: FIRST_REPORTED")
            .await
            .iter()
            .map(|fact| fact["firstReported"].as_str().unwrap_or("9999").to_owned())
            .collect();
        assert!(first.is_sorted(), "{query}: {first:?}");
        for by in ["", "by: SOURCES", "by: FIRST_REPORTED"] {
            let mut backwards = texts(&sorted(&format!("{by} direction: DESC")).await, "id");
            backwards.reverse();
            assert_eq!(texts(&sorted(by).await, "id"), backwards, "{query} {by}");
        }
    }
}

async fn a_cursor_is_of_one_order(db: &TestDatabase) {
    let orders = [
        "",
        "orderBy: { language: \"en\" }, ",
        "orderBy: { language: \"ar\" }, ",
        "orderBy: { by: KEY }, ",
        "orderBy: { by: DEGREE }, ",
    ];
    for (place, order) in orders.iter().enumerate() {
        let answer = db.query(&format!("{{ parties({order}first: 1) {{ pageInfo {{ endCursor }} }} }}")).await;
        let cursor = answer["parties"]["pageInfo"]["endCursor"].as_str().unwrap();
        for (other, order) in orders.iter().enumerate() {
            let query = format!("{{ parties({order}after: \"{cursor}\", first: 1) {{ nodes {{ id }} }} }}");
            let response = db.answer(&query, json!({})).await;
            assert_eq!(response.errors.is_empty(), place == other, "{query}: {:?}", response.errors);
        }
    }
    let (code, message) = db.failure("{ parties(orderBy: { by: KEY, language: \"en\" }) { totalCount } }").await;
    assert_eq!(
        (code.as_str(), message.as_str()),
        ("BAD_USER_INPUT", "`language` of `orderBy` is `en`: expected a language only with `by: NAME`")
    );
}

async fn the_where_of_a_list_in_a_record_is_that_of_the_root_list(db: &TestDatabase) {
    for (nested, root) in [
        (
            r#"{ party(key: "kaniyat") { list: relationships(first: 100, where: { sources: ["mohamed-al-kani"] }) { totalCount nodes { id } } } }"#,
            r#"{ list: relationships(first: 100, where: { parties: ["kaniyat"], sources: ["mohamed-al-kani"] }) { totalCount nodes { id } } }"#,
        ),
        (
            r#"{ party(key: "kaniyat") { list: placeRelationships(where: { places: ["tarhuna"] }) { totalCount nodes { id } } } }"#,
            r#"{ list: placeRelationships(where: { parties: ["kaniyat"], places: ["tarhuna"] }) { totalCount nodes { id } } }"#,
        ),
        (
            r#"{ party(key: "kaniyat") { list: sanctionEvents(where: { participations: { some: { role: BLOCKER } } }) { totalCount nodes { id } } } }"#,
            r#"{ list: sanctionEvents(where: { involving: ["kaniyat"], roles: [TARGET], participations: { some: { role: BLOCKER } } }) { totalCount nodes { id } } }"#,
        ),
        (
            r#"{ place(key: "tripoli") { list: events(where: { kind: INCIDENT, from: "2019-01-01" }) { totalCount nodes { id } } } }"#,
            r#"{ list: events(where: { places: ["tripoli"], kind: INCIDENT, from: "2019-01-01" }) { totalCount nodes { id } } }"#,
        ),
        (
            r#"{ place(key: "tarhuna") { list: placeRelationships(where: { parties: ["kaniyat"] }) { totalCount nodes { id } } } }"#,
            r#"{ list: placeRelationships(where: { places: ["tarhuna"], parties: ["kaniyat"] }) { totalCount nodes { id } } }"#,
        ),
        (
            r#"{ legalInstrument(key: "executive-order-13818") { list: events(where: { involving: ["kaniyat"] }) { totalCount nodes { id } } } }"#,
            r#"{ list: events(where: { instruments: ["executive-order-13818"], involving: ["kaniyat"] }) { totalCount nodes { id } } }"#,
        ),
        (
            r#"{ party(key: "kaniyat") { list: participations(where: { roles: [PARTICIPANT], event: { place: { keys: ["tarhuna"] } } }) { totalCount nodes { id } } } }"#,
            r#"{ list: participations(where: { roles: [PARTICIPANT], party: { keys: ["kaniyat"] }, event: { place: { keys: ["tarhuna"] } } }) { totalCount nodes { id } } }"#,
        ),
        (
            r#"{ event(key: "us-germany-propose-kaniyat-un-listing") { list: participations(where: { party: { types: [STATE] } }) { totalCount nodes { id } } } }"#,
            r#"{ list: participations(where: { event: { cases: ["us-germany-propose-kaniyat-un-listing"], participations: { some: { role: PROPOSER } } }, party: { types: [STATE] } }) { totalCount nodes { id } } }"#,
        ),
        (
            r#"{ party(key: "kaniyat") { list: mentions(where: { article: { languages: ["ar"] } }) { totalCount nodes { id } } } }"#,
            r#"{ list: mentions(where: { party: { keys: ["kaniyat"] }, article: { languages: ["ar"] } }) { totalCount nodes { id } } }"#,
        ),
        (
            r#"{ article(key: "mena-monitor-2020-06-un-mediation") { list: mentions(where: { not: { party: { countries: ["LY"] } } }) { totalCount nodes { id } } } }"#,
            r#"{ list: mentions(where: { article: { keys: ["mena-monitor-2020-06-un-mediation"] }, not: { party: { countries: ["LY"] } } }) { totalCount nodes { id } } }"#,
        ),
        (
            r#"{ organization(key: "al-jazeera") { list: publications(where: { mentioning: ["kaniyat"] }) { totalCount nodes { id } } } }"#,
            r#"{ list: articles(where: { publishers: ["al-jazeera"], mentioning: ["kaniyat"] }) { totalCount nodes { id } } }"#,
        ),
    ] {
        let (nested, root) = (db.query(nested).await, db.query(root).await);
        let nested = nested.as_object().unwrap().values().next().unwrap();
        assert_eq!(nested["list"], root["list"]);
        assert_ne!(root["list"]["totalCount"], 0, "{root}");
    }
}

on_each_backend! {
    async parties_are_sorted_by_the_name_that_is_shown,
    async parties_are_sorted_by_their_facts,
    async facts_are_sorted_by_what_they_show,
    async a_cursor_is_of_one_order,
    async the_where_of_a_list_in_a_record_is_that_of_the_root_list,
}
