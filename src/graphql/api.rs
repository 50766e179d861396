//! The GraphQL API: checks requests and answers them.

use std::sync::Arc;

use async_graphql::{EmptyMutation, EmptySubscription, Request, Response, Schema, ValidationMode};
use tokio::sync::oneshot;
use tokio::time::timeout;

use super::document::{Document, DocumentCache, schema as document_schema};
use super::error::Failure;
use super::execution::{Executed, Execution};
use super::fetch::Source;
use super::prepare::{Prepared, prepare};
use super::root::Root;
use crate::config::GuardLimits;
use crate::db::{Deadline, Pool};

/// The API over one database. Clones share everything.
#[derive(Clone)]
pub struct Api {
    schema: Schema<Root, EmptyMutation, EmptySubscription>,
    pool: Pool,
    limits: Arc<GuardLimits>,
    documents: DocumentCache,
}

/// The executor. Documents reach it after all checks, so it makes none itself.
pub fn schema() -> Schema<Root, EmptyMutation, EmptySubscription> {
    Schema::build(Root, EmptyMutation, EmptySubscription)
        .validation_mode(ValidationMode::Fast)
        .limit_recursive_depth(usize::MAX)
        // `introspection` answers from the SDL.
        .disable_introspection()
        .finish()
}

impl Api {
    /// An API with the default limits.
    pub fn new(pool: Pool) -> Self {
        Self::with_limits(pool, GuardLimits::default())
    }

    /// An API with these limits.
    pub fn with_limits(pool: Pool, limits: GuardLimits) -> Self {
        // Parse the schema now, not with the first request.
        document_schema();
        Self { schema: schema(), pool, limits: limits.into(), documents: DocumentCache::default() }
    }

    /// The document with this text, read and checked, or from the cache.
    ///
    /// # Errors
    /// The response with the errors of the document.
    pub fn document(&self, text: &str) -> Result<Arc<Document>, Response> {
        self.documents.document(text, &self.limits).map_err(Response::from_errors)
    }

    /// Answers a request from one snapshot of the database, without a deadline.
    pub async fn execute(&self, request: Request) -> Response {
        match self.prepare(request) {
            Ok(prepared) => self.run(prepared, Deadline::never()).await.response,
            Err(refusal) => refusal,
        }
    }

    /// Checks a request and its document.
    ///
    /// # Errors
    /// The response with the errors of the request.
    pub fn prepare(&self, request: Request) -> Result<Prepared, Response> {
        let document = self.document(&request.query)?;
        self.prepare_for(&document, request)
    }

    /// Checks a request for this document. The request itself needs no text.
    ///
    /// # Errors
    /// The response with the errors of the request.
    pub fn prepare_for(&self, document: &Document, request: Request) -> Result<Prepared, Response> {
        prepare(document, request, &self.limits)
    }

    /// Executes a checked request, from one snapshot of the database. The execution and its statements are cancelled at
    /// the deadline, and when the future is dropped.
    pub async fn run(&self, prepared: Prepared, deadline: Deadline) -> Executed {
        self.run_and(prepared, deadline, |executed| executed).await
    }

    /// Like [`Self::run`], but returns what `finish` makes of the result. `finish` runs on the thread of the execution,
    /// where it may block.
    pub async fn run_and<T: Send + 'static>(
        &self,
        prepared: Prepared,
        deadline: Deadline,
        finish: impl Fn(Executed) -> T + Clone + Send + 'static,
    ) -> T {
        let deadline = deadline.holding(self.limits.answer);
        let missed = || finish(Executed::of(Failure::from(deadline.missed()).into()));
        let permit = match prepared.reads_data {
            true => match within(&deadline, self.pool.permit()).await {
                Some(permit) => Some(permit),
                None => return missed(),
            },
            false => None,
        };
        let execution = Execution {
            schema: self.schema.clone(),
            prepared,
            answer_limit: self.limits.answer,
            deadline: deadline.clone(),
        };
        let mut source = Source::new(self.pool.clone(), deadline.clone(), permit);
        let (sender, receiver) = oneshot::channel();
        let (span, finished) = (tracing::Span::current(), finish.clone());
        let mut running = Running { pool: &self.pool, deadline: &deadline, is_done: false };
        let thread = tokio::task::spawn_blocking(move || {
            let _span = span.enter();
            // Send the answer before the snapshot ends, which takes a round trip. The receiver may be gone.
            let _ = sender.send(finished(execution.run(&mut source)));
        });
        let outcome = within(&deadline, receiver).await;
        running.is_done = outcome.is_some();
        match outcome {
            Some(Ok(finished)) => finished,
            Some(Err(_)) => match thread.await {
                Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
                _ => finish(Executed::of(Failure::internal("an execution ended without an answer").into())),
            },
            None => missed(),
        }
    }
}

/// The output of the future; none if the deadline passes first.
async fn within<F: Future>(deadline: &Deadline, future: F) -> Option<F::Output> {
    match deadline.remaining() {
        Some(left) => timeout(left, future).await.ok(),
        None => Some(future.await),
    }
}

/// Cancels an execution when it is dropped before it is done.
struct Running<'a> {
    pool: &'a Pool,
    deadline: &'a Deadline,
    is_done: bool,
}

impl Drop for Running<'_> {
    fn drop(&mut self) {
        if !self.is_done {
            self.pool.give_up(self.deadline);
        }
    }
}
