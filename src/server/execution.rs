//! From a GraphQL request to its answer: the document that it names, the answer that is kept, the executor.

use std::sync::Arc;

use async_graphql::{Request, Response};
use tracing::Instrument;
use tracing::field::Empty;

use super::Services;
use super::answer::Answer;
use super::answer_cache::Computed;
use super::documents::NoDocument;
use super::freshness::Held;
use super::request_key::RequestKey;
use crate::db::Deadline;
use crate::error::Code;
use crate::graphql::{Executed, SPANS, problem};
use crate::model::Vocabulary;

/// A request of GraphQL, whose document may be named by an id instead of sent.
pub struct Question {
    pub request: Request,
    pub document_id: Option<String>,
}

impl Services {
    /// Answers a question, and tells of it. A client that holds the answer already is told so, without its text.
    pub async fn answer(&self, question: Question, held: &Held) -> Answer {
        let observed = self.observe(&question.request);
        let span = tracing::trace_span!(
            target: SPANS,
            "graphql",
            graphql.operation.name = Empty,
            sanad.cost = Empty,
            sanad.code = Empty,
        );
        let answer = self.answer_to(question, held).instrument(span.clone()).await;
        let answer = answer.unwrap_or_else(|refusal| Answer::of(&refusal));
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

    async fn answer_to(&self, question: Question, held: &Held) -> Result<Answer, Response> {
        let Question { mut request, document_id } = question;
        let hash = self.documents.resolve(&mut request, document_id.as_deref()).await?;
        let document = self.api.scan(&request.query)?;
        self.documents.check(&document)?;
        let key = RequestKey::of(&self.edition, document.as_bytes(), &request);
        let revision = self.watch.revision();
        if let Some(tag) = revision.map(|revision| key.tag(revision)).filter(|tag| held.has(tag)) {
            return Ok(Answer::unchanged(tag));
        }
        let named = hash.map(|hash| (hash, request.query.clone()));
        let answer = match revision {
            Some(revision) => {
                let (answer, is_kept) = self.answers.answer(revision, key, self.compute(request, key)).await;
                Answer { is_kept, ..Arc::unwrap_or_clone(answer) }
            }
            None => self.compute(request, key).await.answer,
        };
        if let Some((hash, text)) = named.filter(|_| answer.refused.is_none()) {
            self.documents.keep(hash, text).await;
        }
        match answer.tag {
            Some(tag) if held.has(&tag) => Ok(Answer::unchanged(tag)),
            tag => Ok(Answer { tag, ..answer }),
        }
    }

    async fn compute(&self, request: Request, key: RequestKey) -> Computed {
        let deadline = self.time_limit.map_or_else(Deadline::never, Deadline::after);
        let prepared = match self.api.prepare(request) {
            Ok(prepared) => prepared,
            Err(refusal) => return Computed { answer: Answer::of(&refusal), revision: None },
        };
        let (operation, cost) = (prepared.operation.clone(), Some(prepared.cost));
        let Ok(_ticket) = self.admission.enter().await else {
            let message = "The server has as many requests as it can take. Try again in a moment.";
            let answer = Answer { operation, cost, ..Answer::refused(Code::Overloaded, message) };
            return Computed { answer, revision: None };
        };
        let Executed { response, revision, statements } = self.api.run(prepared, deadline).await;
        let is_whole = response.errors.is_empty();
        let tag = revision.or_else(|| self.watch.revision()).filter(|_| is_whole).map(|revision| key.tag(revision));
        Computed { answer: Answer { operation, cost, tag, statements, ..Answer::of(&response) }, revision }
    }
}

impl From<NoDocument> for Response {
    fn from(NoDocument { code, message }: NoDocument) -> Self {
        problem(code, message)
    }
}
