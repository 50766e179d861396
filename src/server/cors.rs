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
        Origins::Loopback => cors.allowed_origin_fn(|origin, _| origin.to_str().is_ok_and(is_loopback)),
        Origins::All => cors.allow_any_origin().send_wildcard(),
    };
    Condition::new(!origins.is_none(), cors)
}

/// Whether a page of this origin was served by the machine of its reader. The name `localhost` always leads there; any other
/// name might lead elsewhere, whatever address it has now.
fn is_loopback(origin: &str) -> bool {
    let Some(authority) = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://")) else {
        return false;
    };
    let host = match authority.rsplit_once(':') {
        Some((host, port)) if port.parse::<u16>().is_ok() => host,
        _ => authority,
    };
    ["localhost", "127.0.0.1", "[::1]"].contains(&host)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_loopback_origins_are_of_this_machine() {
        for origin in [
            "http://localhost",
            "http://localhost:3000",
            "https://localhost:5173",
            "http://127.0.0.1:8000",
            "http://[::1]",
            "http://[::1]:4321",
        ] {
            assert!(is_loopback(origin), "{origin}");
        }
        for origin in [
            "null",
            "",
            "localhost:3000",
            "http://",
            "http://localhost:",
            "http://localhost:70000",
            "http://localhost.example.org",
            "http://localhost:3000.example.org",
            "http://example.org:3000",
            "http://localhost@example.org",
            "http://127.0.0.1.example.org",
            "http://127.0.0.2",
            "http://[::2]",
            "http://192.168.0.1:3000",
            "ftp://localhost",
            "file://localhost",
        ] {
            assert!(!is_loopback(origin), "{origin}");
        }
    }
}
