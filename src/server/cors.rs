//! Which pages of other sites may read answers: Cross-Origin Resource Sharing, <https://fetch.spec.whatwg.org/#http-cors-protocol>.

use actix_cors::Cors;
use actix_web::http::Method;
use actix_web::http::header::{ETAG, RETRY_AFTER, WWW_AUTHENTICATE};
use actix_web::middleware::Condition;

use super::request_id;
use crate::config::Origins;

/// How long browsers remember what they may send, in seconds: as long as any of them does.
const MAX_AGE: usize = 24 * 60 * 60;

/// Lets pages of these origins read answers, errors among them. Without any it says nothing, and browsers let none.
///
/// Any header may be sent: none that a browser adds by itself counts here, cookies least of all.
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
