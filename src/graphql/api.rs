//! The schema, ready to answer requests.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use async_graphql::{EmptyMutation, EmptySubscription, Request, Response, SDLExportOptions, Schema};
use futures_util::FutureExt;
use tokio::time::timeout;

use super::error::{ErrorRules, Failure, FieldErrors, OnlyValidate, is_unavailable, with_codes};
use super::fetch::Fetch;
use super::guard::{Digest, scan};
use super::prepare::{Prepared, check_document, prepare, with_cost};
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
}

fn schema(limits: &GuardLimits) -> Schema<Root, EmptyMutation, EmptySubscription> {
    Schema::build(Root, EmptyMutation, EmptySubscription)
        .limit_recursive_depth(limits.depth)
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
        Self { schema: schema(&limits), pool, limits: limits.into() }
    }

    /// What a document is known by, whatever its white space, commas and comments.
    ///
    /// # Errors
    /// The answer to a document that is too large to be parsed, or whose strings have no end.
    pub fn scan(&self, document: &str) -> Result<Digest, Response> {
        scan(document, &self.limits).map_err(Response::from)
    }

    /// Answers a request from one state of the database.
    pub async fn execute(&self, request: Request) -> Response {
        match self.prepare(request) {
            Ok(prepared) => self.run(prepared, Deadline::never()).await.response,
            Err(refusal) => refusal,
        }
    }

    /// Checks a request.
    ///
    /// # Errors
    /// The answer to one that is not executed.
    pub fn prepare(&self, request: Request) -> Result<Prepared, Response> {
        prepare(request, &self.limits)
    }

    /// Checks a document against the schema, without executing it.
    ///
    /// # Errors
    /// Why it would not be executed, whatever its variables.
    pub fn validate(&self, document: &str) -> Result<Digest, String> {
        let reason = |response: &Response| response.errors.first().map(|error| error.message.clone());
        let checked = check_document(document, &self.limits);
        let digest = checked.map_err(|refusal| reason(&refusal).unwrap_or_default())?;
        let only = Arc::<OnlyValidate>::default();
        let request = Request::new(document).data(Arc::clone(&only));
        // Nothing in it waits: it ends before anything is executed.
        let response = self.schema.execute(request).now_or_never().unwrap_or_default();
        if only.is_valid() { Ok(digest) } else { Err(reason(&response).unwrap_or_default()) }
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
    schema(&GuardLimits::default()).sdl_with_options(options).trim().to_owned() + "\n"
}
