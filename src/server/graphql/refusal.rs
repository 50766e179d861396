//! Why what HTTP brings is no request for the API.

use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};

use crate::config::StatusCodes;
use crate::error::Code;
use crate::server::answer::refused_with;
use crate::server::status;

/// Why what HTTP brings is no request for the API, in words for the client.
pub struct Refusal {
    reason: Reason,
    message: String,
}

#[derive(Clone, Copy)]
enum Reason {
    /// It cannot be read.
    Unreadable,
    /// It can be read, and is something else.
    IllFormed,
    TooLarge,
    TooSlow,
    UnsupportedType,
    UnsupportedCoding,
    NotAcceptable,
}

impl Refusal {
    fn new(reason: Reason, message: impl Into<String>) -> Self {
        Self { reason, message: message.into() }
    }

    pub fn unreadable(message: impl Into<String>) -> Self {
        Self::new(Reason::Unreadable, message)
    }

    pub fn ill_formed(message: impl Into<String>) -> Self {
        Self::new(Reason::IllFormed, message)
    }

    /// What JSON is not, or not one of a request.
    pub fn json(what: &str, error: &serde_json::Error) -> Self {
        let reason = if error.is_data() { Reason::IllFormed } else { Reason::Unreadable };
        Self::new(reason, format!("{what}: {error}."))
    }

    pub fn too_large(limit: usize) -> Self {
        Self::new(
            Reason::TooLarge,
            format!("The body is too large: a request may have {limit} bytes, also once inflated."),
        )
    }

    pub fn too_slow(limit: Duration) -> Self {
        Self::new(Reason::TooSlow, format!("The body has not come within {} s.", limit.as_secs()))
    }

    pub fn unsupported_type() -> Self {
        Self::new(Reason::UnsupportedType, "A request is sent with `Content-Type: application/json`, in UTF-8.")
    }

    pub fn unsupported_coding() -> Self {
        let message = "A request is sent as it is, or with `Content-Encoding: gzip`.";
        Self::new(Reason::UnsupportedCoding, message)
    }

    pub fn not_acceptable() -> Self {
        let message =
            "`Accept` rules out `application/graphql-response+json` and `application/json`: expected one of them.";
        Self::new(Reason::NotAcceptable, message)
    }

    /// The refusal, with what would be taken where HTTP has a header for it.
    pub fn answered(&self, codes: StatusCodes) -> HttpResponse {
        let status = match self.reason {
            Reason::Unreadable => StatusCode::BAD_REQUEST,
            Reason::IllFormed => status::of_ill_formed(codes),
            Reason::TooSlow => StatusCode::REQUEST_TIMEOUT,
            Reason::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Reason::UnsupportedType | Reason::UnsupportedCoding => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Reason::NotAcceptable => StatusCode::NOT_ACCEPTABLE,
        };
        let mut answer = refused_with(status, Code::BadRequest, &self.message);
        let mut name = |header: HeaderName, value| {
            answer.headers_mut().insert(header, HeaderValue::from_static(value));
        };
        match self.reason {
            Reason::UnsupportedType => name(header::ACCEPT, "application/json"),
            Reason::UnsupportedCoding => name(header::ACCEPT_ENCODING, "gzip"),
            _ => {}
        }
        answer
    }

    #[cfg(test)]
    pub fn message(&self) -> &str {
        &self.message
    }
}
