//! The rows of a CSV file with a header, each with its query or its problems.

use csv::{ByteRecord, StringRecord};
use sanad::db::screen::Query;
use sanad::model::PartyType;
use sanad::visible::quoted;

use super::super::Failure;
use super::super::input::Input;
use super::super::text::{Encoding, LINE_LIMIT, Text, line_ends};
use super::columns::{ColumnNames, Columns};
use super::delimiter::{Delimiter, USUAL, declared};
use super::records::{Record, Records, Step};

/// Maximum characters per cell, as in a spreadsheet.
const CELL_LIMIT: usize = 32_767;

/// The size in bytes from which a piece gets no more rows.
const PIECE_LIMIT: usize = 1024 * 1024;

/// A row.
#[derive(Debug)]
pub struct Row {
    /// The number of its first line, from 1.
    pub line: u64,
    pub name: String,
    /// As many cells as the header has; missing ones are empty.
    pub cells: StringRecord,
    /// Cells beyond the header.
    pub beyond: Vec<String>,
    /// The query; none if the row is blank or cannot be screened.
    pub query: Option<Query>,
    /// Its problems.
    pub problems: Vec<String>,
    /// Whether it has invalid bytes.
    pub is_malformed: bool,
}

/// Some rows.
pub struct Piece {
    pub rows: Vec<Row>,
    /// The position in the file after this piece, in bytes.
    pub end: u64,
}

/// The format of a file, as given by options.
#[derive(Debug, Clone)]
pub struct Layout {
    pub encoding: Encoding,
    pub delimiter: Delimiter,
    pub columns: ColumnNames,
    /// The type of parties in rows without one.
    pub of_type: Option<PartyType>,
}

/// The rows of a CSV file with a header.
pub struct Rows {
    records: Records,
    pub header: StringRecord,
    pub columns: Columns,
    of_type: Option<PartyType>,
}

impl Rows {
    /// Reads the header.
    ///
    /// # Errors
    /// When the header cannot be read or lacks a column.
    pub fn open(input: Input, layout: &Layout) -> Result<Self, Failure> {
        let mut text = Text::open(input, layout.encoding)?;
        let mut line = 1;
        // The header is the first line that is not blank, after an optional `sep=` line.
        let mut delimiter = None;
        loop {
            let blank = text.held().iter().take_while(|byte| matches!(byte, b'\n' | b'\r' | b' ')).count();
            let blank = text.held()[..blank].iter().rposition(|byte| *byte != b' ').map_or(0, |last| last + 1);
            if blank > 0 {
                line += line_ends(&text.held()[..blank]);
                text.advance(blank);
            }
            let held = text.held();
            let is_whole = memchr::memchr2(b'\n', b'\r', held).is_some() || held.len() > LINE_LIMIT;
            if !is_whole && text.more()? {
                continue;
            }
            match declared(text.held()) {
                Some((byte, length)) if delimiter.is_none() => {
                    delimiter = Some(byte);
                    text.advance(length);
                }
                _ => break,
            }
        }
        let declared = match layout.delimiter {
            Delimiter::Byte(byte) => Some(byte),
            Delimiter::Auto => delimiter,
        };
        Self::with_header(text, declared, line, layout)
    }

    fn with_header(text: Text, delimiter: Option<u8>, line: u64, layout: &Layout) -> Result<Self, Failure> {
        let file = text.name.clone();
        let mut records = Records::new(text, delimiter.unwrap_or(b','), line);
        if delimiter.is_none() {
            records.delimiter = detected(&records.text, &layout.columns);
        }
        let refused = |why: &str| Err(Failure::Input(format!("{file}: {why}")));
        let held = records.text.held();
        if held.len() > LINE_LIMIT && memchr::memchr2(b'\n', b'\r', &held[..LINE_LIMIT]).is_none() {
            // Skipping to its end could take as long as the whole file.
            return refused(&format!("the header cannot be read: its line has more than {LINE_LIMIT} bytes"));
        }
        let Step::Record(Record { cells, fault, .. }) = records.next(true)? else {
            return Err(Failure::Input(format!("{file} is empty: expected a header with column names")));
        };
        if let Some(fault) = fault {
            return refused(&format!("the header cannot be read: {fault}"));
        }
        if cells.as_slice().contains(&0) {
            return refused(
                "the header has NUL characters: if the file is in UTF-16, use --encoding utf-16le or utf-16be",
            );
        }
        let Ok(header) = StringRecord::from_byte_record(cells) else { return Err(records.text.not_in_encoding()) };
        let columns = layout.columns.places(&header, &file)?;
        records.width = header.len();
        Ok(Self { records, header, columns, of_type: layout.of_type })
    }

