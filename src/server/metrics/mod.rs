//! Metrics for Prometheus.
//!
//! Counters and histograms are updated here as requests are answered. `state` and `process` read their values (pool, cache,
//! memory) only when metrics are scraped. `operation` limits the label values, `listener` serves the metrics.

mod listener;
mod operation;
mod process;
mod state;

use std::time::Duration;

use actix_web::http::StatusCode;
use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::encoding::text::encode;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::metrics::info::Info;
use prometheus_client::registry::{Registry, Unit};

pub use listener::{LISTEN, listen};
pub use operation::MAX_NAME_LENGTH;
pub use state::Watched;

use self::operation::{Operation, Operations};
use super::answer::Answer;
use crate::error::{Error, Result};
use crate::model::Vocabulary;

/// Latency buckets in seconds, from below a cached answer to the default time limit.
const LATENCY_BUCKETS: [f64; 16] =
    [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0];

/// Cost buckets, up to the default cost limit.
const COST_BUCKETS: [f64; 11] =
    [1.0, 10.0, 100.0, 1_000.0, 5_000.0, 10_000.0, 50_000.0, 100_000.0, 250_000.0, 500_000.0, 1_500_000.0];

/// The `code` label of requests without an error.
pub const OK: &str = "OK";

/// All metrics since the process started.
#[derive(Debug)]
pub struct Metrics {
    registry: Registry,
    operations: Operations,
    requests: Family<RequestLabels, Counter>,
    seconds: Family<OperationLabels, Histogram, fn() -> Histogram>,
    costs: Histogram,
    responses: Family<StatusLabels, Counter>,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct RequestLabels {
    operation: Operation,
    code: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct OperationLabels {
    operation: Operation,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash, EncodeLabelSet)]
struct StatusLabels {
    status: u16,
}

impl Metrics {
    pub fn new(watched: Watched) -> Self {
        let mut metrics = Self {
            registry: Registry::with_prefix("sanad"),
            operations: Operations::default(),
            requests: Family::default(),
            seconds: Family::new_with_constructor(|| Histogram::new(LATENCY_BUCKETS)),
            costs: Histogram::new(COST_BUCKETS),
            responses: Family::default(),
        };
        metrics.register(watched);
        metrics
    }

    fn register(&mut self, watched: Watched) {
        let registry = &mut self.registry;
        let build = Info::new([("version", env!("CARGO_PKG_VERSION"))]);
        registry.register("build", "The version of sanad", build);
        let help = "GraphQL requests by operation name and code of the first error, or OK";
        registry.register("requests", help, self.requests.clone());
        let help = "Duration of GraphQL requests by operation name";
        registry.register_with_unit("request_duration", help, Unit::Seconds, self.seconds.clone());
        let help = "Cost of GraphQL requests";
        registry.register("request_cost", help, self.costs.clone());
        registry.register("http_responses", "HTTP responses by status", self.responses.clone());
        registry.register_collector(Box::new(watched));
        registry.register_collector(Box::new(process::Process));
    }

    /// Counts an answered GraphQL request.
    pub fn count_request(&self, answer: &Answer, took: Duration) {
        let operation = self.operations.named(answer);
        let code = answer.code().map_or(OK, Vocabulary::word);
        self.requests.get_or_create(&RequestLabels { operation: operation.clone(), code }).inc();
        self.seconds.get_or_create(&OperationLabels { operation }).observe(took.as_secs_f64());
        if let Some(cost) = answer.cost {
            self.costs.observe(cost as f64);
        }
    }

    /// Counts an HTTP response.
    pub fn count_response(&self, status: StatusCode) {
        self.responses.get_or_create(&StatusLabels { status: status.as_u16() }).inc();
    }

    /// All metrics in the OpenMetrics text format.
    ///
    /// # Errors
    /// `Internal` when encoding fails.
    pub fn text(&self) -> Result<String> {
        let mut text = String::new();
        encode(&mut text, &self.registry).map_err(|error| Error::Internal(error.to_string()))?;
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Code;

    #[test]
    fn requests_are_counted_by_operation_and_code() {
        let metrics = Metrics::new(Watched::nothing());
        let answer = |operation: Option<&str>, refused, cost| Answer {
            operation: operation.map(str::to_owned),
            refused,
            cost,
            ..Answer::of(&async_graphql::Response::default())
        };
        let took = Duration::from_millis(3);
        for _ in 0..2 {
            metrics.count_request(&answer(Some("Kaniyat"), None, Some(40)), took);
        }
        metrics.count_request(&answer(None, None, Some(1)), took);
        metrics.count_request(&answer(None, Some(Code::ParseFailed), None), took);
        metrics.count_response(StatusCode::OK);
        let text = metrics.text().unwrap();
        for line in [
            "sanad_requests_total{operation=\"Kaniyat\",code=\"OK\"} 2",
            "sanad_requests_total{operation=\"(anonymous)\",code=\"OK\"} 1",
            "sanad_requests_total{operation=\"(refused)\",code=\"GRAPHQL_PARSE_FAILED\"} 1",
            "sanad_request_duration_seconds_bucket{le=\"0.0025\",operation=\"Kaniyat\"} 0",
            "sanad_request_duration_seconds_bucket{le=\"0.005\",operation=\"Kaniyat\"} 2",
            "sanad_request_cost_bucket{le=\"1.0\"} 1",
            "sanad_request_cost_count 3",
            "sanad_http_responses_total{status=\"200\"} 1",
            concat!("sanad_build_info{version=\"", env!("CARGO_PKG_VERSION"), "\"} 1"),
        ] {
            assert!(text.lines().any(|other| other == line), "{line}\n{text}");
        }
        assert!(text.ends_with("# EOF\n"), "{text}");
    }
}
