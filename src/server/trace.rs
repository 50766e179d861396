//! Spans for OpenTelemetry. Without a collector, they are disabled.

use actix_web::dev::ServiceRequest;
use actix_web::http::StatusCode;
use actix_web::http::header::HeaderMap;
use opentelemetry::propagation::{Extractor, TextMapPropagator};
use opentelemetry::trace::{TraceContextExt, TraceId};
use opentelemetry_sdk::propagation::TraceContextPropagator;
use tracing::Span;
use tracing::field::Empty;
use tracing_opentelemetry::OpenTelemetrySpanExt;

use crate::graphql::SPANS;

/// The span of an HTTP request, by OpenTelemetry's semantic conventions for HTTP. It continues the trace of the sender, if
/// there is one (W3C Trace Context).
pub fn of_request(request: &ServiceRequest) -> Span {
    let span = tracing::trace_span!(
        target: SPANS,
        "http",
        otel.kind = "server",
        otel.status_code = Empty,
        http.request.method = request.method().as_str(),
        url.path = request.path(),
        http.response.status_code = Empty,
    );
    if !span.is_disabled() {
        let sender = TraceContextPropagator::new().extract(&Headers(request.headers()));
        if let Err(error) = span.set_parent(sender) {
            tracing::debug!(%error, "cannot continue the trace of the sender");
        }
    }
    span
}

/// The id of the trace, if the request is traced.
pub fn id(span: &Span) -> Option<TraceId> {
    let id = (!span.is_disabled()).then(|| span.context().span().span_context().trace_id());
    id.filter(|id| *id != TraceId::INVALID)
}

/// Records the status of the response.
pub fn answered(span: &Span, status: StatusCode) {
    span.record("http.response.status_code", status.as_u16());
    if status.is_server_error() {
        span.record("otel.status_code", "ERROR");
    }
}

struct Headers<'a>(&'a HeaderMap);

impl Extractor for Headers<'_> {
    fn get(&self, name: &str) -> Option<&str> {
        self.0.get(name).and_then(|value| value.to_str().ok())
    }

    fn keys(&self) -> Vec<&str> {
        self.0.keys().map(|name| name.as_str()).collect()
    }
}
