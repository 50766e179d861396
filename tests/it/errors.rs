//! What clients read when something is wrong.

use actix_web::test::{TestRequest, call_service, init_service, read_body_json};
use sanad::db::Pool;
use sanad::server::{Services, app};
use serde_json::{Value, json};

use crate::support::proxy::Proxy;
use crate::support::server::settings;
use crate::support::{Backend, TestDatabase, run_async};

async fn malformed_input_says_what_was_expected(db: &TestDatabase) {
    for (query, expected) in [
        (r#"{ parties(first: -1) { totalCount } }"#, "`first` is -1: expected a number from 0 to 100"),
        (r#"{ parties(last: 101) { totalCount } }"#, "`last` is 101: expected a number from 0 to 100"),
        (
            r#"{ parties(first: 1, last: 1) { totalCount } }"#,
            "`first` and `last` are both given: expected at most one of them",
        ),
        (
            r#"{ parties(after: "x") { nodes { id } } }"#,
            "`after` is `x`: expected a cursor as `pageInfo` or an edge of this list, in this order, has shown it",
        ),
        (
            r#"{ party(key: "kaniyat") { relationships(before: "?") { nodes { id } } } }"#,
            "`before` is `?`: expected a cursor as `pageInfo` or an edge of this list, in this order, has shown it",
        ),
        (
            r#"{ events(where: { from: "2020-11" }) { totalCount } }"#,
            "`2020-11` is not a day: expected a date such as `2020-11-25`",
        ),
        (
            r#"{ articles(where: { until: "yesterday" }) { totalCount } }"#,
            "`yesterday` is not a day: expected a date such as `2020-11-25`",
        ),
        (
            r#"{ parties(where: { countries: ["ly"] }) { totalCount } }"#,
            "`ly` is not a country code: expected two upper-case letters of ISO 3166-1, such as `LY`",
        ),
        (
            r#"{ party(key: "kaniyat") { name(language: "!") } }"#,
            "`!` is not a language tag: expected a BCP 47 tag, such as `ar` or `en`",
        ),
    ] {
        let (code, message) = db.failure(query).await;
        assert_eq!(code, "BAD_USER_INPUT", "{query}: {message}");
        assert!(message.contains(expected), "{query}: {message}");
    }
}

async fn a_cursor_of_another_list_is_refused(db: &TestDatabase) {
    let answer = db.query("{ parties(orderBy: { by: KEY }, first: 1) { pageInfo { endCursor } } }").await;
    let cursor = answer["parties"]["pageInfo"]["endCursor"].as_str().unwrap();
    db.query(&format!(r#"{{ parties(orderBy: {{ by: KEY }}, after: "{cursor}") {{ nodes {{ id }} }} }}"#)).await;
    let (code, _) = db.failure(&format!(r#"{{ places(after: "{cursor}") {{ nodes {{ id }} }} }}"#)).await;
    assert_eq!(code, "BAD_USER_INPUT");
    let (code, _) = db.failure(&format!(r#"{{ parties(after: "{cursor}") {{ nodes {{ id }} }} }}"#)).await;
    assert_eq!(code, "BAD_USER_INPUT");
}

async fn what_is_no_query_has_a_code(db: &TestDatabase) {
    for (query, expected) in [
        ("{ parties", "GRAPHQL_PARSE_FAILED"),
        ("", "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ actor { id } }", "GRAPHQL_VALIDATION_FAILED"),
        ("{ parties(where: { types: [NO_SUCH_TYPE] }) { totalCount } }", "GRAPHQL_VALIDATION_FAILED"),
        ("query($first: Int!) { parties(first: $first) { totalCount } }", "BAD_USER_INPUT"),
        ("mutation { seed }", "GRAPHQL_VALIDATION_FAILED"),
    ] {
        let (code, message) = db.failure(query).await;
        assert_eq!(code, expected, "{query}: {message}");
    }
}

async fn a_document_that_nests_deeply_is_refused(db: &TestDatabase) {
    for (document, depth) in
        [(format!("{{ parties(where: {}", "[".repeat(9_000)), 9_002), ("{a".repeat(2_000), 2_000), ("(".repeat(65), 65)]
    {
        let (code, message) = db.failure(&document).await;
        assert_eq!(code, "QUERY_TOO_COMPLEX");
        assert_eq!(message, format!("the document nests brackets {depth} deep: expected at most 64"));
    }
}

async fn a_list_that_is_too_long_is_refused(db: &TestDatabase) {
    let list = |length: usize| format!("[{}]", vec![r#""kaniyat""#; length].join(", "));
    let query = |length| format!("{{ relationships(where: {{ parties: {} }}) {{ totalCount }} }}", list(length));
    db.query(&query(1_000)).await;
    for document in
        [query(1_001), format!("{{ ...F }} fragment F on Query {{ a: nodes(ids: {}) {{ id }} }}", list(5_000))]
    {
        let (code, message) = db.failure(&document).await;
        assert_eq!(code, "QUERY_TOO_COMPLEX");
        assert!(message.ends_with("items: expected at most 1000"), "{message}");
    }
    let defaulted =
        format!("query($keys: [String!] = {}) {{ parties(where: {{ keys: $keys }}) {{ totalCount }} }}", list(1_001));
    assert_eq!(db.failure(&defaulted).await.0, "QUERY_TOO_COMPLEX");
    let response = db
        .answer(
            "query($keys: [String!]) { parties(where: { keys: $keys }) { totalCount } }",
            json!({ "keys": vec!["kaniyat"; 1_001] }),
        )
        .await;
    assert_eq!(response.errors[0].message, "a list in `$keys` has 1001 items: expected at most 1000");
}

async fn an_operation_has_to_be_named_among_several(db: &TestDatabase) {
    let (code, message) = db.failure("query A { revision } query B { revision }").await;
    assert_eq!(code, "BAD_REQUEST");
    assert_eq!(message, "the document has several operations: expected `operationName`");
}

async fn a_variable_that_is_required_has_to_be_given(db: &TestDatabase) {
    for (variables, expected) in [(json!({}), "not given"), (json!({ "first": null }), "null")] {
        let answer = db.answer("query($first: Int!) { parties(first: $first) { totalCount } }", variables).await;
        let expected = format!("the variable `$first` is {expected}: expected a value of `Int!`");
        assert_eq!(answer.errors[0].message, expected);
    }
}

/// An error in a non-null field nulls its parent; the rest of the answer stays.
async fn a_failure_leaves_no_holes(db: &TestDatabase) {
    // A cursor that is well-formed, of another list.
    let answer = db.query("{ parties(orderBy: { by: KEY }, first: 1) { pageInfo { endCursor } } }").await;
    let cursor = answer["parties"]["pageInfo"]["endCursor"].as_str().unwrap();
    for (query, expected) in [
        ("{ articles(first: 2) { nodes { evidence(after: CURSOR) { totalCount } } } }", json!(null)),
        (
            r#"{ revision b: party(key: "kaniyat") { key relationships(after: CURSOR) { totalCount } } }"#,
            json!({ "revision": 1, "b": null }),
        ),
        (
            r#"{ revision a: node(id: "X") { id } b: party(key: "kaniyat") { key } }"#,
            json!({ "revision": 1, "a": null, "b": { "key": "kaniyat" } }),
        ),
    ] {
        let query = query.replace("CURSOR", &format!("\"{cursor}\""));
        let answer = serde_json::to_value(db.answer(&query, json!({})).await).unwrap();
        assert_eq!(answer["data"], expected, "{query}");
        assert_eq!(answer["errors"].as_array().map(Vec::len), Some(1), "{answer}");
        assert!(!answer["errors"][0]["path"].as_array().unwrap().is_empty(), "{answer}");
    }
}

async fn fields_come_in_the_order_asked(db: &TestDatabase) {
    let aliases: Vec<String> = (0..60).map(|number| format!("a{number}")).collect();
    let fields: Vec<String> = aliases
        .iter()
        .enumerate()
        .map(|(number, alias)| match number % 3 {
            0 => format!("{alias}: revision"),
            1 => format!(r#"{alias}: party(key: "kaniyat") {{ key names {{ text }} __typename id }}"#),
            _ => format!("{alias}: datasets {{ key }}"),
        })
        .collect();
    let response = db.answer(&format!("{{ {} }}", fields.join(" ")), json!({})).await;
    let text = serde_json::to_string(&response.data).unwrap();
    let places: Vec<usize> = aliases.iter().map(|alias| text.find(&format!("\"{alias}\":")).unwrap()).collect();
    assert!(places.is_sorted(), "{text}");
    assert!(text.contains(r#"{"key":"kaniyat","names":["#));
}

async fn a_range_that_ends_before_it_starts_is_refused(db: &TestDatabase) {
    for list in ["events", "sanctionEvents", "relationships", "articles"] {
        let query = format!(r#"{{ {list}(where: {{ from: "2020-11-21", until: "2020-11-20" }}) {{ totalCount }} }}"#);
        let (code, message) = db.failure(&query).await;
        assert_eq!(code, "BAD_USER_INPUT");
        assert_eq!(
            message,
            "`from` is 2020-11-21 and `until` is 2020-11-20: expected a range that does not end before it starts"
        );
    }
}

async fn a_broken_database_is_not_shown(db: &TestDatabase) {
    use diesel::connection::SimpleConnection;
    db.conn().batch_execute("ALTER TABLE names RENAME TO hidden").unwrap();
    let (code, message) = db.failure(r#"{ party(key: "kaniyat") { name(language: "en") } }"#).await;
    assert_eq!(code, "INTERNAL");
    assert_eq!(message, "An internal error occurred. It was logged with the id of this request.");
}

#[test]
fn postgres_that_hangs_gets_the_blame_for_a_timeout() {
    run_async(Backend::Postgres, "seeded", async |db| {
        let proxy = Proxy::before(db);
        let settings = settings(&["--time-limit", "4", "--answer-cache", "0"]);
        let app = init_service(app(Services::new(Pool::new(proxy.url(), 1), &settings).unwrap())).await;
        let ask = async || {
            let request = TestRequest::post().uri("/graphql").set_json(json!({ "query": "{ datasets { key } }" }));
            let answer = call_service(&app, request.to_request()).await;
            (answer.status().as_u16(), read_body_json::<Value, _>(answer).await)
        };
        assert_eq!(ask().await.0, 200);
        proxy.hang(true);
        let (status, body) = ask().await;
        let error = &body["errors"][0];
        assert_eq!((status, error["extensions"]["code"].as_str()), (504, Some("TIMEOUT")));
        assert_eq!(error["message"], "The database has not answered within 4000 ms. Retry later.");
    });
}

on_each_backend! {
    async malformed_input_says_what_was_expected,
    async a_cursor_of_another_list_is_refused,
    async what_is_no_query_has_a_code,
    async a_document_that_nests_deeply_is_refused,
    async a_list_that_is_too_long_is_refused,
    async an_operation_has_to_be_named_among_several,
    async a_variable_that_is_required_has_to_be_given,
    async a_failure_leaves_no_holes,
    async fields_come_in_the_order_asked,
    async a_range_that_ends_before_it_starts_is_refused,
    async a_broken_database_is_not_shown,
}
