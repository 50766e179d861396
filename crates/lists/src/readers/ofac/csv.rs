//! OFAC's CSV files: entries, names, addresses and the rest of long remarks. They have no header, no dates, and no names
//! but those in Latin letters.

use std::collections::HashMap;
use std::io::Read;

use chrono::NaiveDate;
use csv::{ReaderBuilder, StringRecord};
use sanad_model::NameKind;

use super::feature::{self, Feature};
use super::simple::listing;
use super::{kind_of, measures_of, name_kind, remarks, reordered};
use crate::edition::{Edition, Entries, Head, Input, Item};
use crate::entry::{Entry, Place, Text};
use crate::error::ReadError;
use crate::list::List;
use crate::names::Names;
use crate::recognise::Format;
use crate::script::ArabicLetters;
use crate::words::Notes;

/// The files of one edition. Only the first one has to be there.
pub(crate) struct CsvFiles {
    pub(crate) entries: Input,
    pub(crate) names: Option<Input>,
    pub(crate) addresses: Option<Input>,
    pub(crate) comments: Option<Input>,
}

/// Maximum size of each of the files that are held in memory, in bytes. Those of the whole SDN list have 2 MB.
const SIDE_FILE_LIMIT: u64 = 256 << 20;

/// The rows of a file by the number of their entry.
type Rows = HashMap<String, Vec<StringRecord>>;

struct Reader {
    list: List,
    entries: csv::Reader<Input>,
    /// A record that was read ahead.
    ahead: Option<StringRecord>,
    names: Rows,
    addresses: Rows,
    comments: Rows,
}

/// Opens the files of an edition. The date comes from outside: the files have none.
pub(crate) fn open(files: CsvFiles, list: List, date: NaiveDate, printed: String) -> Result<Edition, ReadError> {
    let mut notes = Notes::default();
    let mut rows = |file: Option<Input>, columns: usize, missing: &'static str| match file {
        Some(file) => by_number(file, columns, &mut notes),
        None => {
            notes.left_out(missing, "");
            Ok(Rows::new())
        }
    };
    let names = rows(files.names, 5, "the file of names is missing (alt.csv or cons_alt.csv)")?;
    let addresses = rows(files.addresses, 6, "the file of addresses is missing (add.csv or cons_add.csv)")?;
    let comments = rows(
        files.comments,
        2,
        "the file of the rest of long remarks is missing (sdn_comments.csv or cons_comments.csv)",
    )?;
    let reader = Reader { list, entries: reader(files.entries), ahead: None, names, addresses, comments };
    let head =
        Head { list, format: Format::OfacCsv, date, moment: None, printed, is_dated_by_name: true, is_delta: false };
    Ok(Edition::new(head, Box::new(reader), notes))
}

fn reader(input: Input) -> csv::Reader<Input> {
    ReaderBuilder::new().has_headers(false).flexible(true).from_reader(input)
}

/// The next record, without the end mark of old systems.
fn next(reader: &mut csv::Reader<Input>) -> Result<Option<StringRecord>, ReadError> {
    let mut record = StringRecord::new();
    while reader.read_record(&mut record).map_err(explained)? {
        if record.len() > 1 || record.get(0).is_some_and(|only| !only.trim_matches(['\u{1a}', ' ']).is_empty()) {
            return Ok(Some(record));
        }
    }
    Ok(None)
}

fn explained(error: csv::Error) -> ReadError {
    let at = error.position().map_or(0, csv::Position::byte);
    match error.into_kind() {
        csv::ErrorKind::Io(error) => ReadError::Io(error),
        csv::ErrorKind::Utf8 { .. } => ReadError::NotUtf8 { at },
        other => ReadError::Malformed { at, what: format!("{other:?}") },
    }
}

fn by_number(input: Input, columns: usize, notes: &mut Notes) -> Result<Rows, ReadError> {
    let mut rows = Rows::new();
    let mut reader = reader(Box::new(input.take(SIDE_FILE_LIMIT)));
    while let Some(record) = next(&mut reader)? {
        match value(&record, 0).filter(|_| record.len() == columns) {
            Some(number) => rows.entry(number).or_default().push(record),
            None => notes
                .left_out("the row has another number of columns than the others", record.get(0).unwrap_or_default()),
        }
    }
    Ok(rows)
}

