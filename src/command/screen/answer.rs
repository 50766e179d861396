//! Writes the matches of rows as CSV or JSON.

use std::collections::HashSet;

use csv::{StringRecord, Writer};
use sanad::db::Conn;
use sanad::db::screen::{Match, Screened};
use sanad::error::{Error, Result};
use sanad::model::{Language, Support, Vocabulary};
use sanad::names::reading_limits;
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::parties::{Parties, Sanction};
use super::rows::Row;
use super::spreadsheet::guarded;

/// The output format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    Csv,
    Json,
}

/// The output columns after those of the file, without their prefix.
const COLUMNS: [&str; 10] =
    ["score", "id", "name", "caption", "sanctions", "explanation", "support", "complete", "reading_limits", "problem"];

/// Writes the output rows.
#[derive(Debug, Clone)]
pub struct Answering {
    pub format: Format,
    /// The columns of the file.
    pub header: StringRecord,
    /// The index of the id column.
    pub id: Option<usize>,
    /// Whether formulas are written unchanged.
    pub is_raw: bool,
    /// The language of captions.
    pub language: Option<Language>,
}

/// The JSON of a row.
#[derive(Serialize)]
struct Answer<'a> {
    line: u64,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    name: &'a str,
    #[serde(serialize_with = "as_map")]
    row: Vec<(&'a str, &'a str)>,
    /// Cells beyond the header.
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    beyond: &'a [String],
    /// None if the row was not screened.
    complete: Option<bool>,
    reading_limits: Vec<&'static str>,
    problem: Option<String>,
    matches: Vec<Answered<'a>>,
}

#[derive(Serialize)]
struct Answered<'a> {
    score: f64,
    id: String,
    name: &'a str,
    caption: &'a str,
    explanation: String,
    #[serde(serialize_with = "as_support")]
    support: &'a [Support],
    sanctions: &'a [Sanction],
}

impl Answering {
    /// The header of the output.
    pub fn header(&self) -> Result<Vec<u8>> {
        match self.format {
            Format::Csv => {
                let own = own_columns(&self.header);
                self.lines([self.header.iter().chain(own.iter().map(String::as_str)).collect()])
            }
            Format::Json => Ok(Vec::new()),
        }
    }

    /// The output for the rows, in order. `screened` has a result for each row with a query.
    pub fn answers(&self, conn: &mut Conn, rows: &[Row], screened: &[Screened]) -> Result<Vec<u8>> {
        let parties = Parties::of(conn, screened, self.language.as_ref())?;
        let mut screened = screened.iter();
        let answered = rows.iter().map(|row| (row, row.query.as_ref().and_then(|_| screened.next())));
        match self.format {
            Format::Csv => self.lines(answered.flat_map(|(row, screened)| records(row, screened, &parties))),
            Format::Json => self.objects(answered, &parties),
        }
    }

    fn objects<'a>(
        &self,
        answered: impl Iterator<Item = (&'a Row, Option<&'a Screened>)>,
        parties: &Parties,
    ) -> Result<Vec<u8>> {
        let mut bytes = Vec::new();
        let names = unique_names(&self.header);
        for (row, screened) in answered {
            let matches = screened.into_iter().flat_map(|screened| &screened.matches);
            let answer = Answer {
                line: row.line,
                id: self.id.and_then(|place| row.cells.get(place)),
                name: &row.name,
                row: names.iter().map(String::as_str).zip(&row.cells).collect(),
                beyond: &row.beyond,
                complete: screened.map(|screened| screened.is_complete),
                reading_limits: limits(row),
                problem: (!row.problems.is_empty()).then(|| row.problems.join("; ")),
                matches: matches.filter_map(|one| answered_as(one, parties)).collect(),
            };
            let mut serializer = serde_json::Serializer::with_formatter(&mut bytes, Visible);
            answer.serialize(&mut serializer).map_err(|error| Error::Internal(error.to_string()))?;
            bytes.push(b'\n');
        }
        Ok(bytes)
    }

    fn lines(&self, records: impl IntoIterator<Item = StringRecord>) -> Result<Vec<u8>> {
        let mut writer = Writer::from_writer(Vec::new());
        let failed = |error: csv::Error| Error::Internal(error.to_string());
        for record in records {
            match self.is_raw {
                true => writer.write_record(&record).map_err(failed)?,
                false => writer.write_record(record.iter().map(guarded).map(Cell)).map_err(failed)?,
            }
        }
        writer.into_inner().map_err(|error| Error::Internal(error.to_string()))
    }
}

/// A CSV cell.
struct Cell<'a>(std::borrow::Cow<'a, str>);

