//! GraphQL over HTTP: media types, status codes, and what is taken for a request.

use actix_web::http::header;
use actix_web::test::TestRequest;
use serde_json::{Value, json};

use super::{BODY_LIMIT, GRAPHQL_RESPONSE, JSON, get, post, posted, send, send_to};
use crate::support::TestDatabase;

const NEWER: &str = "application/graphql-response+json";

fn accepting(accept: &str, query: &str) -> TestRequest {
    posted(json!({ "query": query }).to_string()).insert_header((header::ACCEPT, accept))
}

async fn the_media_type_is_the_one_that_the_client_wants(db: &TestDatabase) {
    for (accept, expected) in [
        ("*/*", JSON),
        ("application/json", JSON),
        (NEWER, GRAPHQL_RESPONSE),
        ("application/json;q=0.5, */*", GRAPHQL_RESPONSE),
    ] {
        let answer = send(db, accepting(accept, "{ revision }")).await;
        assert_eq!((answer.status, answer.header("content-type")), (200, expected), "{accept}");
        assert_eq!(answer.header("vary"), "accept, accept-encoding");
    }
    assert_eq!(post(db, json!({ "query": "{ revision }" })).await.header("content-type"), JSON);
    for request in [
        accepting("text/html", "{ revision }"),
        TestRequest::get().uri("/graphql?query=%7Brevision%7D").insert_header((header::ACCEPT, "*/*;q=0")),
    ] {
        let answer = send(db, request).await;
        assert_eq!(answer.header("content-type"), JSON);
        assert_eq!(answer.refusal(), (406, "BAD_REQUEST".to_owned()));
    }
}

async fn what_is_executed_is_answered_by_200(db: &TestDatabase) {
    for accept in ["application/json", NEWER] {
        let answer = send(db, accepting(accept, "{ revision party(key: \"nobody\") { key } }")).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.json()["data"]["party"], Value::Null);

        let answer = send(db, accepting(accept, "{ revision node(id: \"malformed\") { id } }")).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.json()["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
        assert!(answer.json().get("data").is_some());
    }
}

/// What is not executed because of its document has no data. Its status is one that the client takes for GraphQL's own, or
/// the one that the edition of 2026 has for it.
async fn the_status_of_what_is_not_executed_depends_on_media_type_and_edition(db: &TestDatabase) {
    let two = "query A { revision } query B { revision }";
    let required = "query($key: String!) { party(key: $key) { key } }";
    for (body, code, edition) in [
        (json!({ "query": "{ revision" }), "GRAPHQL_PARSE_FAILED", 400),
        (json!({ "query": "{ nothing }" }), "GRAPHQL_VALIDATION_FAILED", 422),
        (json!({ "query": "mutation { revision }" }), "GRAPHQL_VALIDATION_FAILED", 422),
        (json!({ "query": two }), "BAD_REQUEST", 422),
        (json!({ "query": two, "operationName": "C" }), "BAD_REQUEST", 422),
        (json!({ "query": required, "variables": { "key": null } }), "BAD_USER_INPUT", 422),
    ] {
        let request = |accept: &str| posted(body.to_string()).insert_header((header::ACCEPT, accept));
        for (accept, expected) in [("application/json", (200, JSON)), (NEWER, (400, GRAPHQL_RESPONSE))] {
            let answer = send(db, request(accept)).await;
            assert_eq!((answer.status, answer.header("content-type")), expected, "{accept}: {body}");
            assert_eq!(answer.refusal().1, code, "{body}");
        }
        for accept in ["application/json", NEWER] {
            let answer = send_to(db, &["--status-codes", "2026"], request(accept)).await;
            assert_eq!((answer.status, answer.header("content-type")), (edition, GRAPHQL_RESPONSE), "{accept}: {body}");
            assert_eq!(answer.refusal().1, code, "{body}");
        }
    }
}

async fn data_beside_errors_has_a_status_of_its_own_in_the_edition_of_2026(db: &TestDatabase) {
    for (query, status) in [("{ revision }", 200), ("{ revision node(id: \"malformed\") { id } }", 294)] {
        for (accept, kind) in [("application/json", JSON), (NEWER, GRAPHQL_RESPONSE)] {
            let answer = send_to(db, &["--status-codes", "2026"], accepting(accept, query)).await;
            assert_eq!((answer.status, answer.header("content-type")), (status, kind), "{accept}: {query}");
            assert_eq!(answer.json()["data"]["revision"], 1);
        }
    }
}

