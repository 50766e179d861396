//! `sanad compare`: how alike names are.

use std::io::{BufRead, BufReader, Read, Write};
use std::path::PathBuf;

use sanad::error::Error;
use sanad::names::{Bearer, Name, compare, score};

use super::in_order::{cores, in_order};
use super::input::{BearerType, Input};
use super::{Failure, print, write};

/// How many bytes of a file are worked on at a time, up to the end of a line.
const PIECE: u64 = 128 * 1024;

/// What `compare` is told.
#[derive(Debug, clap::Args)]
pub struct Compare {
    /// Two names
    #[arg(value_names = ["NAME", "NAME"], num_args = 2, required_unless_present = "pairs")]
    names: Vec<String>,

    /// File with two names a line, separated by a tab; `-` is the standard input
    ///
    /// Each line is printed with the score after another tab, whatever columns follow the names.
    #[arg(long, value_name = "FILE", conflicts_with = "names")]
    pairs: Option<PathBuf>,

    /// What bears the names [default: either]
    #[arg(long = "type", value_name = "TYPE", value_enum)]
    bearer: Option<BearerType>,
}

impl Compare {
    pub fn run(self) -> Result<(), Failure> {
        let bearer = self.bearer.map(Bearer::from);
        match (self.pairs, &self.names[..]) {
            (Some(file), _) => pairs(Input::open(&file)?, bearer),
            (None, [first, second]) => {
                let comparison = compare(&Name::new(first, bearer), &Name::new(second, bearer));
                print(&format!("{comparison}\n"))
            }
            (None, names) => Err(Failure::Input(format!("{} names are given: expected 2", names.len()))),
        }
    }
}

/// Some whole lines of a file.
struct Lines {
    /// The number of the first one, counted from 1.
    first: u64,
    bytes: Vec<u8>,
}

/// The same lines with their scores, and what is wrong with which of them.
struct Scored {
    bytes: Vec<u8>,
    problems: Vec<(u64, &'static str)>,
}

/// Prints each line of the input with the score of its first two columns.
fn pairs(input: Input, bearer: Option<Bearer>) -> Result<(), Failure> {
    let mut lines = BufReader::with_capacity(PIECE as usize, input.bytes);
    let (path, mut first) = (PathBuf::from(&input.name), 1);
    let next = move || {
        let mut bytes = Vec::with_capacity(PIECE as usize + 1024);
        let read = (&mut lines).take(PIECE).read_to_end(&mut bytes).and_then(|_| lines.read_until(b'\n', &mut bytes));
        read.map_err(|source| Error::Read { path: path.clone(), source })?;
        let piece = Lines { first, bytes };
        first += piece.bytes.iter().filter(|byte| **byte == b'\n').count() as u64;
        Ok(Some(piece).filter(|piece| !piece.bytes.is_empty()))
    };
    let workers = (0..cores()).map(|_| move |lines| Ok(scored(&lines, bearer))).collect();
    in_order(next, workers, |scored: Scored| {
        for (line, problem) in &scored.problems {
            // When the error stream is closed, the lines without a score are all that is left to tell.
            let _ = writeln!(std::io::stderr(), "sanad: {}, line {line}: {problem}", input.name);
        }
        write(&scored.bytes)
    })
}

fn scored(lines: &Lines, bearer: Option<Bearer>) -> Scored {
    let mut scored = Scored { bytes: Vec::with_capacity(lines.bytes.len() * 5 / 4), problems: Vec::new() };
    // Files of pairs often have a name many times in a row.
    let mut last: Option<(String, Name)> = None;
    for (number, line) in (lines.first..).zip(lines.bytes.split_inclusive(|byte| *byte == b'\n')) {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let (line, ending) = line.strip_suffix(b"\r").map_or((line, "\n"), |line| (line, "\r\n"));
        scored.bytes.extend_from_slice(line);
        match names(line) {
            Ok((first, second)) => {
                let first = match last.take() {
                    Some((text, name)) if text == first => (text, name),
                    _ => (first.to_owned(), Name::new(first, bearer)),
                };
                let score = score(&first.1, &Name::new(second, bearer));
                last = Some(first);
                // To write to a vector never fails.
                let _ = write!(scored.bytes, "\t{score:.4}{ending}");
            }
            Err(problem) => {
                scored.problems.push((number, problem));
                scored.bytes.push(b'\t');
                scored.bytes.extend_from_slice(ending.as_bytes());
            }
        }
    }
    scored
}

/// The first two columns of a line.
fn names(line: &[u8]) -> Result<(&str, &str), &'static str> {
    let mut columns = line.split(|byte| *byte == b'\t');
    let (Some(first), Some(second)) = (columns.next(), columns.next()) else {
        return Err("expected two names with a tab between them");
    };
    match (std::str::from_utf8(first), std::str::from_utf8(second)) {
        (Ok(first), Ok(second)) => Ok((first, second)),
        _ => Err("a name is not UTF-8"),
    }
}
