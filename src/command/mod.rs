//! Commands that read and write streams, and the output and errors of all commands.

pub mod compare;
pub mod data_sets;
pub mod import;
mod in_order;
pub mod input;
pub mod screen;
mod text;
pub mod token;

use std::borrow::Cow;
use std::error::Error as _;
use std::io::{self, IsTerminal, Write};

use sanad::dataset::{Problems, UnreadableFiles};
use sanad::db;
use sanad::error::Error;
use sanad::regular_file::Unreadable;
use sanad::visible::{visible, visible_lines};

/// The outcome of a command that succeeded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    Whole,
    /// Some rows of the input could not be used, and have been reported.
    Partly,
}

/// Why a command failed, as it is printed.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    #[error("{0}")]
    Problems(#[from] Problems),
    #[error("sanad: {}", .0.to_string().replace('\n', "\nsanad: "))]
    UnreadableFiles(#[from] UnreadableFiles),
    #[error("sanad: {}", with_causes(.0))]
    Error(#[from] Error),
    #[error("sanad: {}", visible(.0))]
    Input(String),
    #[error("sanad: cannot write to standard output: {0}")]
    Output(io::Error),
}

impl From<sanad::import::Error> for Failure {
    fn from(error: sanad::import::Error) -> Self {
        match error {
            sanad::import::Error::Database(error) => error.into(),
            error => Self::Input(error.to_string()),
        }
    }
}

impl From<sanad::import::SourceError> for Failure {
    fn from(error: sanad::import::SourceError) -> Self {
        Self::Input(error.to_string())
    }
}

impl From<db::Error> for Failure {
    fn from(error: db::Error) -> Self {
        Self::Error(error.into())
    }
}

impl From<Unreadable> for Failure {
    fn from(error: Unreadable) -> Self {
        Self::Error(error.into())
    }
}

/// Prints to standard output. A closed pipe, as after `head`, is not an error.
pub fn print(text: &str) -> Result<(), Failure> {
    write(text.as_bytes()).map(drop)
}

/// Writes whole lines to standard output, with hidden characters escaped on a terminal. Returns false once the reader has
/// closed the pipe.
pub fn write(bytes: &[u8]) -> Result<bool, Failure> {
    let mut output = io::stdout().lock();
    let shown = match output.is_terminal() {
        true => Cow::Owned(visible_lines(&String::from_utf8_lossy(bytes)).into_owned().into_bytes()),
        false => Cow::Borrowed(bytes),
    };
    match output.write_all(&shown).and_then(|()| output.flush()) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(false),
        Err(error) => Err(Failure::Output(error)),
    }
}

/// Writes a message to standard error, with hidden characters escaped. Ignores errors.
pub fn tell(message: &str) {
    let _ = writeln!(io::stderr(), "{}", visible_lines(message));
}

/// Reports a problem with a line of a file.
pub fn tell_of_line(file: &str, line: u64, problem: &str) {
    tell(&format!("sanad: {}, line {line}: {}", visible(file), visible(problem)));
}

/// The error and its causes on one line, without repetitions.
fn with_causes(error: &Error) -> String {
    let causes = std::iter::successors(error.source(), |&cause| cause.source());
    let text = causes
        .map(ToString::to_string)
        .fold(error.to_string(), |text, cause| if text.contains(&cause) { text } else { format!("{text}: {cause}") });
    visible(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}
