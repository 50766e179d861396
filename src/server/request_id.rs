//! A name for every request: in its answer, and on every line that it logs.

use std::fmt;
use std::sync::Arc;
use std::time::Instant;

use actix_web::Error;
use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web;
use tracing::field::{Empty, display};
use tracing::{Instrument, Span};

use super::observation::microseconds;
use super::{Services, trace};

/// The header that carries the id, in requests and in answers.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The most characters of an id that a client chose.
const LENGTH_LIMIT: usize = 128;

/// The name of a request: the one that the client gave it, or a random one of 32 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestId(String);

impl RequestId {
    fn random() -> Self {
        Self(format!("{:032x}", fastrand::u128(..)))
    }

    /// What a client chose goes into the log and into a header: only what is harmless in both is taken.
    fn chosen(value: &HeaderValue) -> Option<Self> {
        let text = value.to_str().ok().filter(|text| (1..=LENGTH_LIMIT).contains(&text.len()))?;
        let is_harmless = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        text.bytes().all(is_harmless).then(|| Self(text.to_owned()))
    }
}

impl fmt::Display for RequestId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Gives the request its id, and logs when it has been answered.
pub async fn give(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let id = request.headers().get(HEADER).and_then(RequestId::chosen).unwrap_or_else(RequestId::random);
    let header = HeaderValue::from_str(&id.0).map_err(actix_web::error::ErrorInternalServerError)?;
    let is_probe = request.path().starts_with("/health/");
    let traced = if is_probe { Span::none() } else { trace::of_request(&request) };
    // Of the highest level, so that the id is there whatever is left out of the log. `observation` knows the rest.
    let span = tracing::error_span!(
        "request", %id, method = %request.method(), path = request.path(), trace = Empty,
        operation = Empty, cost = Empty, code = Empty, cache = Empty, statements = Empty
    );
    if let Some(trace) = trace::id(&traced) {
        span.record("trace", display(trace));
    }
    let metrics = request.app_data::<web::Data<Services>>().map(|services| Arc::clone(&services.metrics));
    let http = traced.clone();
    async move {
        let started = Instant::now();
        let outcome = next.call(request).await;
        let status = match &outcome {
            Ok(answer) => answer.status(),
            Err(error) => error.as_response_error().status_code(),
        };
        trace::answered(&http, status);
        if let Some(metrics) = metrics {
            metrics.count_response(status);
        }
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
    fn only_harmless_ids_are_taken_from_clients() {
        let chosen = |text: &[u8]| RequestId::chosen(&HeaderValue::from_bytes(text).unwrap());
        for id in ["a", "7b1f-4c_e.9", &"x".repeat(LENGTH_LIMIT)] {
            assert_eq!(chosen(id.as_bytes()), Some(RequestId(id.to_owned())));
        }
        for text in ["", "a b", "a\tb", "a=1", "<b>", "سند", &"x".repeat(LENGTH_LIMIT + 1)] {
            assert_eq!(chosen(text.as_bytes()), None, "{text}");
        }
    }

    #[test]
    fn random_ids_differ() {
        assert_ne!(RequestId::random(), RequestId::random());
    }
}
