//! The schema, ready to answer requests.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use async_graphql::{EmptyMutation, EmptySubscription, Request, Response, SDLExportOptions, Schema, ValidationMode};
use tokio::time::timeout;

use super::document::{Document, KnownDocuments, schema as document_schema};
use super::error::{ErrorRules, Failure, FieldErrors, is_unavailable, with_codes};
use super::fetch::Fetch;
use super::prepare::{Prepared, prepare, with_cost};
use super::root::Root;
use super::volume::Volume;
use crate::config::GuardLimits;
use crate::db::{Deadline, Pool, Sighting};
use crate::error::Error;

/// The schema over one database. Clones share it.
#[derive(Clone)]
pub struct Api {
    schema: Schema<Root, EmptyMutation, EmptySubscription>,
    pool: Pool,
    limits: Arc<GuardLimits>,
    documents: KnownDocuments,
}

/// The executor. It is given documents that have passed all checks.
fn schema() -> Schema<Root, EmptyMutation, EmptySubscription> {
    Schema::build(Root, EmptyMutation, EmptySubscription)
        .validation_mode(ValidationMode::Fast)
        .limit_recursive_depth(usize::MAX)
        .extension(ErrorRules)
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
        Self { schema: schema(), pool, limits: limits.into(), documents: KnownDocuments::default() }
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

    /// Executes what has been checked, from one state of the database, until the deadline. What still runs for it then, or
    /// when the future is dropped, is ended, in the database too.
    pub async fn run(&self, prepared: Prepared, deadline: Deadline) -> Executed {
        // What is longer could not be answered.
        let deadline = deadline.holding(self.limits.answer);
        let fetch = Fetch::new(self.pool.clone(), deadline.clone());
        let (sighting, statements) = (fetch.sighting(), fetch.statements());
        let errors = Arc::new(FieldErrors::default());
        let volume = Arc::new(Volume::new(self.limits.answer));
        let request =
            prepared.request.data(fetch).data(deadline.clone()).data(Arc::clone(&errors)).data(Arc::clone(&volume));
        let executing = self.schema.execute(request);
        let executed = match deadline.remaining() {
            Some(left) => timeout(left, executing).await.ok(),
            None => Some(executing.await),
        };
        let in_time = executed.and_then(|mut response| {
            response.errors.extend(errors.take());
            // What has failed by now may have failed for that.
            (response.errors.is_empty() || !deadline.is_over()).then_some(response)
        });
        let excess = deadline.excess();
        let (response, seen) = match in_time {
            Some(_) if volume.is_exceeded() => (volume.refusal(), None),
            Some(_) if excess.is_some() => (excess.map(Failure::from).map(Response::from).unwrap_or_default(), None),
            // Nothing could be read: the whole of it may well be answered by another server, or a little later.
            Some(response) if sighting.get().is_none() && is_unavailable(&response) => {
                (Failure::from(&Error::Unavailable(String::new())).into(), None)
            }
            Some(response) => (with_cost(with_codes(response), prepared.told), sighting.get().copied()),
            None => (Failure::from(deadline.missed()).into(), None),
        };
        Executed { response, seen, statements: statements.load(Ordering::Relaxed) }
    }
}

/// What came of a request.
pub struct Executed {
    pub response: Response,
    /// The state that it was answered from; none when it needed nothing of the database.
    pub seen: Option<Sighting>,
    /// How many statements it took.
    pub statements: u64,
}

/// The schema in GraphQL's schema definition language.
pub fn sdl() -> String {
    let options = SDLExportOptions::new().prefer_single_line_descriptions();
    schema().sdl_with_options(options).trim().to_owned() + "\n"
}