impl AsRef<[u8]> for Cell<'_> {
    fn as_ref(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// Escapes hidden characters in JSON strings, so that terminals do not interpret them.
struct Visible;

impl serde_json::ser::Formatter for Visible {
    fn write_string_fragment<W: ?Sized + std::io::Write>(&mut self, writer: &mut W, text: &str) -> std::io::Result<()> {
        let mut units = [0; 2];
        for part in text.split_inclusive(sanad::visible::is_hidden) {
            let last = part.chars().next_back().filter(|last| sanad::visible::is_hidden(*last));
            let shown = part.len() - last.map_or(0, char::len_utf8);
            writer.write_all(&part.as_bytes()[..shown])?;
            for unit in last.map(|last| last.encode_utf16(&mut units)).into_iter().flatten() {
                write!(writer, "\\u{unit:04x}")?;
            }
        }
        Ok(())
    }
}

fn as_map<S: Serializer>(row: &[(&str, &str)], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(Some(row.len()))?;
    for (name, cell) in row {
        map.serialize_entry(name, cell)?;
    }
    map.end()
}

fn as_support<S: Serializer>(support: &[Support], serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    struct Told {
        kind: &'static str,
        agrees: bool,
        change: f64,
    }
    serializer.collect_seq(support.iter().map(|one| Told {
        kind: one.kind.word(),
        agrees: one.agrees,
        change: one.change,
    }))
}

/// The output columns, with the prefix `match_`, or `match2_` and so on if the file has one of these columns.
pub fn own_columns(header: &StringRecord) -> Vec<String> {
    let is_taken = |name: &String| header.iter().any(|known| known.trim().eq_ignore_ascii_case(name));
    let mut number = 1;
    loop {
        let prefix = if number == 1 { "match".to_owned() } else { format!("match{number}") };
        let columns: Vec<String> = COLUMNS.iter().map(|column| format!("{prefix}_{column}")).collect();
        if !columns.iter().any(is_taken) {
            return columns;
        }
        number += 1;
    }
}

/// Unique names of the columns: the second `name` becomes `name_2`.
fn unique_names(header: &StringRecord) -> Vec<String> {
    let own: HashSet<&str> = header.iter().collect();
    let mut seen = HashSet::new();
    let name = |name: &str| {
        let mut told = name.to_owned();
        let mut number = 1;
        while !seen.insert(told.clone()) {
            number += 1;
            told = format!("{name}_{number}");
            while own.contains(told.as_str()) {
                number += 1;
                told = format!("{name}_{number}");
            }
        }
        told
    };
    header.iter().map(name).collect()
}

fn answered_as<'a>(one: &'a Match, parties: &'a Parties) -> Option<Answered<'a>> {
    let party = parties.rows.get(&one.party_id)?;
    Some(Answered {
        score: one.score,
        id: format!("{}:{}", party.kind, party.key),
        name: &one.name.text,
        caption: parties.caption(party),
        explanation: one.comparison.to_string(),
        support: &one.support,
        sanctions: parties.sanctions.get(&one.party_id).map_or(&[], Vec::as_slice),
    })
}

/// What keeps the name from being read as well as others.
fn limits(row: &Row) -> Vec<&'static str> {
    reading_limits(&row.name).iter().map(|limit| limit.word()).collect()
}

/// One record per match, or a single record without matches.
fn records(row: &Row, screened: Option<&Screened>, parties: &Parties) -> Vec<StringRecord> {
    let complete = screened.map(|screened| screened.is_complete.to_string()).unwrap_or_default();
    let (limits, problem) = (limits(row).join("; "), row.problems.join("; "));
    let record =
        |found: [&str; 7]| row.cells.iter().chain(found).chain([complete.as_str(), &limits, &problem]).collect();
    let matches = screened.into_iter().flat_map(|screened| &screened.matches);
    let records: Vec<StringRecord> = matches
        .filter_map(|one| answered_as(one, parties))
        .map(|one| {
            let sanctions: Vec<String> = one.sanctions.iter().map(Sanction::to_string).collect();
            let explanation: Vec<&str> = one.explanation.lines().map(str::trim).collect();
            let support: Vec<String> = one.support.iter().map(supporting).collect();
            record([
                &format!("{:.4}", one.score),
                &one.id,
                one.name,
                one.caption,
                &sanctions.join("; "),
                &explanation.join("; "),
                &support.join("; "),
            ])
        })
        .collect();
    if records.is_empty() { vec![record([""; 7])] } else { records }
}

fn supporting(support: &Support) -> String {
    let verb = if support.agrees { "agrees" } else { "contradicts" };
    format!("{} {verb} ({:+.2})", support.kind, support.change)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_unique_names() {
        let header = |names: &[&str]| names.iter().collect::<StringRecord>();
        assert_eq!(own_columns(&header(&["name"]))[0], "match_score");
        assert_eq!(own_columns(&header(&["name", "Match_Problem ", "match2_id"]))[9], "match3_problem");
        let names = unique_names(&header(&["a", "a", "a_2", "a", "", ""]));
        assert_eq!(names, ["a", "a_3", "a_2", "a_4", "", "_2"]);
    }
}
