//! Reports GraphQL requests to the metrics, the log and the trace.

use std::sync::Arc;
use std::time::{Duration, Instant};

use tracing::Span;

use super::answer::Answer;
use super::metrics::{MAX_NAME_LENGTH, Metrics, OK};
use super::slow_query::without_literals;
use crate::model::Vocabulary;

/// Where requests are reported. Clones share it.
#[derive(Clone)]
pub struct Observer {
    metrics: Arc<Metrics>,
    /// The duration from which a request is logged as slow, if any is.
    slow: Option<Duration>,
}

/// A request from its start to its answer.
pub struct Observation<'a> {
    observer: &'a Observer,
    started: Instant,
    /// The document, for the slow-query log.
    document: Option<String>,
    /// The span of the HTTP request.
    span: Span,
}

impl Observer {
    /// Requests of `slow_ms` milliseconds and more are logged as slow; with 0, none are.
    pub fn new(metrics: Arc<Metrics>, slow_ms: u64) -> Self {
        Self { metrics, slow: Some(slow_ms).filter(|limit| *limit > 0).map(Duration::from_millis) }
    }

    /// Starts the clock.
    pub fn observe(&self) -> Observation<'_> {
        Observation { observer: self, started: Instant::now(), document: None, span: Span::current() }
    }
}

impl Observation<'_> {
    /// Keeps the document for the slow-query log.
    pub fn document(&mut self, text: &str) {
        self.document = self.observer.slow.is_some().then(|| text.to_owned());
    }

    /// Reports the answer. The fields recorded on the span appear on the access-log line.
    pub fn finish(self, answer: &Answer) {
        let took = self.started.elapsed();
        self.observer.metrics.count_request(answer, took);
        // Names are ASCII, so that every index is a character boundary.
        let operation = answer.operation.as_deref().map(|name| name.get(..MAX_NAME_LENGTH).unwrap_or(name));
        let (cost, statements) = (answer.cost, answer.statements);
        let code = answer.code().map_or(OK, Vocabulary::word);
        let cache = if answer.is_unchanged {
            "unchanged"
        } else if answer.is_cached {
            "hit"
        } else {
            "miss"
        };
        tracing::record_all!(self.span, operation, cost, code, cache, statements);
        if let (Some(slow), Some(document)) = (self.observer.slow, self.document)
            && took >= slow
        {
            tracing::warn!(microseconds = microseconds(took), document = without_literals(&document), "slow");
        }
    }
}

/// Microseconds as `u64`, which the JSON log writes as a number; it writes wider integers as strings.
pub fn microseconds(took: Duration) -> u64 {
    u64::try_from(took.as_micros()).unwrap_or(u64::MAX)
}
