//! GraphiQL, and the questions that it and the front page begin with.

use actix_web::http::header::{ACCEPT, ACCEPT_ENCODING, CONTENT_TYPE};
use actix_web::test::TestRequest;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use crate::support::TestDatabase;
use crate::support::server::{Answer, answer_of, services};

async fn send(db: &TestDatabase, request: TestRequest) -> Answer {
    answer_of(&services(db, &[]), request).await
}

async fn get(db: &TestDatabase, address: &str) -> Answer {
    send(db, TestRequest::get().uri(address)).await
}

/// The examples, by the names of their files.
fn examples() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/server/examples");
    let paths = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut examples: Vec<_> = paths
        .map(|path| (path.file_name().unwrap().display().to_string(), std::fs::read_to_string(&path).unwrap()))
        .collect();
    examples.sort();
    examples
}

async fn each_example_has_an_answer_in_arabic(db: &TestDatabase) {
    assert_eq!(examples().len(), 8);
    for (file, query) in examples() {
        let body = json!({ "query": query }).to_string();
        let request = TestRequest::post().uri("/graphql").insert_header((CONTENT_TYPE, "application/json"));
        let answer = send(db, request.set_payload(body)).await;
        assert_eq!(answer.status, 200, "{file}: {}", answer.text);
        let json = answer.json();
        assert!(json.get("errors").is_none(), "{file}: {json}");
        assert!(answer.text.contains(|letter| ('\u{620}'..='\u{64a}').contains(&letter)), "{file}: {json}");
        let mut found = json["data"].as_object().into_iter().flat_map(|fields| fields.values());
        assert!(found.all(|value| !is_empty(value)), "{file}: {json}");
    }
}

/// Whether it holds nothing but null and empty lists.
fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::Array(items) => items.iter().all(is_empty),
        Value::Object(fields) => fields.values().all(is_empty),
        _ => false,
    }
}

/// A browser that opens the address of the API is led to GraphiQL; clients of the API are not.
async fn a_browser_is_led_to_graphiql(db: &TestDatabase) {
    const BROWSER: &str = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    let open = async |options: &[&str], request: TestRequest, accept: &str| {
        answer_of(&services(db, options), request.insert_header((ACCEPT, accept))).await
    };
    let led = open(&[], TestRequest::get().uri("/graphql"), BROWSER).await;
    assert_eq!((led.status, led.header("location")), (303, "/graphiql"));
    assert!(led.header("vary").to_ascii_lowercase().contains("accept"), "{}", led.header("vary"));
    for (request, accept) in [
        (TestRequest::get().uri("/graphql"), "*/*"),
        (TestRequest::get().uri("/graphql"), "application/json, text/plain, */*"),
        (TestRequest::get().uri("/graphql"), "application/graphql-response+json, text/html"),
        (TestRequest::get().uri("/graphql?query={revision}"), BROWSER),
        (TestRequest::post().uri("/graphql"), BROWSER),
    ] {
        let answer = open(&[], request, accept).await;
        assert!(answer.status != 303, "{accept}: {}", answer.text);
    }
    let hidden = open(&["--graphiql", "false"], TestRequest::get().uri("/graphql"), BROWSER).await;
    assert_eq!(hidden.status, 400, "{}", hidden.text);
}

/// GraphiQL names a tab after its operation.
#[test]
fn each_example_is_an_operation_of_another_name() {
    let mut names: Vec<String> = examples()
        .into_iter()
        .map(|(file, query)| {
            let name = query.lines().find_map(|line| line.strip_prefix("query ")?.split(' ').next().map(str::to_owned));
            name.unwrap_or_else(|| panic!("{file} has no name"))
        })
        .collect();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), examples().len(), "{names:?}");
}

async fn the_front_page_opens_each_example_in_graphiql(db: &TestDatabase) {
    let page = get(db, "/en").await.text;
    for (file, query) in examples() {
        let link = format!("href=\"/graphiql?query={}\"", utf8_percent_encode(query.trim(), NON_ALPHANUMERIC));
        assert!(page.contains(&link), "{file}: {page}");
    }
}

/// With `web/dist` built into the program it is GraphiQL, else what says that it is missing.
async fn the_page_is_of_this_origin_alone(db: &TestDatabase) {
    let page = get(db, "/graphiql?query=%7Brevision%7D").await;
    assert_eq!((page.status, page.header("content-type")), (200, "text/html; charset=utf-8"));
    let policy = page.header("content-security-policy");
    assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors 'none'"), "{policy}");
    assert!(!policy.contains("http") && !policy.contains("unsafe-eval") && !policy.contains('*'), "{policy}");
    // The query is for scripts to read: the server writes nothing of it.
    assert!(!page.text.contains("revision"), "{}", page.text);
    assert!(!page.text.contains("<script>"), "{}", page.text);

    let addresses: Vec<&str> = ["src=\"", "href=\""]
        .iter()
        .flat_map(|before| page.text.split(before).skip(1).filter_map(|rest| rest.split('"').next()))
        .filter(|address| !address.starts_with("data:"))
        .collect();
    assert!(!addresses.is_empty(), "{}", page.text);
    for address in addresses {
        assert!(address.starts_with('/') && !address.starts_with("//"), "{address}");
        let status = if address == "/" { 302 } else { 200 };
        assert_eq!(get(db, address).await.status, status, "{address}");
    }
}

async fn what_is_compressed_is_not_compressed_again(db: &TestDatabase) {
    let request = TestRequest::get().uri("/graphiql").insert_header((ACCEPT_ENCODING, "gzip, deflate, br, zstd"));
    let page = send(db, request).await;
    assert_eq!((page.status, page.header("content-encoding")), (200, "br"));
    assert_eq!(page.values("vary").count(), 1);
}

on_each_backend! {
    async a_browser_is_led_to_graphiql,
    async each_example_has_an_answer_in_arabic,
    async the_front_page_opens_each_example_in_graphiql,
    async the_page_is_of_this_origin_alone,
    async what_is_compressed_is_not_compressed_again,
}
