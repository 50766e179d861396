//! Opens SQLite files.

use std::fs::File;
use std::io::ErrorKind;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use diesel::connection::{AnsiTransactionManager, SimpleConnection};
use diesel::prelude::*;

use super::memo;
use super::progress::{self, Limit};
use super::{Access, Begun};
use crate::error::Result;
use crate::revision::{self, Token};
use crate::schema::revisions;

/// How long a statement waits for another connection's lock.
const BUSY_TIMEOUT: Duration = Duration::from_secs(30);

/// The file that a path led to when it was opened. A file that replaces it is another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileIdentity {
    path: PathBuf,
    device: u64,
    inode: u64,
    /// Size and time of the last change, if SQLite was told that nobody writes to the file; otherwise SQLite checks by
    /// itself.
    written: Option<Written>,
}

/// Size and time of the last change of a file and of the two beside it.
type Written = [Option<(u64, i64, i64)>; 3];

/// The suffixes of the files that SQLite keeps beside the database.
const BESIDE: [&str; 2] = ["-wal", "-journal"];

impl FileIdentity {
    /// The current file at the path.
    fn of(path: &Path, is_immutable: bool) -> Option<Self> {
        let metadata = std::fs::metadata(path).ok()?;
        let written = is_immutable.then(|| ["", BESIDE[0], BESIDE[1]].map(|end| written(&beside(path, end))));
        Some(Self { path: path.to_owned(), device: metadata.dev(), inode: metadata.ino(), written })
    }

    /// Whether the path still leads to the same, unchanged file.
    pub fn is_current(&self) -> bool {
        Self::of(&self.path, self.written.is_some()).as_ref() == Some(self)
    }
}

fn written(path: &Path) -> Option<(u64, i64, i64)> {
    std::fs::metadata(path).ok().map(|metadata| (metadata.len(), metadata.mtime(), metadata.mtime_nsec()))
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    name.into()
}

/// Opens the file and identifies it.
///
/// A reader shares files beside the database with writers, and creates them if necessary. Where nothing can be written,
/// as on a read-only mount, it opens the file as immutable; `FileIdentity` notices if somebody writes to it anyway.
pub fn open(
    path: &str,
    access: Access,
    limit: &Arc<Limit>,
) -> Result<(SqliteConnection, Option<FileIdentity>), String> {
    let file = FileIdentity::of(Path::new(path), false);
    let reason = match open_uri(&uri(path, access, false), access, limit) {
        Ok(conn) => return Ok((conn, file)),
        Err(reason) => why_not_opened(path, access).unwrap_or(reason),
    };
    let is_read_only = file.is_some() && ["readonly", "unable to open"].iter().any(|text| reason.contains(text));
    if !is_read_only || access == Access::Write {
        return Err(reason);
    }
    if let Some(left) = BESIDE.map(|end| beside(Path::new(path), end)).iter().find(|left| has_content(left)) {
        return Err(format!(
            "{reason}: {} holds changes that are not in the database file yet, and SQLite cannot write here to apply \
             them. Copy both files to a writable folder, or run `sqlite3 {path} 'PRAGMA wal_checkpoint(TRUNCATE)'` \
             where they are writable",
            left.display()
        ));
    }
    let file = FileIdentity::of(Path::new(path), true);
    let conn = open_uri(&uri(path, access, true), access, limit)?;
    tracing::info!(path, "the database's folder is not writable: reading the database as a file that does not change");
    Ok((conn, file))
}

fn has_content(path: &Path) -> bool {
    written(path).is_some_and(|(length, ..)| length > 0)
}

fn open_uri(uri: &str, access: Access, limit: &Arc<Limit>) -> Result<SqliteConnection, String> {
    let mut conn = progress::establish(uri, limit).map_err(|error| error.to_string())?;
    conn.batch_execute(&settings(access))
        .and_then(|()| memo::register(&mut conn))
        .and_then(|()| if access == Access::Write { write_ahead(&mut conn) } else { first_look(&mut conn) })
        .map_err(|error| error.to_string())?;
    Ok(conn)
}

/// Reads something: only then does SQLite find out whether it can.
fn first_look(conn: &mut SqliteConnection) -> QueryResult<()> {
    conn.batch_execute("PRAGMA schema_version")
}

/// Switches the file to write-ahead logging, permanently, so that readers do not wait for a writer. Retries while other
/// connections do the same, because SQLite does not wait for them.
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

/// Begins a read transaction. The first read, of the revision and token, fixes its snapshot.
pub fn begin_reading(conn: &mut SqliteConnection) -> Result<Begun> {
    AnsiTransactionManager::begin_transaction_sql(conn, "BEGIN")?;
    let version = revisions::table.select(revision::COLUMNS).first::<(i64, Token)>(conn)?.into();
    Ok(Begun { version, session: None })
}

/// A clearer reason than SQLite's why a file cannot be opened, if there is one.
fn why_not_opened(path: &str, access: Access) -> Option<String> {
    let path = Path::new(path);
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    match folder {
        Some(folder) if !folder.is_dir() => Some(format!("there is no folder {}", folder.display())),
        _ if access == Access::Read && !path.exists() => Some("there is no such file".to_owned()),
        _ if access == Access::Write => why_not_written(path, folder.unwrap_or(Path::new("."))),
        _ => None,
    }
}

/// Why the folder is not writable, if it is not. A writer creates files beside the database.
fn why_not_written(path: &Path, folder: &Path) -> Option<String> {
    let probe = beside(path, &format!("-{}-probe", std::process::id()));
    match File::create_new(&probe) {
        Ok(_) => {
            // Ignores a probe that cannot be removed: SQLite reports its own error.
            let _ = std::fs::remove_file(probe);
            None
        }
        Err(error) => matches!(error.kind(), ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem)
            .then(|| format!("the folder {} cannot be written: {error}", folder.display())),
    }
}

fn settings(access: Access) -> String {
    let busy = BUSY_TIMEOUT.as_millis();
    let settings = match access {
        // A walk reads the same pages repeatedly. The cache of each connection is limited to this many KiB.
        Access::Read => "PRAGMA query_only = ON; PRAGMA cache_size = -8192;",
        // A large load touches the indexes everywhere, so they should stay in memory, up to this many KiB.
        Access::Write => "PRAGMA synchronous = NORMAL; PRAGMA cache_size = -262144;",
    };
    format!("PRAGMA busy_timeout = {busy}; PRAGMA foreign_keys = ON; {settings}")
}

/// The file's SQLite URI. Only an absolute path may follow an (empty) authority.
fn uri(path: &str, access: Access, is_immutable: bool) -> String {
    let mode = match access {
        Access::Write => "rwc",
        Access::Read if is_immutable => "ro",
        // Sharing the database with a writer requires writing beside the file.
        Access::Read => "rw",
    };
    let authority = if path.starts_with('/') { "//" } else { "" };
    let path = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let immutable = if is_immutable { "&immutable=1" } else { "" };
    format!("file:{authority}{path}?mode={mode}{immutable}")
}
