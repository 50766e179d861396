//! Data sets: their files, the records in them, the checks, and loading. Also the bodies of articles, which are not
//! part of a data set.
//!
//! [`read`] makes two passes over the files. The first parses them and collects the keys of all records: a record can
//! be referenced before it is read, and even if it is invalid. `sets` chooses and orders the data sets by what they
//! use. The second pass reads each record into its type in [`records`] and checks its references. Finally, `check`
//! applies the rules across records. Reading continues after a
//! mistake: each is reported with its position.

mod batch;
mod bodies;
mod check;
mod citations;
mod ends;
mod files;
mod format;
mod keys;
mod load;
mod problem;
mod reader;
pub mod records;
mod sets;
#[cfg(test)]
mod tests;

pub use bodies::{BODY_LIMIT, Bodies, BodyFiles};
pub use files::Files;
pub use load::{Changes, Update, load, load_all, load_with_bodies, update};
pub use problem::{Position, Problem, Problems, UnreadableFiles, Warnings};
pub use records::Dataset;

use reader::{Reading, Report};
use sanad_database::store::Records;
use sanad_model::Key;
use sets::{Set, Sets};

/// Reads data sets and checks them. Each stands behind those that it uses.
///
/// # Errors
/// All problems of the data sets.
pub fn read(files: &Files) -> Result<Vec<Dataset>, Problems> {
    read_with_warnings(files, |_| None).map(|(datasets, _)| datasets)
}

/// Like [`read`], and also returns warnings: probable mistakes that do not prevent a load. `stored` gives the records
/// of a data set that is in the database, for those that are used and that no file has.
///
/// # Errors
/// Those of [`read`].
pub fn read_with_warnings(
    files: &Files,
    stored: impl Fn(&Key) -> Option<Records>,
) -> Result<(Vec<Dataset>, Warnings), Problems> {
    let report = Report::new(files);
    let sets = Sets::parse(files, stored, &report);
    let datasets: Option<Vec<Dataset>> = sets.read.iter().map(|set| read_set(&sets, set, &report)).collect();
    report.into_result(datasets)
}

fn read_set(sets: &Sets<'_>, set: &Set<'_>, report: &Report<'_>) -> Option<Dataset> {
    let reading = Reading::new(report, sets.keys(set));
    let contents = format::read(&set.documents, &reading);
    check::across_records(&reading);
    contents.into_dataset(&set.documents, report)
}
