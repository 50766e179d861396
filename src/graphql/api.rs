//! The schema, ready to answer requests.

use std::sync::Arc;

use async_graphql::{EmptyMutation, EmptySubscription, Request, Response, SDLExportOptions, Schema, ValidationMode};
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

/// The schema over one database. Clones share it.
#[derive(Clone)]
pub struct Api {
    schema: Schema<Root, EmptyMutation, EmptySubscription>,
    pool: Pool,
    limits: Arc<GuardLimits>,
    documents: DocumentCache,
}

/// The executor. It is given documents that have passed all checks.
fn schema() -> Schema<Root, EmptyMutation, EmptySubscription> {
    Schema::build(Root, EmptyMutation, EmptySubscription)
        .validation_mode(ValidationMode::Fast)
        .limit_recursive_depth(usize::MAX)
        .finish()
}

impl Api {
    /// Answers what the limits let pass of a server that is told nothing.
    pub fn new(pool: Pool) -> Self {
        Self::with_limits(pool, GuardLimits::default())
    }

    /// Answers what these limits let pass.
    pub fn with_limits(pool: Pool, limits: GuardLimits) -> Self {
        // It is read now, not by the first request.
        document_schema();
        Self { schema: schema(), pool, limits: limits.into(), documents: DocumentCache::default() }
    }

    /// The document of that text, read and checked. One that is known already costs a look-up.
    ///
    /// # Errors
    /// The answer to one that is not executed, whatever its variables.
    pub fn document(&self, text: &str) -> Result<Arc<Document>, Response> {
        self.documents.document(text, &self.limits).map_err(Response::from_errors)
    }

    /// Answers a request from one state of the database.
    pub async fn execute(&self, request: Request) -> Response {
        match self.prepare(request) {
            Ok(prepared) => self.run(prepared, Deadline::never()).await.response,
            Err(refusal) => refusal,
        }
    }

    /// Checks a request and its document.
    ///
    /// # Errors
    /// The answer to one that is not executed.
    pub fn prepare(&self, request: Request) -> Result<Prepared, Response> {
        let document = self.document(&request.query)?;
        self.prepare_for(&document, request)
    }

    /// Checks a request for the document, whose text it need not have.
    ///
    /// # Errors
    /// The answer to one that is not executed.
    pub fn prepare_for(&self, document: &Document, request: Request) -> Result<Prepared, Response> {
        prepare(document, request, &self.limits)
    }

    /// Executes what has been checked, from one state of the database. What is not done by the deadline, or when the future is
    /// dropped, is ended, in the database too.
    pub async fn run(&self, prepared: Prepared, deadline: Deadline) -> Executed {
        self.run_and(prepared, deadline, |executed| executed).await
    }

    /// The same, and finishes what comes of it on the thread that has executed it, which may block.
    pub async fn run_and<T: Send + 'static>(
        &self,
        prepared: Prepared,
        deadline: Deadline,
        finish: impl Fn(Executed) -> T + Clone + Send + 'static,
    ) -> T {
        // What is longer could not be answered.
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
            // The answer is on its way before the snapshot ends, which takes a round trip. Nobody may wait for it any more.
            let _ = sender.send(finished(execution.run(&mut source)));
        });
        let outcome = within(&deadline, receiver).await;
        running.is_done = outcome.is_some();
        match outcome {
            Some(Ok(finished)) => finished,
            Some(Err(_)) => match thread.await {
                Err(error) if error.is_panic() => std::panic::resume_unwind(error.into_panic()),
                _ => finish(Executed::of(Failure::internal("an execution has ended without an answer").into())),
            },
            None => missed(),
        }
    }
}

/// What the future comes to, unless the deadline is over before.
async fn within<F: Future>(deadline: &Deadline, future: F) -> Option<F::Output> {
    match deadline.remaining() {
        Some(left) => timeout(left, future).await.ok(),
        None => Some(future.await),
    }
}

/// Ends an execution that nobody waits for any more.
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

/// The schema in GraphQL's schema definition language.
pub fn sdl() -> String {
    let options = SDLExportOptions::new().prefer_single_line_descriptions();
    schema().sdl_with_options(options).trim().to_owned() + "\n"
}
