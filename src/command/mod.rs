//! Commands that read and write streams, and what all commands share: how they print, and what they fail with.

pub mod compare;
mod in_order;
pub mod input;
pub mod screen;
pub mod token;

use std::error::Error as _;
use std::io::{self, Write};

use sanad::dataset::Problems;
use sanad::error::Error;

/// Why a command could not be done, as it is printed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{0}")]
    Problems(#[from] Problems),
    #[error("sanad: {}", with_causes(.0))]
    Error(#[from] Error),
    #[error("sanad: {0}")]
    Input(String),
    #[error("sanad: cannot write to the standard output: {0}")]
    Output(io::Error),
}

/// Prints to the standard output. A reader that has seen enough, such as `head`, is no failure.
pub fn print(text: &str) -> Result<(), Failure> {
    write(text.as_bytes()).map(drop)
}

/// Writes to the standard output. Returns whether somebody still reads it.
pub fn write(bytes: &[u8]) -> Result<bool, Failure> {
    let mut output = io::stdout().lock();
    match output.write_all(bytes).and_then(|()| output.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Failure::Output(error)),
    }
}

/// The error and its causes on one line, each said once.
fn with_causes(error: &Error) -> String {
    let causes = std::iter::successors(error.source(), |&cause| cause.source());
    let text = causes
        .map(ToString::to_string)
        .fold(error.to_string(), |text, cause| if text.contains(&cause) { text } else { format!("{text}: {cause}") });
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
