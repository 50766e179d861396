//! GraphQL documents, read and checked once for all requests that send them.
//!
//! `apollo-compiler` parses and validates documents. `rules` and `merging` add checks that it does not make, `convert`
//! makes the executor's document, and `variables` coerces the variables of a request. The guard checks a document's
//! size before its validation.

mod absent;
mod cache;
mod colons;
mod convert;
mod digest;
mod merging;
mod mistakes;
mod ranges;
mod rules;
mod scalars;
mod schema;
mod variables;

use std::sync::Arc;

use apollo_compiler::diagnostic::ToCliReport;
use apollo_compiler::parser::{Parser, SourceSpan};
use apollo_compiler::{Node, ast};
use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, OperationDefinition};
use async_graphql::{Name, OutputType, Pos, Positioned, ServerError, Variables};

use self::colons::missing_colon;
use self::convert::{constant, convert};
use self::mistakes::Located;
use self::ranges::Page;
use self::rules::Mistake;
use self::variables::Variable;
use super::error::{Failure, located};
use super::guard::{Sizes, check_document_size, cost, scan};
use super::introspection::{SchemaFields, is_asked};
use super::language::{RequestLanguages, follows_request};
use super::positions::Positions;
use super::root::Root;
use crate::config::GuardLimits;
use crate::error::Code;

pub use self::cache::DocumentCache;
pub use self::digest::Digest;
pub use self::schema::schema;

/// Maximum errors in one answer: a document may consist of errors.
const MISTAKES_LIMIT: usize = 50;

/// A document that may be executed.
pub struct Document {
    digest: Digest,
    executable: ExecutableDocument,
    operations: Vec<Operation>,
    /// What it asks of the schema itself.
    schema_fields: Option<Arc<SchemaFields>>,
}

/// An operation of a document.
pub struct Operation {
    pub name: Option<Name>,
    variables: Vec<Variable>,
    /// The pages that depend on variables, and where they are in the document.
    pages: Vec<(Page, Pos)>,
    /// Its cost, if it has no variables.
    cost: Option<u64>,
    /// Whether it selects anything but introspection.
    pub reads_data: bool,
    /// Whether it selects `__schema` or `__type`.
    pub shows_schema: bool,
    /// Whether its answer depends on the languages that a request prefers.
    pub follows_languages: bool,
}

impl Document {
    /// Parses and checks a text, as far as that does not depend on variables.
    ///
    /// # Errors
    /// `QUERY_TOO_COMPLEX` when a limit is exceeded, `GRAPHQL_PARSE_FAILED` for a syntax error,
    /// `GRAPHQL_VALIDATION_FAILED` when a rule of validation is broken, and `BAD_USER_INPUT` for values that are out of
    /// range.
    pub fn read(text: &str, limits: &GuardLimits) -> Result<Self, Vec<ServerError>> {
        scan(text, limits).map_err(one)?;
        let positions = Positions::of(text);
        // The scan's limit on nesting is below the parser's own.
        let parsed = Parser::new().parse_ast(text, "");
        let broken_at = parsed.as_ref().err().and_then(|broken| broken.errors.iter().next()?.error.location());
        if let Some((at, message)) = missing_colon(text)
            && broken_at.is_none_or(|broken| at <= broken.offset())
        {
            return Err(one(Failure::new(Code::ParseFailed, message).at(positions.find(at))));
        }
        let parsed = parsed.map_err(|broken| {
            let first = mistakes::of_syntax(&broken.errors, text, &positions).into_iter().collect();
            server_errors(first, Code::ParseFailed, &positions)
        })?;
        let executable = convert(&parsed, &positions);
        let unknown = Variables::default();
        let sizes = Sizes::of(&unknown, limits).map_err(one)?;
        check_document_size(&executable, &sizes, limits).map_err(one)?;
        let valid = parsed.to_executable_validate(schema());
        let valid = valid.map_err(|invalid| {
            let all = mistakes::of_validation(&invalid.errors, &parsed);
            server_errors(all, Code::ValidationFailed, &positions)
        })?;
        let mut found = rules::check(&valid);
        found.mistakes.extend(merging::check_lists(&parsed));
        refuse(found.mistakes, &positions)?;
        let mut document =
            Self { digest: Digest::of(&parsed), executable, operations: Vec::new(), schema_fields: None };
        for definition in &parsed.definitions {
            if let Some(operation) = definition.as_operation_definition() {
                let validated = valid.operations.get(operation.name.as_deref()).ok();
                let reads_data = validated.is_some_and(|operation| !operation.is_introspection(&valid));
                let shows_schema = validated.is_some_and(|operation| is_asked(&valid, operation));
                if shows_schema && !limits.introspection {
                    let message = "`__schema` and `__type` are not available: introspection is off on this server";
                    return Err(one(Failure::new(Code::ValidationFailed, message)));
                }
                let pages = found.pages.remove(&operation.name.as_ref()).unwrap_or_default().into_iter();
                let mut operation = Operation {
                    name: operation.name.as_deref().map(Name::new),
                    variables: operation
                        .variables
                        .iter()
                        .map(|each| variable(each, &positions))
                        .collect::<Result<_, _>>()?,
                    pages: pages
                        .map(|page| {
                            let place = place(page.at, &positions).unwrap_or_default();
                            (page, place)
                        })
                        .collect(),
                    cost: None,
                    reads_data,
                    shows_schema,
                    follows_languages: validated.is_some_and(|operation| follows_request(operation, &valid)),
                };
                if operation.variables.is_empty() {
                    operation.cost = Some(document.count(&operation, &unknown, limits).map_err(one)?);
                }
                document.operations.push(operation);
            }
        }
        document.schema_fields = SchemaFields::of(valid).map(Arc::new);
        Ok(document)
    }

