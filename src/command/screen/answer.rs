//! What is written of the matches of rows.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use csv::{StringRecord, Writer};
use sanad::db::fact::FactFilter;
use sanad::db::party::{PartyById, PartyRow};
use sanad::db::sanction_status::SanctionStatusOf;
use sanad::db::screen::{Match, Screened};
use sanad::db::{Conn, PARENTS_LIMIT, Relation};
use sanad::error::{Error, Result};
use serde::Serialize;

use super::rows::Row;

/// How the answers are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    Csv,
    Json,
}

/// The columns that follow those of the file.
const COLUMNS: [&str; 6] =
    ["match_score", "match_id", "match_name", "match_caption", "match_sanctions", "match_complete"];

/// Writes answers to rows with these columns.
#[derive(Debug, Clone)]
pub struct Answering {
    pub format: Format,
    pub columns: StringRecord,
}

/// What one row is answered, as JSON.
#[derive(Serialize)]
struct Answer<'a> {
    line: u64,
    name: &'a str,
    row: BTreeMap<&'a str, &'a str>,
    complete: bool,
    matches: Vec<Answered<'a>>,
}

#[derive(Serialize)]
struct Answered<'a> {
    score: f64,
    id: String,
    name: &'a str,
    caption: &'a str,
    explanation: String,
    sanctions: &'a [Sanction],
}

/// Where the sanctions of one authority stand today.
#[derive(Serialize)]
struct Sanction {
    /// Its key, where a source names it.
    authority: Option<String>,
    state: &'static str,
}

/// What is told of the parties that match.
#[derive(Default)]
struct Parties {
    rows: HashMap<i64, Arc<PartyRow>>,
    sanctions: HashMap<i64, Vec<Sanction>>,
}

impl Answering {
    /// What comes before all answers.
    pub fn header(&self) -> Result<Vec<u8>> {
        match self.format {
            Format::Csv => lines([self.columns.iter().chain(COLUMNS).collect()]),
            Format::Json => Ok(Vec::new()),
        }
    }

    /// The answers to rows, in their order.
    pub fn answers(&self, conn: &mut Conn, rows: &[(u64, Row)], screened: &[Screened]) -> Result<Vec<u8>> {
        let parties = parties(conn, screened)?;
        let answered = rows.iter().zip(screened);
        match self.format {
            Format::Csv => lines(answered.flat_map(|((_, row), screened)| records(row, screened, &parties))),
            Format::Json => {
                let mut bytes = Vec::new();
                for ((line, row), screened) in answered {
                    let row_of = self.columns.iter().zip(&row.fields).collect();
                    let matches = screened.matches.iter().filter_map(|one| answered_as(one, &parties)).collect();
                    let answer =
                        Answer { line: *line, name: &row.name, row: row_of, complete: screened.is_complete, matches };
                    serde_json::to_writer(&mut bytes, &answer).map_err(|error| Error::Internal(error.to_string()))?;
                    bytes.push(b'\n');
                }
                Ok(bytes)
            }
        }
    }
}

fn answered_as<'a>(one: &'a Match, parties: &'a Parties) -> Option<Answered<'a>> {
    let party = parties.rows.get(&one.party_id)?;
    Some(Answered {
        score: one.score,
        id: format!("{}:{}", party.kind, party.key),
        name: &one.name.text,
        caption: &party.caption,
        explanation: one.comparison.to_string(),
        sanctions: parties.sanctions.get(&one.party_id).map_or(&[], Vec::as_slice),
    })
}

/// A record for each match, and one for a row without any.
fn records(row: &Row, screened: &Screened, parties: &Parties) -> Vec<StringRecord> {
    let complete = screened.is_complete.to_string();
    let record = |found: [&str; 5]| row.fields.iter().chain(found).chain([complete.as_str()]).collect();
    let matches = screened.matches.iter().filter_map(|one| answered_as(one, parties));
    let records: Vec<StringRecord> = matches
        .map(|one| {
            let sanctions: Vec<String> = one.sanctions.iter().map(Sanction::to_string).collect();
            record([&format!("{:.4}", one.score), &one.id, one.name, one.caption, &sanctions.join("; ")])
        })
        .collect();
    if records.is_empty() { vec![record([""; 5])] } else { records }
}

impl std::fmt::Display for Sanction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { authority, state } = self;
        write!(f, "{state} ({})", authority.as_deref().unwrap_or("authority not named"))
    }
}

fn parties(conn: &mut Conn, screened: &[Screened]) -> Result<Parties> {
    let mut ids: Vec<i64> = screened.iter().flat_map(|screened| &screened.matches).map(|one| one.party_id).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut parties = Parties::default();
    for ids in ids.chunks(PARENTS_LIMIT) {
        let status = SanctionStatusOf::new(FactFilter::default()).load(conn, ids)?;
        let mut asked: Vec<i64> = status.values().flatten().filter_map(|status| status.authority_id).collect();
        asked.extend(ids);
        asked.sort_unstable();
        asked.dedup();
        for asked in asked.chunks(PARENTS_LIMIT) {
            let found = PartyById.load(conn, asked)?;
            parties.rows.extend(found.into_iter().filter_map(|(id, party)| Some((id, party?))));
        }
        for (party, status) in status {
            let of_authority = status.iter().map(|status| Sanction {
                authority: status.authority_id.and_then(|id| Some(parties.rows.get(&id)?.key.clone())),
                state: sanad::model::Vocabulary::word(status.state),
            });
            let of_authority = of_authority.collect();
            parties.sanctions.insert(party, of_authority);
        }
    }
    Ok(parties)
}

fn lines(records: impl IntoIterator<Item = StringRecord>) -> Result<Vec<u8>> {
    let mut writer = Writer::from_writer(Vec::new());
    for record in records {
        writer.write_record(&record).map_err(|error| Error::Internal(error.to_string()))?;
    }
    writer.into_inner().map_err(|error| Error::Internal(error.to_string()))
}
