//! From a GraphQL request to its answer.

use async_graphql::Request;
use tracing::Instrument;
use tracing::field::Empty;

use super::Services;
use super::answer::Answer;
use crate::db::Deadline;
use crate::graphql::SPANS;
use crate::model::Vocabulary;

impl Services {
    /// Answers a request, and tells of it.
    pub async fn answer(&self, request: Request) -> Answer {
        let observed = self.observe(&request);
        let span = tracing::trace_span!(
            target: SPANS,
            "graphql",
            graphql.operation.name = Empty,
            sanad.cost = Empty,
            sanad.code = Empty,
        );
        let answer = self.executed(request).instrument(span.clone()).await;
        if !span.is_disabled() {
            tracing::record_all!(
                span,
                graphql.operation.name = answer.operation.as_deref(),
                sanad.cost = answer.cost,
                sanad.code = answer.code().map(Vocabulary::word),
            );
        }
        observed.tell(&answer);
        answer
    }

    async fn executed(&self, request: Request) -> Answer {
        let prepared = match self.api.prepare(request) {
            Ok(prepared) => prepared,
            Err(refusal) => return Answer::of(&refusal),
        };
        let (operation, cost) = (prepared.operation.clone(), Some(prepared.cost));
        let _ticket = match self.admission.enter().await {
            Ok(ticket) => ticket,
            Err(code) => {
                let message = "The server has as many requests as it can take. Try again in a moment.";
                return Answer { operation, cost, ..Answer::refused(code, message) };
            }
        };
        let executed = self.api.run(prepared, Deadline::never()).await;
        Answer { operation, cost, statements: executed.statements, ..Answer::of(&executed.response) }
    }
}
