//! Migrates a database to this program's version, and checks its version.

use super::conn::Conn;
use super::revision;
use super::search;
use super::store::{analyze, derive};
use crate::error::{Error, Result};

/// The migration that creates the table of name keys. SQL cannot compute its rows.
const NAME_KEYS: &str = "20261122300000";

/// The migration that turns texts into legal instruments.
const LEGAL_INSTRUMENTS: &str = "20261128200000";

/// Applies the missing migrations and derives the rows that they need, in one transaction. Returns their versions,
/// oldest first. Programs that do this at the same time wait for each other; all but the first find nothing to do.
///
/// # Errors
/// `NewerDatabase` when the database has migrations that this program does not know; then nothing is applied.
pub fn migrate(conn: &mut Conn) -> Result<Vec<String>> {
    if missing(conn)?.is_empty() {
        return Ok(Vec::new());
    }
    let applied = conn.write(|conn| {
        // Another program may have migrated while this one waited for the lock.
        if missing(conn)?.is_empty() {
            return Ok(Vec::new());
        }
        let applied = conn.apply_migrations()?;
        if applied.iter().any(|version| version == NAME_KEYS) {
            derive::name_keys(conn)?;
        }
        let changes_what_is_searched = [search::index::MIGRATION, LEGAL_INSTRUMENTS];
        if applied.iter().any(|version| changes_what_is_searched.contains(&version.as_str())) {
            search::index::refresh(conn, None)?;
        }
        revision::renew(conn)?;
        Ok(applied)
    })?;
    if !applied.is_empty() {
        analyze(conn);
    }
    Ok(applied)
}

/// Checks that the database has this program's version.
///
/// # Errors
/// `OlderDatabase` when it lacks migrations, `NewerDatabase` when it has unknown ones.
pub fn verify(conn: &mut Conn) -> Result<()> {
    let missing = missing(conn)?;
    if missing.is_empty() { Ok(()) } else { Err(Error::OlderDatabase { missing: missing.join(", ") }) }
}

/// Whether no migration has ever been applied to the database.
///
/// # Errors
/// The database's errors.
pub fn is_new(conn: &mut Conn) -> Result<bool> {
    Ok(conn.applied_migrations()?.is_empty())
}

/// The migrations that the program knows and the database lacks.
fn missing(conn: &mut Conn) -> Result<Vec<String>> {
    let known = conn.known_migrations()?;
    let applied = conn.applied_migrations()?;
    let unknown: Vec<&str> = applied.iter().filter(|version| !known.contains(version)).map(String::as_str).collect();
    if !unknown.is_empty() {
        return Err(Error::NewerDatabase { unknown: unknown.join(", ") });
    }
    Ok(known.into_iter().filter(|version| !applied.contains(version)).collect())
}
