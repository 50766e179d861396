//! What is told of each GraphQL request: to the metrics, to the log, to traces.

use std::time::{Duration, Instant};

use tracing::Span;

use super::Services;
use super::answer::Answer;
use super::metrics::{NAME_LENGTH, OK};
use super::slow_query::without_literals;
use crate::model::Vocabulary;

/// A request that is going to be answered.
pub struct Observed<'a> {
    services: &'a Services,
    started: Instant,
    /// The document, where one that takes long is logged.
    document: Option<String>,
    /// The span of the HTTP request.
    span: Span,
}

impl Services {
    /// Takes note of a request before it is executed.
    pub fn observe(&self) -> Observed<'_> {
        Observed { services: self, started: Instant::now(), document: None, span: Span::current() }
    }
}

impl Observed<'_> {
    /// Takes note of its document, which may have come by name.
    pub fn document(&mut self, text: &str) {
        self.document = self.services.slow.is_some().then(|| text.to_owned());
    }

    /// Tells what came of it. The line that says that the HTTP request was answered has it, too: as fields of its span.
    pub fn tell(self, answer: &Answer) {
        let took = self.started.elapsed();
        self.services.metrics.count_request(answer, took);
        // A name is ASCII.
        let operation = answer.operation.as_deref().map(|name| name.get(..NAME_LENGTH).unwrap_or(name));
        let (cost, statements) = (answer.cost, answer.statements);
        let code = answer.code().map_or(OK, Vocabulary::word);
        let cache = if answer.is_unchanged {
            "unchanged"
        } else if answer.is_kept {
            "hit"
        } else {
            "miss"
        };
        tracing::record_all!(self.span, operation, cost, code, cache, statements);
        if let (Some(slow), Some(document)) = (self.services.slow, self.document)
            && took >= slow
        {
            tracing::warn!(microseconds = microseconds(took), document = without_literals(&document), "slow");
        }
    }
}

/// As the log has times: a number in its JSON, too, which a wider one would not be.
pub fn microseconds(took: Duration) -> u64 {
    u64::try_from(took.as_micros()).unwrap_or(u64::MAX)
}
