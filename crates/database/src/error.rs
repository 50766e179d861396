use sanad_base::work::Overrun;

pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What can go wrong with a database.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    #[error("cannot open the database {url}: {reason}")]
    Unreachable { url: String, reason: String },
    #[error("the database belongs to a newer version of sanad: this version does not know its migrations {unknown}")]
    NewerDatabase { unknown: String },
    #[error("the database lacks the migrations {missing}: run `sanad migrate`, or `sanad serve --migrate`")]
    OlderDatabase { missing: String },
    #[error(
        "the {name} in the database were made by version {stored} of their rules, and this version of sanad has version \
         {known}: run `sanad migrate`, or `sanad serve --migrate`"
    )]
    OlderRules { name: &'static str, stored: i64, known: i64 },
    #[error(
        "the database belongs to a newer version of sanad: its {name} were made by version {stored} of their rules, and \
         this version only knows {known}"
    )]
    NewerRules { name: &'static str, stored: i64, known: i64 },
    #[error(
        "the database is not one of sanad: it has {found}, and none of sanad's migrations; expected an empty database, or \
         one that sanad has made. Nothing was changed"
    )]
    ForeignDatabase { found: String },
    #[error("cannot migrate the database: {0}")]
    Migration(Box<dyn std::error::Error + Send + Sync>),
    #[error("the data set `{dataset}` cannot be loaded: {reason}")]
    Load { dataset: String, reason: String },
    #[error("no connection to the database: {0}")]
    Unavailable(String),
    #[error(transparent)]
    Overrun(#[from] Overrun),
    #[error(transparent)]
    Database(#[from] diesel::result::Error),
    #[error("{0}")]
    Internal(String),
}

impl Error {
    /// Whether a retry on another connection may succeed.
    pub fn is_transient(&self) -> bool {
        use diesel::result::{DatabaseErrorKind, Error};
        match self {
            Self::Unavailable(_) | Self::Unreachable { .. } => true,
            // Only readers of a replica get this error, when the replica applies a change to rows that they read.
            Self::Database(Error::DatabaseError(DatabaseErrorKind::SerializationFailure, _)) => true,
            _ => self.is_lost_connection(),
        }
    }

    /// Whether the connection was lost.
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
}
