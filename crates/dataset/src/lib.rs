//! Data sets: their files, what these say as records, all that can be wrong with them, and loading; and the bodies of
//! articles, which are no part of a data set.
//!
//! [`read`] goes through the files twice. First it parses them and gathers the keys of all records, so that a
//! record can be named before it is read, or although it is broken; then it reads each record into its type of
//! [`records`] and checks its references as it meets them. `check` ends with the rules across records. A mistake
//! never ends the reading: it is put down with its place, and the rest goes on.

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
#[cfg(test)]
mod tests;

pub use bodies::{BODY_LIMIT, Bodies, BodyFiles};
pub use files::Files;
pub use load::{Changes, Facts, Parties, load, load_in_parts, load_with_bodies};
pub use problem::{Position, Problem, Problems, Warnings};
pub use records::Dataset;

use keys::Keys;
use reader::{Reading, Report, parse};

/// Reads a data set and checks it.
///
/// # Errors
/// Everything that is wrong with it, all at once.
pub fn read(files: &Files) -> Result<Dataset, Problems> {
    read_with_warnings(files).map(|(dataset, _)| dataset)
}

/// The same, and what is probably wrong with a data set that can be loaded.
///
/// # Errors
/// Those of [`read`].
pub fn read_with_warnings(files: &Files) -> Result<(Dataset, Warnings), Problems> {
    let report = Report::new(files);
    let documents = parse(files, &report);
    let keys = Keys::gather(&documents, &report);
    let reading = Reading::new(&report, keys);
    let contents = format::read(&documents, &reading);
    check::across_records(&reading);
    let dataset = contents.into_dataset(&documents, &report);
    report.into_result(dataset)
}
