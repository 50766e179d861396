//! The schema, ready to answer requests.

use async_graphql::{EmptyMutation, EmptySubscription, Name, Request, Response, SDLExportOptions, Schema};

use super::error::{ErrorCodes, parse_failure, problem, with_codes};
use super::fetch::Fetch;
use super::guard::{check_lists, check_nesting};
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
        if let Err(refusal) = prepare(&mut request) {
            return refusal;
        }
        let fetch = Fetch::new(self.pool.clone());
        let response = self.schema.execute(request.data(fetch)).await;
        with_codes(response)
    }
}

/// Checks a request before it is executed, and gives variables that are absent their defaults: async-graphql does so too,
/// but only after it has decided on `@skip` and `@include`.
fn prepare(request: &mut Request) -> Result<(), Response> {
    check_nesting(&request.query)?;
    let asked = request.operation_name.clone();
    let mut variables = std::mem::take(&mut request.variables);
    let document = request.parsed_query().map_err(parse_failure)?;
    let is_asked = |name: Option<&Name>| asked.is_none() || name.map(Name::as_str) == asked.as_deref();
    let mut operations = document.operations.iter().filter(|(name, _)| is_asked(*name));
    let operation = match (operations.next(), operations.next()) {
        (Some((_, operation)), None) => operation,
        (None, _) => return Err(problem(Code::BadRequest, "`operationName` names no operation of the document")),
        _ => {
            let reason = "the document has several operations: expected `operationName`";
            return Err(problem(Code::BadRequest, reason));
        }
    };
    for variable in &operation.node.variable_definitions {
        if let Some(default) = &variable.node.default_value {
            variables.entry(variable.node.name.node.clone()).or_insert_with(|| default.node.clone());
        }
    }
    check_lists(document, &variables)?;
    request.variables = variables;
    Ok(())
}

/// The schema in GraphQL's schema definition language.
pub fn sdl() -> String {
    let options = SDLExportOptions::new().prefer_single_line_descriptions();
    schema().sdl_with_options(options).trim().to_owned() + "\n"
}
