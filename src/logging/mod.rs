//! The log on standard error, and traces.

mod clients;
mod traces;

use std::io::{self, IsTerminal};

use sanad::config::{LogFormat, Logging, Operations};
use tracing_subscriber::filter::{FilterExt, filter_fn};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt};

use self::clients::{is_of_client, lowered};
use self::traces::Traces;
use crate::command::Failure;

/// Starts the log, and traces if `operations` has a collector. Dropping the value stops the traces.
///
/// # Errors
/// When the exporter for the collector cannot be created.
pub fn start(logging: Logging, operations: Option<&Operations>) -> Result<Option<Traces>, Failure> {
    let traces = operations.map(Traces::to_collector).transpose()?.flatten();
    let lines = fmt::layer().with_writer(io::stderr).with_ansi(io::stderr().is_terminal());
    let lines = match logging.format {
        LogFormat::Text => lines.boxed(),
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
    };
    let lines = lines.with_filter(logging.filter.and(filter_fn(|metadata| !is_of_client(metadata))));
    match &traces {
        Some(traces) => tracing_subscriber::registry().with(lines).with(traces.layer()).with(lowered()).init(),
        None => tracing_subscriber::registry().with(lines).with(lowered()).init(),
    }
    std::panic::set_hook(Box::new(|panic| {
        let at = panic.location().map(ToString::to_string);
        tracing::error!(at, "a panic: {}", panic.payload_as_str().unwrap_or("no message"));
    }));
    Ok(traces)
}
