//! The schema, ready to answer requests.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use async_graphql::{EmptyMutation, EmptySubscription, Request, Response, SDLExportOptions, Schema};

use super::error::{ErrorRules, FieldErrors, with_codes};
use super::fetch::Fetch;
use super::prepare::{Prepared, prepare};
use super::root::Root;
use crate::db::{Deadline, Pool};

/// The schema over one database. Clones share it.
#[derive(Clone)]
pub struct Api {
    schema: Schema<Root, EmptyMutation, EmptySubscription>,
    pool: Pool,
}

fn schema() -> Schema<Root, EmptyMutation, EmptySubscription> {
    Schema::build(Root, EmptyMutation, EmptySubscription).extension(ErrorRules).finish()
}

impl Api {
    pub fn new(pool: Pool) -> Self {
        Self { schema: schema(), pool }
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
        prepare(request)
    }

    /// Executes what has been checked, from one state of the database, until the deadline.
    pub async fn run(&self, prepared: Prepared, deadline: Deadline) -> Executed {
        let fetch = Fetch::new(self.pool.clone(), deadline);
        let statements = fetch.statements();
        let errors = Arc::new(FieldErrors::default());
        let request = prepared.request.data(fetch).data(Arc::clone(&errors));
        let mut response = self.schema.execute(request).await;
        response.errors.extend(errors.take());
        Executed { response: with_codes(response), revision: None, statements: statements.load(Ordering::Relaxed) }
    }
}

/// What came of a request.
pub struct Executed {
    pub response: Response,
    /// The revision that it was answered from; none when it needed nothing of the database.
    pub revision: Option<i64>,
    /// How many statements it took.
    pub statements: u64,
}

/// The schema in GraphQL's schema definition language.
pub fn sdl() -> String {
    let options = SDLExportOptions::new().prefer_single_line_descriptions();
    schema().sdl_with_options(options).trim().to_owned() + "\n"
}
