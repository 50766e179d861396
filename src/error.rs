//! What can go wrong, and the table of codes that clients see.

use std::fmt::Display;
use std::path::PathBuf;

use crate::db;
use crate::model::vocabulary;
use crate::regular_file::Unreadable;
use crate::work::Overrun;

vocabulary! {
    /// The codes of errors, as `extensions.code` of an answer shows them.
    pub enum Code {
        /// The request is not one that the API understands: it is no JSON, or lacks a query.
        BadRequest = "BAD_REQUEST",
        /// The document is not GraphQL.
        ParseFailed = "GRAPHQL_PARSE_FAILED",
        /// The document asks for what the schema does not have.
        ValidationFailed = "GRAPHQL_VALIDATION_FAILED",
        /// An argument has a value that makes no sense; the message says what was expected.
        BadUserInput = "BAD_USER_INPUT",
        /// The document asks for more than one request may.
        QueryTooComplex = "QUERY_TOO_COMPLEX",
        /// The hash names no document that is kept: send it with its text.
        PersistedQueryNotFound = "PERSISTED_QUERY_NOT_FOUND",
        /// Documents are not kept under their hashes here: send the text each time.
        PersistedQueryNotSupported = "PERSISTED_QUERY_NOT_SUPPORTED",
        /// The document is not among those that this server executes.
        DocumentNotTrusted = "DOCUMENT_NOT_TRUSTED",
        /// The request lacks a token that is known.
        Unauthenticated = "UNAUTHENTICATED",
        /// The client has sent too many requests; `Retry-After` says when to go on.
        RateLimited = "RATE_LIMITED",
        /// The server has as many requests as it can take; `Retry-After` says when to try again.
        Overloaded = "OVERLOADED",
        /// The request has taken longer than requests may.
        Timeout = "TIMEOUT",
        /// There is nothing at this address.
        NotFound = "NOT_FOUND",
        /// The address does not take this method.
        MethodNotAllowed = "METHOD_NOT_ALLOWED",
        /// The database cannot be reached; try again.
        Unavailable = "UNAVAILABLE",
        /// Something went wrong inside; the log says what, under the request's id.
        Internal = "INTERNAL",
    }
}

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error(".env, line {line}: expected NAME=value, with quotes around a value that has spaces")]
    EnvFile { line: usize },
    #[error(transparent)]
    Read(#[from] Unreadable),
    #[error("the trusted documents in {} cannot be used: {reason}", .path.display())]
    TrustedDocument { path: PathBuf, reason: String },
    #[error("cannot listen on {address}: {source}")]
    Listen { address: String, source: std::io::Error },
    #[error("the server stopped: {0}")]
    Server(std::io::Error),
    #[error(transparent)]
    Database(#[from] db::Error),
    #[error("{0}")]
    Internal(String),
}

/// What clients and the log are told of an error.
pub trait Coded: Display {
    /// Its place in the table of codes.
    fn code(&self) -> Code;

    /// Tells the log of it, unless it is the client's own.
    fn log(&self) {
        match self.code() {
            Code::Internal => tracing::error!(error = %self, "a request failed"),
            Code::Unavailable => tracing::warn!(error = %self, "the database is away"),
            _ => {}
        }
    }

    /// What a client may read of it.
    fn public_message(&self) -> String {
        match self.code() {
            Code::QueryTooComplex => self.to_string(),
            Code::Timeout => format!("{self}: expected one that asks for less").replacen('t', "T", 1),
            Code::Unavailable => "The database cannot be reached at the moment. Try again.".to_owned(),
            _ => "Something went wrong inside. It has been logged under this request's id.".to_owned(),
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
            _ if self.is_passing() => Code::Unavailable,
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
