//! Cross-Origin Resource Sharing, <https://fetch.spec.whatwg.org/#http-cors-protocol>.

use actix_cors::Cors;
use actix_web::http::Method;
use actix_web::http::header::{ETAG, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::middleware::Condition;

use super::request_id;
use crate::config::Origins;

/// How long browsers may cache a preflight answer, in seconds: the longest that any of them accepts.
const MAX_AGE: usize = 24 * 60 * 60;

/// Allows pages of these origins to read answers, errors included. Without any, no CORS header is sent.
///
/// Any request header is allowed: the API ignores cookies and all else that a browser sends on its own.
pub fn cors(origins: &Origins) -> Condition<Cors> {
    let cors = Cors::default()
        .allowed_methods([Method::GET, Method::HEAD, Method::POST])
        .allow_any_header()
        .expose_headers([ETAG, RETRY_AFTER, WWW_AUTHENTICATE, request_id::HEADER])
        .max_age(MAX_AGE);
    let cors = match origins {
        Origins::Only(origins) => origins.iter().fold(cors, |cors, origin| cors.allowed_origin(origin)),
        Origins::All => cors.allow_any_origin().send_wildcard(),
    };
    Condition::new(!origins.is_none(), cors)
}
