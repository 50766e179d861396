use std::net::SocketAddr;

use super::{OBSERVABILITY, PRODUCTION, socket_address};

/// Metrics, traces, the slow-query log, and shutdown.
#[derive(Debug, Clone, clap::Args)]
pub struct Operations {
    /// Address and port to serve Prometheus metrics on; empty disables them
    ///
    /// `GET /metrics` answers in the OpenMetrics format. It needs no token: bind it to a private network.
    #[arg(long, env = "SANAD_METRICS_LISTEN", value_name = "ADDRESS:PORT", default_value = "")]
    #[arg(hide_default_value = true, value_parser = address_or_none, help_heading = OBSERVABILITY)]
    pub metrics_listen: std::option::Option<SocketAddr>,

    /// Log requests that take at least this many milliseconds as slow, with their document; 0 disables it
    ///
    /// String and number literals are removed from the document. Variables are never logged.
    #[arg(long, env = "SANAD_SLOW_MS", value_name = "MILLISECONDS", default_value_t = 1000)]
    #[arg(value_parser = clap::value_parser!(u64).range(0..=3_600_000), help_heading = OBSERVABILITY)]
    pub slow_ms: u64,

    /// How long a stopping server still accepts connections, in seconds
    ///
    /// Meanwhile /health/ready answers 503, so that balancers send requests elsewhere.
    #[arg(long, env = "SANAD_DRAIN_DELAY", value_name = "SECONDS", default_value_t = 0)]
    #[arg(value_parser = clap::value_parser!(u64).range(0..=600), help_heading = PRODUCTION)]
    pub drain_delay: u64,

    /// OpenTelemetry collector to send traces to, such as http://localhost:4318; empty disables tracing
    ///
    /// Traces are sent as OTLP over HTTP (protobuf) to the path /v1/traces below this URL. For a collector that needs https,
    /// run a local one that forwards to it.
    #[arg(long, env = "OTEL_EXPORTER_OTLP_ENDPOINT", value_name = "URL", default_value = "")]
    #[arg(hide_default_value = true, value_parser = collector_or_none, help_heading = OBSERVABILITY)]
    pub otlp_endpoint: std::option::Option<String>,

    /// Share of requests to trace, from 0 to 1
    ///
    /// It applies to requests without a `traceparent` header; one with that header follows the sender's decision.
    #[arg(long, env = "SANAD_TRACE_RATIO", value_name = "SHARE", default_value_t = 1.0, value_parser = share)]
    #[arg(help_heading = OBSERVABILITY)]
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
