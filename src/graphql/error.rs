//! How an error looks to a client: a message and a code out of the table, nothing internal.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::extensions::{
    Extension, ExtensionContext, ExtensionFactory, NextParseQuery, NextResolve, NextValidation, ResolveInfo,
};
use async_graphql::parser::types::ExecutableDocument;
use async_graphql::{
    ErrorExtensionValues, PathSegment, QueryPathNode, QueryPathSegment, Response, ServerError, ServerResult,
    ValidationResult, Value, Variables,
};

use super::volume::Volume;
use crate::db::Deadline;
use crate::error::{Code, Error};
use crate::model::Vocabulary;

pub type Result<T, E = Failure> = std::result::Result<T, E>;

/// What a resolver fails with. It has no `Display`, so that nothing turns into an answer by accident.
#[derive(Debug, Clone)]
pub struct Failure {
    code: Code,
    message: String,
}

impl Failure {
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into() }
    }

    /// An argument makes no sense; the text says what was expected.
    pub fn bad_user_input(message: impl Into<String>) -> Self {
        Self::new(Code::BadUserInput, message)
    }

    /// What a client reads of it.
    #[cfg(test)]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The two halves of the schema disagree with the data; the text goes to the log.
    pub fn internal(what: &str) -> Self {
        Self::from(Error::Internal(what.to_owned()))
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        error.log();
        Self::from(&error)
    }
}

/// What has been logged already.
impl From<&Error> for Failure {
    fn from(error: &Error) -> Self {
        Self::new(error.code(), error.public_message())
    }
}

impl From<Failure> for async_graphql::Error {
    fn from(failure: Failure) -> Self {
        let mut error = Self::new(failure.message);
        error.extensions = Some(extensions(failure.code));
        error
    }
}

fn extensions(code: Code) -> ErrorExtensionValues {
    let mut extensions = ErrorExtensionValues::default();
    extensions.set("code", code.word());
    extensions
}

/// The error with that code, unless it has one.
fn coded(mut error: ServerError, code: Code) -> ServerError {
    error.extensions.get_or_insert_with(|| extensions(code));
    error
}

/// An answer that holds one error and no data.
pub fn problem(code: Code, message: impl Into<String>) -> Response {
    Response::from_errors(vec![coded(ServerError::new(message, None), code)])
}

/// An answer to what is no GraphQL.
pub fn parse_failure(error: ServerError) -> Response {
    Response::from_errors(vec![coded(error, Code::ParseFailed)])
}

/// The answer with a code for each error. What has none by now is an argument that its scalar refused.
pub fn with_codes(mut response: Response) -> Response {
    response.errors = response.errors.into_iter().map(|error| coded(error, Code::BadUserInput)).collect();
    response
}

/// Whether the answer has errors, and all of them for one reason: that the database is away.
pub fn is_unavailable(response: &Response) -> bool {
    let word = Value::from(Code::Unavailable.word());
    let code =
        |error: &ServerError| error.extensions.as_ref().and_then(|extensions| extensions.get("code")) == Some(&word);
    !response.errors.is_empty() && response.errors.iter().all(code)
}

impl From<Failure> for Response {
    fn from(failure: Failure) -> Self {
        problem(failure.code, failure.message)
    }
}

/// The errors of fields that are null because of them.
#[derive(Default)]
pub struct FieldErrors(Mutex<Vec<ServerError>>);

impl FieldErrors {
    fn push(&self, error: ServerError) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(error);
    }

    /// Takes them all.
    pub fn take(&self) -> Vec<ServerError> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

/// The error with the path to that field, unless it has one.
fn placed(mut error: ServerError, node: &QueryPathNode<'_>) -> ServerError {
    if !error.path.is_empty() {
        return error;
    }
    let segment = |segment: QueryPathSegment<'_>| match segment {
        QueryPathSegment::Name(name) => PathSegment::Field(name.to_owned()),
        QueryPathSegment::Index(index) => PathSegment::Index(index),
    };
    error.path = std::iter::successors(Some(node), |node| node.parent).map(|node| segment(node.segment)).collect();
    error.path.reverse();
    error
}

/// Asks that a document is checked and nothing executed; it is set once the document has turned out to be valid.
#[derive(Default)]
pub struct OnlyValidate(AtomicBool);

impl OnlyValidate {
    pub fn is_valid(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The most mistakes of one document that are told: a document can be made of mistakes.
const MISTAKES_LIMIT: usize = 50;

/// Gives a code to the errors that async-graphql makes before it executes, and a path to those that come after.
pub struct ErrorRules;

impl ExtensionFactory for ErrorRules {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait::async_trait]
impl Extension for ErrorRules {
    async fn parse_query(
        &self,
        ctx: &ExtensionContext<'_>,
        query: &str,
        variables: &Variables,
        next: NextParseQuery<'_>,
    ) -> ServerResult<ExecutableDocument> {
        // What is no GraphQL has been refused before: this is a limit.
        next.run(ctx, query, variables).await.map_err(|error| coded(error, Code::QueryTooComplex))
    }

    /// Ends the way of an error at a field that may be null, as the specification wants it: async-graphql hands it on to
    /// what the field belongs to. Says where it belongs, too, which gets lost behind interfaces and for arguments.
    async fn resolve(
        &self,
        ctx: &ExtensionContext<'_>,
        info: ResolveInfo<'_>,
        next: NextResolve<'_>,
    ) -> ServerResult<Option<Value>> {
        let (volume, deadline) = (ctx.data_unchecked::<Arc<Volume>>(), ctx.data_unchecked::<Deadline>());
        if volume.is_exceeded() {
            return Err(ServerError::new("the answer is too long", None));
        }
        // Whatever a field does on the thread that answers, the next one is not begun when nobody waits any more.
        if let Err(error) = deadline.check() {
            return Err(coded(ServerError::new(error.public_message(), None), error.code()));
        }
        let (node, may_be_null) = (info.path_node, !info.return_type.ends_with('!'));
        let name = info.alias.unwrap_or(info.name);
        match next.run(ctx, info).await {
            Ok(value) => {
                volume.count(name, value.as_ref());
                Ok(value)
            }
            // Of an answer that is too long, or late, nothing is told but that.
            Err(error) if volume.is_exceeded() || deadline.is_over() => Err(error),
            Err(error) if may_be_null => {
                ctx.data_unchecked::<Arc<FieldErrors>>().push(placed(error, node));
                Ok(None)
            }
            Err(error) => Err(placed(error, node)),
        }
    }

    async fn validation(
        &self,
        ctx: &ExtensionContext<'_>,
        next: NextValidation<'_>,
    ) -> std::result::Result<ValidationResult, Vec<ServerError>> {
        let coded_all = |errors: Vec<ServerError>| -> Vec<ServerError> {
            errors.into_iter().take(MISTAKES_LIMIT).map(|error| coded(error, Code::ValidationFailed)).collect()
        };
        let valid = next.run(ctx).await.map_err(coded_all)?;
        match ctx.data_opt::<Arc<OnlyValidate>>() {
            None => Ok(valid),
            Some(only) => {
                only.0.store(true, Ordering::Relaxed);
                Err(vec![ServerError::new("the document is valid", None)])
            }
        }
    }
}
