//! The HTTP surface.

mod access;
mod codings;
mod protocol;

use actix_web::http::header;
use actix_web::test::TestRequest;
use sanad::config::Settings;
use sanad::graphql::sdl;
use sanad::server::Services;
use serde_json::{Value, json};

use crate::support::TestDatabase;
use crate::support::server::{Answer, answer_of, services, settings};

const BODY_LIMIT: usize = 2048;

const JSON: &str = "application/json; charset=utf-8";
const GRAPHQL_RESPONSE: &str = "application/graphql-response+json; charset=utf-8";

/// Sends the request to a server with these options and a short body limit.
async fn send_to(db: &TestDatabase, options: &[&str], request: TestRequest) -> Answer {
    let settings = Settings { body_limit: BODY_LIMIT, ..settings(options) };
    answer_of(&Services::new(db.pool(), &settings).unwrap(), request).await
}

async fn send(db: &TestDatabase, request: TestRequest) -> Answer {
    send_to(db, &[], request).await
}

async fn get(db: &TestDatabase, address: &str) -> Answer {
    send(db, TestRequest::get().uri(address)).await
}

fn posted(body: impl Into<String>) -> TestRequest {
    TestRequest::post()
        .uri("/graphql")
        .insert_header((header::CONTENT_TYPE, "application/json"))
        .set_payload(body.into())
}

async fn post(db: &TestDatabase, body: Value) -> Answer {
    send(db, posted(body.to_string())).await
}

async fn post_and_get_answer_alike(db: &TestDatabase) {
    let query = "query One { revision } query Two($key: String!) { party(key: $key) { key } }";
    let body = json!({ "query": query, "operationName": "Two", "variables": { "key": "kaniyat" } });
    let expected = json!({ "data": { "party": { "key": "kaniyat" } } });

    let answer = post(db, body).await;
    assert_eq!((answer.status, answer.json()), (200, expected.clone()));

    let variables = "%7B%22key%22%3A%22kaniyat%22%7D";
    let query = query.replace(' ', "+");
    let answer = get(db, &format!("/graphql?query={query}&operationName=Two&variables={variables}")).await;
    assert_eq!((answer.status, answer.json()), (200, expected));
}

async fn other_methods_are_told_which_are_taken(db: &TestDatabase) {
    for (address, allowed) in [("/graphql", "GET, HEAD, POST"), ("/", "GET, HEAD"), ("/health/ready", "GET, HEAD")] {
        let answer = send(db, TestRequest::delete().uri(address)).await;
        assert_eq!(answer.refusal(), (405, "METHOD_NOT_ALLOWED".to_owned()), "{address}");
        assert_eq!(answer.header("allow"), allowed, "{address}");
    }
}

async fn an_unknown_address_is_a_page_for_people_and_an_error_for_programs(db: &TestDatabase) {
    let address = "/no-such-place%3Cb%3E";
    assert_eq!(get(db, address).await.refusal(), (404, "NOT_FOUND".to_owned()));
    let browser = TestRequest::get().uri(address).insert_header((header::ACCEPT, "text/html,*/*;q=0.8"));
    let answer = send(db, browser).await;
    assert_eq!((answer.status, answer.header("content-type")), (404, "text/html; charset=utf-8"));
    assert!(!answer.text.contains("no-such-place"), "{}", answer.text);
}

async fn every_answer_carries_the_id_of_its_request(db: &TestDatabase) {
    for address in ["/", "/graphql", "/health/live", "/nothing"] {
        let asked = async |id: &str| {
            let answer = send(db, TestRequest::get().uri(address).insert_header(("x-request-id", id))).await;
            answer.header("x-request-id").to_owned()
        };
        assert_eq!(asked("a-client_chose.it").await, "a-client_chose.it", "{address}");
        for harmful in ["", "two words", "<script>", &"x".repeat(129)] {
            let id = asked(harmful).await;
            assert_eq!(id.len(), 32, "{address}: {id}");
            assert!(id.bytes().all(|byte| byte.is_ascii_hexdigit()), "{address}: {id}");
        }
    }
}

