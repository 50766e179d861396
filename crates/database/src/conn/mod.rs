//! A connection to either backend. Only this module distinguishes them.
//!
//! `sqlite` and `postgres` open connections and cancel their statements, each in its own way.

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
use super::revision::DataVersion;
use crate::error::{Error, Result};
use crate::url::{DatabaseUrl, TRANSACTION_POOLING};

/// An arbitrary number for the advisory lock that serializes writers. No other program should lock it in the same
/// database.
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

/// Runs a statement that Diesel types for a single backend, such as an insertion of many rows.
macro_rules! on_each {
    ($conn:expr, |$one:ident| $statement:expr) => {
        match $conn {
            $crate::conn::Conn::Postgres($one) => $statement,
            $crate::conn::Conn::Sqlite($one) => $statement,
        }
    };
}
pub(super) use on_each;

/// Inserts rows into a table. Postgres gets them by COPY: it parses no statement, and binds no values one by one.
macro_rules! insert_rows {
    ($conn:expr, $table:expr, $rows:expr) => {
        match $conn {
            $crate::conn::Conn::Postgres(one) => diesel::copy_from($table).from_insertable($rows).execute(one),
            $crate::conn::Conn::Sqlite(one) => diesel::insert_into($table).values($rows).execute(one),
        }
    };
}
pub(super) use insert_rows;

/// The SQL before and after a JSON array of ids that compares a column with them.
pub(super) fn any_of_ids(backend: &MultiBackend) -> (&'static str, &'static str) {
    match backend {
        // Postgres looks up the elements of an array in an index; it might turn a subquery into a join.
        MultiBackend::Postgres(_) => (" = ANY (CAST(translate(", ", '[]', '{}') AS BIGINT[]))"),
        MultiBackend::Sqlite(_) => (" IN (SELECT value FROM json_each(", "))"),
    }
}

/// The SQL before and after a JSON array of ids that makes it a table with the column `item`.
pub(super) fn table_of_ids(backend: &MultiBackend) -> (&'static str, &'static str) {
    match backend {
        MultiBackend::Postgres(_) => {
            ("(SELECT id AS item FROM unnest(CAST(translate(", ", '[]', '{}') AS BIGINT[])) AS ids (id))")
        }
        MultiBackend::Sqlite(_) => ("(SELECT value AS item FROM json_each(", "))"),
    }
}

/// The SQL before and after a JSON array of texts or integers that makes it a table with the column `item`. The
/// statement does not depend on their number, and is prepared once.
pub(super) fn table_of_items(backend: &MultiBackend) -> (&'static str, &'static str) {
    match backend {
        MultiBackend::Postgres(_) => {
            ("(SELECT element AS item FROM json_array_elements_text(CAST(", " AS JSON)) AS elements (element))")
        }
        MultiBackend::Sqlite(_) => ("(SELECT value AS item FROM json_each(", "))"),
    }
}

/// The SQL around a condition on the row whose id a column holds that evaluates it once per row, however often the
/// statement reaches the row, as [`memo::answered_once`] gives it. None if the backend does so by itself.
pub(super) fn answered_once(backend: &MultiBackend, row: &str) -> Option<[String; 4]> {
    match backend {
        MultiBackend::Postgres(_) => None,
        MultiBackend::Sqlite(_) => Some(memo::answered_once(row)),
    }
}

/// Whether the backend joins subqueries laterally, so that they see the row on their left. If not, `CROSS JOIN … ON` is
/// an inner join that fixes the order of the tables.
pub(super) fn joins_laterally(backend: &MultiBackend) -> bool {
    matches!(backend, MultiBackend::Postgres(_))
}

/// The backend's full-text index.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FullText {
    /// SQLite's, which returns matches in the order of its rows.
    Fts5,
    /// Postgres's, which returns matches in any order.
    Tsvector,
}

type Manager = <Conn as Connection>::TransactionManager;

/// What a connection may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Only read.
    Read,
    /// Read and write.
    Write,
}

/// A connection, and the file that it reads if it is SQLite.
pub(super) struct Opened {
    pub conn: Conn,
    pub file: Option<FileIdentity>,
}

