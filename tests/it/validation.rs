//! Which documents and variables are admitted: the rules of sections 2, 5 and 6.1 of the GraphQL specification.

use std::sync::LazyLock;

use async_graphql::{Request, Response, Variables};
use sanad::config::DatabaseUrl;
use sanad::db::Pool;
use sanad::graphql::Api;
use serde_json::{Value, json};

use crate::support::TestDatabase;
use crate::support::server::TestServer;

mod cases;

use cases::{INVALID, NO_GRAPHQL, VALID};

/// No test here reads its database.
static API: LazyLock<Api> = LazyLock::new(|| Api::new(Pool::new(&DatabaseUrl::Sqlite("/nonexistent".into()), 1)));

fn refusal(request: Request) -> Option<Response> {
    API.prepare(request).err()
}

/// The code, the message and the place of the first error.
fn told(response: &Response) -> (String, String, Value) {
    let error = &serde_json::to_value(response).unwrap()["errors"][0];
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (text(&error["extensions"]["code"]), text(&error["message"]), error["locations"][0].clone())
}

#[test]
fn valid_documents_are_admitted() {
    for document in VALID {
        // No variables are given here.
        let refused = API.document(document).err();
        assert!(refused.is_none(), "{document}: {:?}", refused.map(|refused| refused.errors));
    }
}