    /// Whether the file has neither a byte order mark nor an `--encoding`.
    pub fn is_encoding_assumed(&self) -> bool {
        self.records.text.is_assumed
    }

    /// At most `most` of the next rows; none at the end. Rows of a live stream do not wait for later ones.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn next(&mut self, most: usize) -> Result<Option<Piece>, Failure> {
        let (mut rows, mut bytes) = (Vec::with_capacity(most), 0);
        while rows.len() < most && bytes < PIECE_LIMIT {
            match self.records.next(rows.is_empty() || !self.records.text.is_live)? {
                Step::Record(record) => {
                    bytes += record.cells.as_slice().len();
                    rows.push(self.row(record));
                }
                Step::Pending | Step::End => break,
            }
        }
        let end = self.records.text.position();
        Ok(Some(Piece { rows, end }).filter(|piece| !piece.rows.is_empty()))
    }

    fn row(&self, record: Record) -> Row {
        let Record { line, cells, fault } = record;
        let mut problems: Vec<String> = fault.iter().map(ToString::to_string).collect();
        let (width, found) = (self.header.len(), cells.len());
        let is_blank = cells.iter().all(|cell| cell.trim_ascii().is_empty()) && (found == width || found == 1);
        if found != width && !is_blank && fault.is_none() {
            let padded = match found > width {
                true => "extra cells are dropped",
                false => "missing cells are left empty",
            };
            problems.push(format!("the row has {found} columns: expected {width}, as the header has; {padded}"));
        }
        let is_malformed = self.faulty_cells(&cells, &mut problems);
        let mut texts = cells.iter().map(shortened);
        let kept: Vec<String> = texts.by_ref().take(width).collect();
        let beyond: Vec<String> = texts.collect();
        let missing = width.saturating_sub(kept.len());
        let cells: StringRecord = kept.into_iter().chain(std::iter::repeat_n(String::new(), missing)).collect();
        let mut query = None;
        if problems.is_empty() && !is_blank {
            match self.columns.query(&cells, self.of_type) {
                Ok((asked, unread)) => {
                    query = Some(asked);
                    problems = unread;
                }
                Err(problem) => problems.push(problem),
            }
        }
        let name = self.columns.name(&cells);
        Row { line, name, cells, beyond, query, problems, is_malformed }
    }

    /// Collects the problems of single cells. Returns whether some have invalid bytes.
    fn faulty_cells(&self, cells: &ByteRecord, problems: &mut Vec<String>) -> bool {
        let mut is_malformed = false;
        for (place, cell) in cells.iter().enumerate() {
            let column = || match self.header.get(place) {
                Some(name) => format!("column {}", quoted(name)),
                None => format!("column {}", place + 1),
            };
            if std::str::from_utf8(cell).is_err() {
                is_malformed = true;
                let encoding = self.records.text.encoding.name();
                problems.push(format!("{} has bytes that are invalid in {encoding}", column()));
            }
            if cell.contains(&0) {
                problems.push(format!("{} has a NUL character", column()));
            }
            if is_over(cell) {
                problems.push(format!("{} has more than {CELL_LIMIT} characters: the rest is dropped", column()));
            }
        }
        is_malformed
    }
}

fn is_over(cell: &[u8]) -> bool {
    cell.len() > CELL_LIMIT && String::from_utf8_lossy(cell).chars().nth(CELL_LIMIT).is_some()
}

/// The text of a cell up to the limit, with U+FFFD for invalid bytes.
fn shortened(cell: &[u8]) -> String {
    let text = String::from_utf8_lossy(cell);
    match is_over(cell) {
        true => text.chars().take(CELL_LIMIT).collect(),
        false => text.into_owned(),
    }
}

/// Detects the delimiter in the header: the one that finds the most wanted columns, and then the most columns.
fn detected(text: &Text, columns: &ColumnNames) -> u8 {
    let line = text.held().split(|byte| matches!(byte, b'\n' | b'\r')).next().unwrap_or_default();
    let count = |delimiter: u8| {
        let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(line);
        let mut header = StringRecord::new();
        match reader.read_record(&mut header) {
            Ok(_) => (columns.found_in(&header), header.len()),
            Err(_) => (0, 0),
        }
    };
    // `max_by_key` returns the last maximum: reversed, that is the most common.
    USUAL.into_iter().rev().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',')
}
