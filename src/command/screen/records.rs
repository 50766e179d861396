//! A tolerant reader of CSV records.
//!
//! With usual readers, the cell of an unclosed quote extends to the end of the file. Here such a record is its first line only,
//! and reading continues with the next line.

use std::fmt;

use csv::ByteRecord;
use memchr::{memchr, memchr2, memchr3};

use super::super::Failure;
use super::super::text::{LINE_LIMIT, Text, line_ends};

/// Maximum lines per record. A spreadsheet cell has at most 254.
pub const LINES_LIMIT: u64 = 256;

/// A fault of a whole record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// A quote that is not closed, or not at the end of a cell.
    Unclosed,
    /// More bytes than [`LINE_LIMIT`]; the rest is dropped.
    TooLong,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unclosed => f.write_str("a cell has an unclosed quote: the row ends with its line"),
            Self::TooLong => write!(f, "the row has more than {LINE_LIMIT} bytes: the rest of its line is dropped"),
        }
    }
}

/// A record, which may be blank.
#[derive(Debug, PartialEq)]
pub struct Record {
    /// The number of its first line, from 1.
    pub line: u64,
    pub cells: ByteRecord,
    pub fault: Option<Fault>,
}

/// The next record, if there is one.
pub enum Step {
    Record(Record),
    /// It has not arrived yet.
    Pending,
    End,
}

/// The records of a file.
pub struct Records {
    pub text: Text,
    pub delimiter: u8,
    /// The number of cells of the header; 0 before it is read.
    pub width: usize,
    line: u64,
    /// How many of the held bytes have been examined without finding a record.
    seen: usize,
}

impl Records {
    /// Reads records; the text starts at that line.
    pub fn new(text: Text, delimiter: u8, line: u64) -> Self {
        Self { text, delimiter, width: 0, line, seen: 0 }
    }

    /// The next record. Waits for it only if `may_wait`.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn next(&mut self, may_wait: bool) -> Result<Step, Failure> {
        loop {
            let (held, is_end) = (self.text.held(), self.text.is_at_end());
            if held.is_empty() && is_end {
                return Ok(Step::End);
            }
            // A record ends at a line end.
            let is_worth_it = is_end || held.len() > LINE_LIMIT || memchr2(b'\n', b'\r', &held[self.seen..]).is_some();
            if is_worth_it && let Some(found) = find(held, is_end, self.delimiter, self.width) {
                if found.fault == Some(Fault::TooLong) && !may_wait {
                    return Ok(Step::Pending);
                }
                return self.take(found).map(Step::Record);
            }
            self.seen = held.len();
            if !may_wait {
                return Ok(Step::Pending);
            }
            self.text.more()?;
        }
    }

    fn take(&mut self, found: Found) -> Result<Record, Failure> {
        let line = self.line;
        self.line += found.lines;
        self.seen = 0;
        self.text.advance(found.length);
        if found.fault == Some(Fault::TooLong) {
            self.text.skip_line()?;
        }
        Ok(Record { line, cells: found.cells, fault: found.fault })
    }
}

/// A record at the start of a text.
struct Found {
    cells: ByteRecord,
    /// Its length in bytes, including the line end.
    length: usize,
    lines: u64,
    fault: Option<Fault>,
}

/// The first record of a text; none if more text is needed.
fn find(text: &[u8], is_end: bool, delimiter: u8, width: usize) -> Option<Found> {
    let line = line(text, is_end);
    match parse(text, is_end, delimiter, false) {
        Parsed::Record(found) if found.lines > 1 && swallows(text, &found, delimiter, width) => {}
        Parsed::Record(found) if found.length <= LINE_LIMIT + 2 => return Some(found),
        Parsed::More if text.len() <= LINE_LIMIT && !is_end => return None,
        Parsed::Record(_) | Parsed::More | Parsed::Unclosed => {}
    }
    // The first line only.
    let (content, length, fault) = match line {
        Some((content, length)) if content <= LINE_LIMIT => (content, length, Fault::Unclosed),
        _ => (LINE_LIMIT.min(text.len()), LINE_LIMIT.min(text.len()), Fault::TooLong),
    };
    match parse(&text[..content], true, delimiter, true) {
        Parsed::Record(found) => Some(Found { length, lines: 1, fault: Some(fault), ..found }),
        // Lenient parsing of a whole text always finds a record.
        Parsed::More | Parsed::Unclosed => None,
    }
}

