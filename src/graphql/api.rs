//! The schema, ready to answer requests.

use std::sync::Arc;

use async_graphql::{EmptyMutation, EmptySubscription, Request, Response, SDLExportOptions, Schema};

use super::error::{ErrorRules, FieldErrors, with_codes};
use super::fetch::Fetch;
use super::guard::{Digest, scan};
use super::prepare::{Prepared, prepare, with_cost};
use super::root::Root;
use crate::config::GuardLimits;
use crate::db::{Deadline, Pool};

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

    /// Executes what has been checked, from one state of the database, until the deadline.
    pub async fn run(&self, prepared: Prepared, deadline: Deadline) -> Executed {
        let fetch = Fetch::new(self.pool.clone(), deadline);
        let errors = Arc::new(FieldErrors::default());
        let request = prepared.request.data(fetch).data(Arc::clone(&errors));
        let mut response = self.schema.execute(request).await;
        response.errors.extend(errors.take());
        Executed { response: with_cost(with_codes(response), prepared.told), revision: None }
    }
}

/// What came of a request.
pub struct Executed {
    pub response: Response,
    /// The revision that it was answered from; none when it needed nothing of the database.
    pub revision: Option<i64>,
}

/// The schema in GraphQL's schema definition language.
pub fn sdl() -> String {
    let options = SDLExportOptions::new().prefer_single_line_descriptions();
    schema(&GuardLimits::default()).sdl_with_options(options).trim().to_owned() + "\n"
}
