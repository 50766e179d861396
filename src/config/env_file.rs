//! The file `.env`, whose lines stand in for variables of the environment.

use std::cell::Cell;
use std::io::{self, Read};
use std::path::Path;

use crate::error::{Error, Result};
use crate::regular_file::{self, Unreadable};

/// The most bytes of the file.
const FILE_LIMIT: u64 = 1024 * 1024;

/// Adds the variables in the file `.env` of the current directory to the environment, where a variable that is set
/// already stays as it is. Without such a file it does nothing. Call it before another thread is started.
///
/// # Errors
/// `Read` when the file cannot be read, `EnvFile` when a line is malformed; then nothing has been added.
pub fn read_env_file() -> Result<()> {
    let path = Path::new(".env");
    let text = match regular_file::read_text(path, FILE_LIMIT) {
        Ok(text) => text,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(source) => return Err(Error::Read(Unreadable { path: path.to_owned(), source })),
    };
    let text = text.trim_start_matches('\u{feff}');
    match malformed_line(text) {
        Some(line) => Err(Error::EnvFile { line }),
        None => dotenvy::from_read(text.as_bytes()).map_err(|error| Error::Internal(error.to_string())),
    }
}

/// The number of the first line that is malformed, or on which what is malformed begins.
fn malformed_line(text: &str) -> Option<usize> {
    let lines_read = Cell::new(0);
    let reader = LineByLine { rest: text.as_bytes(), lines_read: &lines_read };
    match dotenvy::from_read_iter(reader).find_map(Result::err)? {
        dotenvy::Error::LineParse(malformed, _) => Some(lines_read.get() - malformed.trim_end().matches('\n').count()),
        _ => Some(lines_read.get()),
    }
}

/// Hands out a line at a time, so that the number of lines read tells where its reader is.
struct LineByLine<'a> {
    rest: &'a [u8],
    lines_read: &'a Cell<usize>,
}

impl Read for LineByLine<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let line = self.rest.split_inclusive(|byte| *byte == b'\n').next().unwrap_or_default();
        let length = line.len().min(buffer.len());
        buffer[..length].copy_from_slice(&line[..length]);
        self.rest = &self.rest[length..];
        if length > 0 && length == line.len() {
            self.lines_read.set(self.lines_read.get() + 1);
        }
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_malformed_line_is_named() {
        for (text, line) in [
            ("", None),
            ("# a comment\n\nA=1\nB='two words'\nC=\"two\nlines\"\n", None),
            ("nonsense", Some(1)),
            ("A=1\n\n# a comment\nB=two words\nC=3\n", Some(4)),
            ("A=1\nB=\"never closed\nC=3\nD=4\n", Some(2)),
            ("A=\"two\nlines\"\nnonsense\n", Some(3)),
        ] {
            assert_eq!(malformed_line(text), line, "{text:?}");
        }
    }
}
