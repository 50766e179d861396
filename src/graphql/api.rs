//! The schema, ready to answer requests.

use std::sync::Arc;

use async_graphql::{EmptyMutation, EmptySubscription, Name, Request, Response, SDLExportOptions, Schema, ServerError};

use super::error::{ErrorCodes, parse_failure, problem, with_codes};
use super::fetch::Fetch;
use super::guard::check_nesting;
use super::root::Root;
use crate::db::Pool;
use crate::error::Code;

/// The schema over one database. Clones share it.
#[derive(Clone)]
pub struct Api {
    schema: Schema<Root, EmptyMutation, EmptySubscription>,
    pool: Pool,
}

fn schema() -> Schema<Root, EmptyMutation, EmptySubscription> {
    Schema::build(Root, EmptyMutation, EmptySubscription).extension(ErrorCodes).finish()
}

impl Api {
    pub fn new(pool: Pool) -> Self {
        Self { schema: schema(), pool }
    }

    /// Answers a request from one state of the database.
    pub async fn execute(&self, mut request: Request) -> Response {
        if let Err(failure) = check_nesting(&request.query) {
            return failure.into();
        }
        match fill_in_defaults(&mut request) {
            Err(error) => return parse_failure(error),
            Ok(1) => {}
            Ok(0) => return problem(Code::BadRequest, "`operationName` names no operation of the document"),
            Ok(_) => return problem(Code::BadRequest, "the document has several operations: expected `operationName`"),
        }
        let fetch = Arc::new(Fetch::new(self.pool.clone()));
        let response = self.schema.execute(request.data(Arc::clone(&fetch))).await;
        if let Some(fetch) = Arc::into_inner(fetch) {
            fetch.finish();
        }
        with_codes(response)
    }
}

/// Gives variables that are absent their defaults, and tells how many operations the request may mean. async-graphql fills
/// in defaults too, but only after it has decided on `@skip` and `@include`.
fn fill_in_defaults(request: &mut Request) -> Result<usize, ServerError> {
    let asked = request.operation_name.clone();
    let is_asked = |name: Option<&Name>| asked.is_none() || name.map(Name::as_str) == asked.as_deref();
    let document = request.parsed_query()?;
    let operations: Vec<_> = document.operations.iter().filter(|(name, _)| is_asked(*name)).collect();
    let count = operations.len();
    let defaults: Vec<_> = operations
        .into_iter()
        .flat_map(|(_, operation)| &operation.node.variable_definitions)
        .filter_map(|variable| Some((variable.node.name.node.clone(), variable.node.default_value.clone()?.node)))
        .collect();
    for (name, default) in defaults {
        request.variables.entry(name).or_insert(default);
    }
    Ok(count)
}

/// The schema in GraphQL's schema definition language.
pub fn sdl() -> String {
    let options = SDLExportOptions::new().prefer_single_line_descriptions();
    schema().sdl_with_options(options).trim().to_owned() + "\n"
}