async fn what_is_no_request_is_refused(db: &TestDatabase) {
    let query = r#"{"query": "{ revision }"}"#;
    for (body, edition) in [
        ("", 400),
        ("{", 400),
        ("\u{feff}{}", 400),
        ("{}", 422),
        ("5", 422),
        (r#"{"query": 5}"#, 422),
        (r#"{"query": " "}"#, 422),
        (r#"{"query": "{ revision }", "variables": []}"#, 422),
        (&format!("[{query}]"), 422),
    ] {
        for accept in ["application/json", NEWER] {
            let answer = send(db, posted(body).insert_header((header::ACCEPT, accept))).await;
            assert_eq!(answer.refusal(), (400, "BAD_REQUEST".to_owned()), "{body}");
            assert!(answer.header("content-type").starts_with(accept), "{body}");
        }
        let answer = send_to(db, &["--status-codes", "2026"], posted(body)).await;
        assert_eq!((answer.status, answer.header("content-type")), (edition, GRAPHQL_RESPONSE), "{body}");
    }
    let revision = "query=%7Brevision%7D";
    for parameters in ["", "query=", &format!("{revision}&variables=5"), &format!("{revision}&{revision}")] {
        let answer = get(db, &format!("/graphql?{parameters}")).await;
        assert_eq!(answer.refusal(), (400, "BAD_REQUEST".to_owned()), "{parameters}");
    }
    let answer = get(db, &format!("/graphql?{revision}&variables=&operationName=&extensions=")).await;
    assert_eq!(answer.status, 200);
    let answer = send(db, posted(" ".repeat(BODY_LIMIT + 1))).await;
    assert_eq!(answer.refusal(), (413, "BAD_REQUEST".to_owned()));
}

/// None of them is what a page of another site could send without asking first.
async fn only_json_in_utf_8_is_taken(db: &TestDatabase) {
    let query = r#"{"query": "{ revision }"}"#;
    let typed =
        |kind: &str| TestRequest::post().uri("/graphql").insert_header(("content-type", kind)).set_payload(query);
    for kind in ["application/json", "application/json;charset=utf-8", "Application/JSON; charset=\"UTF-8\""] {
        assert_eq!(send(db, typed(kind)).await.status, 200, "{kind}");
    }
    for kind in [
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/json; charset=iso-8859-6",
        "json",
        "",
    ] {
        let answer = send(db, typed(kind)).await;
        assert_eq!(answer.refusal(), (415, "BAD_REQUEST".to_owned()), "{kind}");
        assert_eq!(answer.header("accept"), "application/json", "{kind}");
    }
    let untyped = TestRequest::post().uri("/graphql").set_payload(query);
    assert_eq!(send(db, untyped).await.status, 415);
}

async fn batches_are_taken_up_to_the_limit_that_is_set(db: &TestDatabase) {
    let query = |query: &str| json!({ "query": query });
    let limit = ["--batch-limit", "2"];
    let batch = posted(json!([query("{ revision }"), query("{ nothing }")]).to_string());
    let answer = send_to(db, &limit, batch.insert_header((header::ACCEPT, NEWER))).await;
    assert_eq!((answer.status, answer.header("content-type")), (200, JSON));
    let answers = answer.json();
    assert_eq!(answers[0], json!({ "data": { "revision": 1 } }));
    assert_eq!(answers[1]["errors"][0]["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED");
    assert!(answers[1].get("data").is_none() && answers.get(2).is_none(), "{answers}");

    for (batch, reason) in [
        (vec![query("{ revision }"); 3], "The batch has 3 requests: expected at most 2."),
        (vec![], "The batch is empty: expected a request."),
        (vec![query("{ revision }"), json!({})], "The request lacks a `query`."),
    ] {
        let answer = send_to(db, &limit, posted(json!(batch).to_string())).await;
        assert_eq!(answer.refusal(), (400, "BAD_REQUEST".to_owned()));
        assert_eq!(answer.json()["errors"][0]["message"], reason);
    }
    let one = send_to(db, &limit, posted(query("{ revision }").to_string())).await;
    assert_eq!(one.json(), json!({ "data": { "revision": 1 } }));
}

/// Where all of a batch fail alike, whoever stands between sees it too.
async fn a_batch_that_fails_alike_has_the_status_of_its_requests(db: &TestDatabase) {
    let malformed = json!({ "query": "{ node(id: \"malformed\") { id } }" });
    let batch = json!([malformed, malformed]).to_string();
    let answer = send_to(db, &["--batch-limit", "2", "--status-codes", "2026"], posted(batch)).await;
    assert_eq!(answer.status, 294);
    let answers = answer.json();
    assert!((0..2).all(|at| answers[at]["data"]["node"].is_null() && answers[at]["errors"].is_array()), "{answers}");
}

on_each_backend! {
    async the_media_type_is_the_one_that_the_client_wants,
    async what_is_executed_is_answered_by_200,
    async the_status_of_what_is_not_executed_depends_on_media_type_and_edition,
    async data_beside_errors_has_a_status_of_its_own_in_the_edition_of_2026,
    async what_is_no_request_is_refused,
    async only_json_in_utf_8_is_taken,
    async batches_are_taken_up_to_the_limit_that_is_set,
}

on_each_backend! {
    empty:
    async a_batch_that_fails_alike_has_the_status_of_its_requests,
}
