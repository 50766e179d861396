//! What clients do wrong on their connections.
//!
//! The part of actix-web that speaks HTTP with them reports it as an error: a request line that is none, a TLS handshake at
//! a plain port, a connection that breaks. Anybody can cause these as often as he likes, and none is the server's. They are
//! lines of the level debug here.

use std::fmt::{Debug, Write};

use tracing::field::{Field, Visit};
use tracing::{Event, Level, Metadata, Subscriber};
use tracing_subscriber::Layer;
use tracing_subscriber::filter::{LevelFilter, filter_fn};
use tracing_subscriber::layer::Context;
use tracing_subscriber::registry::LookupSpan;

const HTTP: &str = "actix_http::h1";

/// Whether it is an error that a client has caused.
pub fn is_of_client(metadata: &Metadata<'_>) -> bool {
    *metadata.level() == Level::ERROR && metadata.target().starts_with(HTTP)
}

/// Says of these errors what they are, at the level debug. It has to come after all other layers.
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