/// What is known when a read transaction has begun.
pub(super) struct Begun {
    /// The version that it reads.
    pub version: DataVersion,
    /// The session that runs its statements, if another connection can cancel them.
    pub session: Option<Session>,
}

impl Conn {
    /// Connects to the backend that the URL's scheme names. [`Access::Write`] creates a SQLite file that is missing.
    ///
    /// # Errors
    /// `Unreachable` when there is no such server, no such folder, or, for [`Access::Read`], no such file.
    pub fn open(url: &DatabaseUrl, access: Access) -> Result<Self> {
        Ok(Self::open_within(url, access, &Arc::default())?.conn)
    }

    /// The same, with statements that end by the limit's deadline, if the backend asks for it.
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

    /// Checks that a connection keeps its session as long as it is open.
    ///
    /// # Errors
    /// `Unreachable` when the server is behind a pooler in transaction mode and the URL does not say so: statements
    /// would fail now and then.
    pub fn refuse_poolers(url: &DatabaseUrl) -> Result<()> {
        let DatabaseUrl::Postgres(server) = url else { return Ok(()) };
        match postgres::is_pooled_unawares(server) {
            // Opening the connection reports why it cannot be reached.
            Ok(false) | Err(_) => Ok(()),
            Ok(true) => Err(Error::Unreachable {
                url: url.redacted(),
                reason: format!(
                    "a pooler, such as PgBouncer with pool_mode = transaction, may run each transaction in another \
                     session: add {TRANSACTION_POOLING} to the URL's parameters, after ? or &"
                ),
            }),
        }
    }

    /// Calls `sent` for each statement that the connection sends from now on, except those that begin and end
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

