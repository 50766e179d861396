//! How an error looks to a client: a message and a code out of the table, nothing internal.

use std::sync::Arc;

use async_graphql::{ErrorExtensionValues, Pos, Response, ServerError};

use crate::db::Error;
use crate::error::{Code, Coded};
use crate::model::Vocabulary;

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
        error.source = Some(Arc::new(failure.code));
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
    if error.extensions.is_none() {
        error.extensions = Some(extensions(code));
        error.source = Some(Arc::new(code));
    }
    error
}

/// The code of an error of a response.
pub fn code_of(error: &ServerError) -> Code {
    error.source().copied().unwrap_or(Code::Internal)
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
    !response.errors.is_empty() && response.errors.iter().all(|error| code_of(error) == Code::Unavailable)
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