/// Whether the record has probably swallowed others: it has the wrong number of cells, and one of its lines has the right one.
fn swallows(text: &[u8], found: &Found, delimiter: u8, width: usize) -> bool {
    let cells = |line: &[u8]| line.iter().filter(|byte| **byte == delimiter).count() + 1;
    let lines = text[..found.length].split(|byte| matches!(byte, b'\n' | b'\r'));
    width > 1 && found.cells.len() != width && lines.skip(1).any(|line| cells(line) == width)
}

/// The lengths of the first line without and with its end; none if its end has not arrived.
fn line(text: &[u8], is_end: bool) -> Option<(usize, usize)> {
    match memchr2(b'\n', b'\r', text) {
        Some(end) => Some((end, end + end_of_line(&text[end..]))),
        None => is_end.then_some((text.len(), text.len())),
    }
}

/// The length of the line end at the start of the text.
fn end_of_line(text: &[u8]) -> usize {
    match text {
        [b'\r', b'\n', ..] => 2,
        [] => 0,
        _ => 1,
    }
}

enum Parsed {
    Record(Found),
    /// More text is needed.
    More,
    Unclosed,
}

/// Parses the record at the start of the text. If `is_lenient`, an unclosed quote is an ordinary character.
fn parse(text: &[u8], is_end: bool, delimiter: u8, is_lenient: bool) -> Parsed {
    let (mut cells, mut lines, mut at) = (ByteRecord::new(), 1, 0);
    let mut cell = Vec::new();
    loop {
        if text.get(at) == Some(&b'"') {
            let (start, first) = (at, lines);
            at += 1;
            cell.clear();
            loop {
                let Some(quote) = memchr(b'"', &text[at..]) else {
                    if is_lenient {
                        cell.clear();
                        at = start;
                        break;
                    }
                    let is_hopeless = is_end || lines + line_ends(&text[at..]) > LINES_LIMIT;
                    return if is_hopeless { Parsed::Unclosed } else { Parsed::More };
                };
                let part = &text[at..at + quote];
                lines += line_ends(part);
                if lines > LINES_LIMIT {
                    return Parsed::Unclosed;
                }
                cell.extend_from_slice(part);
                at += quote + 1;
                match text.get(at) {
                    Some(b'"') => {
                        cell.push(b'"');
                        at += 1;
                    }
                    None if !is_end => return Parsed::More,
                    _ => break,
                }
            }
            let rest = &text[at..at + end_of_cell(&text[at..], delimiter)];
            if !is_lenient && lines > first && !rest.trim_ascii().is_empty() {
                return Parsed::Unclosed;
            }
            cell.extend_from_slice(rest);
            at += rest.len();
            cells.push_field(&cell);
        } else {
            let end = at + end_of_cell(&text[at..], delimiter);
            cells.push_field(&text[at..end]);
            at = end;
        }
        match text.get(at) {
            Some(byte) if *byte == delimiter => at += 1,
            None if !is_end => return Parsed::More,
            _ => {
                let length = at + end_of_line(&text[at..]);
                return Parsed::Record(Found { cells, length, lines, fault: None });
            }
        }
    }
}

