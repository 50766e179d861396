//! One connection to either backend. Nothing outside of this folder tells them apart.
//!
//! `sqlite` and `postgres` open connections and stop their statements, each in its own way.

mod memo;
mod postgres;
mod progress;
mod sqlite;

use std::sync::Arc;

use diesel::connection::{AnsiTransactionManager, InstrumentationEvent, SimpleConnection, TransactionManager};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::sql_types::{Bool, Text};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use super::deadline::Deadline;
use super::revision::Sighting;
use crate::error::{Error, Result};
use crate::url::{DatabaseUrl, TRANSACTION_POOLING};

/// Any number that no other program locks in the same database: it serializes those that write.
const WRITER_LOCK: i64 = 0x5a4e_4144;

pub(super) use memo::new_question;
pub(super) use postgres::Session;
pub(super) use progress::Limit;
pub(super) use sqlite::FileIdentity;

const SQLITE_MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations/sqlite");
const POSTGRES_MIGRATIONS: EmbeddedMigrations = embed_migrations!("../../migrations/postgres");

/// A connection to SQLite or to Postgres, with one set of queries for both.
#[derive(diesel::MultiConnection)]
pub enum Conn {
    Postgres(PgConnection),
    Sqlite(SqliteConnection),
}

/// Runs a statement that Diesel types for one backend at a time, such as the insertion of many rows.
macro_rules! on_each {
    ($conn:expr, |$one:ident| $statement:expr) => {
        match $conn {
            $crate::conn::Conn::Postgres($one) => $statement,
            $crate::conn::Conn::Sqlite($one) => $statement,
        }
    };
}
pub(super) use on_each;

/// What stands between a column and a text that is a JSON array of ids, and after it, so that they are compared.
pub(super) fn any_of_ids(backend: &MultiBackend) -> (&'static str, &'static str) {
    match backend {
        // Postgres looks the items of an array up in an index; of a subquery it may make a join instead.
        MultiBackend::Postgres(_) => (" = ANY (CAST(translate(", ", '[]', '{}') AS BIGINT[]))"),
        MultiBackend::Sqlite(_) => (" IN (SELECT value FROM json_each(", "))"),
    }
}

/// What stands before and after a text that is a JSON array of ids, so that it is a table of them: its column is `item`.
pub(super) fn table_of_ids(backend: &MultiBackend) -> (&'static str, &'static str) {
    match backend {
        MultiBackend::Postgres(_) => {
            ("(SELECT id AS item FROM unnest(CAST(translate(", ", '[]', '{}') AS BIGINT[])) AS ids (id))")
        }
        MultiBackend::Sqlite(_) => ("(SELECT value AS item FROM json_each(", "))"),
    }
}

/// What stands before and after a text that is a JSON array of texts or whole numbers, so that it is a table of them: its
/// column is `item`. However many they are, the statement stays the same, and is prepared once.
pub(super) fn table_of_items(backend: &MultiBackend) -> (&'static str, &'static str) {
    match backend {
        MultiBackend::Postgres(_) => {
            ("(SELECT element AS item FROM json_array_elements_text(CAST(", " AS JSON)) AS elements (element))")
        }
        MultiBackend::Sqlite(_) => ("(SELECT value AS item FROM json_each(", "))"),
    }
}

/// What stands before and after a condition on the row whose id a column holds, so that each row is asked once, however
/// often the statement comes to it.
pub(super) fn answered_once(backend: &MultiBackend, question: i64, row: &str) -> (String, &'static str) {
    match backend {
        MultiBackend::Postgres(_) => (String::new(), ""),
        MultiBackend::Sqlite(_) => memo::answered_once(question, row),
    }
}

/// Whether a subquery can be joined laterally, so that it sees the row on its left. Where it cannot, `CROSS JOIN … ON` is an
/// inner join that keeps the order of its tables.
pub(super) fn joins_laterally(backend: &MultiBackend) -> bool {
    matches!(backend, MultiBackend::Postgres(_))
}

/// How a backend keeps an index of words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FullText {
    /// SQLite's, which gives what it finds in the order of its rows.
    Fts5,
    /// Postgres's, which gives it in any order.
    Tsvector,
}

type Manager = <Conn as Connection>::TransactionManager;

/// What a connection may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Read, and change nothing.
    Read,
    /// Read and write.
    Write,
}

/// A connection, and the file that it reads, if it is one.
pub(super) struct Opened {
    pub conn: Conn,
    pub file: Option<FileIdentity>,
}

/// What a reading transaction begins with.
pub(super) struct Begun {
    /// The state that is read.
    pub sighting: Sighting,
    /// Where its statements run, if somebody else can end them.
    pub session: Option<Session>,
}

