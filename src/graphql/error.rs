//! Errors as clients see them: a message and a code, nothing internal.

use std::sync::Arc;

use async_graphql::{ErrorExtensionValues, Pos, Response, ServerError};

use crate::db::Error;
use crate::error::{Code, Coded};
use crate::model::Vocabulary;

pub type Result<T, E = Failure> = std::result::Result<T, E>;

/// The error of a resolver or a check. It has no `Display`, so that no error reaches a client by accident.
#[derive(Debug, Clone)]
pub struct Failure {
    code: Code,
    message: String,
    /// The position in the document; none for an error of a resolver.
    place: Option<Pos>,
}

impl Failure {
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), place: None }
    }

    /// Sets the position in the document.
    pub fn at(self, place: Pos) -> Self {
        Self { place: Some(place), ..self }
    }

    /// An invalid argument. The message says what was wrong and what was expected.
    pub fn bad_user_input(message: impl Into<String>) -> Self {
        Self::new(Code::BadUserInput, message)
    }

    /// The message for the client.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// A mistake in the program or the data. The text goes to the log, not to the client.
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

/// For an error that is logged already.
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

/// Sets the code of an error that has none.
fn coded(mut error: ServerError, code: Code) -> ServerError {
    if error.extensions.is_none() {
        error.extensions = Some(extensions(code));
        error.source = Some(Arc::new(code));
    }
    error
}

/// The code of an error in a response.
pub fn code_of(error: &ServerError) -> Code {
    error.source().copied().unwrap_or(Code::Internal)
}

/// A response with one error and no data.
pub fn problem(code: Code, message: impl Into<String>) -> Response {
    Response::from_errors(vec![coded(ServerError::new(message, None), code)])
}

/// An error in a document, found before the execution.
pub fn located(code: Code, message: impl Into<String>, place: Option<Pos>) -> ServerError {
    coded(ServerError::new(message, place), code)
}

/// The response with a code for each error. An error without a code is from a scalar that refused an argument.
pub fn with_codes(mut response: Response) -> Response {
    response.errors = response.errors.into_iter().map(|error| coded(error, Code::BadUserInput)).collect();
    response
}

/// Whether the response has errors, all because the database is unavailable.
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