/// The value of a column; `-0- ` stands for none.
fn value(record: &StringRecord, column: usize) -> Option<String> {
    let text = crate::xml::collapsed(record.get(column)?);
    (!text.is_empty() && text != "-0-").then_some(text)
}

impl Entries for Reader {
    fn next(&mut self, notes: &mut Notes) -> Result<Option<Item>, ReadError> {
        while let Some(record) = self.ahead.take().map_or_else(|| next(&mut self.entries), |record| Ok(Some(record)))? {
            notes.entry = value(&record, 0).unwrap_or_default();
            if record.len() != 12 {
                self.ahead = next(&mut self.entries)?;
                if self.ahead.is_none() {
                    let at = record.position().map_or(0, csv::Position::byte);
                    return Err(ReadError::Truncated { at, inside: format!("entry {}", notes.entry) });
                }
                notes.left_out("the row has another number of columns than the others", "");
                continue;
            }
            if let Some(entry) = self.entry(&record, notes) {
                return Ok(Some(entry.into()));
            }
        }
        if let Some(number) = self.names.keys().chain(self.addresses.keys()).chain(self.comments.keys()).next() {
            notes.entry.clone_from(number);
            notes.left_out("rows of other files belong to no entry", "");
        }
        Ok(None)
    }
}

impl Reader {
    fn entry(&mut self, record: &StringRecord, notes: &mut Notes) -> Option<Entry> {
        let number = value(record, 0).unwrap_or_default();
        let (names, addresses) = (self.names.remove(&number), self.addresses.remove(&number));
        let comments = self.comments.remove(&number);
        let kind = kind_of(value(record, 2).as_deref(), notes)?;
        let mut entry = super::entry(self.list, &number, kind, notes)?;
        let mut gathered = Names::default();
        if let Some(name) = value(record, 1) {
            gathered.add_text(&reordered(&name, kind), NameKind::Primary, ArabicLetters::Unsure, None);
        }
        for row in names.iter().flatten() {
            let kind_of_name = name_kind(&value(row, 2).unwrap_or_default(), false, notes);
            if let Some(name) = value(row, 3) {
                gathered.add_text(&reordered(&name, kind), kind_of_name, ArabicLetters::Unsure, None);
            }
        }
        let programmes = value(record, 3).unwrap_or_default();
        let programmes = programmes.split(['[', ']', ';']).map(str::trim).filter(|programme| !programme.is_empty());
        entry.programmes = programmes.map(str::to_owned).collect();
        entry.measures = measures_of(self.list);
        entry.listings.push(listing(self.list));
        entry.positions.extend(value(record, 4).map(Text::english));
        for (column, label) in [
            (5, "Vessel Call Sign"),
            (6, "Vessel Type"),
            (7, "Vessel Tonnage"),
            (8, "Vessel Gross Registered Tonnage"),
            (9, "Vessel Flag"),
            (10, "Vessel Owner"),
        ] {
            if let Some(text) = value(record, column) {
                feature::add(&mut entry, Feature::new(label, &text), notes);
            }
        }
        entry.addresses = addresses.iter().flatten().filter_map(|row| place(row, notes)).collect();
        // Remarks stop at 1,000 characters, in the middle of a word; what follows is in the other file.
        let mut words = record.get(11).filter(|text| text.trim() != "-0-").unwrap_or_default().to_owned();
        words.extend(comments.iter().flatten().filter_map(|row| row.get(1)).filter(|text| text.trim() != "-0-"));
        remarks::read(&crate::xml::collapsed(&words), &mut entry, &mut gathered, notes);
        entry.named(gathered, notes)
    }
}

fn place(row: &StringRecord, notes: &mut Notes) -> Option<Place> {
    let parts: Vec<String> = [2, 3].into_iter().filter_map(|column| value(row, column)).collect();
    let country_printed = value(row, 4);
    let note = value(row, 5);
    if parts.is_empty() && country_printed.is_none() && note.is_none() {
        return None;
    }
    let country = country_printed.as_deref().and_then(|words| notes.country(words));
    Some(Place { text: parts.join(", "), country, country_printed, note })
}
