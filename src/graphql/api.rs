//! The schema, ready to answer requests.

use std::sync::Arc;

use async_graphql::parser::types::{ExecutableDocument, OperationDefinition};
use async_graphql::{
    EmptyMutation, EmptySubscription, Name, Positioned, Request, Response, SDLExportOptions, Schema, ServerError, Value,
};

use super::error::{ErrorRules, Failure, FieldErrors, parse_failure, with_codes};
use super::fetch::Fetch;
use super::guard::{check_lists, check_nesting, check_variables};
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
    Schema::build(Root, EmptyMutation, EmptySubscription).extension(ErrorRules).finish()
}

impl Api {
    pub fn new(pool: Pool) -> Self {
        Self { schema: schema(), pool }
    }

    /// Answers a request from one state of the database.
    pub async fn execute(&self, mut request: Request) -> Response {
        if let Err(refusal) = prepare(&mut request) {
            return refusal.into();
        }
        let fetch = Fetch::new(self.pool.clone());
        let errors = Arc::new(FieldErrors::default());
        let mut response = self.schema.execute(request.data(fetch).data(Arc::clone(&errors))).await;
        response.errors.extend(errors.take());
        with_codes(response)
    }
}

/// Checks a request before it is executed, and gives variables that are absent their defaults: async-graphql does so too,
/// but only after it has decided on `@skip` and `@include`.
fn prepare(request: &mut Request) -> Result<(), Refusal> {
    check_nesting(&request.query)?;
    let asked = request.operation_name.clone();
    let mut variables = std::mem::take(&mut request.variables);
    check_variables(&variables)?;
    let document = request.parsed_query().map_err(Refusal::Parse)?;
    let operation = only_operation(document, asked.as_deref())?;
    for Positioned { node: variable, .. } in &operation.variable_definitions {
        let (name, ty) = (&variable.name.node, &variable.var_type.node);
        if let Some(default) = &variable.default_value {
            variables.entry(name.clone()).or_insert_with(|| default.node.clone());
        }
        if !ty.nullable && variables.get(name).is_none_or(|value| *value == Value::Null) {
            let reason = format!("the variable `${name}` is not given: expected a value of `{ty}`");
            return Err(Failure::bad_user_input(reason).into());
        }
    }
    check_lists(document, &variables)?;
    request.variables = variables;
    Ok(())
}

/// The operation that a request means.
fn only_operation<'a>(
    document: &'a ExecutableDocument,
    asked: Option<&str>,
) -> Result<&'a OperationDefinition, Failure> {
    let is_asked = |name: Option<&Name>| asked.is_none() || name.map(Name::as_str) == asked;
    let mut operations = document.operations.iter().filter(|(name, _)| is_asked(*name));
    match (operations.next(), operations.next()) {
        (Some((_, operation)), None) => Ok(&operation.node),
        (None, _) => Err(Failure::new(Code::BadRequest, "`operationName` names no operation of the document")),
        _ => Err(Failure::new(Code::BadRequest, "the document has several operations: expected `operationName`")),
    }
}

/// Why a request is not executed.
enum Refusal {
    /// It is no GraphQL.
    Parse(ServerError),
    Failure(Failure),
}

impl From<Failure> for Refusal {
    fn from(failure: Failure) -> Self {
        Self::Failure(failure)
    }
}

impl From<Refusal> for Response {
    fn from(refusal: Refusal) -> Self {
        match refusal {
            Refusal::Parse(error) => parse_failure(error),
            Refusal::Failure(failure) => failure.into(),
        }
    }
}

/// The schema in GraphQL's schema definition language.
pub fn sdl() -> String {
    let options = SDLExportOptions::new().prefer_single_line_descriptions();
    schema().sdl_with_options(options).trim().to_owned() + "\n"
}
