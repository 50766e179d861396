//! Who may ask, from where, and what browsers may do with an answer.

use actix_web::http::Method;
use actix_web::http::header;
use actix_web::test::TestRequest;
use sanad::config::TokenHash;

use super::{Answer, GRAPHQL_RESPONSE, get, posted, send, send_to};
use crate::support::TestDatabase;

const HEAD_LIMIT: usize = 32 * 1024;

const QUERY: &str = r#"{"query": "{ revision }"}"#;

async fn a_server_with_tokens_wants_one_of_them(db: &TestDatabase) {
    let hashes = format!("{},{}", TokenHash::of(b"one"), TokenHash::of(b"two"));
    let options = ["--token-hashes", hashes.as_str()];
    let requests = || {
        let get = |address: &str| TestRequest::get().uri(address);
        [posted(QUERY), get("/graphql?query=%7Brevision%7D"), get("/schema.graphql")]
    };
    for authorization in ["Bearer one", "bearer two", "Bearer  two "] {
        for request in requests() {
            let request = request.insert_header((header::AUTHORIZATION, authorization));
            assert_eq!(send_to(db, &options, request).await.status, 200, "{authorization}");
        }
    }
    let hash = TokenHash::of(b"one").to_string();
    let unknown = [
        "Bearer three",
        "Bearer on",
        "Bearer onee",
        "Bearer one,two",
        "Bearer",
        "Bearer ",
        "Basic one",
        "one",
        "",
        &format!("Bearer {hash}"),
    ];
    for authorization in unknown {
        for request in requests() {
            let request = request.insert_header((header::AUTHORIZATION, authorization));
            let answer = send_to(db, &options, request).await;
            assert_eq!(answer.refusal(), (401, "UNAUTHENTICATED".to_owned()), "{authorization}");
            assert!(answer.header("www-authenticate").starts_with(r#"Bearer realm="sanad""#), "{authorization}");
        }
    }
    for request in requests() {
        let accept = (header::ACCEPT, "application/graphql-response+json");
        let answer = send_to(db, &options, request.insert_header(accept)).await;
        assert_eq!((answer.status, answer.header("content-type")), (401, GRAPHQL_RESPONSE));
        assert_eq!(answer.header("www-authenticate"), r#"Bearer realm="sanad""#);
    }
    let answer = send_to(db, &options, TestRequest::delete().uri("/graphql")).await;
    assert_eq!(answer.refusal().0, 401);
    let answer = send_to(db, &options, TestRequest::get().uri("/graphql?query=%7Brevision%7D&access_token=one")).await;
    assert_eq!(answer.refusal().0, 401);
    for (address, status) in [("/", 302), ("/graphiql", 200), ("/health/live", 200), ("/health/ready", 200)] {
        assert_eq!(send_to(db, &options, TestRequest::get().uri(address)).await.status, status, "{address}");
    }
}

const ORIGIN: &str = "https://example.org";

fn from_origin(request: TestRequest, origin: &str) -> TestRequest {
    request.insert_header((header::ORIGIN, origin.to_owned()))
}

fn preflight(origin: &str) -> TestRequest {
    from_origin(TestRequest::default().method(Method::OPTIONS).uri("/graphql"), origin)
        .insert_header((header::ACCESS_CONTROL_REQUEST_METHOD, "POST"))
        .insert_header((header::ACCESS_CONTROL_REQUEST_HEADERS, "authorization, content-type, x-own"))
}

fn allowed_origin(answer: &Answer) -> &str {
    answer.header("access-control-allow-origin")
}

async fn pages_of_other_sites_read_nothing_unless_their_origin_is_set(db: &TestDatabase) {
    let closed = ["--cors-origins", ""];
    let answer = send_to(db, &closed, from_origin(posted(QUERY), ORIGIN)).await;
    assert_eq!((answer.status, allowed_origin(&answer)), (200, ""));
    let answer = send_to(db, &closed, preflight(ORIGIN)).await;
    assert_eq!((answer.status, allowed_origin(&answer)), (405, ""));

    let options = ["--cors-origins", "http://localhost:3000, HTTPS://Example.org:443"];
    let answer = send_to(db, &options, from_origin(posted(QUERY), ORIGIN)).await;
    assert_eq!((answer.status, allowed_origin(&answer)), (200, ORIGIN));
    let exposed = answer.header("access-control-expose-headers").to_ascii_lowercase();
    for name in ["etag", "retry-after", "x-request-id", "www-authenticate"] {
        assert!(exposed.contains(name), "{exposed}");
    }
    let vary = answer.header("vary").to_ascii_lowercase();
    assert!(
        ["origin", "accept", "accept-encoding"].iter().all(|name| vary.split(", ").any(|it| it == *name)),
        "{vary}"
    );
    assert!(answer.values("access-control-allow-credentials").next().is_none());

    // Its own pages say their origin as well, and others are served without leave to read.
    for origin in ["https://sanad.example", "null", "https://example.org.evil.example"] {
        let answer = send_to(db, &options, from_origin(posted(QUERY), origin)).await;
        assert_eq!((answer.status, allowed_origin(&answer)), (200, ""), "{origin}");
        let answer = send_to(db, &options, preflight(origin)).await;
        assert_eq!((answer.refusal().0, allowed_origin(&answer)), (400, ""), "{origin}");
    }
}

/// What is developed on this machine may ask a server for this machine, as long as no setting says who may.
async fn pages_from_localhost_read_what_only_this_machine_can_ask_for(db: &TestDatabase) {
    let local = ["http://localhost:5173", "https://localhost", "http://127.0.0.1:3000", "http://[::1]:3000"];
    for options in [&[][..], &["--listen", "[::1]:8080"], &["--listen", "127.0.0.5:80"]] {
        for origin in local {
            let answer = send_to(db, options, from_origin(posted(QUERY), origin)).await;
            assert_eq!((answer.status, allowed_origin(&answer)), (200, origin), "{options:?}");
            let answer = send_to(db, options, preflight(origin)).await;
            assert_eq!((answer.status, allowed_origin(&answer)), (200, origin), "{options:?}");
        }
        for origin in [ORIGIN, "null", "http://localhost.example.org"] {
            let answer = send_to(db, options, from_origin(posted(QUERY), origin)).await;
            assert_eq!((answer.status, allowed_origin(&answer)), (200, ""), "{origin}");
            assert_eq!(allowed_origin(&send_to(db, options, preflight(origin)).await), "", "{origin}");
        }
    }
    for options in [
        &["--listen", "0.0.0.0:8080"][..],
        &["--listen", "[::]:8080"],
        &["--listen", "192.0.2.1:8080"],
        &["--trusted-proxies", "127.0.0.1"],
        &["--cors-origins", ""],
        &["--cors-origins", ORIGIN],
    ] {
        for origin in local {
            let answer = send_to(db, options, from_origin(posted(QUERY), origin)).await;
            assert_eq!((answer.status, allowed_origin(&answer)), (200, ""), "{options:?}");
        }
    }
}

async fn a_preflight_is_answered_without_a_token_and_errors_can_be_read(db: &TestDatabase) {
    let hash = TokenHash::of(b"one").to_string();
    for (origins, expected) in [(ORIGIN, ORIGIN), ("*", "*")] {
        let options = ["--cors-origins", origins, "--token-hashes", &hash];
        let answer = send_to(db, &options, preflight(ORIGIN)).await;
        assert_eq!((answer.status, allowed_origin(&answer)), (200, expected));
        assert!(answer.header("access-control-allow-methods").contains("POST"));
        assert_eq!(answer.header("access-control-allow-headers"), "authorization, content-type, x-own");
        for (request, status) in
            [(posted(QUERY), 401), (TestRequest::get().uri("/nothing"), 404), (TestRequest::delete().uri("/"), 405)]
        {
            let answer = send_to(db, &options, from_origin(request, ORIGIN)).await;
            assert_eq!((answer.status, allowed_origin(&answer)), (status, expected));
        }
    }
}

async fn every_answer_tells_browsers_to_do_nothing_with_it(db: &TestDatabase) {
    let requests = [
        posted(QUERY),
        posted("{"),
        TestRequest::get().uri("/schema.graphql"),
        TestRequest::get().uri("/health/live"),
        TestRequest::get().uri("/nothing"),
        TestRequest::delete().uri("/graphql"),
        TestRequest::get().uri("/").insert_header((header::ACCEPT_ENCODING, "identity;q=0")),
    ];
    for request in requests {
        let answer = send(db, request).await;
        assert!(answer.header("content-security-policy").starts_with("default-src 'none'"), "{}", answer.text);
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "no-referrer"),
            ("cross-origin-opener-policy", "same-origin"),
            ("cross-origin-resource-policy", "same-origin"),
        ] {
            assert_eq!(answer.header(name), value, "{}", answer.text);
        }
    }
    for page in ["/", "/graphiql"] {
        let answer = get(db, page).await;
        assert_eq!(answer.values("content-security-policy").count(), 1, "{page}");
        assert!(answer.header("content-security-policy").contains("frame-ancestors 'none'"), "{page}");
    }
}

async fn graphiql_can_be_left_out(db: &TestDatabase) {
    let page = || TestRequest::get().uri("/graphiql");
    assert_eq!(send_to(db, &["--graphiql", "true"], page()).await.status, 200);
    assert_eq!(send_to(db, &["--graphiql", "false"], page()).await.refusal(), (404, "NOT_FOUND".to_owned()));
}

async fn a_head_that_is_too_long_is_refused(db: &TestDatabase) {
    let padding = "x".repeat(HEAD_LIMIT);
    let address = |length: usize| {
        let start = "/graphql?query=%7Brevision%7D&x=";
        TestRequest::get().uri(&format!("{start}{}", &padding[..length - start.len()]))
    };
    assert_eq!(send(db, address(HEAD_LIMIT)).await.status, 200);
    let answer = send(db, TestRequest::get().uri(&format!("/graphql?query={padding}"))).await;
    assert_eq!(answer.refusal(), (414, "BAD_REQUEST".to_owned()));
    assert!(answer.text.contains("The URL has 32783 bytes: expected at most 32768"), "{}", answer.text);
    let answer = send(db, posted(QUERY).insert_header(("x-long", padding.as_str()))).await;
    assert_eq!(answer.refusal(), (431, "BAD_REQUEST".to_owned()));
    assert_eq!(answer.header("x-request-id").len(), 32);
}

on_each_backend! {
    async pages_from_localhost_read_what_only_this_machine_can_ask_for,
    async a_server_with_tokens_wants_one_of_them,
    async pages_of_other_sites_read_nothing_unless_their_origin_is_set,
    async a_preflight_is_answered_without_a_token_and_errors_can_be_read,
    async every_answer_tells_browsers_to_do_nothing_with_it,
    async graphiql_can_be_left_out,
    async a_head_that_is_too_long_is_refused,
}
