//! The languages of names and texts: those of an argument, of the operation, or of the HTTP request.

use serde_json::{Value, json};

use crate::support::TestDatabase;
use crate::support::server::TestServer;

const ARABIC: &str = "الكانيات";

/// The answer to a request for a name, with this header.
fn name(server: &TestServer, body: &Value, accept_language: &str) -> String {
    let headers = [("accept-language", accept_language)];
    let answer = server.post_with(body, if accept_language.is_empty() { &[] } else { &headers });
    answer.json()["data"]["party"]["name"].as_str().unwrap_or_else(|| panic!("{}", answer.text)).to_owned()
}

fn an_argument_precedes_the_operation_and_the_operation_the_header(db: &TestDatabase) {
    let server = TestServer::started(db, &[]);
    let own = r#"party(key: "kaniyat") { name }"#;
    let english = name(&server, &json!({ "query": format!("{{ {own} }}") }), "en");
    assert!(english.is_ascii(), "{english}");
    let original = name(&server, &json!({ "query": format!("{{ {own} }}") }), "");
    assert!(original.contains(ARABIC), "{original}");
    let argument = r#"{ party(key: "kaniyat") { name(language: "ar") } }"#.to_owned();
    for (query, header, expected) in [
        (format!("{{ {own} }}"), "en-US,en;q=0.9", &english),
        (format!("{{ {own} }}"), "fr, en;q=0.5, ar;q=0.2", &english),
        (format!("{{ {own} }}"), "en;q=0.1, ar", &original),
        (format!("{{ {own} }}"), "fr", &original),
        (format!("query @language(in: \"ar\") {{ {own} }}"), "en", &original),
        (format!("query @language(in: [\"fr\", \"en\"]) {{ {own} }}"), "ar", &english),
        (argument.clone(), "en", &original),
        (argument.replacen('{', "query @language(in: \"en\") {", 1), "en", &original),
    ] {
        assert_eq!(&name(&server, &json!({ "query": query }), header), expected, "{query} {header}");
    }
    let query = format!("query Q($languages: [Language!]!) @language(in: $languages) {{ {own} }}");
    for (languages, expected) in [(json!("en"), &english), (json!(["ar", "en"]), &original)] {
        let body = json!({ "query": query, "variables": { "languages": languages } });
        assert_eq!(&name(&server, &body, "fr"), expected, "{languages}");
    }
}

async fn texts_follow_the_operation(db: &TestDatabase) {
    let texts = "sanctionEvent(key: \"us-designates-kaniyat-eo-13818\") { title targets { name } }";
    let answer = async |language: &str| db.query(&format!("query @language(in: \"{language}\") {{ {texts} }}")).await;
    let (english, arabic) = (answer("en").await, answer("ar").await);
    let title = |answer: &Value| answer["sanctionEvent"]["title"].as_str().unwrap().to_owned();
    assert!(title(&english).contains("Kaniyat") && !title(&arabic).is_ascii(), "{english} {arabic}");
    assert_ne!(english["sanctionEvent"]["targets"], arabic["sanctionEvent"]["targets"]);
}

/// Answers that do not depend on the header share a tag, and a place in the cache.
fn what_depends_on_the_header_varies_by_it(db: &TestDatabase) {
    let server = TestServer::started(db, &[]);
    let path = |query: &str| format!("/graphql?query={}", query.replace(' ', "%20").replace('"', "%22"));
    let asked = |query: &str, language: &str| {
        let answer = server.get(&path(query), &[("accept-language", language)]);
        assert_eq!(answer.status, 200, "{}", answer.text);
        (answer.header("etag").to_owned(), answer.header("vary").contains("accept-language"))
    };
    let varying = r#"{party(key:"kaniyat"){name}}"#;
    assert_ne!(asked(varying, "en"), asked(varying, "ar"));
    assert_eq!(asked(varying, "en"), asked(varying, "en;q=0.3, *"));
    assert!(asked(varying, "en").1);
    let tag = asked(varying, "en").0;
    let held = [("accept-language", "en"), ("if-none-match", tag.as_str())];
    let unchanged = server.get(&path(varying), &held);
    assert_eq!((unchanged.status, unchanged.negotiated()), (304, "accept, accept-encoding, accept-language"));
    assert_eq!(server.get(&path(varying), &[("accept-language", "ar"), held[1]]).status, 200);
    for same in [
        r#"{party(key:"kaniyat"){key}}"#,
        r#"{party(key:"kaniyat"){name(language:"en")}}"#,
        r#"query@language(in:"en"){party(key:"kaniyat"){name}}"#,
    ] {
        assert_eq!(asked(same, "en"), asked(same, "ar"), "{same}");
        assert!(!asked(same, "en").1, "{same}");
    }
}

fn wrong_languages_are_refused(db: &TestDatabase) {
    let server = TestServer::started(db, &[]);
    for (directive, code) in [
        ("@language(in: \"!\")", "BAD_USER_INPUT"),
        ("@language(in: 1)", "BAD_USER_INPUT"),
        ("@language(in: [])", "BAD_USER_INPUT"),
        ("($none: [Language!]! = []) @language(in: $none)", "BAD_USER_INPUT"),
        ("@language(in: null)", "GRAPHQL_VALIDATION_FAILED"),
        ("@language", "GRAPHQL_VALIDATION_FAILED"),
        ("@language(in: \"en\") @language(in: \"ar\")", "GRAPHQL_VALIDATION_FAILED"),
    ] {
        let answer = server.query(&format!("query {directive} {{ revision }}"));
        let error = &answer.json()["errors"][0];
        assert_eq!(error["extensions"]["code"], code, "{directive}: {}", answer.text);
    }
    let answer = server.query("{ party(key: \"kaniyat\") { name @language(in: \"en\") } }");
    assert!(answer.text.contains("GRAPHQL_VALIDATION_FAILED"), "{}", answer.text);
}

on_each_backend! {
    an_argument_precedes_the_operation_and_the_operation_the_header,
    async texts_follow_the_operation,
    what_depends_on_the_header_varies_by_it,
    wrong_languages_are_refused,
}
