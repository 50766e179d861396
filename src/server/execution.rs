//! From a GraphQL request to its answer.

use async_graphql::Request;

use super::Services;
use super::answer::Answer;
use crate::db::Deadline;

impl Services {
    /// Until when a request that begins now is answered.
    fn deadline(&self) -> Deadline {
        self.time_limit.map_or_else(Deadline::never, Deadline::after)
    }

    /// Answers a request.
    pub async fn answer(&self, request: Request) -> Answer {
        let deadline = self.deadline();
        let prepared = match self.api.prepare(request) {
            Ok(prepared) => prepared,
            Err(refusal) => return Answer::of(&refusal),
        };
        let (operation, cost) = (prepared.operation.clone(), Some(prepared.cost));
        let executed = self.api.run(prepared, deadline).await;
        Answer { operation, cost, ..Answer::of(&executed.response) }
    }
}
