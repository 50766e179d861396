//! From a GraphQL request to its answer.

use async_graphql::Request;

use super::Services;
use super::answer::Answer;
use crate::db::Deadline;

impl Services {
    /// Answers a request.
    pub async fn answer(&self, request: Request) -> Answer {
        let prepared = match self.api.prepare(request) {
            Ok(prepared) => prepared,
            Err(refusal) => return Answer::of(&refusal),
        };
        let (operation, cost) = (prepared.operation.clone(), Some(prepared.cost));
        let executed = self.api.run(prepared, Deadline::never()).await;
        Answer { operation, cost, ..Answer::of(&executed.response) }
    }
}
