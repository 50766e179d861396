//! Bringing a database to this program's version, and telling when it is of another.

use super::conn::Conn;
use super::revision;
use super::search;
use super::store::{analyze, derive};
use crate::error::{Error, Result};

/// The migration that makes the table of keys: what is in it, SQL cannot tell.
const NAME_KEYS: &str = "20261122300000";

/// The migration that makes legal instruments of texts.
const LEGAL_INSTRUMENTS: &str = "20261128200000";

/// Applies the migrations that the database lacks and derives what they make room for, in one transaction, and returns
/// their versions, oldest first. Programs that do so at the same time wait for each other; all but the first find nothing
/// to do.
///
/// # Errors
/// `NewerDatabase` when the database has migrations that this program does not know; then nothing is applied.
pub fn migrate(conn: &mut Conn) -> Result<Vec<String>> {
    if missing(conn)?.is_empty() {
        return Ok(Vec::new());
    }
    let applied = conn.write(|conn| {
        // Another program may have migrated while this one waited to be the writer.
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

/// Makes sure that the database is of this program's version.
///
/// # Errors
/// `OlderDatabase` when it lacks migrations, `NewerDatabase` when it has unknown ones.
pub fn verify(conn: &mut Conn) -> Result<()> {
    let missing = missing(conn)?;
    if missing.is_empty() { Ok(()) } else { Err(Error::OlderDatabase { missing: missing.join(", ") }) }
}

/// Whether nothing has ever been applied to the database.
///
/// # Errors
/// When the database cannot be asked.
pub fn is_new(conn: &mut Conn) -> Result<bool> {
    Ok(conn.applied_migrations()?.is_empty())
}

/// The migrations that this program knows and the database lacks.
fn missing(conn: &mut Conn) -> Result<Vec<String>> {
    let known = conn.known_migrations()?;
    let applied = conn.applied_migrations()?;
    let unknown: Vec<&str> = applied.iter().filter(|version| !known.contains(version)).map(String::as_str).collect();
    if !unknown.is_empty() {
        return Err(Error::NewerDatabase { unknown: unknown.join(", ") });
    }
    Ok(known.into_iter().filter(|version| !applied.contains(version)).collect())
}
