//! From a GraphQL request to its answer: the document, the cached answer, the execution.

use std::sync::Arc;
use std::time::Duration;

use async_graphql::{Request, Response};
use futures_util::FutureExt;
use sha2::{Digest as _, Sha256};
use tokio::time::timeout;
use tracing::Instrument;
use tracing::field::Empty;

use super::admission::{Admission, Permit};
use super::answer::Answer;
use super::answer_cache::{AnswerCache, Computed};
use super::cache_headers::IfNoneMatch;
use super::client::Client;
use super::documents::{Documents, NoDocument};
use super::observer::{Observation, Observer};
use super::request_key::RequestKey;
use crate::db::{Deadline, RevisionWatch};
use crate::error::{Code, Coded};
use crate::graphql::{Api, Document, Executed, Prepared, RequestLanguages, SPANS, problem};
use crate::model::{Language, Vocabulary};

/// A GraphQL request, which may name its document by an id.
pub struct GraphqlRequest {
    pub request: Request,
    pub document_id: Option<String>,
}

/// What the head of an HTTP request says about the wanted answer.
pub struct Wanted {
    pub condition: IfNoneMatch,
    /// The preferred languages, the most preferred first.
    pub languages: Vec<Language>,
    /// Whether the answer may be cached.
    pub is_kept: bool,
}

impl Wanted {
    /// The whole answer, whatever the client has.
    pub fn anew() -> Self {
        Self { condition: IfNoneMatch::Absent, languages: Vec::new(), is_kept: true }
    }
}

/// Answers GraphQL requests. Clones share everything.
#[derive(Clone)]
pub struct Executor {
    pub api: Api,
    /// The revision of the data, known without a query.
    pub watch: RevisionWatch,
    pub answers: AnswerCache,
    pub documents: Documents,
    pub admission: Admission,
    /// Identifies this version and its schema: the result of [`edition`].
    pub edition: [u8; 32],
    /// The maximum duration of a request, if there is one.
    pub time_limit: Option<Duration>,
    pub observer: Observer,
}

/// A digest of this version and its schema: ETags must differ between versions, which may answer differently.
pub fn edition(sdl: &str) -> [u8; 32] {
    Sha256::new_with_prefix(env!("CARGO_PKG_VERSION")).chain_update(sdl).finalize().into()
}

impl Executor {
    /// Answers the request, and reports it to metrics, log and trace.
    pub async fn answer(&self, request: GraphqlRequest, wanted: Wanted, client: Client) -> Answer {
        let mut observation = self.observer.observe();
        let span = tracing::trace_span!(
            target: SPANS,
            "graphql",
            graphql.operation.name = Empty,
            sanad.cost = Empty,
            sanad.code = Empty,
        );
        let answer = self.answer_to(request, wanted, client, &mut observation).instrument(span.clone()).await;
        let answer = self.explained(answer.unwrap_or_else(|refusal| Answer::of(&refusal)));
        if !span.is_disabled() {
            tracing::record_all!(
                span,
                graphql.operation.name = answer.operation.as_deref(),
                sanad.cost = answer.cost,
                sanad.code = answer.code().map(Vocabulary::word),
            );
        }
        observation.finish(&answer);
        answer
    }