/// The length of the unquoted cell at the start of the text.
fn end_of_cell(text: &[u8], delimiter: u8) -> usize {
    memchr3(delimiter, b'\n', b'\r', text).unwrap_or(text.len())
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::super::super::input::Input;
    use super::super::super::text::Encoding;
    use super::*;

    /// The line, cells and fault of each record.
    fn records(bytes: &[u8], width: usize) -> Vec<(u64, Vec<String>, Option<Fault>)> {
        // Reads byte by byte, to split every line end and quote.
        struct Slow(std::io::Cursor<Vec<u8>>);
        impl Read for Slow {
            fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
                self.0.read(&mut buffer[..1])
            }
        }
        let whole = all(Box::new(std::io::Cursor::new(bytes.to_owned())), width);
        if bytes.len() < 10_000 {
            assert_eq!(all(Box::new(Slow(std::io::Cursor::new(bytes.to_owned()))), width), whole);
        }
        whole
    }

    fn all(bytes: Box<dyn Read + Send>, width: usize) -> Vec<(u64, Vec<String>, Option<Fault>)> {
        let text = Text::open(Input { name: "x".to_owned(), length: None, bytes }, Encoding::Auto).unwrap();
        let mut records = Records { width, ..Records::new(text, b',', 1) };
        let mut all = Vec::new();
        while let Step::Record(record) = records.next(true).unwrap() {
            let cells = record.cells.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
            all.push((record.line, cells, record.fault));
        }
        all
    }

    fn row(line: u64, cells: &[&str]) -> (u64, Vec<String>, Option<Fault>) {
        (line, cells.iter().map(|cell| (*cell).to_owned()).collect(), None)
    }

    fn unclosed(line: u64, cells: &[&str]) -> (u64, Vec<String>, Option<Fault>) {
        (line, row(line, cells).1, Some(Fault::Unclosed))
    }

    #[test]
    fn lines_end_in_three_ways() {
        for end in ["\n", "\r\n", "\r"] {
            for last in ["", end] {
                let file = format!("a,b{end}{end}\"c{end}d\",\"e \"\"f\"\"\"{end}g \"h\" i,j{last}");
                let cell = format!("c{end}d");
                let expected =
                    [row(1, &["a", "b"]), row(2, &[""]), row(3, &[&cell, "e \"f\""]), row(5, &["g \"h\" i", "j"])];
                assert_eq!(records(file.as_bytes(), 2), expected, "{file:?}");
            }
        }
        assert_eq!(records(b"", 2), []);
        assert_eq!(records(b"\n\n", 2), [row(1, &[""]), row(2, &[""])]);
        assert_eq!(records(b"a,", 2), [row(1, &["a", ""])]);
        assert_eq!(records(b"\"a\" b,\"c\"", 2), [row(1, &["a b", "c"])]);
    }

    #[test]
    fn a_quote_that_is_not_closed_takes_one_line() {
        // Detected by the end of the file, by a quote that closes no cell, by the wrong number of cells.
        assert_eq!(records(b"1,\"a\n2,b\n", 2), [unclosed(1, &["1", "\"a"]), row(2, &["2", "b"])]);
        assert_eq!(
            records(b"1,\"a\n2,b\n3,\"c, d\"\n", 2),
            [unclosed(1, &["1", "\"a"]), row(2, &["2", "b"]), row(3, &["3", "c, d"])]
        );
        assert_eq!(
            records(b"1,\"a,x\n2,b,x\n3,c\",x,y\n", 3),
            [unclosed(1, &["1", "\"a", "x"]), row(2, &["2", "b", "x"]), row(3, &["3", "c\"", "x", "y"])]
        );
        assert_eq!(records(b"1,\"a\nb\"\n", 3), [row(1, &["1", "a\nb"])]);
        let long: String = (2..2_000).map(|line| format!("{line},b\n")).collect();
        let found = records(format!("1,\"a\n{long}").as_bytes(), 2);
        assert_eq!((found.len(), &found[0]), (1_999, &unclosed(1, &["1", "\"a"])));
        assert_eq!(found[1_998], row(1_999, &["1999", "b"]));
        let most = format!("1,\"{}\"\n2,b\n", "\n".repeat(LINES_LIMIT as usize - 1));
        assert_eq!(records(most.as_bytes(), 2)[1], row(LINES_LIMIT + 1, &["2", "b"]));
    }

    #[test]
    fn a_line_without_end_is_cut() {
        for start in ["1,", "1,\""] {
            let file = format!("{start}{}\n2,b\n", "a".repeat(3 * LINE_LIMIT));
            let found = records(file.as_bytes(), 2);
            assert_eq!((found.len(), found[0].2), (2, Some(Fault::TooLong)));
            assert_eq!(found[0].1[1].len(), LINE_LIMIT - "1,".len());
            assert_eq!(found[1], row(2, &["2", "b"]));
        }
    }
}