impl Conn {
    /// Connects to the backend that the URL's scheme names. [`Access::Write`] makes a SQLite file that is missing.
    ///
    /// # Errors
    /// `Unreachable` when there is no such server, no such folder, or, for [`Access::Read`], no such file.
    pub fn open(url: &DatabaseUrl, access: Access) -> Result<Self> {
        Ok(Self::open_within(url, access, &Arc::default())?.conn)
    }

    /// The same, with statements that end when the limit says so, as far as the backend asks it.
    pub(super) fn open_within(url: &DatabaseUrl, access: Access, limit: &Arc<Limit>) -> Result<Opened> {
        let opened = match url {
            DatabaseUrl::Sqlite(path) => {
                sqlite::open(path, access, limit).map(|(conn, file)| Opened { conn: Self::Sqlite(conn), file })
            }
            DatabaseUrl::Postgres(url) => {
                postgres::open(url, access).map(|conn| Opened { conn: Self::Postgres(conn), file: None })
            }
        };
        opened.map_err(|reason| Error::Unreachable { url: url.redacted(), reason: url.without_secrets(reason) })
    }

    /// Makes sure that a connection can be kept as long as it is open.
    ///
    /// # Errors
    /// `Unreachable` when the server is behind a pooler that hands transactions to other sessions, and the URL does not say
    /// so: statements would fail now and then.
    pub fn refuse_poolers(url: &DatabaseUrl) -> Result<()> {
        let DatabaseUrl::Postgres(server) = url else { return Ok(()) };
        match postgres::is_pooled_unawares(server) {
            // Whoever opens it is told why it cannot be reached.
            Ok(false) | Err(_) => Ok(()),
            Ok(true) => Err(Error::Unreachable {
                url: url.redacted(),
                reason: format!(
                    "a pooler, such as PgBouncer with pool_mode = transaction, hands each transaction to another session: \
                     add {TRANSACTION_POOLING} to the parameters of the URL, behind ? or &"
                ),
            }),
        }
    }

