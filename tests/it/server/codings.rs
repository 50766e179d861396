//! Compressed requests and answers.

use actix_web::body::to_bytes;
use actix_web::dev::Decompress;
use actix_web::error::PayloadError;
use actix_web::http::header::{self, ContentEncoding};
use actix_web::middleware::Compress;
use actix_web::test::{TestRequest, call_service, init_service};
use actix_web::web::{self, Bytes};
use actix_web::{App, HttpRequest};
use futures_util::{StreamExt, stream};
use sanad::graphql::sdl;

use super::{BODY_LIMIT, get, posted, send, send_to};
use crate::support::TestDatabase;

/// What actix-web makes of the text, which is not the code that reads it.
async fn gzip(text: &str) -> Bytes {
    let text = text.to_owned();
    let echo = App::new().wrap(Compress::default()).default_service(web::to(move |_: HttpRequest| {
        let text = text.clone();
        async { text }
    }));
    let request = TestRequest::get().insert_header((header::ACCEPT_ENCODING, "gzip")).to_request();
    let answer = call_service(&init_service(echo).await, request).await;
    assert_eq!(answer.headers().get("content-encoding").unwrap(), "gzip");
    to_bytes(answer.into_body()).await.ok().unwrap()
}

async fn inflate(body: Bytes, coding: ContentEncoding) -> String {
    let pieces = Decompress::new(stream::iter([Ok::<_, PayloadError>(body)]), coding);
    let pieces: Vec<Bytes> = pieces.map(Result::unwrap).collect().await;
    String::from_utf8(pieces.concat()).unwrap()
}

fn coded(body: impl Into<Bytes>, coding: &str) -> TestRequest {
    posted("").set_payload(body).insert_header((header::CONTENT_ENCODING, coding))
}

async fn a_request_may_come_in_gzip(db: &TestDatabase) {
    let query = r#"{"query": "{ revision }"}"#;
    for coding in ["gzip", "GZIP"] {
        let answer = send(db, coded(gzip(query).await, coding)).await;
        assert_eq!((answer.status, answer.text.as_str()), (200, r#"{"data":{"revision":1}}"#));
    }
    assert_eq!(send(db, coded(query, "identity")).await.status, 200);
    for coding in ["br", "zstd", "deflate", "gzip, gzip", ""] {
        let answer = send(db, coded(gzip(query).await, coding)).await;
        assert_eq!(answer.refusal(), (415, "BAD_REQUEST".to_owned()), "{coding}");
        assert_eq!(answer.header("accept-encoding"), "gzip", "{coding}");
    }
    let whole = gzip(query).await;
    let cut = whole.slice(..whole.len() - 1);
    for broken in [Bytes::from_static(query.as_bytes()), cut, [&whole[..], b"x"].concat().into(), Bytes::new()] {
        let answer = send(db, coded(broken, "gzip")).await;
        assert_eq!(answer.refusal(), (400, "BAD_REQUEST".to_owned()), "{}", answer.text);
    }
}

async fn a_request_is_as_long_as_it_is_inflated(db: &TestDatabase) {
    let query = r#"{"query": "{ revision }"}"#;
    let padded = |length: usize| format!("{query}{}", " ".repeat(length - query.len()));
    let fits = gzip(&padded(BODY_LIMIT)).await;
    assert_eq!(send(db, coded(fits, "gzip")).await.status, 200);
    for length in [BODY_LIMIT + 1, 300_000] {
        let bomb = gzip(&padded(length)).await;
        assert!(bomb.len() <= BODY_LIMIT, "{}", bomb.len());
        let answer = send(db, coded(bomb, "gzip")).await;
        assert_eq!(answer.refusal(), (413, "BAD_REQUEST".to_owned()));
        assert!(answer.text.contains("2048 bytes"), "{}", answer.text);
    }
}

async fn long_answers_come_in_the_coding_that_the_client_wants(db: &TestDatabase) {
    let schema = |accepted: &str| {
        TestRequest::get().uri("/schema.graphql").insert_header((header::ACCEPT_ENCODING, accepted.to_owned()))
    };
    for (accepted, coding) in [
        ("gzip", ContentEncoding::Gzip),
        ("gzip, deflate, br, zstd", ContentEncoding::Brotli),
        ("gzip;q=0.5, zstd", ContentEncoding::Zstd),
        ("deflate", ContentEncoding::Deflate),
    ] {
        let answer = send_to(db, &[], schema(accepted)).await;
        assert_eq!(answer.status, 200);
        assert_eq!(answer.header("content-encoding"), coding.as_str(), "{accepted}");
        assert_eq!(answer.negotiated(), "accept-encoding");
        assert_eq!(inflate(answer.bytes.into(), coding).await, sdl());
    }
    for accepted in ["identity", "", "compress", "gzip;q=0"] {
        let answer = send(db, schema(accepted)).await;
        assert_eq!((answer.header("content-encoding"), answer.negotiated()), ("", "accept-encoding"), "{accepted}");
        assert_eq!(answer.text, sdl());
    }
    let answer = send(db, schema("identity;q=0")).await;
    assert_eq!(answer.refusal(), (406, "BAD_REQUEST".to_owned()));
    assert_eq!(answer.negotiated(), "accept, accept-encoding");
}

async fn short_answers_are_left_as_they_are(db: &TestDatabase) {
    let request = posted(r#"{"query": "{ revision }"}"#).insert_header((header::ACCEPT_ENCODING, "gzip, br"));
    let answer = send(db, request).await;
    assert_eq!((answer.header("content-encoding"), answer.text.as_str()), ("", r#"{"data":{"revision":1}}"#));
    assert_eq!(answer.negotiated(), "accept, accept-encoding");
    let answer = get(db, "/health/live").await;
    assert_eq!((answer.negotiated(), answer.header("content-encoding")), ("", ""));
}

on_each_backend! {
    async a_request_may_come_in_gzip,
    async a_request_is_as_long_as_it_is_inflated,
    async long_answers_come_in_the_coding_that_the_client_wants,
    async short_answers_are_left_as_they_are,
}
