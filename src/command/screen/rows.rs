//! The rows of a CSV file.

use std::io::Read;
use std::path::PathBuf;

use csv::{ByteRecord, Reader, ReaderBuilder, StringRecord};
use sanad::db::screen::NAME_LIMIT;
use sanad::error::Error;

use super::super::Failure;
use super::super::input::Input;
use super::lines::{Lines, Watched, watched};

/// A row, and the name in it.
pub struct Row {
    pub name: String,
    pub fields: StringRecord,
}

/// Some rows, each with the number of its first line, or with what is wrong with it.
pub struct Piece {
    pub rows: Vec<(u64, Result<Row, String>)>,
    /// How many bytes of the file are read by then.
    pub end: u64,
}

/// The rows of a CSV file with a header.
pub struct Rows {
    reader: Reader<Watched<Box<dyn Read + Send>>>,
    lines: Lines,
    path: PathBuf,
    columns: StringRecord,
    /// The place of the column with the names.
    named: usize,
}

impl Rows {
    /// Reads the header.
    ///
    /// # Errors
    /// When there is none, or it does not have the column.
    pub fn open(input: Input, column: &str) -> Result<Self, Failure> {
        let (path, column) = (PathBuf::from(&input.name), column.trim());
        let (bytes, lines) = watched(input.bytes);
        let mut reader = ReaderBuilder::new().flexible(true).from_reader(bytes);
        let columns = reader.headers().map_err(|error| unreadable(&path, error))?.clone();
        if columns.is_empty() {
            return Err(Failure::Input(format!(
                "{} is empty: expected a header with the names of columns",
                input.name
            )));
        }
        let Some(named) = columns.iter().position(|known| known.trim() == column) else {
            let known: Vec<String> = columns.iter().map(|known| format!("`{known}`")).collect();
            return Err(Failure::Input(format!(
                "{} has no column `{column}`, only {}: expected one of them for --column",
                input.name,
                known.join(", ")
            )));
        };
        if columns.iter().filter(|known| known.trim() == column).count() > 1 {
            let name = input.name;
            return Err(Failure::Input(format!("{name} has several columns `{column}`: expected one with the names")));
        }
        Ok(Self { reader, lines, path, columns, named })
    }

    pub fn columns(&self) -> &StringRecord {
        &self.columns
    }

    /// At most so many of the next rows; none at the end.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn next(&mut self, most: usize) -> Result<Option<Piece>, Failure> {
        let mut rows = Vec::with_capacity(most);
        let mut record = ByteRecord::new();
        while rows.len() < most
            && self.reader.read_byte_record(&mut record).map_err(|error| unreadable(&self.path, error))?
        {
            let within = record.iter().flatten().filter(|byte| **byte == b'\n').count() as u64;
            let line = self.lines.before(self.reader.position().byte()) - within;
            rows.push((line, self.row(std::mem::take(&mut record))));
        }
        let end = self.reader.position().byte();
        Ok(Some(Piece { rows, end }).filter(|piece| !piece.rows.is_empty()))
    }

    fn row(&self, record: ByteRecord) -> Result<Row, String> {
        let (expected, found) = (self.columns.len(), record.len());
        if found != expected {
            return Err(format!("the row has {found} columns: expected {expected}, as the header has"));
        }
        let fields = StringRecord::from_byte_record(record).map_err(|_| "the row is not UTF-8".to_owned())?;
        let name = fields.get(self.named).unwrap_or_default().to_owned();
        match name.chars().count() {
            length if length > NAME_LIMIT => {
                Err(format!("the name has {length} characters: expected at most {NAME_LIMIT}"))
            }
            _ => Ok(Row { name, fields }),
        }
    }
}

fn unreadable(path: &std::path::Path, error: csv::Error) -> Failure {
    let source = match error.into_kind() {
        csv::ErrorKind::Io(source) => source,
        csv::ErrorKind::Utf8 { .. } => std::io::Error::other("the header is not UTF-8"),
        other => std::io::Error::other(format!("{other:?}")),
    };
    Error::Read { path: path.to_owned(), source }.into()
}
