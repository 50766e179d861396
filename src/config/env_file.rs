//! The file `.env`, which sets environment variables.

use std::cell::Cell;
use std::io::{self, Read};
use std::path::Path;

use crate::error::{Error, Result};
use crate::regular_file::{self, Unreadable};

/// The largest file that is read, in bytes.
const FILE_LIMIT: u64 = 1024 * 1024;

/// Sets the variables from the file `.env` in the current directory, except those that are set already. Does nothing without
/// the file. Call it before starting any thread.
///
/// # Errors
/// `Read` when the file cannot be read, `EnvFile` when a line is malformed. Then no variable is set.
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

/// The number of the line on which the first malformed entry starts.
fn malformed_line(text: &str) -> Option<usize> {
    let lines_read = Cell::new(0);
    let reader = LineByLine { rest: text.as_bytes(), lines_read: &lines_read };
    match dotenvy::from_read_iter(reader).find_map(Result::err)? {
        dotenvy::Error::LineParse(malformed, _) => Some(lines_read.get() - malformed.trim_end().matches('\n').count()),
        _ => Some(lines_read.get()),
    }
}

/// Hands out one line per read, to count the lines that its reader has consumed.
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