    /// Runs `work` as the only writer of the database, in one transaction: all of it is kept, or nothing. It sees
    /// everything that earlier writers have committed. Writers wait for each other; readers do not wait.
    ///
    /// # Errors
    /// The errors of `work`, and what the database finds wrong when the transaction ends.
    pub fn write<T, E: From<Error>>(&mut self, work: impl FnOnce(&mut Self) -> Result<T, E>) -> Result<T, E> {
        self.begin_writing()?;
        match self.wait_for_writers().map_err(E::from).and_then(|()| work(self)) {
            Ok(value) => {
                Manager::commit_transaction(self).map_err(Error::from)?;
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

    fn begin_writing(&mut self) -> Result<()> {
        match self {
            // A transaction that starts by reading could not become the writer while another connection is.
            Self::Sqlite(conn) => AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN IMMEDIATE")?,
            Self::Postgres(conn) => AnsiTransactionManager::begin_transaction_sql(
                conn,
                // Under READ COMMITTED, each statement sees what was committed before it started: after the wait for
                // the lock, the changes of earlier writers.
                "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE; SET LOCAL client_min_messages = warning",
            )?,
        }
        Ok(())
    }

    /// The collation that compares texts byte by byte. It is built into the backend: SQLite could call a collation of
    /// ours with invalid text.
    pub(super) fn bytewise(&self) -> &'static str {
        match self {
            Self::Sqlite(_) => "BINARY",
            Self::Postgres(_) => "\"C\"",
        }
    }

    /// The full-text index of the backend.
    pub(super) fn full_text(&self) -> FullText {
        match self {
            Self::Sqlite(_) => FullText::Fts5,
            Self::Postgres(_) => FullText::Tsvector,
        }
    }

    /// Updates the planner's statistics on the tables.
    pub(super) fn analyze(&mut self, tables: &[&str]) -> Result<()> {
        let mut statements: String = tables.iter().map(|table| format!("ANALYZE {table};")).collect();
        if let Self::Sqlite(_) = self {
            // Drops samples of columns that a program compiled with STAT4 has left: `.cargo/config.toml` says what they
            // do.
            statements.push_str("DROP TABLE IF EXISTS sqlite_stat4;");
        }
        Ok(self.batch_execute(&statements)?)
    }

    /// Updates the planner's statistics on tables that a transaction has filled and not committed. Postgres takes tables
    /// without statistics for small ones and reads them from end to end, each time that something is looked up; SQLite
    /// takes the index anyway.
    pub(super) fn analyze_unseen(&mut self, tables: &[&str]) -> Result<()> {
        match self {
            Self::Sqlite(_) => Ok(()),
            Self::Postgres(_) => self.analyze(tables),
        }
    }

    /// Begins a read transaction: until it ends, all reads see the same version of the database. Its statements end by
    /// the deadline.
    pub(super) fn begin_reading(&mut self, deadline: &Deadline) -> Result<Begun> {
        match self {
            Self::Sqlite(conn) => sqlite::begin_reading(conn),
            Self::Postgres(conn) => postgres::begin_reading(conn, deadline),
        }
    }

    /// Runs `work` in a read transaction, with the version that it reads.
    ///
    /// # Errors
    /// The errors of `work`; when the database cannot be read or has not been migrated.
    pub(super) fn read<T>(&mut self, work: impl FnOnce(&mut Self, DataVersion) -> Result<T>) -> Result<T> {
        let outcome = self.begin_reading(&Deadline::never()).and_then(|begun| work(self, begun.version));
        match self.end_reading() {
            Ok(()) => outcome,
            Err(error) => outcome.and(Err(error)),
        }
    }

    /// Ends a read transaction, if one has begun.
    pub(super) fn end_reading(&mut self) -> Result<()> {
        match Manager::rollback_transaction(self) {
            Ok(()) | Err(diesel::result::Error::NotInTransaction) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }

    /// Cancels the statement that a session runs, if the session is on the server that this connection leads to.
    /// Returns whether it is.
    pub(super) fn cancel(&mut self, session: &Session) -> Result<bool> {
        match self {
            Self::Sqlite(_) => Ok(false),
            Self::Postgres(conn) => postgres::cancel(conn, session),
        }
    }

    /// Waits until no other writer is in a transaction, and makes others wait until this one ends.
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

    /// The versions of the applied migrations, oldest first; none in a new database.
    pub fn applied_migrations(&mut self) -> Result<Vec<String>> {
        let has_table = match self {
            Self::Sqlite(_) => "SELECT EXISTS (SELECT 1 FROM sqlite_master WHERE name = '__diesel_schema_migrations')",
            Self::Postgres(_) => "SELECT to_regclass('__diesel_schema_migrations') IS NOT NULL",
        };
        // A transaction, because a pooler may run each statement outside one in another session, where the prepared
        // statement is unknown.
        self.transaction(|conn| {
            if !sql::<Bool>(has_table).get_result(conn)? {
                return Ok(Vec::new());
            }
            // Diesel's own function would try to create the table, which a read-only connection may not.
            Ok(sql::<Text>("SELECT version FROM __diesel_schema_migrations ORDER BY version").load(conn)?)
        })
    }

    /// The names of the tables and views, besides the table of migrations, the backend's own and those of extensions.
    pub fn tables(&mut self) -> Result<Vec<String>> {
        let names = match self {
            Self::Sqlite(_) => {
                "name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT GLOB 'sqlite_*' \
                 AND name <> '__diesel_schema_migrations' ORDER BY name"
            }
            Self::Postgres(_) => {
                "relname::text FROM pg_class \
                 WHERE relnamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema()) \
                 AND relkind IN ('r', 'p', 'v', 'm', 'f') AND relname <> '__diesel_schema_migrations' \
                 AND NOT EXISTS (SELECT FROM pg_depend WHERE classid = 'pg_class'::regclass AND objid = pg_class.oid \
                 AND deptype = 'e') ORDER BY relname"
            }
        };
        Ok(self.transaction(|conn| sql::<Text>(&format!("SELECT {names}")).load(conn))?)
    }

    /// Applies the missing migrations and returns their versions. Call it inside [`Self::write`].
    pub fn apply_migrations(&mut self) -> Result<Vec<String>> {
        let applied = match self {
            Self::Sqlite(conn) => run_pending(conn, SQLITE_MIGRATIONS),
            Self::Postgres(conn) => run_pending(conn, POSTGRES_MIGRATIONS),
        };
        applied.map_err(Error::Migration)
    }

    /// Reverts all migrations, newest first, and deletes all data with them. Call it inside [`Self::write`].
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
