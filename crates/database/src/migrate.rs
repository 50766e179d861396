//! Migrates a database to this program's version, and checks its version.

use diesel::prelude::*;
use sanad_model::NORMALIZED_VERSION;

use super::conn::{Access, Conn, on_each};
use super::revision;
use super::schema::derivations;
use super::search;
use super::store::{analyze, derive, sanction_periods};
use crate::error::{Error, Result};
use crate::url::DatabaseUrl;

/// The migration that turns texts into legal instruments.
const LEGAL_INSTRUMENTS: &str = "20261128200000";

/// Rows that the program derives from others by rules that SQL does not have.
struct Derivation {
    /// Its name in the table `derivations`.
    name: &'static str,
    /// The version of the rules.
    version: i64,
    /// The migrations after which the rows are missing or outdated.
    migrations: &'static [&'static str],
    /// Derives all rows again.
    derive: fn(&mut Conn) -> Result<()>,
}

static DERIVATIONS: [Derivation; 4] = [
    Derivation { name: "identifiers", version: NORMALIZED_VERSION, migrations: &[], derive: derive::identifiers },
    Derivation {
        name: "name keys",
        version: sanad_names::KEYS_VERSION,
        migrations: &["20261122300000"],
        derive: derive::name_keys,
    },
    Derivation {
        name: "search terms",
        version: sanad_terms::VERSION,
        migrations: &["20261122400000", LEGAL_INSTRUMENTS],
        derive: search::index::refresh_all,
    },
    Derivation {
        name: "sanction periods",
        version: sanction_periods::VERSION,
        migrations: &[],
        derive: sanction_periods::derive_all,
    },
];

/// Opens a database to migrate it or to load data. It is looked at first, because opening a SQLite file for writing changes
/// how it is written from then on.
///
/// # Errors
/// `ForeignDatabase` when it is another program's; the errors of [`Conn::open`].
pub fn open(url: &DatabaseUrl) -> Result<Conn> {
    if let Ok(mut conn) = Conn::open(url, Access::Read)
        && let Err(error @ Error::ForeignDatabase { .. }) = missing(&mut conn)
    {
        return Err(error);
    }
    Conn::open(url, Access::Write)
}

/// Applies the missing migrations and derives again the rows that they or other rules demand, in one transaction.
/// Returns the versions of the migrations, oldest first; if none was missing, the names of what was derived. Programs
/// that do this at the same time wait for each other; all but the first find nothing to do.
///
/// # Errors
/// `NewerDatabase` or `NewerRules` when the database has migrations or rules that this program does not know, and
/// `ForeignDatabase` when it is another program's; then nothing is changed.
pub fn migrate(conn: &mut Conn) -> Result<Vec<String>> {
    if is_current(conn)? {
        return Ok(Vec::new());
    }
    let done = conn.write(|conn| -> Result<_> {
        // Another program may have migrated while this one waited for the lock.
        if is_current(conn)? {
            return Ok(Vec::new());
        }
        let applied = conn.apply_migrations()?;
        let outdated = outdated(conn)?;
        let mut derived = Vec::new();
        for derivation in &DERIVATIONS {
            let is_undone = applied.iter().any(|version| derivation.migrations.contains(&version.as_str()));
            if is_undone || outdated.iter().any(|(outdated, _)| outdated.name == derivation.name) {
                (derivation.derive)(conn)?;
                set_version(conn, derivation)?;
                derived.push(derivation.name.to_owned());
            }
        }
        revision::renew(conn)?;
        Ok(if applied.is_empty() { derived } else { applied })
    })?;
    if !done.is_empty() {
        analyze(conn);
    }
    Ok(done)
}

fn set_version(conn: &mut Conn, derivation: &Derivation) -> Result<()> {
    let Derivation { name, version, .. } = *derivation;
    on_each!(conn, |one| diesel::insert_into(derivations::table)
        .values((derivations::name.eq(name), derivations::version.eq(version)))
        .on_conflict(derivations::name)
        .do_update()
        .set(derivations::version.eq(version))
        .execute(one))?;
    Ok(())
}

fn is_current(conn: &mut Conn) -> Result<bool> {
    Ok(missing(conn)?.is_empty() && outdated(conn)?.is_empty())
}

/// Checks that the database has this program's version.
///
/// # Errors
/// `OlderDatabase` when it lacks migrations, `OlderRules` when rows were derived by older rules, `NewerDatabase` and
/// `NewerRules` when it has unknown ones, `ForeignDatabase` when it is another program's.
pub fn verify(conn: &mut Conn) -> Result<()> {
    let missing = missing(conn)?;
    if !missing.is_empty() {
        return Err(Error::OlderDatabase { missing: missing.join(", ") });
    }
    match outdated(conn)?.first() {
        Some((Derivation { name, version, .. }, stored)) => {
            Err(Error::OlderRules { name, stored: *stored, known: *version })
        }
        None => Ok(()),
    }
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
    let mut applied = conn.applied_migrations()?;
    let is_ours = |applied: &[String]| applied.iter().any(|version| known.contains(version));
    if !is_ours(&applied) {
        let tables = conn.tables()?;
        // Another program may have migrated before the tables were read, but after the versions were.
        applied = conn.applied_migrations()?;
        if !tables.is_empty() && !is_ours(&applied) {
            return Err(Error::ForeignDatabase { found: some_of(&tables) });
        }
    }
    let unknown: Vec<&str> = applied.iter().filter(|version| !known.contains(version)).map(String::as_str).collect();
    if !unknown.is_empty() {
        return Err(Error::NewerDatabase { unknown: unknown.join(", ") });
    }
    Ok(known.into_iter().filter(|version| !applied.contains(version)).collect())
}

/// What was derived by older rules, and their version. The database must lack no migration.
fn outdated(conn: &mut Conn) -> Result<Vec<(&'static Derivation, i64)>> {
    let mut outdated = Vec::new();
    for derivation in &DERIVATIONS {
        let row = derivations::table.find(derivation.name);
        let stored: i64 = row.select(derivations::version).first(conn).optional()?.unwrap_or(0);
        if stored > derivation.version {
            return Err(Error::NewerRules { name: derivation.name, stored, known: derivation.version });
        }
        if stored < derivation.version {
            outdated.push((derivation, stored));
        }
    }
    Ok(outdated)
}

/// The first tables by name, and how many more there are.
fn some_of(tables: &[String]) -> String {
    let (named, others) = tables.split_at(tables.len().min(3));
    let noun = if tables.len() == 1 { "the table" } else { "the tables" };
    let more = if others.is_empty() { String::new() } else { format!(" and {} more", others.len()) };
    format!("{noun} {}{more}", named.join(", "))
}
