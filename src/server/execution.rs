//! From a GraphQL request to its answer: the document that it names, the answer that is kept, the executor.

use std::sync::Arc;

use async_graphql::{Request, Response};
use tokio::time::timeout;
use tracing::Instrument;
use tracing::field::Empty;

use super::Services;
use super::admission::Ticket;
use super::answer::Answer;
use super::answer_cache::Computed;
use super::client::Client;
use super::documents::NoDocument;
use super::freshness::Held;
use super::observation::Observed;
use super::request_key::RequestKey;
use crate::db::Deadline;
use crate::error::Coded;
use crate::graphql::{Document, Executed, Prepared, SPANS, problem};
use crate::model::Vocabulary;

/// A request of GraphQL, whose document may be named by an id instead of sent.
pub struct Question {
    pub request: Request,
    pub document_id: Option<String>,
}

impl Services {
    /// Answers a client's question, and tells of it. A client that holds the answer already is told so, without its text.
    pub async fn answer(&self, question: Question, held: &Held, client: Client) -> Answer {
        let mut observed = self.observe();
        let span = tracing::trace_span!(
            target: SPANS,
            "graphql",
            graphql.operation.name = Empty,
            sanad.cost = Empty,
            sanad.code = Empty,
        );
        let answer = self.answer_to(question, held, client, &mut observed).instrument(span.clone()).await;
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

    async fn answer_to(
        &self,
        question: Question,
        held: &Held,
        client: Client,
        observed: &mut Observed<'_>,
    ) -> Result<Answer, Response> {
        let deadline = self.time_limit.map_or_else(Deadline::never, Deadline::after);
        let Question { mut request, document_id } = question;
        let hash = self.documents.resolve(&mut request, document_id.as_deref()).await?;
        observed.document(&request.query);
        let document = self.documents.document(&request.query, &self.api)?;
        let key = RequestKey::of(&self.edition, document.digest().as_bytes(), &request);
        let seen = self.watch.sighting();
        // A document that is to be kept has to prove itself.
        if let Some(tag) = seen.map(|seen| key.tag(seen)).filter(|tag| hash.is_none() && held.has(tag)) {
            return Ok(Answer::unchanged(tag));
        }
        let enter = || self.enter(&document, copy(&request), client);
        let compute = |entered| self.compute(entered, key, deadline.clone());
        let answering = async {
            let answer = match seen {
                Some(seen) => self.answers.answer(seen, key, enter, compute).await.map(|(answer, is_kept)| {
                    let answer = Arc::unwrap_or_clone(answer);
                    Answer { is_kept, statements: if is_kept { 0 } else { answer.statements }, ..answer }
                }),
                None => match enter().await {
                    Ok(entered) => Ok(compute(entered).await.answer),
                    Err(refusal) => Err(refusal),
                },
            };
            answer.unwrap_or_else(|refusal| refusal)
        };
        let answer = match deadline.remaining() {
            // What is computed for somebody else may take longer than this one waits.
            Some(left) => timeout(left, answering).await.unwrap_or_else(|_| {
                let error = deadline.missed();
                Answer::refused(error.code(), &error.public_message())
            }),
            None => answering.await,
        };
        if let Some(hash) = hash.filter(|_| answer.refused.is_none()) {
            self.documents.keep(hash, request.query).await;
        }
        match answer.tag {
            Some(tag) if held.has(&tag) => Ok(Answer::unchanged(tag)),
            tag => Ok(Answer { tag, ..answer }),
        }
    }

    /// Checks the request, and waits for a place for it.
    ///
    /// # Errors
    /// Why it is not executed.
    async fn enter(&self, document: &Document, request: Request, client: Client) -> Result<Entered, Answer> {
        let prepared = self.api.prepare_for(document, request).map_err(|refusal| Answer::of(&refusal))?;
        match self.admission.enter(client).await {
            Ok(ticket) => Ok(Entered { prepared, ticket }),
            Err(code) => {
                let message = "The server has as many requests as it can take. Try again in a moment.";
                let (operation, cost) = (prepared.operation.clone(), Some(prepared.cost));
                Err(Answer { operation, cost, ..Answer::refused(code, message) })
            }
        }
    }

    async fn compute(&self, entered: Entered, key: RequestKey, deadline: Deadline) -> Computed {
        let Entered { prepared, ticket } = entered;
        let (operation, cost, watch) = (prepared.operation.clone(), Some(prepared.cost), self.watch.clone());
        // The request keeps its place until it has really ended, even when nobody waits for it any more: this is shared with
        // the thread that executes it.
        let ticket = Arc::new(ticket);
        let finish = move |Executed { response, seen, statements }| {
            let _ticket = &ticket;
            let is_whole = response.errors.is_empty();
            let tag = seen.or_else(|| watch.sighting()).filter(|_| is_whole).map(|seen| key.tag(seen));
            let operation = operation.clone();
            Computed { answer: Answer { operation, cost, tag, statements, ..Answer::of(&response) }, seen }
        };
        self.api.run_and(prepared, deadline, finish).await
    }
}

/// A request that may be executed.
struct Entered {
    prepared: Prepared,
    ticket: Ticket,
}

/// The same request once more, without its text: it is used up where it is executed.
fn copy(request: &Request) -> Request {
    let mut copy = Request::new("").variables(request.variables.clone());
    copy.operation_name.clone_from(&request.operation_name);
    copy.extensions = request.extensions.clone();
    copy
}

impl From<NoDocument> for Response {
    fn from(NoDocument { code, message }: NoDocument) -> Self {
        problem(code, message)
    }
}
