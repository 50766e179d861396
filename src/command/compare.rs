//! `sanad compare`: similarity of names.

use std::io::Write;
use std::path::PathBuf;

use memchr::{memchr2, memrchr2};
use sanad::db::name_key::bearer;
use sanad::model::PartyType;
use sanad::names::{Bearer, Name, compare, score};

use super::in_order::{cores, in_order};
use super::input::{Input, TypeOption, comparable};
use super::text::{Encoding, LINE_LIMIT, Text, line_ends};
use super::{Ending, Failure, print, tell_of_line, write};

/// Size of a piece of the file in bytes, rounded to whole lines.
const PIECE: usize = 128 * 1024;

/// The arguments of `sanad compare`.
#[derive(Debug, clap::Args)]
pub struct Compare {
    /// Two names
    #[arg(value_names = ["NAME", "NAME"], num_args = 2, required_unless_present = "pairs")]
    names: Vec<String>,

    /// File with two names per line, separated by a tab; `-` is standard input
    ///
    /// Each line is printed with another tab and the score, after any further columns. A line that cannot be compared gets an
    /// empty score, another tab and the reason.
    #[arg(long, value_name = "FILE", conflicts_with = "names")]
    pairs: Option<PathBuf>,

    /// Encoding of the file: auto, utf-8, utf-16le, utf-16be, windows-1256, or another label of the WHATWG Encoding Standard
    ///
    /// `auto` uses the byte order mark, and expects UTF-8 without one. Other files are refused.
    #[arg(long, value_name = "LABEL", default_value = "auto")]
    encoding: Encoding,

    /// Type of the parties with these names [default: unknown]
    #[arg(long = "type", value_name = "TYPE", value_enum)]
    of_type: Option<TypeOption>,
}

impl Compare {
    pub fn run(self) -> Result<Ending, Failure> {
        let bearer = self.of_type.and_then(|of_type| bearer(PartyType::from(of_type).kind(), None));
        match (self.pairs, &self.names[..]) {
            (Some(file), _) => pairs(Text::open(Input::open(&file)?, self.encoding)?, bearer),
            (None, [first, second]) => {
                let comparison = compare(&Name::new(first, bearer), &Name::new(second, bearer));
                print(&format!("{comparison}\n"))?;
                Ok(Ending::Whole)
            }
            (None, names) => Err(Failure::Input(format!("got {} names: expected 2", names.len()))),
        }
    }
}

/// Whole lines of a file.
struct Lines {
    /// The number of the first line, from 1.
    first: u64,
    bytes: Vec<u8>,
    /// Whether it is the beginning of a single line that is too long.
    is_cut: bool,
}

/// The lines with their scores, and the problems by line number.
struct Scored {
    bytes: Vec<u8>,
    problems: Vec<(u64, String)>,
}

/// Prints each line of the input with the score of its first two columns.
fn pairs(mut text: Text, bearer: Option<Bearer>) -> Result<Ending, Failure> {
    let (file, encoding) = (text.name.clone(), text.encoding.name());
    let mut first = 1;
    let next = move || {
        let Some(piece) = lines(&mut text, first)? else { return Ok(None) };
        first += line_ends(&piece.bytes) + u64::from(piece.is_cut);
        Ok(Some(piece))
    };
    let workers = (0..cores()).map(|_| move |lines| Ok(scored(&lines, bearer, encoding))).collect();
    let mut ending = Ending::Whole;
    in_order(next, workers, |scored: Scored| {
        for (line, problem) in &scored.problems {
            tell_of_line(&file, *line, problem);
            ending = Ending::Partly;
        }
        write(&scored.bytes)
    })?;
    Ok(ending)
}

/// Reads the next lines, waiting for at least one; none at the end.
fn lines(text: &mut Text, first: u64) -> Result<Option<Lines>, Failure> {
    loop {
        let (held, is_end) = (text.held(), text.is_at_end());
        if held.is_empty() && is_end {
            return Ok(None);
        }
        if held.len() >= PIECE || text.is_live || is_end {
            // A trailing carriage return may be half of a line end.
            let whole = if is_end { held } else { held.strip_suffix(b"\r").unwrap_or(held) };
            let length = if is_end { Some(held.len()) } else { memrchr2(b'\n', b'\r', whole).map(|end| end + 1) };
            let is_cut = memchr2(b'\n', b'\r', held).unwrap_or(held.len()) > LINE_LIMIT;
            if is_cut {
                let bytes = held[..LINE_LIMIT].to_owned();
                text.advance(LINE_LIMIT);
                text.skip_line()?;
                return Ok(Some(Lines { first, bytes, is_cut }));
            }
            if let Some(length) = length {
                let bytes = held[..length].to_owned();
                text.advance(length);
                return Ok(Some(Lines { first, bytes, is_cut }));
            }
        }
        text.more()?;
    }
}

/// The lines of a text with their ends: a line feed, a carriage return, or both.
fn split(mut text: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    std::iter::from_fn(move || {
        if text.is_empty() {
            return None;
        }
        let length = memchr2(b'\n', b'\r', text).unwrap_or(text.len());
        let (line, rest) = text.split_at(length);
        let (end, rest) = rest.split_at(if rest.starts_with(b"\r\n") { 2 } else { rest.len().min(1) });
        text = rest;
        Some((line, end))
    })
}

fn scored(lines: &Lines, bearer: Option<Bearer>, encoding: &str) -> Scored {
    let mut scored = Scored { bytes: Vec::with_capacity(lines.bytes.len() * 5 / 4), problems: Vec::new() };
    // Consecutive pairs often share the first name.
    let mut last: Option<(String, Name)> = None;
    for (number, (line, end)) in (lines.first..).zip(split(&lines.bytes)) {
        let text = String::from_utf8_lossy(line);
        scored.bytes.extend_from_slice(text.as_bytes());
        // Writing to a vector never fails.
        let _ = match names(&text, matches!(text, std::borrow::Cow::Owned(_)).then_some(encoding), lines.is_cut) {
            Ok(Some((first, second))) => {
                let first = match last.take() {
                    Some((text, name)) if text == first => (text, name),
                    _ => (first.to_owned(), Name::new(first, bearer)),
                };
                let score = score(&first.1, &Name::new(second, bearer));
                last = Some(first);
                write!(scored.bytes, "\t{score:.4}")
            }
            Ok(None) => write!(scored.bytes, "\t"),
            Err(problem) => {
                let written = write!(scored.bytes, "\t\t{problem}");
                scored.problems.push((number, problem));
                written
            }
        };
        let end = if end == b"\r" || end.is_empty() { b"\n" } else { end };
        scored.bytes.extend_from_slice(end);
    }
    scored
}

/// The first two columns of a line; none if it is blank. `malformed` is the encoding, if the line has bytes that are invalid
/// in it.
fn names<'l>(line: &'l str, malformed: Option<&str>, is_cut: bool) -> Result<Option<(&'l str, &'l str)>, String> {
    if is_cut {
        return Err(format!("the line has more than {LINE_LIMIT} bytes: the rest is dropped"));
    }
    if line.trim().is_empty() {
        return Ok(None);
    }
    let mut columns = line.split('\t');
    let (Some(first), Some(second)) = (columns.next(), columns.next()) else {
        return Err("expected two names with a tab between them".to_owned());
    };
    if let Some(encoding) = malformed {
        return Err(format!(
            "the line has bytes that are invalid in {encoding}: if all lines have, use another --encoding"
        ));
    }
    comparable(first).map_err(|problem| format!("the first name {problem}"))?;
    comparable(second).map_err(|problem| format!("the second name {problem}"))?;
    Ok(Some((first, second)))
}
