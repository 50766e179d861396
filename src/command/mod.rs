//! Commands that read and write streams, and what all commands share: how they print, and what they fail with.

pub mod compare;
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

/// How a command ends that could be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    Whole,
    /// All but some rows of a file, which have been reported.
    Partly,
}

/// Why a command could not be done, as it is printed.
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
    #[error("sanad: cannot write to the standard output: {0}")]
    Output(io::Error),
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

/// Prints to the standard output. A reader that has seen enough, such as `head`, is no failure.
pub fn print(text: &str) -> Result<(), Failure> {
    write(text.as_bytes()).map(drop)
}

/// Writes whole lines to the standard output; a terminal gets hidden characters written out. Returns whether somebody still
/// reads it.
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

/// Writes a message to the standard error stream, without hidden characters. When that is closed too, the exit code is all
/// that is left to tell.
pub fn tell(message: &str) {
    let _ = writeln!(io::stderr(), "{}", visible_lines(message));
}

/// Tells what is wrong with a line of a file.
pub fn tell_of_line(file: &str, line: u64, problem: &str) {
    tell(&format!("sanad: {}, line {line}: {}", visible(file), visible(problem)));
}

/// The error and its causes on one line, each said once.
fn with_causes(error: &Error) -> String {
    let causes = std::iter::successors(error.source(), |&cause| cause.source());
    let text = causes
        .map(ToString::to_string)
        .fold(error.to_string(), |text, cause| if text.contains(&cause) { text } else { format!("{text}: {cause}") });
    visible(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}
