//! What operators watch.

use std::net::SocketAddr;

use super::socket_address;

/// What operators watch, and how the server stops.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Operations")]
pub struct Operations {
    /// Address and port to listen on for metrics; empty: none are served
    ///
    /// There `GET /metrics` answers in the format of OpenMetrics, which Prometheus reads. It is meant for the inside
    /// of a network: it asks for no token.
    #[arg(long, env = "SANAD_METRICS_LISTEN", value_name = "ADDRESS:PORT", default_value = "")]
    #[arg(hide_default_value = true, value_parser = address_or_none)]
    pub metrics_listen: std::option::Option<SocketAddr>,

    /// From how many milliseconds on a request is logged as slow, with its document; 0: none is
    ///
    /// The document stands there without its strings, numbers and comments. Variables are never logged.
    #[arg(long, env = "SANAD_SLOW_MS", value_name = "MILLISECONDS", default_value_t = 1000)]
    #[arg(value_parser = clap::value_parser!(u64).range(0..=3_600_000))]
    pub slow_ms: u64,

    /// How long a server that is told to stop still takes connections, in seconds
    ///
    /// Meanwhile /health/ready says that it is not ready, so that balancers send their requests elsewhere.
    #[arg(long, env = "SANAD_DRAIN_DELAY", value_name = "SECONDS", default_value_t = 0)]
    #[arg(value_parser = clap::value_parser!(u64).range(0..=600))]
    pub drain_delay: u64,

    /// The OpenTelemetry collector that takes traces, such as http://localhost:4318; empty: none are made
    ///
    /// They are sent as Protocol Buffers over HTTP, to the path /v1/traces below it. A collector that is reached by
    /// https only needs one on this machine that passes them on.
    #[arg(long, env = "OTEL_EXPORTER_OTLP_ENDPOINT", value_name = "URL", default_value = "")]
    #[arg(hide_default_value = true, value_parser = collector_or_none)]
    pub otlp_endpoint: std::option::Option<String>,

    /// Which share of the requests is traced, from 0 to 1
    ///
    /// A request whose sender traces it, as its `traceparent` says, is traced in any case, and one whose sender does
    /// not, is not.
    #[arg(long, env = "SANAD_TRACE_RATIO", value_name = "SHARE", default_value_t = 1.0, value_parser = share)]
    pub trace_ratio: f64,
}

fn address_or_none(text: &str) -> Result<Option<SocketAddr>, String> {
    if text.is_empty() { Ok(None) } else { socket_address(text).map(Some) }
}

fn collector_or_none(text: &str) -> Result<Option<String>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let is_url = |rest: &str| {
        rest.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '[')
            && rest.bytes().all(|byte| byte.is_ascii_graphic())
    };
    if text.strip_prefix("http://").is_some_and(is_url) {
        Ok(Some(text.trim_end_matches('/').to_owned()))
    } else {
        Err("expected the URL of a collector, such as http://localhost:4318".to_owned())
    }
}

fn share(text: &str) -> Result<f64, String> {
    let share = text.parse().ok().filter(|share| (0.0..=1.0).contains(share));
    share.ok_or_else(|| "expected a number from 0 to 1".to_owned())
}
