//! Opening a file of SQLite.

use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use diesel::connection::{AnsiTransactionManager, SimpleConnection};
use diesel::prelude::*;

use super::progress::{self, Limit};
use super::{Access, Begun};
use crate::config::DatabaseUrl;
use crate::db::revision::{self, Token};
use crate::db::schema::revisions;
use crate::error::Result;

/// How long a statement waits for another connection's lock.
const BUSY_TIMEOUT: Duration = Duration::from_secs(30);

/// Which file a path leads to: one that is put into its place is another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FileIdentity {
    device: u64,
    inode: u64,
}

impl FileIdentity {
    /// That of the database's file as it is now; none when there is no file, or it is no database in a file.
    pub fn of(url: &DatabaseUrl) -> Option<Self> {
        let DatabaseUrl::Sqlite(path) = url else { return None };
        let metadata = std::fs::metadata(path).ok()?;
        Some(Self { device: metadata.dev(), inode: metadata.ino() })
    }
}

pub fn open(path: &str, access: Access, limit: &Arc<Limit>) -> Result<SqliteConnection, String> {
    let mut conn = progress::establish(&uri(path, access), limit)
        .map_err(|error| why_no_file(path, access).unwrap_or_else(|| error.to_string()))?;
    conn.batch_execute(&settings(access))
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
    let deadline = Instant::now() + BUSY_TIMEOUT;
    loop {
        match conn.batch_execute("PRAGMA journal_mode = WAL") {
            Err(error) if error.to_string().contains("locked") && Instant::now() < deadline => {
                std::thread::sleep(Duration::from_millis(5));
            }
            outcome => return outcome,
        }
    }
}

/// Starts a reading transaction. Its state is settled by what is read first, its number and token.
pub fn begin_reading(conn: &mut SqliteConnection) -> Result<Begun> {
    AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN")?;
    let sighting = revisions::table.select(revision::COLUMNS).first::<(i64, Token)>(conn)?.into();
    Ok(Begun { sighting, session: None })
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

fn settings(access: Access) -> String {
    let busy = BUSY_TIMEOUT.as_millis();
    let settings = match access {
        // A walk comes back to the same pages; each connection keeps up to so many KiB of them.
        Access::Read => "PRAGMA query_only = ON; PRAGMA cache_size = -8192;",
        // A large load touches the indexes all over: they had better stay in memory, in up to so many KiB.
        Access::Write => "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -262144;",
    };
    format!("PRAGMA busy_timeout = {busy}; PRAGMA foreign_keys = ON; {settings}")
}

/// The file as SQLite's URIs name it. Only a path from the root may follow an (empty) authority.
fn uri(path: &str, access: Access) -> String {
    let mode = if access == Access::Write { "rwc" } else { "rw" };
    let authority = if path.starts_with('/') { "//" } else { "" };
    let path = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    format!("file:{authority}{path}?mode={mode}")
}
