//! One connection to either backend. The only file that tells them apart.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use diesel::connection::{AnsiTransactionManager, InstrumentationEvent, SimpleConnection, TransactionManager};
use diesel::dsl::sql;
use diesel::prelude::*;
use diesel::r2d2::R2D2Connection;
use diesel::sql_types::{Bool, Text};
use diesel_migrations::{EmbeddedMigrations, MigrationHarness, embed_migrations};

use crate::config::DatabaseUrl;
use crate::error::{Error, Result};

/// How long a statement on SQLite waits for another connection's lock.
const SQLITE_BUSY_TIMEOUT: Duration = Duration::from_secs(30);

/// Any number that no other program locks in the same database: it serializes those that write.
const WRITER_LOCK: i64 = 0x5a4e_4144;

const SQLITE_MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations/sqlite");
const POSTGRES_MIGRATIONS: EmbeddedMigrations = embed_migrations!("migrations/postgres");

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
            $crate::db::conn::Conn::Postgres($one) => $statement,
            $crate::db::conn::Conn::Sqlite($one) => $statement,
        }
    };
}
pub(super) use on_each;

/// What stands before and after a statement, so that a column is compared with what it finds for the row at hand.
/// Postgres looks such values up in an index only when they come as an array.
pub(super) fn any_of_rows(backend: &MultiBackend) -> (&'static str, &'static str) {
    match backend {
        MultiBackend::Postgres(_) => (" = ANY (ARRAY(", "))"),
        MultiBackend::Sqlite(_) => (" IN (", ")"),
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

impl Conn {
    /// Connects to the backend that the URL's scheme names. [`Access::Write`] makes a SQLite file that is missing.
    ///
    /// # Errors
    /// `Unreachable` when there is no such server, no such folder, or, for [`Access::Read`], no such file.
    pub fn open(url: &DatabaseUrl, access: Access) -> Result<Self> {
        let opened = match url {
            DatabaseUrl::Sqlite(path) => open_sqlite(path, access).map(Self::Sqlite),
            DatabaseUrl::Postgres(url) => open_postgres(url, access).map(Self::Postgres),
        };
        opened.map_err(|reason| Error::Unreachable { url: url.redacted(), reason: url.without_secrets(reason) })
    }

    /// Counts the statements that the connection sends from now on, without those that open and close transactions.
    pub fn count_statements(&mut self, counter: Arc<AtomicU64>) {
        let mut controls_transaction = false;
        self.set_instrumentation(move |event: InstrumentationEvent<'_>| match event {
            InstrumentationEvent::BeginTransaction { .. }
            | InstrumentationEvent::CommitTransaction { .. }
            | InstrumentationEvent::RollbackTransaction { .. } => controls_transaction = true,
            InstrumentationEvent::StartQuery { .. } if !std::mem::take(&mut controls_transaction) => {
                counter.fetch_add(1, Ordering::Relaxed);
                super::statements::count();
            }
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
                "BEGIN ISOLATION LEVEL READ COMMITTED READ WRITE",
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

    /// How it keeps an index of words.
    pub(super) fn full_text(&self) -> FullText {
        match self {
            Self::Sqlite(_) => FullText::Fts5,
            Self::Postgres(_) => FullText::Tsvector,
        }
    }

    /// Starts a reading transaction: until it ends, all that is read is of one state of the database. A pooler may hand
    /// each transaction to another session, so the statement itself says of which sort it is.
    pub(super) fn begin_reading(&mut self) -> Result<()> {
        match self {
            Self::Sqlite(conn) => AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN")?,
            Self::Postgres(conn) => {
                AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")?
            }
        }
        Ok(())
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
        if !sql::<Bool>(has_table).get_result(self)? {
            return Ok(Vec::new());
        }
        // Diesel's own way to ask would try to make the table, which a reading connection may not.
        Ok(sql::<Text>("SELECT version FROM __diesel_schema_migrations ORDER BY version").load(self)?)
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

fn open_sqlite(path: &str, access: Access) -> Result<SqliteConnection, String> {
    let mut conn = SqliteConnection::establish(&sqlite_uri(path, access))
        .map_err(|error| why_no_file(path, access).unwrap_or_else(|| error.to_string()))?;
    conn.batch_execute(&sqlite_settings(access))
        // Postgres's name for comparing byte by byte. Diesel hands over the right side first.
        .and_then(|()| conn.register_collation("C", |right, left| left.cmp(right)))
        .and_then(|()| if access == Access::Write { write_ahead(&mut conn) } else { first_look(&mut conn) })
        .map_err(|error| match error.to_string() {
            reason if reason.contains("readonly") => format!("{reason}: {WHAT_READING_TAKES}"),
            reason => reason,
        })?;
    Ok(conn)
}

/// To open the file as immutable would do without, and take no notice of those who write it all the same.
const WHAT_READING_TAKES: &str = "a file that may only be read has to lie in a folder that may be written, where SQLite \
                                  keeps what readers and a writer share, in files that end in -wal and -shm";

/// Reads something, which is when SQLite finds out whether it can.
fn first_look(conn: &mut SqliteConnection) -> QueryResult<()> {
    conn.batch_execute("PRAGMA schema_version")
}

/// Lets readers read while one connection writes. A file stays so; SQLite does not wait for others that are just now
/// making it so.
fn write_ahead(conn: &mut SqliteConnection) -> QueryResult<()> {
    let deadline = Instant::now() + SQLITE_BUSY_TIMEOUT;
    loop {
        match conn.batch_execute("PRAGMA journal_mode = WAL") {
            Err(error) if error.to_string().contains("locked") && Instant::now() < deadline => {
                std::thread::sleep(Duration::from_millis(5));
            }
            outcome => return outcome,
        }
    }
}

fn open_postgres(url: &str, access: Access) -> Result<PgConnection, String> {
    let mut conn = PgConnection::establish(url).map_err(|error| error.to_string())?;
    conn.batch_execute(postgres_settings(access)).map_err(|error| error.to_string())?;
    Ok(conn)
}

/// What SQLite does not say when it cannot open a file.
fn why_no_file(path: &str, access: Access) -> Option<String> {
    let path = Path::new(path);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) if !folder.is_dir() => Some(format!("there is no folder {}", folder.display())),
        _ if access == Access::Read && !path.exists() => Some("there is no such file".to_owned()),
        _ => None,
    }
}

fn sqlite_settings(access: Access) -> String {
    let busy = SQLITE_BUSY_TIMEOUT.as_millis();
    let settings = match access {
        // A walk comes back to the same pages; each connection keeps up to so many KiB of them.
        Access::Read => "PRAGMA query_only = ON; PRAGMA cache_size = -8192;",
        // A large load touches the indexes all over: they had better stay in memory, in up to so many KiB.
        Access::Write => "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -262144;",
    };
    format!("PRAGMA busy_timeout = {busy}; PRAGMA foreign_keys = ON; {settings}")
}

fn postgres_settings(access: Access) -> &'static str {
    match access {
        // At the default cost of a random page, which is that of a turning disk, the planner would rather read and sort
        // all rows of a parent than the first few of an index.
        Access::Read => "SET SESSION CHARACTERISTICS AS TRANSACTION READ ONLY; SET random_page_cost = 1.1",
        Access::Write => "SET client_min_messages = warning",
    }
}

/// The file as SQLite's URIs name it. Only a path from the root may follow an (empty) authority.
fn sqlite_uri(path: &str, access: Access) -> String {
    let mode = if access == Access::Write { "rwc" } else { "rw" };
    let authority = if path.starts_with('/') { "//" } else { "" };
    let path = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{authority}{path}?mode={mode}")
}

/// Makes the connections of the pool.
#[derive(Debug)]
pub(super) struct Connector {
    pub url: DatabaseUrl,
    pub statements: Arc<AtomicU64>,
}

impl r2d2::ManageConnection for Connector {
    type Connection = Conn;
    type Error = Error;

    fn connect(&self) -> Result<Conn> {
        let mut conn = Conn::open(&self.url, Access::Read)?;
        conn.count_statements(Arc::clone(&self.statements));
        Ok(conn)
    }

    fn is_valid(&self, conn: &mut Conn) -> Result<()> {
        Ok(conn.ping()?)
    }

    fn has_broken(&self, conn: &mut Conn) -> bool {
        std::thread::panicking() || conn.is_broken()
    }
}
