//! GraphQL over HTTP: media types, status codes, and malformed requests.

use actix_web::http::header;
use actix_web::test::TestRequest;
use serde_json::{Value, json};

use super::{BODY_LIMIT, GRAPHQL_RESPONSE, JSON, get, post, posted, send};
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
        assert_eq!(answer.negotiated(), "accept, accept-encoding");
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

        let answer = send(db, accepting(accept, "{ revision node(id: \"!\") { id } }")).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.json()["errors"][0]["extensions"]["code"], "BAD_USER_INPUT");
        assert!(answer.json().get("data").is_some());
    }
}

/// A request that is refused because of its document has no data. Clients that only know `application/json` expect 200.
async fn the_status_of_a_refused_document_depends_on_the_media_type(db: &TestDatabase) {
    let two = "query A { revision } query B { revision }";
    let required = "query($key: String!) { party(key: $key) { key } }";
    for (body, code) in [
        (json!({ "query": "{ revision" }), "GRAPHQL_PARSE_FAILED"),
        (json!({ "query": "{ nothing }" }), "GRAPHQL_VALIDATION_FAILED"),
        (json!({ "query": "mutation { revision }" }), "GRAPHQL_VALIDATION_FAILED"),
        (json!({ "query": two }), "BAD_REQUEST"),
        (json!({ "query": two, "operationName": "C" }), "BAD_REQUEST"),
        (json!({ "query": required, "variables": { "key": null } }), "BAD_USER_INPUT"),
    ] {
        for (accept, expected) in [("application/json", (200, JSON)), (NEWER, (400, GRAPHQL_RESPONSE))] {
            let answer = send(db, posted(body.to_string()).insert_header((header::ACCEPT, accept))).await;
            assert_eq!((answer.status, answer.header("content-type")), expected, "{accept}: {body}");
            assert_eq!(answer.refusal().1, code, "{body}");
        }
    }
}

async fn what_is_no_request_is_refused(db: &TestDatabase) {
    let query = r#"{"query": "{ revision }"}"#;
    for body in [
        "",
        "{",
        "\u{feff}{}",
        "{}",
        "5",
        r#"{"query": 5}"#,
        r#"{"query": " "}"#,
        r#"{"query": "{ revision }", "variables": []}"#,
        &format!("[{query}]"),
    ] {
        for accept in ["application/json", NEWER] {
            let answer = send(db, posted(body).insert_header((header::ACCEPT, accept))).await;
            assert_eq!(answer.refusal(), (400, "BAD_REQUEST".to_owned()), "{body}");
            assert!(answer.header("content-type").starts_with(accept), "{body}");
        }
    }
    let revision = "query=%7Brevision%7D";
    for parameters in ["", "query=", &format!("{revision}&variables=5"), &format!("{revision}&{revision}"), "query=%ff"]
    {
        let answer = get(db, &format!("/graphql?{parameters}")).await;
        assert_eq!(answer.refusal(), (400, "BAD_REQUEST".to_owned()), "{parameters}");
    }
    let answer = get(db, &format!("/graphql?{revision}&variables=&operationName=&extensions=")).await;
    assert_eq!(answer.status, 200);
    let answer = send(db, posted(" ".repeat(BODY_LIMIT + 1))).await;
    assert_eq!(answer.refusal(), (413, "BAD_REQUEST".to_owned()));
}

/// A page of another site could send none of these without a CORS preflight.
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

on_each_backend! {
    async the_media_type_is_the_one_that_the_client_wants,
    async what_is_executed_is_answered_by_200,
    async the_status_of_a_refused_document_depends_on_the_media_type,
    async what_is_no_request_is_refused,
    async only_json_in_utf_8_is_taken,
}
