//! Data sets: their files, the records in them, the checks, and loading. Also the bodies of articles, which are not
//! part of a data set.
//!
//! [`read`] makes two passes over the files. The first parses them and collects the keys of all records: a record can
//! be referenced before it is read, and even if it is invalid. The second reads each record into its type in
//! [`records`] and checks its references. Finally, `check` applies the rules across records. Reading continues after a
//! mistake: each is reported with its position.

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
pub use load::{Changes, Facts, Parties, load, load_in_batches, load_with_bodies};
pub use problem::{Position, Problem, Problems, UnreadableFiles, Warnings};
pub use records::Dataset;

use keys::Keys;
use reader::{Reading, Report, parse};

/// Reads a data set and checks it.
///
/// # Errors
/// All problems of the data set.
pub fn read(files: &Files) -> Result<Dataset, Problems> {
    read_with_warnings(files).map(|(dataset, _)| dataset)
}

/// Like [`read`], and also returns warnings: probable mistakes that do not prevent a load.
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
