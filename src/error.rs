//! What can go wrong, and the table of codes that clients see.

use std::path::PathBuf;
use std::time::Duration;

use crate::model::vocabulary::vocabulary;

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
    #[error("cannot open the database {url}: {reason}")]
    Unreachable { url: String, reason: String },
    #[error(
        "the database has the migrations {unknown}, which this version of sanad does not know: it is of a newer version"
    )]
    NewerDatabase { unknown: String },
    #[error("the database lacks the migrations {missing}: run `sanad migrate`, or `sanad serve --migrate`")]
    OlderDatabase { missing: String },
    #[error("cannot migrate the database: {0}")]
    Migration(Box<dyn std::error::Error + Send + Sync>),
    #[error("cannot read {}: {source}", .path.display())]
    Read { path: PathBuf, source: std::io::Error },
    #[error("the trusted documents in {} cannot be used: {reason}", .path.display())]
    TrustedDocument { path: PathBuf, reason: String },
    #[error("cannot listen on {address}: {source}")]
    Listen { address: String, source: std::io::Error },
    #[error("the server stopped: {0}")]
    Server(std::io::Error),
    #[error("the data set `{dataset}` cannot be loaded: {reason}")]
    Load { dataset: String, reason: String },
    /// What a client asked for makes no sense; the text is for the client.
    #[error("{0}")]
    BadUserInput(String),
    #[error("no connection to the database: {0}")]
    Unavailable(String),
    #[error("the request took longer than {} ms", .0.as_millis())]
    Timeout(Duration),
    #[error("the request would hold {held} bytes of the bodies of articles: expected at most {limit}")]
    TooMuchText { held: usize, limit: usize },
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
    #[error("{0}")]
    Internal(String),
}

impl Error {
    /// Its place in the table of codes.
    pub fn code(&self) -> Code {
        match self {
            Self::BadUserInput(_) => Code::BadUserInput,
            Self::Timeout(_) => Code::Timeout,
            Self::TooMuchText { .. } => Code::QueryTooComplex,
            _ if self.is_passing() => Code::Unavailable,
            _ => Code::Internal,
        }
    }

    /// Whether the same may well succeed in a moment, on another connection.
    pub fn is_passing(&self) -> bool {
        use diesel::result::{DatabaseErrorKind, Error};
        match self {
            Self::Unavailable(_) | Self::Unreachable { .. } => true,
            // Readers meet it on a replica alone, when what they read is taken away by what the replica has to repeat.
            Self::Database(Error::DatabaseError(DatabaseErrorKind::SerializationFailure, _)) => true,
            _ => self.is_lost_connection(),
        }
    }

    /// Whether it is that a connection has ended.
    pub fn is_lost_connection(&self) -> bool {
        use diesel::result::{DatabaseErrorKind, Error};
        matches!(
            self,
            Self::Database(
                Error::DatabaseError(DatabaseErrorKind::ClosedConnection | DatabaseErrorKind::UnableToSendCommand, _)
                    | Error::BrokenTransactionManager
            )
        )
    }

    /// Tells the log of it, unless it is the client's own.
    pub fn log(&self) {
        match self.code() {
            Code::Internal => tracing::error!(error = %self, "a request failed"),
            Code::Unavailable => tracing::warn!(error = %self, "the database is away"),
            _ => {}
        }
    }

    /// What a client may read of it.
    pub fn public_message(&self) -> String {
        match self.code() {
            Code::BadUserInput | Code::QueryTooComplex => self.to_string(),
            Code::Timeout => format!("{self}: expected one that asks for less").replacen('t', "T", 1),
            Code::Unavailable => "The database cannot be reached at the moment. Try again.".to_owned(),
            _ => "Something went wrong inside. It has been logged under this request's id.".to_owned(),
        }
    }
}
