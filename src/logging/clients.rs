//! Lowers the log level of connection errors that clients cause.
//!
//! actix-http logs them as errors: a malformed request line, a TLS handshake on a plain port, a broken connection. Anybody can
//! cause them at will, and none is a fault of the server, so they are logged as debug.

use std::fmt::{Debug, Write};

use tracing::field::{Field, Visit};
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, filter_fn};
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::LookupSpan;

const HTTP: &str = "actix_http::h1";

/// Whether it is an error of a client connection.
pub fn is_of_client(metadata: &Metadata<'_>) -> bool {
    *metadata.level() == Level::ERROR && metadata.target().starts_with(HTTP)
}

/// Logs these errors again at level debug. It must be the last layer.
pub fn lowered<S: Subscriber + for<'a> LookupSpan<'a>>() -> impl Layer<S> {
    Lowered.with_filter(filter_fn(is_of_client).with_max_level_hint(LevelFilter::ERROR))
}

struct Lowered;

impl<S: Subscriber> Layer<S> for Lowered {
    fn on_event(&self, event: &Event<'_>, _: Context<'_, S>) {
        let mut reason = Reason(String::new());
        event.record(&mut reason);
        tracing::debug!(reason = reason.0, "a client's connection failed");
    }
}

struct Reason(String);

impl Visit for Reason {
    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        if field.name() == "message" {
            let _ = write!(self.0, "{value:?}");
        }
    }
}
