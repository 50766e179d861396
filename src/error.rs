//! Errors, and the codes that clients see.

use std::fmt::Display;
use std::net::SocketAddr;
use std::path::PathBuf;

use crate::db;
use crate::model::vocabulary;
use crate::regular_file::Unreadable;
use crate::work::Overrun;

vocabulary! {
    /// The error codes in `extensions.code` of a response.
    pub enum Code {
        /// The request is malformed: it is not JSON, or has no query.
        BadRequest = "BAD_REQUEST",
        /// The document is not GraphQL.
        ParseFailed = "GRAPHQL_PARSE_FAILED",
        /// The document is not valid for the schema.
        ValidationFailed = "GRAPHQL_VALIDATION_FAILED",
        /// An argument has an invalid value; the message says what was expected.
        BadUserInput = "BAD_USER_INPUT",
        /// The query exceeds the limits for one request.
        QueryTooComplex = "QUERY_TOO_COMPLEX",
        /// No document is stored under this hash: send the hash together with the text.
        PersistedQueryNotFound = "PERSISTED_QUERY_NOT_FOUND",
        /// This server executes trusted documents only, and this is not one of them.
        DocumentNotTrusted = "DOCUMENT_NOT_TRUSTED",
        /// The request has no valid token.
        Unauthenticated = "UNAUTHENTICATED",
        /// The client has sent too many requests; `Retry-After` says when to continue.
        RateLimited = "RATE_LIMITED",
        /// The server is at capacity; `Retry-After` says when to try again.
        Overloaded = "OVERLOADED",
        /// The request exceeded its time limit.
        Timeout = "TIMEOUT",
        /// There is nothing at this URL.
        NotFound = "NOT_FOUND",
        /// The URL does not support this method.
        MethodNotAllowed = "METHOD_NOT_ALLOWED",
        /// The database cannot be reached; try again.
        Unavailable = "UNAVAILABLE",
        /// An internal error; the log has the details, with the id of the request.
        Internal = "INTERNAL",
    }
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(".env, line {line}: expected NAME=value, with quotes around a value that has spaces")]
    EnvFile { line: usize },
    #[error(transparent)]
    Read(#[from] Unreadable),
    #[error("the trusted documents in {} cannot be used: {reason}", .path.display())]
    TrustedDocument { path: PathBuf, reason: String },
    #[error("cannot listen on {address}: {source}: choose another port by {setting}; port 0 picks a free one")]
    Listen { address: SocketAddr, setting: &'static str, source: std::io::Error },
    #[error("the server stopped: {0}")]
    Server(std::io::Error),
    #[error(transparent)]
    Database(#[from] db::Error),
    #[error("{0}")]
    Internal(String),
}

/// What clients and the log are told of an error.
pub trait Coded: Display {
    /// The code that clients see.
    fn code(&self) -> Code;

    /// Logs the error, unless the client caused it.
    fn log(&self) {
        match self.code() {
            Code::Internal => tracing::error!(error = %self, "a request failed"),
            Code::Unavailable => tracing::warn!(error = %self, "the database is unavailable"),
            _ => {}
        }
    }

    /// The message for the client, without internal details.
    fn public_message(&self) -> String {
        match self.code() {
            Code::QueryTooComplex => self.to_string(),
            Code::Timeout => format!("{self}: ask for less in one request").replacen('t', "T", 1),
            Code::Unavailable => "The database cannot be reached at the moment. Try again.".to_owned(),
            _ => "An internal error occurred. It was logged with the id of this request.".to_owned(),
        }
    }
}

impl Coded for Error {
    fn code(&self) -> Code {
        match self {
            Self::Database(error) => error.code(),
            _ => Code::Internal,
        }
    }
}

impl Coded for db::Error {
    fn code(&self) -> Code {
        match self {
            Self::Overrun(overrun) => overrun.code(),
            _ if self.is_transient() => Code::Unavailable,
            _ => Code::Internal,
        }
    }
}

impl Coded for Overrun {
    fn code(&self) -> Code {
        match self {
            Self::Timeout(_) => Code::Timeout,
            Self::TooMuchText { .. } => Code::QueryTooComplex,
        }
    }
}