#[test]
fn each_rule_refuses_what_breaks_it() {
    let mut failed = Vec::new();
    for (rule, documents) in INVALID {
        for document in *documents {
            match API.document(document).err() {
                None => failed.push(format!("{rule}: {document}")),
                Some(refused) => {
                    let (code, message, place) = told(&refused);
                    if code != "GRAPHQL_VALIDATION_FAILED" || place["line"] != 1 || message.is_empty() {
                        failed.push(format!("{rule}: {document}: {code} {message} {place}"));
                    }
                }
            }
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn what_is_no_graphql_is_told_once() {
    for document in NO_GRAPHQL {
        let refused = API.document(document).err().unwrap_or_else(|| panic!("{document} is admitted"));
        assert_eq!(told(&refused).0, "GRAPHQL_PARSE_FAILED", "{document}");
        assert_eq!(refused.errors.len(), 1, "{document}");
    }
}

#[test]
fn a_mistake_is_told_where_it_is() {
    for (document, line, column) in [
        ("{ revision\n  nothing }", 2, 3),
        ("{ party(key: \"é𝄞\") { id nothing } }", 1, 25),
        ("{\r\n party(key: 1) { id } }", 2, 13),
        ("query($b: Boolean) {\n\n revision @include(if: $b) }", 3, 20),
        ("{ parties(where: { keys: [\"a\"],\n keys: [\"b\"] }) { totalCount } }", 2, 2),
        ("{ events(where: {\n from: \"2020\" }) { totalCount } }", 2, 8),
        ("{ parties(\n first: 1000) { totalCount } }", 2, 9),
    ] {
        let (_, message, place) = told(&API.document(document).err().unwrap());
        assert_eq!((&place["line"], &place["column"]), (&json!(line), &json!(column)), "{document}: {message}");
    }
    let refused = API.document("{ a b c }").err().unwrap();
    assert_eq!(refused.errors.len(), 3);
}

/// What the document alone shows to be wrong is refused before execution.
#[test]
fn values_out_of_range_are_refused_with_the_document() {
    for (document, expected) in [
        ("{ events(where: { from: \"2020-11\" }) { totalCount } }", "expected a date such as `2020-11-25`"),
        ("query($d: Date = \"x\") { events(where: { from: $d }) { totalCount } }", "expected a date"),
        ("{ events(where: { from: \"2021-01-01\", until: \"2020-01-01\" }) { totalCount } }", "does not end before"),
        ("{ party(key: \"a\") { name(language: \"!\") } }", "expected a BCP 47 tag"),
        ("{ party(key: \"a\") { name(language: en) } }", "expected a text in double quotes"),
        ("{ parties(where: { countries: [\"LY\", \"ly\"] }) { totalCount } }", "two upper-case letters"),
        ("{ parties(where: { countries: \"ly\" }) { totalCount } }", "two upper-case letters"),
        ("{ parties(first: 101) { totalCount } }", "`first` is 101: expected a number from 0 to 100"),
        ("{ ...F } fragment F on Query { parties(last: -1) { totalCount } }", "`last` is -1: expected a number"),
        ("{ party(key: \"a\") { relationships(first: 1, last: 1) { totalCount } } }", "expected at most one of them"),
        ("{ parties(after: \"x\") { totalCount } }", "expected a cursor"),
    ] {
        let refused = API.document(document).err().unwrap_or_else(|| panic!("{document} is admitted"));
        let (code, message, place) = told(&refused);
        assert_eq!(code, "BAD_USER_INPUT", "{document}: {message}");
        assert!(message.contains(expected), "{document}: {message}");
        assert!(place["column"].as_u64() > Some(5), "{document}: {place}");
    }
}

/// Declarations, values, and whether they are accepted.
const VARIABLES: &[(&str, &str, bool)] = &[
    ("Int", "1", true),
    ("Int", "1.0", true),
    ("Int", "-2147483648", true),
    ("Int", "2147483648", false),
    ("Int", "1.5", false),
    ("Int", "1e300", false),
    ("Int", "\"1\"", false),
    ("Int", "true", false),
    ("Int", "[1]", false),
    ("Int", "null", true),
    ("Int!", "null", false),
    ("Float", "1", true),
    ("Float", "0.5", true),
    ("Float", "\"0.5\"", false),
    ("String", "\"a\"", true),
    ("String", "1", false),
    ("String", "{}", false),
    ("Boolean", "true", true),
    ("Boolean", "1", false),
    ("Boolean", "\"true\"", false),
    ("ID", "\"a\"", true),
    ("ID", "7", true),
    ("ID", "18446744073709551615", true),
    ("ID", "1.5", false),
    ("ID", "true", false),
    ("[ID!]", "\"a\"", true),
    ("[ID!]", "[\"a\", 1]", true),
    ("[ID!]", "[null]", false),
    ("[ID!]!", "null", false),
    ("[ ID! ] !", "[]", true),
    ("[ID!]", "[[\"a\"]]", false),
    ("OrganizationType", "\"STATE\"", true),
    ("OrganizationType", "\"NOBODY\"", false),
    ("OrganizationType", "1", false),
    ("Date", "\"2020-11-25\"", true),
    ("Date", "\"2020-11\"", false),
    ("Date", "20201125", false),
    ("Language", "\"ar\"", true),
    ("Language", "\"!\"", false),
    ("[CountryCode!]", "[\"LY\", \"ly\"]", false),
    ("PartyFilter", "{\"keys\": \"a\", \"types\": [\"STATE\"]}", true),
    ("PartyFilter", "{\"keys\": [1]}", false),
    ("PartyFilter", "{\"nothing\": 1}", false),
    ("PartyFilter", "[]", false),
    ("PartyFilter", "\"a\"", false),
    ("PartyOrder", "{\"by\": \"KEY\"}", true),
    ("ScreenQuery", "{}", false),
    ("ScreenQuery", "{\"name\": null}", false),
    ("ScreenQuery", "{\"name\": \"a\"}", true),
    ("EventFilter", "{\"from\": \"2020-01-01\", \"until\": \"2021-01-01\"}", true),
    ("EventFilter", "{\"from\": \"2021-01-01\", \"until\": \"2020-01-01\"}", false),
    ("EventFilter", "{\"from\": \"2020\"}", false),
];

/// A document that uses a variable of that type.
fn using(ty: &str) -> String {
    let (field, of) = match ty.trim_end_matches(['!', ' ']) {
        "Int" => ("relationships(where: { facts: { minSources: $v } }) { totalCount }", ""),
        "Float" => ("screen(queries: [], threshold: $v) { complete }", ""),
        "String" => ("parties(where: { nameStartsWith: $v }) { totalCount }", ""),
        "Boolean" => ("revision @skip(if: $v)", " = true"),
        "ID" => ("node(id: $v) { id }", " = \"a\""),
        "[ID!]" | "[ ID! ]" => ("nodes(ids: $v) { id }", " = []"),
        "OrganizationType" => ("parties(where: { types: [$v] }) { totalCount }", " = STATE"),
        "Date" => ("events(where: { from: $v }) { totalCount }", ""),
        "Language" => ("party(key: \"a\") { name(language: $v) }", " = \"en\""),
        "[CountryCode!]" => ("parties(where: { countries: $v }) { totalCount }", ""),
        "PartyFilter" => ("parties(where: $v) { totalCount }", ""),
        "PartyOrder" => ("parties(orderBy: $v) { totalCount }", ""),
        "ScreenQuery" => ("screen(queries: [$v]) { complete }", " = { name: \"a\" }"),
        "EventFilter" => ("events(where: $v) { totalCount }", ""),
        _ => panic!("{ty} is used nowhere"),
    };
    let default = if ty.ends_with('!') { "" } else { of };
    format!("query($v: {ty}{default}) {{ {field} }}")
}

#[test]
fn variables_are_of_the_type_that_they_are_declared_with() {
    let mut failed = Vec::new();
    for (ty, value, is_taken) in VARIABLES {
        let document = using(ty);
        let value: Value = serde_json::from_str(value).unwrap();
        let variables = Variables::from_json(json!({ "v": value }));
        // The document must be valid, so that only the variable can fail.
        let valid = API.document(&document).err().map(|refused| told(&refused).1);
        let refused = refusal(Request::new(&document).variables(variables)).map(|refused| told(&refused));
        match (&valid, refused) {
            (Some(message), _) => failed.push(format!("{document}: {message}")),
            (None, None) if *is_taken => {}
            (None, Some((code, message, place)))
                if !is_taken && code == "BAD_USER_INPUT" && message.contains("`$v`") && place["line"] == 1 => {}
            (None, refused) => failed.push(format!("{document} {value}: {refused:?}")),
        }
    }
    assert!(failed.is_empty(), "{failed:#?}");
}

#[test]
fn a_value_is_told_with_the_way_to_it() {
    for (document, variables, expected) in [
        (
            "query($q: [ScreenQuery!]!) { screen(queries: $q) { complete } }",
            json!({ "q": [{ "name": "a" }, { "name": 1 }] }),
            "the variable `$q` at `[1].name` is `1`: expected a value of `String`",
        ),
        (
            "query($w: PartyFilter) { parties(where: $w) { totalCount } }",
            json!({ "w": { "keys": ["a", null] } }),
            "the variable `$w` at `keys[1]` is null: expected a value of `String!`",
        ),
        (
            "query($w: PartyFilter) { parties(where: $w) { totalCount } }",
            json!({ "w": { "countries": ["ly"] } }),
            "the variable `$w` at `countries[0]`: ",
        ),
        (
            "query($n: Int) { parties(first: $n) { totalCount } }",
            json!({ "n": "x".repeat(1_000) }),
            "the variable `$n` is `\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…`: expected a value of `Int`",
        ),
        (
            "query($w: PartyFilter) { parties(where: $w) { totalCount } }",
            json!({ "w": { "key": 1 } }),
            "the variable `$w` has the field `key`, which `PartyFilter` does not have",
        ),
        (
            "query($q: ScreenQuery!) { screen(queries: [$q]) { complete } }",
            json!({ "q": {} }),
            "the variable `$q` lacks the field `name`: expected a value of `String!`",
        ),
        (
            "query($n: Int) { parties(first: $n) { totalCount } }",
            json!({ "n": 101 }),
            "`first` is 101: expected a number from 0 to 100",
        ),
    ] {
        let refused = refusal(Request::new(document).variables(Variables::from_json(variables))).unwrap();
        let (code, message, place) = told(&refused);
        assert_eq!(code, "BAD_USER_INPUT", "{document}");
        assert!(message.starts_with(expected), "{message}");
        assert_eq!(place["line"], 1, "{document}");
    }
}

async fn whatever_a_string_is_written_as_is_read(db: &TestDatabase) {
    for key in [
        r#""kaniyat""#,
        r#""\u006baniyat""#,
        r#""\u{6b}aniyat""#,
        r#""\u{00006B}aniyat""#,
        "\"\"\"kaniyat\"\"\"",
        "\"\"\"\n   kaniyat\n  \"\"\"",
    ] {
        let answer = db.query(&format!("{{ party(key: {key}) {{ key }} }}")).await;
        assert_eq!(answer["party"]["key"], "kaniyat", "{key}");
    }
    for text in [r#""\uD83D\uDE00""#, r#""\u{1F600}""#, "\"😀\""] {
        let (_, message) = db.failure(&format!("{{ network(around: {text}) {{ truncated }} }}")).await;
        assert!(message.contains('😀'), "{message}");
    }
    let arabic = db.query(r#"{ search(text: "\u{62D}\u0641\u062A\u0631") { totalCount } }"#).await;
    assert_eq!(arabic, db.query("{ search(text: \"حفتر\") { totalCount } }").await);
}

/// An absent value is not null: arguments and input fields keep their defaults.
async fn a_variable_that_is_absent_is_as_if_its_argument_were(db: &TestDatabase) {
    for (with, without) in [
        ("query($n: Int) { parties(first: $n) { nodes { key } } }", "{ parties { nodes { key } } }"),
        (
            "query($d: OrderDirection) { parties(orderBy: { by: KEY, direction: $d }) { nodes { key } } }",
            "{ parties(orderBy: { by: KEY }) { nodes { key } } }",
        ),
        (
            "query($o: PartyOrder, $k: [String!], $none: [RelationshipKind!]) {
                 parties(orderBy: $o, where: { keys: $k }) { ...F }
             }
             fragment F on PartyConnection { totalCount nodes { relationships(kinds: $none) { totalCount } } }",
            "{ parties { totalCount nodes { relationships { totalCount } } } }",
        ),
    ] {
        assert_eq!(db.query(with).await, db.query(without).await, "{with}");
    }
    let parties = async |variables| {
        let answer = db.answer("query($n: Int = 2) { parties(first: $n) { nodes { key } } }", variables).await;
        answer.data.into_json().unwrap()["parties"]["nodes"].as_array().map(Vec::len)
    };
    assert_eq!(parties(json!({})).await, Some(2));
    assert_eq!(parties(json!({ "n": 1.0 })).await, Some(1));
}

/// Two documents that differ in one character that matters to the parser only.
fn no_document_is_answered_for_another(db: &TestDatabase) {
    let server = TestServer::started(db, &[]);
    let answered = |query: &str| server.post(&json!({ "query": query }));
    for (valid, invalid) in [
        ("{ parties(first: 1 after: null) { totalCount } }", "{ parties(first: 1after: null) { totalCount } }"),
        ("{ party(key: \"kaniyat\") { key } }", "{ party(key: kaniyat) { key } }"),
        ("{ parties(where: { keys: [\"1\"] }) { totalCount } }", "{ parties(where: { keys: [1] }) { totalCount } }"),
        ("{ nodes(ids: []) { id } }", "{ nodes(ids: [[]]) { id } }"),
    ] {
        for _ in 0..2 {
            assert_eq!(answered(valid).json()["errors"], Value::Null, "{valid}");
            assert_ne!(answered(invalid).json()["errors"], Value::Null, "{invalid}");
        }
    }
    let [one, other] =
        ["{ parties(first: 1 after: null) { totalCount } }", "{parties(first:1,after:null){totalCount}}"]
            .map(|query| answered(query).header("etag").to_owned());
    assert_eq!(one, other);
}

on_each_backend! {
    async whatever_a_string_is_written_as_is_read,
    async a_variable_that_is_absent_is_as_if_its_argument_were,
    no_document_is_answered_for_another,
}
