//! Imports of sanctions lists: small made-up editions, and the questions that are asked of them.

mod command;
mod editions;
mod fetching;
mod layouts;
mod questions;
mod real_files;
mod series;

use std::path::{Path, PathBuf};

use sanad::dataset::load_all;
use sanad::db::{Conn, migrate};
use sanad::import::{self, Error, Options, Report, Taken, in_order, sources};

use crate::commands::folder;
use crate::support::{TestDatabase, embedded};

/// A folder for the editions of a test.
fn folder_of(db: &TestDatabase, test: &str) -> PathBuf {
    folder(&format!("lists-{test}-{}", db.backend()))
}

/// An empty database with the tables and the built-in data sets that every import needs.
fn prepared(db: &TestDatabase) -> Conn {
    let mut conn = db.conn();
    migrate::migrate(&mut conn).unwrap();
    let core: Vec<_> = embedded().into_iter().filter(|dataset| dataset.key.as_str() == import::CORE).collect();
    load_all(&mut conn, &core, &sanad::dataset::Bodies::default()).unwrap();
    conn
}

/// Imports the editions in a file or a directory.
fn imported(conn: &mut Conn, path: &Path, options: &Options) -> Result<Vec<Taken>, Error> {
    let mut taken = Vec::new();
    for (head, source) in in_order(sources(path).unwrap(), options.date).unwrap() {
        taken.extend(import::import(conn, &source, &head, options, &mut |_| {})?);
    }
    Ok(taken)
}

/// The reports of editions that were all taken.
fn reports(taken: Vec<Taken>) -> Vec<Report> {
    let report = |taken| match taken {
        Taken::New(report) => *report,
        Taken::Known { source, .. } => panic!("{source} is known already"),
    };
    taken.into_iter().map(report).collect()
}
