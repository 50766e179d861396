//! The limits on a request, and the messages about them.

use async_graphql::{Request, Response, Variables};
use sanad::config::GuardLimits;
use sanad::graphql::Api;
use serde_json::{Value, json};

use crate::support::TestDatabase;
use crate::support::server::{TestServer, settings};

/// The introspection query of an IDE: the whole schema, with types nine lists and non-nulls deep.
pub const INTROSPECTION: &str = include_str!("../../fuzz/seeds/introspection.graphql");

async fn answer(db: &TestDatabase, options: &[&str], request: Request) -> Response {
    answer_within(db, settings(options).guard, request).await
}

async fn answer_within(db: &TestDatabase, limits: GuardLimits, request: Request) -> Response {
    Api::with_limits(db.pool(), limits).execute(request).await
}

/// The code and the message of the first error.
fn refusal(response: Response) -> (String, String) {
    let response = serde_json::to_value(response).unwrap();
    let error = &response["errors"][0];
    (error["extensions"]["code"].as_str().unwrap().to_owned(), error["message"].as_str().unwrap().to_owned())
}

/// A request that asks for its cost.
fn asking(query: &str, variables: Value) -> Request {
    with_extensions(query, json!({ "cost": true })).variables(Variables::from_json(variables))
}

fn with_extensions(query: &str, extensions: Value) -> Request {
    serde_json::from_value(json!({ "query": query, "extensions": extensions })).unwrap()
}

fn told(response: &Response) -> Value {
    serde_json::to_value(response).unwrap()["extensions"]["cost"].clone()
}

/// Nested relationships, `first` on each level.
fn relationships(levels: usize, first: usize) -> String {
    (0..levels).fold("key".to_owned(), |inner, _| {
        format!("key name(language: \"ar\") relationships(first: {first}) {{ edges {{ other {{ {inner} }} }} }}")
    })
}

async fn what_a_request_costs_is_told_on_request(db: &TestDatabase) {
    let query = "query($first: Int) { parties(first: $first) { nodes { key } } }";
    let cost = |answer: &Response| told(answer)["requested"].as_u64().unwrap();
    let three = answer(db, &[], asking(query, json!({ "first": 3 }))).await;
    assert_eq!(told(&three)["limit"], 1_500_000);
    let thirteen = answer(db, &[], asking(query, json!({ "first": 13 }))).await;
    assert_eq!(cost(&thirteen), cost(&three) + 20);
    assert!(thirteen.errors.is_empty());

    let limit = cost(&three).to_string();
    let options = ["--cost-limit", limit.as_str()];
    assert!(answer(db, &options, asking(query, json!({ "first": 3 }))).await.errors.is_empty());
    let refused = answer(db, &options, asking(query, json!({ "first": 4 }))).await;
    assert_eq!(cost(&refused), cost(&three) + 2);
    let expected = format!("the operation may cost {} in all: expected at most {limit}", cost(&three) + 2);
    assert_eq!(refusal(refused), ("QUERY_TOO_COMPLEX".to_owned(), expected));

    for silent in [Request::new("{ revision }"), with_extensions("{ revision }", json!({ "cost": false }))] {
        assert_eq!(told(&answer(db, &[], silent).await), Value::Null);
    }
}

async fn what_an_ide_asks_for_is_admitted(db: &TestDatabase) {
    let answer = answer(db, &[], asking(INTROSPECTION, json!({}))).await;
    assert!(answer.errors.is_empty(), "{:?}", answer.errors);
    let schema = serde_json::to_value(&answer.data).unwrap();
    let values = serde_json::to_string(&schema).unwrap().matches(':').count() as u64;
    let cost = told(&answer)["requested"].as_u64().unwrap();
    // The price is an upper bound, and leaves room for other fields.
    assert!(cost > values && cost < 500_000, "{cost} for {values} values");
}

async fn five_levels_of_ten_relationships_are_admitted(db: &TestDatabase) {
    let query = |first| format!("{{ party(key: \"kaniyat\") {{ {} }} }}", relationships(5, first));
    for first in [5, 10] {
        let answer = answer(db, &[], asking(&query(first), json!({}))).await;
        assert!(answer.errors.is_empty(), "{:?}", answer.errors);
    }
    let (code, message) = refusal(answer(db, &[], Request::new(query(20))).await);
    assert_eq!(code, "QUERY_TOO_COMPLEX");
    assert!(message.ends_with("in all: expected at most 1500000"), "{message}");
}

async fn introspection_can_be_off(db: &TestDatabase) {
    let off = ["--introspection", "false"];
    for query in [
        "{ __schema { types { name } } }",
        "{ a: __type(name: \"Actor\") { name } }",
        "{ ...F } fragment F on Query { ... { __schema { queryType { name } } } }",
        INTROSPECTION,
    ] {
        let (code, message) = refusal(answer(db, &off, Request::new(query)).await);
        assert_eq!(code, "GRAPHQL_VALIDATION_FAILED", "{query}");
        assert!(message.contains("introspection is off"), "{message}");
        assert!(answer(db, &[], Request::new(query)).await.errors.is_empty(), "{query}");
    }
    let names = answer(db, &off, Request::new("{ __typename party(key: \"kaniyat\") { __typename } }")).await;
    let expected = json!({ "__typename": "Query", "party": { "__typename": "Organization" } });
    assert_eq!(serde_json::to_value(names.data).unwrap(), expected);
}