async fn a_server_with_its_data_is_healthy(db: &TestDatabase) {
    let answer = get(db, "/health/live").await;
    assert_eq!((answer.status, answer.text.as_str()), (200, r#"{"status":"live"}"#));
    let answer = get(db, "/health/ready").await;
    assert_eq!((answer.status, answer.text.as_str()), (200, r#"{"revision":1,"status":"ready"}"#));
    assert_eq!(answer.header("cache-control"), "no-store");
}

async fn a_slash_at_the_end_leads_to_the_address_without_it(db: &TestDatabase) {
    let services = services(db, &["--embed-origins", "https://news.example"]);
    for (address, without) in [
        ("/graphql/?query={revision}", "/graphql?query={revision}"),
        ("/graphiql/", "/graphiql"),
        ("/schema.graphql/", "/schema.graphql"),
        ("/en/", "/en"),
        ("/ar/party/kaniyat/", "/ar/party/kaniyat"),
        ("/en/party/kaniyat/network/?depth=2", "/en/party/kaniyat/network?depth=2"),
        ("/embed/en/party/kaniyat/network/", "/embed/en/party/kaniyat/network"),
    ] {
        let answer = answer_of(&services, TestRequest::get().uri(address)).await;
        assert_eq!((answer.status, answer.header("location")), (308, without), "{address}");
        assert_eq!(answer_of(&services, TestRequest::get().uri(without)).await.status, 200, "{without}");
    }
    let unread = answer_of(&services, TestRequest::get().uri("/graphql/")).await;
    assert_eq!((unread.status, unread.header("location")), (308, "/graphql"));
    // A client sends its request again, with its body.
    let posted = TestRequest::post().uri("/graphql/").insert_header(("content-type", "application/json"));
    let posted = answer_of(&services, posted.set_payload(r#"{"query": "{ revision }"}"#)).await;
    assert_eq!((posted.status, posted.header("location")), (308, "/graphql"));
    // Browsers would take these for other hosts.
    for elsewhere in ["//news.example/", "/\\news.example/", "///", "//"] {
        let answer = answer_of(&services, TestRequest::get().uri(elsewhere)).await;
        assert_eq!((answer.status, answer.header("location")), (404, ""), "{elsewhere}");
    }
}

/// On SQLite there is not even a file, on Postgres no table.
async fn a_server_without_its_data_is_live_but_not_ready(db: &TestDatabase) {
    assert_eq!(get(db, "/health/live").await.status, 200);
    let answer = get(db, "/health/ready").await;
    assert_eq!(answer.status, 503);
    let json: Value = serde_json::from_str(&answer.text).unwrap();
    assert_eq!(json["status"], "unavailable");
    for internal in ["sanad_test", "revisions", "sqlite", "postgres"] {
        assert!(!answer.text.contains(internal), "{}", answer.text);
    }
}

async fn the_questions_on_the_front_page_have_answers(db: &TestDatabase) {
    let page = get(db, "/en").await.text;
    let questions: Vec<&str> = links(&page)
        .filter_map(|link| link.strip_prefix("/graphiql?").filter(|question| !question.contains("variables=")))
        .collect();
    assert_eq!(questions.len(), 8, "{page}");
    for question in questions {
        let answer = get(db, &format!("/graphql?{question}")).await;
        assert_eq!(answer.status, 200, "{}", answer.text);
        let json = answer.json();
        assert!(json.get("errors").is_none(), "{json}");
        let found = json["data"].as_object().into_iter().flat_map(|fields| fields.values());
        assert!(found.clone().count() > 0 && found.clone().all(|value| !value.is_null()), "{json}");
    }
}

fn links(page: &str) -> impl Iterator<Item = &str> {
    page.split("<a href=\"").skip(1).filter_map(|rest| rest.split('"').next())
}

async fn the_schema_is_there_as_text(db: &TestDatabase) {
    let answer = get(db, "/schema.graphql").await;
    assert_eq!((answer.status, answer.header("content-type")), (200, "text/plain; charset=utf-8"));
    assert_eq!(answer.text, sdl());
}

async fn what_can_be_read_can_be_asked_for_its_head(db: &TestDatabase) {
    for address in
        ["/en", "/graphiql", "/schema.graphql", "/health/live", "/health/ready", "/graphql?query=%7Brevision%7D"]
    {
        let head = TestRequest::default().method(actix_web::http::Method::HEAD).uri(address);
        assert_eq!(send(db, head).await.status, 200, "{address}");
    }
}

on_each_backend! {
    async a_slash_at_the_end_leads_to_the_address_without_it,
    async post_and_get_answer_alike,
    async other_methods_are_told_which_are_taken,
    async an_unknown_address_is_a_page_for_people_and_an_error_for_programs,
    async every_answer_carries_the_id_of_its_request,
    async a_server_with_its_data_is_healthy,
    async the_questions_on_the_front_page_have_answers,
    async the_schema_is_there_as_text,
    async what_can_be_read_can_be_asked_for_its_head,
}

on_each_backend! {
    empty:
    async a_server_without_its_data_is_live_but_not_ready,
}
