//! Request ids: in the response, and on every log line of the request.

use std::fmt;
use std::time::Instant;

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web;
use actix_web::{Error, HttpMessage};
use tracing::field::{Empty, display};
use tracing::{Instrument, Span};

use super::metrics::Metrics;
use super::observer::microseconds;
use super::trace;

/// The header with the id, in requests and responses.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The longest id that is accepted from a client.
const MAX_LENGTH: usize = 128;

/// An id from the client, or a random one of 32 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(String);

impl RequestId {
    fn random() -> Self {
        Self(format!("{:032x}", fastrand::u128(..)))
    }

    /// The id from the client, if it is harmless in the log and in a header.
    fn accepted(value: &HeaderValue) -> Option<Self> {
        let text = value.to_str().ok().filter(|text| (1..=MAX_LENGTH).contains(&text.len()))?;
        let is_harmless = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        text.bytes().all(is_harmless).then(|| Self(text.to_owned()))
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Gives the request an id, which pages of errors show, counts the response, and writes the access log.
pub async fn middleware(
    metrics: web::Data<Metrics>,
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let id = request.headers().get(HEADER).and_then(RequestId::accepted).unwrap_or_else(RequestId::random);
    request.extensions_mut().insert(id.clone());
    let header = HeaderValue::from_str(&id.0).map_err(actix_web::error::ErrorInternalServerError)?;
    let is_probe = request.path().starts_with("/health/");
    let traced = if is_probe { Span::none() } else { trace::of_request(&request) };
    // Error level, so that every log filter keeps the id. `observer` fills in the empty fields.
    let span = tracing::error_span!(
        "request", %id, method = %request.method(), path = request.path(), trace = Empty,
        operation = Empty, cost = Empty, code = Empty, cache = Empty, statements = Empty
    );
    if let Some(trace) = trace::id(&traced) {
        span.record("trace", display(trace));
    }
    let http = traced.clone();
    async move {
        let started = Instant::now();
        let outcome = next.call(request).await;
        let status = match &outcome {
            Ok(answer) => answer.status(),
            Err(error) => error.as_response_error().status_code(),
        };
        trace::answered(&http, status);
        metrics.count_response(status);
        let (status, microseconds) = (status.as_u16(), microseconds(started.elapsed()));
        if is_probe {
            tracing::debug!(status, microseconds, "answered");
        } else {
            tracing::info!(status, microseconds, "answered");
        }
        match outcome {
            Ok(mut answer) => {
                answer.headers_mut().insert(HEADER, header);
                Ok(answer)
            }
            Err(mut error) => {
                error.add_response_mapper(move |mut answer| {
                    answer.headers_mut().insert(HEADER, header.clone());
                    answer
                });
                Err(error)
            }
        }
    }
    .instrument(span)
    .instrument(traced)
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_harmless_ids_are_accepted_from_clients() {
        let accepted = |text: &[u8]| RequestId::accepted(&HeaderValue::from_bytes(text).unwrap());
        for id in ["a", "7b1f-4c_e.9", &"x".repeat(MAX_LENGTH)] {
            assert_eq!(accepted(id.as_bytes()), Some(RequestId(id.to_owned())));
        }
        for text in ["", "a b", "a\tb", "a=1", "<b>", "سند", &"x".repeat(MAX_LENGTH + 1)] {
            assert_eq!(accepted(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn random_ids_differ() {
        assert_ne!(RequestId::random(), RequestId::random());
    }
}