async fn each_limit_is_enforced(db: &TestDatabase) {
    type Limit = fn(&mut GuardLimits) -> &mut usize;
    let cases: [(Limit, usize, String, String); 7] = [
        (|limits| &mut limits.bytes, 1024, "{ revision }".to_owned(), format!("{{ revision }}{}", " ".repeat(1_024))),
        (
            |limits| &mut limits.tokens,
            100,
            format!("{{ {} }}", "revision ".repeat(50)),
            format!("{{ {} }}", "revision ".repeat(99)),
        ),
        (|limits| &mut limits.nesting, 2, "{ datasets { key } }".to_owned(), "{ datasets { ... { key } } }".to_owned()),
        (|limits| &mut limits.depth, 2, "{ datasets { key } }".to_owned(), "{ datasets { ... { key } } }".to_owned()),
        (
            |limits| &mut limits.root_fields,
            2,
            "{ revision a: revision }".to_owned(),
            "{ revision revision revision }".to_owned(),
        ),
        (|limits| &mut limits.aliases, 1, "{ a: revision }".to_owned(), "{ a: revision b: revision }".to_owned()),
        (|limits| &mut limits.directives, 0, "{ revision }".to_owned(), "{ revision @include(if: true) }".to_owned()),
    ];
    for (field, limit, passes, refused) in cases {
        let mut limits = GuardLimits::default();
        *field(&mut limits) = limit;
        let passed = answer_within(db, limits.clone(), Request::new(&passes)).await;
        assert!(passed.errors.is_empty(), "{passes}: {:?}", passed.errors);
        let (code, message) = refusal(answer_within(db, limits, Request::new(&refused)).await);
        assert_eq!(code, "QUERY_TOO_COMPLEX", "{refused}");
        assert!(message.ends_with(&format!("expected at most {limit}")), "{message}");
    }
}

async fn the_deepest_document_within_the_limits_is_answered(db: &TestDatabase) {
    let mut inner = "key".to_owned();
    for _ in 0..30 {
        inner = format!("...{{{inner}}}");
    }
    let deep = answer(db, &[], Request::new(format!("{{ datasets {{ {inner} }} }}"))).await;
    assert!(deep.errors.is_empty(), "{:?}", deep.errors);
    let circle = (0..15).fold("name".to_owned(), |inner, _| format!("ofType {{ ... {{ {inner} }} }}"));
    let introspection = format!("{{ __type(name: \"Actor\") {{ {circle} }} }}");
    let deep = answer(db, &[], Request::new(introspection)).await;
    assert!(deep.errors.is_empty(), "{:?}", deep.errors);
}

/// Two dozen aliases of the names of all parties: cheap to compute, and a long answer.
async fn an_answer_that_gets_too_long_is_refused(db: &TestDatabase) {
    let names: String = (0..24).map(|number| format!("a{number}: names {{ text language kind }} ")).collect();
    let query = format!("{{ parties(first: 100) {{ nodes {{ {names} }} }} }}");
    assert!(answer(db, &[], Request::new(&query)).await.errors.is_empty());
    let response = answer(db, &["--answer-limit", "100000"], Request::new(&query)).await;
    assert_eq!(response.errors.len(), 1);
    let (code, message) = refusal(response);
    assert_eq!(code, "QUERY_TOO_COMPLEX");
    assert!(message.starts_with("the answer would have more than 10") && message.ends_with("expected at most 100000"));
}

/// Introspection has no pages, and counts too.
async fn a_schema_that_is_asked_for_too_often_is_refused(db: &TestDatabase) {
    let schemas: String =
        (0..10).map(|number| format!("a{number}: __schema {{ types {{ name description }} }} ")).collect();
    let query = format!("{{ {schemas} }}");
    assert!(answer(db, &[], Request::new(&query)).await.errors.is_empty());
    let (code, message) = refusal(answer(db, &["--answer-limit", "100000"], Request::new(&query)).await);
    assert_eq!(code, "QUERY_TOO_COMPLEX");
    assert!(message.starts_with("the answer would have more than"), "{message}");
}

fn a_schema_that_is_kept_is_not_to_be_had_elsewhere(db: &TestDatabase) {
    for (introspection, graphiql) in [("true", "true"), ("false", "true"), ("true", "false")] {
        let server = TestServer::start(db, &["--introspection", introspection, "--graphiql", graphiql]);
        let page = server.get("/en", &[]).text;
        for (address, is_there) in [("/schema.graphql", introspection), ("/graphiql", graphiql)] {
            let is_there = is_there == "true";
            assert_eq!(server.get(address, &[]).status, if is_there { 200 } else { 404 }, "{address}");
            assert_eq!(page.contains(&format!("href=\"{address}\"")), is_there, "{address}");
        }
    }
}

on_each_backend! {
    a_schema_that_is_kept_is_not_to_be_had_elsewhere,
    async an_answer_that_gets_too_long_is_refused,
    async a_schema_that_is_asked_for_too_often_is_refused,
    async what_a_request_costs_is_told_on_request,
    async what_an_ide_asks_for_is_admitted,
    async five_levels_of_ten_relationships_are_admitted,
    async introspection_can_be_off,
    async each_limit_is_enforced,
    async the_deepest_document_within_the_limits_is_answered,
}
