//! Documents: what a client's text asks for, read and checked once, whoever sends it.
//!
//! The parser and the rules of the specification are `apollo-compiler`'s: it decides what is GraphQL. `rules` and `merging`
//! add what it lets pass, `convert` makes of its document the one that the executor takes, and `variables` coerces what comes
//! with a request. The guard bounds a document before its rules are checked.

mod absent;
mod cache;
mod convert;
mod digest;
mod merging;
mod positions;
mod ranges;
mod rules;
mod scalars;
mod schema;
mod variables;

use apollo_compiler::diagnostic::ToCliReport;
use apollo_compiler::parser::{Parser, SourceSpan};
use apollo_compiler::validation::DiagnosticList;
use apollo_compiler::{Node, ast};
use async_graphql::parser::types::{DocumentOperations, ExecutableDocument, OperationDefinition};
use async_graphql::{Name, OutputType, Pos, Positioned, ServerError, Variables};

use self::convert::{constant, convert};
use self::positions::Positions;
use self::ranges::Page;
use self::rules::Mistake;
use self::variables::Variable;
use super::error::{Failure, located};
use super::guard::{Sizes, check_document_size, check_introspection, cost, scan};
use super::root::Root;
use crate::config::GuardLimits;
use crate::error::Code;

pub use self::cache::DocumentCache;
pub use self::digest::Digest;
pub use self::schema::schema;

/// The most mistakes of one document that are told: a document can be made of mistakes.
const MISTAKES_LIMIT: usize = 50;

/// A document that may be executed.
pub struct Document {
    digest: Digest,
    executable: ExecutableDocument,
    operations: Vec<Operation>,
}

/// An operation of a document.
pub struct Operation {
    pub name: Option<Name>,
    variables: Vec<Variable>,
    /// The pages that depend on them, and where they are asked for.
    pages: Vec<(Page, Pos)>,
    /// What it costs, where no variable has a say in that.
    cost: Option<u64>,
    /// Whether it asks for anything but the schema.
    pub reads_data: bool,
    /// Whether it asks for the schema.
    pub shows_schema: bool,
}

impl Document {
    /// Reads a text and checks it, whatever the variables.
    ///
    /// # Errors
    /// `QUERY_TOO_COMPLEX` for what exceeds the limits, `GRAPHQL_PARSE_FAILED` for what is no GraphQL,
    /// `GRAPHQL_VALIDATION_FAILED` for what does not follow the rules, and `BAD_USER_INPUT` for values that are out of range.
    pub fn read(text: &str, limits: &GuardLimits) -> Result<Self, Vec<ServerError>> {
        scan(text, limits).map_err(one)?;
        let positions = Positions::of(text);
        // What has been scanned nests less deep than the parser's own limit.
        let parsed = Parser::new().parse_ast(text, "");
        let parsed = parsed.map_err(|broken| told(first(&broken.errors), Code::ParseFailed, &positions))?;
        let executable = convert(&parsed, &positions);
        let unknown = Variables::default();
        let sizes = Sizes::of(&unknown, limits).map_err(one)?;
        check_document_size(&executable, &sizes, limits).map_err(one)?;
        let valid = parsed.to_executable_validate(schema());
        let valid = valid.map_err(|invalid| told(all(&invalid.errors), Code::ValidationFailed, &positions))?;
        let mut found = rules::check(&valid);
        found.mistakes.extend(merging::check_lists(&parsed));
        refuse(found.mistakes, &positions)?;
        if !limits.introspection {
            check_introspection(&executable).map_err(one)?;
        }
        let mut document = Self { digest: Digest::of(&parsed), executable, operations: Vec::new() };
        for definition in &parsed.definitions {
            if let Some(operation) = definition.as_operation_definition() {
                let validated = valid.operations.get(operation.name.as_deref()).ok();
                let reads_data = validated.is_some_and(|operation| !operation.is_introspection(&valid));
                let shows_schema = validated.is_some_and(|operation| {
                    operation.root_fields(&valid).any(|field| matches!(field.name.as_str(), "__schema" | "__type"))
                });
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
                };
                if operation.variables.is_empty() {
                    operation.cost = Some(document.count(&operation, &unknown, limits).map_err(one)?);
                }
                document.operations.push(operation);
            }
        }
        Ok(document)
    }

    pub fn digest(&self) -> &Digest {
        &self.digest
    }

    /// The operation that a request means.
    ///
    /// # Errors
    /// `BAD_REQUEST` when there is none of that name, or several and no name.
    pub fn operation(&self, asked: Option<&str>) -> Result<&Operation, Failure> {
        let is_asked = |operation: &&Operation| asked.is_none() || operation.name.as_deref() == asked;
        let mut operations = self.operations.iter().filter(is_asked);
        match (operations.next(), operations.next()) {
            (Some(operation), None) => Ok(operation),
            (None, _) => Err(Failure::new(Code::BadRequest, "`operationName` names no operation of the document")),
            _ => Err(Failure::new(Code::BadRequest, "the document has several operations: expected `operationName`")),
        }
    }

    /// The values of the operation's variables, out of those that came with the request.
    ///
    /// # Errors
    /// `BAD_USER_INPUT` for what is not of its variable's type, `QUERY_TOO_COMPLEX` for what exceeds the limits.
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

    /// What the operation costs with these variables.
    ///
    /// # Errors
    /// `QUERY_TOO_COMPLEX` for more than the limits admit, `BAD_USER_INPUT` for a page that is out of range.
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

    /// The operation as the executor takes it with these variables.
    ///
    /// # Errors
    /// When the operation is of another document.
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

/// Refuses a document that has mistakes.
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

type Told = (String, Option<SourceSpan>);

fn all(errors: &DiagnosticList) -> Vec<Told> {
    errors
        .iter()
        .take(MISTAKES_LIMIT)
        .map(|diagnostic| (diagnostic.error.to_string(), diagnostic.error.location()))
        .collect()
}

/// What comes after the first error of a parser is its guess.
fn first(errors: &DiagnosticList) -> Vec<Told> {
    let mut told = all(errors);
    told.truncate(1);
    told
}

fn told(errors: Vec<Told>, code: Code, positions: &Positions) -> Vec<ServerError> {
    errors.into_iter().map(|(message, at)| located(code, message, place(at, positions))).collect()
}

fn place(at: Option<SourceSpan>, positions: &Positions) -> Option<Pos> {
    at.map(|span| positions.find(span.offset()))
}

/// A variable, with its default as one of its type.
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
