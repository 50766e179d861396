//! `sanad seed` and `sanad check`: what becomes of data sets.

use std::cell::Cell;
use std::path::{Path, PathBuf};

use sanad::config::DatabaseUrl;
use sanad::dataset::{Bodies, BodyFiles, Dataset, Files, load_all, read_with_warnings};
use sanad::db::store::{Records, records_of};
use sanad::db::{Access, Conn, Error, migrate};
use sanad::model::{Key, NodeKind};

use super::{Failure, print, tell};

/// Prints what the data sets contain.
pub fn check(dirs: &[PathBuf]) -> Result<(), Failure> {
    let datasets = datasets(dirs, |_| None)?;
    let line = |dataset: &Dataset| format!("{}: {}: no problem found\n", dataset.key, contents(dataset));
    print(&datasets.iter().map(line).collect::<String>())
}

/// Migrates the database and loads the data sets.
pub fn seed(url: &DatabaseUrl, dirs: &[PathBuf], bodies: Option<&Path>) -> Result<(), Failure> {
    let failure = Cell::new(None);
    let datasets = datasets(dirs, |dataset| {
        stored_records(url, dataset).unwrap_or_else(|error| {
            failure.set(Some(error));
            None
        })
    });
    if let Some(error) = failure.take() {
        return Err(error.into());
    }
    let datasets = datasets?;
    let bodies = match bodies {
        Some(dir) => BodyFiles::in_dir(dir)?.bodies(&datasets)?,
        None => Bodies::default(),
    };
    let mut conn = migrate::open(url)?;
    migrate(&mut conn)?;
    let changes = load_all(&mut conn, &datasets, &bodies)?;
    print(&changes.iter().map(|changes| format!("{changes}\n")).collect::<String>())
}

/// The records of a data set in the database to which others may refer, if it is there.
fn stored_records(url: &DatabaseUrl, dataset: &Key) -> Result<Option<Records>, Error> {
    if is_missing(url) {
        return Ok(None);
    }
    let mut conn = Conn::open(url, Access::Read)?;
    if migrate::is_new(&mut conn)? { Ok(None) } else { records_of(&mut conn, dataset) }
}

/// Whether the database is a file that does not exist.
pub fn is_missing(url: &DatabaseUrl) -> bool {
    matches!(url, DatabaseUrl::Sqlite(path) if !Path::new(path).exists())
}

/// Migrates the database and prints the applied migrations. Returns whether there were any.
pub fn migrate(conn: &mut Conn) -> Result<bool, Failure> {
    let applied = migrate::migrate(conn)?;
    if !applied.is_empty() {
        print(&format!("migrated the database: {}\n", applied.join(", ")))?;
    }
    Ok(!applied.is_empty())
}

/// Reads the data sets in the directories, or the built-in ones. Prints warnings to standard error. `stored` gives the
/// records of a data set that is in the database only.
fn datasets(dirs: &[PathBuf], stored: impl Fn(&Key) -> Option<Records>) -> Result<Vec<Dataset>, Failure> {
    let files = if dirs.is_empty() { Files::embedded() } else { Files::in_dirs(dirs)?.with_built_in() };
    let (datasets, warnings) = read_with_warnings(&files, stored)?;
    if !warnings.is_empty() {
        tell(&warnings.to_string());
    }
    Ok(datasets)
}

fn contents(dataset: &Dataset) -> String {
    let events = |kind| dataset.events.iter().filter(|event| event.happening.node_kind() == kind).count();
    let counts = [
        (dataset.articles.len(), "article"),
        (dataset.actors.len(), "actor"),
        (dataset.organizations.len(), "organization"),
        (dataset.assets.len(), "asset"),
        (dataset.places.len(), "place"),
        (dataset.legal_instruments.len(), "legal instrument"),
        (dataset.relationships.len(), "relationship"),
        (dataset.place_relationships.len(), "place relationship"),
        (events(NodeKind::SanctionEvent), "sanction event"),
        (events(NodeKind::Incident), "incident"),
    ];
    counts.map(|(count, noun)| format!("{count} {noun}{}", if count == 1 { "" } else { "s" })).join(", ")
}
