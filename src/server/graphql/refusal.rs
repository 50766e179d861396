//! Why an HTTP request is not a GraphQL request.

use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};

use crate::error::Code;
use crate::server::answer::refused_with;

/// A refusal with `BAD_REQUEST`: its status, its message, and the header that says what would be accepted.
pub struct Refusal {
    status: StatusCode,
    message: String,
    accepted: Option<(HeaderName, &'static str)>,
}

impl Refusal {
    fn new(status: StatusCode, message: impl Into<String>) -> Self {
        Self { status, message: message.into(), accepted: None }
    }

    pub fn bad_request(message: impl Into<String>) -> Self {
        Self::new(StatusCode::BAD_REQUEST, message)
    }

    pub fn too_large(limit: usize) -> Self {
        let message = format!("The body is too large: expected at most {limit} bytes, after decompression.");
        Self::new(StatusCode::PAYLOAD_TOO_LARGE, message)
    }

    pub fn too_slow(limit: Duration) -> Self {
        Self::new(StatusCode::REQUEST_TIMEOUT, format!("The body did not arrive within {} s.", limit.as_secs()))
    }

    pub fn unsupported_type() -> Self {
        let message = "Expected `Content-Type: application/json`, in UTF-8.";
        let accepted = Some((header::ACCEPT, "application/json"));
        Self { accepted, ..Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, message) }
    }

    pub fn unsupported_encoding() -> Self {
        let message = "Expected `Content-Encoding: gzip`, or none.";
        let accepted = Some((header::ACCEPT_ENCODING, "gzip"));
        Self { accepted, ..Self::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, message) }
    }

    pub fn not_acceptable() -> Self {
        let message =
            "`Accept` excludes both `application/graphql-response+json` and `application/json`: expected one of them.";
        Self::new(StatusCode::NOT_ACCEPTABLE, message)
    }

    pub fn response(self) -> HttpResponse {
        let mut response = refused_with(self.status, Code::BadRequest, &self.message);
        if let Some((name, value)) = self.accepted {
            response.headers_mut().insert(name, HeaderValue::from_static(value));
        }
        response
    }

    #[cfg(test)]
    pub fn message(&self) -> &str {
        &self.message
    }
}