    /// Calls something for each statement that the connection sends from now on, but for those that open and close
    /// transactions.
    pub fn on_statement(&mut self, mut sent: impl FnMut() + Send + 'static) {
        let mut controls_transaction = false;
        self.set_instrumentation(move |event: InstrumentationEvent<'_>| match event {
            InstrumentationEvent::BeginTransaction { .. }
            | InstrumentationEvent::CommitTransaction { .. }
            | InstrumentationEvent::RollbackTransaction { .. } => controls_transaction = true,
            InstrumentationEvent::StartQuery { .. } if !std::mem::take(&mut controls_transaction) => sent(),
            _ => {}
        });
    }

    /// Runs `work` as the only writer of the database, in one transaction: all of it is kept, or nothing. It sees all
    /// that earlier writers have committed. Writers wait for each other; readers wait for nobody.
    ///
    /// # Errors
    /// What `work` fails with, and what the database finds wrong when the transaction ends.
    pub fn write<T>(&mut self, work: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        match self {
            // A transaction that reads first could not become the writer while another connection is.
            Self::Sqlite(conn) => AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN IMMEDIATE")?,
            Self::Postgres(conn) => AnsiTransactionManager::begin_transaction_sql(
                conn,
                // What each statement sees is settled as it starts, so after the wait for the lock.
                "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SET LOCAL client_min_messages = warning",
            )?,
        }
        match self.wait_for_writers().and_then(|()| work(self)) {
            Ok(value) => {
                Manager::commit_transaction(self)?;
                Ok(value)
            }
            Err(error) => {
                if let Err(rollback) = Manager::rollback_transaction(self) {
                    tracing::warn!(%rollback, "could not roll back; the database does when the connection ends");
                }
                Err(error)
            }
        }
    }

    /// The collation that compares texts byte by byte. It is the backend's own: SQLite could call one of ours with what is
    /// no valid text.
    pub(super) fn bytewise(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "BINARY",
            Self::Postgres(_) => "\"C\"",
        }
    }

    /// How it keeps an index of words.
    pub(super) fn full_text(&self) -> FullText {
        match self {
            Self::Sqlite(_) => FullText::Fts5,
            Self::Postgres(_) => FullText::Tsvector,
        }
    }

    /// Tells the planner how much there is in the tables.
    pub(super) fn analyze(&mut self, tables: &[&str]) -> Result<()> {
        let mut statements: String = tables.iter().map(|table| format!("ANALYZE {table};")).collect();
        if let Self::Sqlite(_) = self {
            // Samples of columns, from a program that was compiled with STAT4: `.cargo/config.toml` says what they do.
            statements.push_str("DROP TABLE IF EXISTS sqlite_stat4;");
        }
        Ok(self.batch_execute(&statements)?)
    }

    /// Starts a reading transaction: until it ends, all that is read is of one state of the database. Its statements end
    /// with the deadline.
    pub(super) fn begin_reading(&mut self, deadline: &Deadline) -> Result<Begun> {
        match self {
            Self::Sqlite(conn) => sqlite::begin_reading(conn),
            Self::Postgres(conn) => postgres::begin_reading(conn, deadline),
        }
    }

    /// Runs `work` in a reading transaction, and tells it which state it reads.
    ///
    /// # Errors
    /// What `work` fails with; when the database cannot be read, or has not been migrated.
    pub(super) fn read<T>(&mut self, work: impl FnOnce(&mut Self, Sighting) -> Result<T>) -> Result<T> {
        let outcome = self.begin_reading(&Deadline::never()).and_then(|begun| work(self, begun.sighting));
        match Manager::rollback_transaction(self) {
            Ok(()) | Err(diesel::result::Error::NotInTransaction) => outcome,
            Err(error) => outcome.and(Err(error.into())),
        }
    }

    /// Ends the statement that runs in a session, if it is one of the server that this connection leads to. Returns
    /// whether it is.
    pub(super) fn cancel(&mut self, session: &Session) -> Result<bool> {
        match self {
            Self::Sqlite(_) => Ok(false),
            Self::Postgres(conn) => postgres::cancel(conn, session),
        }
    }

    /// Waits until no other writer is in a transaction, and keeps others waiting until this one ends.
    fn wait_for_writers(&mut self) -> Result<()> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(conn) => Ok(conn.batch_execute(&format!("SELECT pg_advisory_xact_lock({WRITER_LOCK})"))?),
        }
    }

    /// The versions of the migrations in this program, oldest first.
    pub fn known_migrations(&self) -> Result<Vec<String>> {
        let names = match self {
            Self::Sqlite(_) => migration_versions::<diesel::sqlite::Sqlite>(&SQLITE_MIGRATIONS),
            Self::Postgres(_) => migration_versions::<diesel::pg::Pg>(&POSTGRES_MIGRATIONS),
        };
        names.map_err(Error::Migration)
    }

    /// The versions that the database has applied, oldest first; none in a new database.
    pub fn applied_migrations(&mut self) -> Result<Vec<String>> {
        let has_table = match self {
            Self::Sqlite(_) => "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = '__diesel_schema_migrations')",
            Self::Postgres(_) => "SELECT to_regclass('__diesel_schema_migrations') IS NOT NULL",
        };
        // A pooler may take each transaction to another session, where a statement that was prepared is not known.
        self.transaction(|conn| {
            if !sql::<Bool>(has_table).get_result(conn)? {
                return Ok(Vec::new());
            }
            // Diesel's own way to ask would try to make the table, which a reading connection may not.
            Ok(sql::<Text>("SELECT version FROM __diesel_schema_migrations ORDER BY version").load(conn)?)
        })
    }

    /// Applies the migrations that the database lacks and returns their versions. Call it inside [`Self::write`].
    pub fn apply_migrations(&mut self) -> Result<Vec<String>> {
        let applied = match self {
            Self::Sqlite(conn) => run_pending(conn, SQLITE_MIGRATIONS),
            Self::Postgres(conn) => run_pending(conn, POSTGRES_MIGRATIONS),
        };
        applied.map_err(Error::Migration)
    }

    /// Reverts all migrations, newest first, and with them all data. Call it inside [`Self::write`].
    pub fn revert_migrations(&mut self) -> Result<()> {
        let reverted = match self {
            Self::Sqlite(conn) => conn.revert_all_migrations(SQLITE_MIGRATIONS).map(drop),
            Self::Postgres(conn) => conn.revert_all_migrations(POSTGRES_MIGRATIONS).map(drop),
        };
        reverted.map_err(Error::Migration)
    }
}

type BoxedError = Box<dyn std::error::Error + Send + Sync>;

fn run_pending<C, DB>(conn: &mut C, migrations: EmbeddedMigrations) -> Result<Vec<String>, BoxedError>
where
    DB: diesel::backend::Backend,
    C: MigrationHarness<DB>,
{
    let versions = conn.run_pending_migrations(migrations)?;
    Ok(versions.into_iter().map(|version| version.to_string()).collect())
}

fn migration_versions<DB: diesel::backend::Backend>(
    migrations: &EmbeddedMigrations,
) -> Result<Vec<String>, BoxedError> {
    let all = diesel::migration::MigrationSource::<DB>::migrations(migrations)?;
    let mut versions: Vec<String> = all.iter().map(|migration| migration.name().version().to_string()).collect();
    versions.sort();
    Ok(versions)
}