    async fn answer_to(
        &self,
        request: GraphqlRequest,
        Wanted { condition, languages, is_kept }: Wanted,
        client: Client,
        observation: &mut Observation<'_>,
    ) -> Result<Answer, Response> {
        let deadline = self.time_limit.map_or_else(Deadline::never, Deadline::after);
        let GraphqlRequest { mut request, document_id } = request;
        let hash = self.documents.resolve(&mut request, document_id.as_deref()).await?;
        observation.document(&request.query);
        let document = self.documents.document(&request.query, &self.api)?;
        let operation = document.operation(request.operation_name.as_deref());
        let varies_by_language = operation.is_ok_and(|operation| operation.follows_languages);
        let languages = if varies_by_language { languages } else { Vec::new() };
        let key = RequestKey::of(&self.edition, document.digest().as_bytes(), &languages, &request);
        let seen = self.watch.version();
        // A document is registered only after it was executed successfully.
        if let Some(tag) = seen.map(|seen| key.tag(seen)).filter(|tag| hash.is_none() && condition.names(tag)) {
            return Ok(Answer { varies_by_language, ..Answer::unchanged(tag) });
        }
        let admit = || self.admit(&document, copy(&request, &languages), client);
        let compute = |admitted| self.compute(admitted, key, deadline.clone());
        let answering = async {
            let answer = match seen.filter(|_| is_kept) {
                Some(seen) => self.answers.answer(seen, key, admit, compute).await.map(|(answer, is_cached)| {
                    let answer = Arc::unwrap_or_clone(answer);
                    Answer { is_cached, statements: if is_cached { 0 } else { answer.statements }, ..answer }
                }),
                None => match admit().await {
                    Ok(admitted) => Ok(compute(admitted).await.answer),
                    Err(refusal) => Err(refusal),
                },
            };
            answer.unwrap_or_else(|refusal| refusal)
        };
        let answer = match deadline.remaining() {
            // The execution of an equal request may have a later deadline.
            Some(left) => timeout(left, answering).await.unwrap_or_else(|_| {
                let error = deadline.missed();
                Answer::refused(error.code(), &error.public_message())
            }),
            None => answering.await,
        };
        if let Some(hash) = hash.filter(|_| answer.refused.is_none()) {
            self.documents.register(hash, request.query).await;
        }
        let answer = match answer.tag {
            Some(tag) if condition.matches(&tag) => Answer::unchanged(tag),
            tag => Answer { tag, ..answer },
        };
        Ok(Answer { varies_by_language, ..answer })
    }

    /// Checks the request, and waits for a permit to run it.
    ///
    /// # Errors
    /// The refusal.
    async fn admit(&self, document: &Document, request: Request, client: Client) -> Result<Admitted, Answer> {
        let prepared = self.api.prepare_for(document, request).map_err(|refusal| Answer::of(&refusal))?;
        match self.admission.acquire(client).await {
            Ok(permit) => Ok(Admitted { prepared, permit }),
            Err(code) => {
                let message = "The server is at capacity. Retry in a moment.";
                let (operation, cost) = (prepared.operation.clone(), Some(prepared.cost));
                Err(Answer { operation, cost, ..Answer::refused(code, message) })
            }
        }
    }

    async fn compute(&self, admitted: Admitted, key: RequestKey, deadline: Deadline) -> Computed {
        let Admitted { prepared, permit } = admitted;
        let (operation, cost, watch) = (prepared.operation.clone(), Some(prepared.cost), self.watch.clone());
        // Shared with the thread that executes, so that the permit is held until the execution ends, even if the client has
        // disconnected.
        let permit = Arc::new(permit);
        let finish = move |Executed { response, seen, statements }| {
            let _permit = &permit;
            let is_complete = response.errors.is_empty();
            let tag = seen.or_else(|| watch.version()).filter(|_| is_complete).map(|seen| key.tag(seen));
            let operation = operation.clone();
            Computed { answer: Answer { operation, cost, tag, statements, ..Answer::of(&response) }, seen }
        };
        self.api.run_and(prepared, deadline, finish).await
    }

    /// The answer, which after a timeout does not blame the request if the database has stopped answering.
    fn explained(&self, answer: Answer) -> Answer {
        let Some(limit) = self.time_limit.filter(|_| answer.refused == Some(Code::Timeout)) else { return answer };
        // The watch has made its first look by now, unless the database hangs.
        let is_present = self.watch.health().now_or_never().is_some_and(|health| health.is_ok());
        if is_present {
            return answer;
        }
        let message = format!("The database has not answered within {} ms. Retry later.", limit.as_millis());
        Answer { body: Answer::refused(Code::Timeout, &message).body, ..answer }
    }
}

/// A checked request with a permit to run.
struct Admitted {
    prepared: Prepared,
    permit: Permit,
}

/// The request for the executor, without its text. `Request` is not `Clone`.
fn copy(request: &Request, languages: &[Language]) -> Request {
    let languages = RequestLanguages(languages.to_vec());
    let mut copy = Request::new("").variables(request.variables.clone()).data(languages);
    copy.operation_name.clone_from(&request.operation_name);
    copy.extensions = request.extensions.clone();
    copy
}

impl From<NoDocument> for Response {
    fn from(NoDocument { code, message }: NoDocument) -> Self {
        problem(code, message)
    }
}