    /// What the document asks of the schema itself, if it does.
    pub fn schema_fields(&self) -> Option<&Arc<SchemaFields>> {
        self.schema_fields.as_ref()
    }

    pub fn digest(&self) -> &Digest {
        &self.digest
    }

    /// The operation of a request, by the request's `operationName`.
    ///
    /// # Errors
    /// `BAD_REQUEST` for an unknown name, and for no name among several operations.
    pub fn operation(&self, asked: Option<&str>) -> Result<&Operation, Failure> {
        let is_asked = |operation: &&Operation| asked.is_none() || operation.name.as_deref() == asked;
        let mut operations = self.operations.iter().filter(is_asked);
        match (operations.next(), operations.next()) {
            (Some(operation), None) => Ok(operation),
            (None, _) => Err(Failure::new(Code::BadRequest, "`operationName` names no operation of the document")),
            _ => Err(Failure::new(Code::BadRequest, "the document has several operations: expected `operationName`")),
        }
    }

    /// The operation's variables, coerced from those of the request.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` for a value of the wrong type, `QUERY_TOO_COMPLEX` when a limit is exceeded.
    pub fn variables(
        &self,
        operation: &Operation,
        given: Variables,
        limits: &GuardLimits,
    ) -> Result<Variables, Failure> {
        Sizes::of(&given, limits)?;
        let variables = variables::coerce_variables(&operation.variables, given)?;
        let check = |(page, place): &(Page, Pos)| page.check(&variables).map_err(|failure| failure.at(*place));
        operation.pages.iter().try_for_each(check)?;
        Ok(variables)
    }

    /// The languages that the operation itself prefers, by its directive `@language`; none without it.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` for an empty list, `INTERNAL` when the operation is of another document.
    pub fn languages(&self, operation: &Operation, variables: &Variables) -> Result<Option<RequestLanguages>, Failure> {
        RequestLanguages::of_directive(&self.definition(operation)?.node.directives, variables)
    }

    /// The cost of the operation with these variables.
    ///
    /// # Errors
    /// `QUERY_TOO_COMPLEX` when the variables exceed a limit.
    pub fn cost(&self, operation: &Operation, variables: &Variables, limits: &GuardLimits) -> Result<u64, Failure> {
        match operation.cost {
            Some(cost) => Ok(cost),
            None => self.count(operation, variables, limits),
        }
    }

    fn count(&self, operation: &Operation, variables: &Variables, limits: &GuardLimits) -> Result<u64, Failure> {
        let sizes = Sizes::of(variables, limits)?;
        if sizes.has_large() {
            check_document_size(&self.executable, &sizes, limits)?;
        }
        let definition = self.definition(operation)?;
        cost(&self.executable, &definition.node, &Root::type_name(), variables, &sizes)
    }

    fn definition(&self, operation: &Operation) -> Result<&Positioned<OperationDefinition>, Failure> {
        let definition = match &self.executable.operations {
            DocumentOperations::Single(only) => Some(only),
            DocumentOperations::Multiple(all) => operation.name.as_ref().and_then(|name| all.get(name)),
        };
        definition.ok_or_else(|| Failure::internal("an operation is of another document"))
    }

    /// The operation and its fragments, for the executor.
    ///
    /// # Errors
    /// `INTERNAL` when the operation is of another document.
    pub fn executable(&self, operation: &Operation, variables: &Variables) -> Result<ExecutableDocument, Failure> {
        let mut executable = ExecutableDocument {
            operations: DocumentOperations::Single(self.definition(operation)?.clone()),
            fragments: self.executable.fragments.clone(),
        };
        if variables.len() < operation.variables.len() {
            absent::without_absent(&mut executable, variables);
        }
        Ok(executable)
    }
}

fn one(failure: Failure) -> Vec<ServerError> {
    vec![failure.into()]
}

/// The errors of a document, if it has any.
fn refuse(mut mistakes: Vec<Mistake>, positions: &Positions) -> Result<(), Vec<ServerError>> {
    if mistakes.is_empty() {
        return Ok(());
    }
    mistakes.truncate(MISTAKES_LIMIT);
    Err(mistakes
        .into_iter()
        .map(|Mistake { code, message, at }| located(code, message, place(at, positions)))
        .collect())
}

fn server_errors(errors: Vec<Located>, code: Code, positions: &Positions) -> Vec<ServerError> {
    errors.into_iter().take(MISTAKES_LIMIT).map(|(message, at)| located(code, message, place(at, positions))).collect()
}

fn place(at: Option<SourceSpan>, positions: &Positions) -> Option<Pos> {
    at.map(|span| positions.find(span.offset()))
}

/// A declared variable, with its default coerced.
fn variable(declared: &Node<ast::VariableDefinition>, positions: &Positions) -> Result<Variable, Vec<ServerError>> {
    let place = |span| place(span, positions).unwrap_or_default();
    let default = declared.default_value.as_ref().map(|default| {
        variables::coerce(&declared.ty, constant(default)).map_err(|mismatch| {
            let message = format!("the default of the variable `${}`{mismatch}", declared.name);
            one(Failure::bad_user_input(message).at(place(default.location())))
        })
    });
    Ok(Variable {
        name: Name::new(&declared.name),
        ty: (*declared.ty).clone(),
        default: default.transpose()?,
        place: place(declared.location()),
    })
}
