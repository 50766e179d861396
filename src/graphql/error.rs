//! How an error looks to a client: a message and a code out of the table, nothing internal.

use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::extensions::{Extension, ExtensionContext, ExtensionFactory, NextResolve, ResolveInfo};
use async_graphql::{
    ErrorExtensionValues, PathSegment, Pos, QueryPathNode, QueryPathSegment, Response, ServerError, ServerResult, Value,
};

use super::volume::Volume;
use crate::error::{Code, Error};
use crate::model::Vocabulary;
use crate::work::check_current;

pub type Result<T, E = Failure> = std::result::Result<T, E>;

/// What a resolver fails with. It has no `Display`, so that nothing turns into an answer by accident.
#[derive(Debug, Clone)]
pub struct Failure {
    code: Code,
    message: String,
    /// Where in the document it lies, if it is not a resolver's.
    place: Option<Pos>,
}

impl Failure {
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), place: None }
    }

    /// The same, with where in the document it lies.
    pub fn at(self, place: Pos) -> Self {
        Self { place: Some(place), ..self }
    }

    /// An argument makes no sense; the text says what was expected.
    pub fn bad_user_input(message: impl Into<String>) -> Self {
        Self::new(Code::BadUserInput, message)
    }

    /// What a client reads of it.
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

/// An error that a document meets with before it is executed.
pub fn located(code: Code, message: impl Into<String>, place: Option<Pos>) -> ServerError {
    coded(ServerError::new(message, place), code)
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

impl From<Failure> for ServerError {
    fn from(failure: Failure) -> Self {
        located(failure.code, failure.message, failure.place)
    }
}

impl From<Failure> for Response {
    fn from(failure: Failure) -> Self {
        Self::from_errors(vec![failure.into()])
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

/// Ends errors where they belong, and gives them their path.
pub struct ErrorRules;

impl ExtensionFactory for ErrorRules {
    fn create(&self) -> Arc<dyn Extension> {
        Arc::new(Self)
    }
}

#[async_trait::async_trait]
impl Extension for ErrorRules {
    /// Ends the way of an error at a field that may be null, as the specification wants it: async-graphql hands it on to
    /// what the field belongs to. Says where it belongs, too, which gets lost behind interfaces and for arguments.
    async fn resolve(
        &self,
        ctx: &ExtensionContext<'_>,
        info: ResolveInfo<'_>,
        next: NextResolve<'_>,
    ) -> ServerResult<Option<Value>> {
        let volume = ctx.data_unchecked::<Arc<Volume>>();
        if volume.is_exceeded() {
            return Err(ServerError::new("the answer is too long", None));
        }
        // Whatever a field does, the next one is not begun when nobody waits any more.
        if let Err(error) = check_current() {
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
            Err(error) if volume.is_exceeded() || check_current().is_err() => Err(error),
            Err(error) if may_be_null => {
                ctx.data_unchecked::<Arc<FieldErrors>>().push(placed(error, node));
                Ok(None)
            }
            Err(error) => Err(placed(error, node)),
        }
    }
}
