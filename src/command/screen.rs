//! `sanad screen`: who bears the names of a file.

mod answer;
mod lines;
mod rows;

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::sync::Arc;

use indicatif::{ProgressBar, ProgressStyle};
use sanad::config::Database;
use sanad::db::screen::{
    MATCHES_DEFAULT, MATCHES_LIMIT, Memory, QUERIES_LIMIT, Query, Screening, THRESHOLD_DEFAULT, Threshold,
};
use sanad::db::{Access, Conn, migrate};
use sanad::model::{NodeKind, Particulars};

use self::answer::{Answering, Format};
use self::rows::{Row, Rows};
use super::in_order::{cores, in_order};
use super::input::{BearerType, Input};
use super::{Failure, write};

/// What `screen` is told.
#[derive(Debug, clap::Args)]
pub struct Screen {
    /// CSV file with a header; `-` is the standard input
    file: PathBuf,

    #[command(flatten)]
    pub database: Database,

    /// Column that holds the names
    #[arg(long, value_name = "NAME", default_value = "name")]
    column: String,

    /// How the answers are written: a row for each match, or a JSON object for each row
    #[arg(long = "format", value_name = "FORMAT", value_enum, default_value = "csv")]
    answer_format: Format,

    /// Only matches with at least that score, from 0 to 1
    #[arg(long, value_name = "SCORE", default_value_t = THRESHOLD_DEFAULT, value_parser = threshold)]
    threshold: f64,

    /// Most matches of each name, from 1 to 20
    #[arg(long, value_name = "NUMBER", default_value_t = MATCHES_DEFAULT, value_parser = first)]
    first: usize,

    /// Only parties of that type [default: either]
    #[arg(long = "type", value_name = "TYPE", value_enum)]
    bearer: Option<BearerType>,
}

fn threshold(text: &str) -> Result<f64, String> {
    let threshold = text.parse().ok().filter(|threshold| (0.0..=1.0).contains(threshold));
    threshold.ok_or_else(|| "expected a number from 0 to 1".to_owned())
}

fn first(text: &str) -> Result<usize, String> {
    let first = text.parse().ok().filter(|first| (1..=MATCHES_LIMIT).contains(first));
    first.ok_or_else(|| format!("expected a number from 1 to {MATCHES_LIMIT}"))
}

impl Screen {
    pub fn run(self) -> Result<(), Failure> {
        migrate::verify(&mut Conn::open(&self.database.url, Access::Read)?)?;
        let input = Input::open(&self.file)?;
        let (name, bar) = (input.name.clone(), progress(input.length));
        let mut rows = Rows::open(input, &self.column)?;
        let answering = Answering { format: self.answer_format, columns: rows.columns().to_owned() };
        write(&answering.header()?)?;
        let memory = Arc::new(Memory::default());
        let workers: Vec<_> = (0..cores())
            .map(|_| self.worker(answering.clone(), Arc::clone(&memory)))
            .collect::<Result<_, Failure>>()?;
        let done = in_order(
            move || rows.next(QUERIES_LIMIT),
            workers,
            |answered: Answered| {
                for (line, problem) in &answered.problems {
                    let report = format!("sanad: {name}, line {line}: {problem}");
                    // When the error stream is closed, the rows that are missing are all that is left to tell.
                    bar.suspend(|| writeln!(std::io::stderr(), "{report}")).unwrap_or_default();
                }
                bar.set_position(answered.position);
                write(&answered.bytes)
            },
        );
        bar.finish_and_clear();
        done
    }

    /// What answers pieces of the file, on a connection of its own.
    fn worker(
        &self,
        answering: Answering,
        memory: Arc<Memory>,
    ) -> Result<impl FnMut(rows::Piece) -> Result<Answered, Failure> + use<>, Failure> {
        let mut conn = Conn::open(&self.database.url, Access::Read)?;
        let (threshold, first) = (Threshold(self.threshold), self.first);
        let kind = self.bearer.map(|bearer| match bearer {
            BearerType::Person => NodeKind::Actor,
            BearerType::Organization => NodeKind::Organization,
        });
        Ok(move |piece: rows::Piece| {
            let (mut good, mut problems) = (Vec::new(), Vec::new());
            for (line, row) in piece.rows {
                match row {
                    Ok(row) => good.push((line, row)),
                    Err(problem) => problems.push((line, problem)),
                }
            }
            let query =
                |(_, row): &(u64, Row)| Query { name: row.name.clone(), kind, particulars: Particulars::default() };
            let screening = Screening { queries: good.iter().map(query).collect(), threshold, first };
            let screened = screening.remembering(&mut conn, &memory)?;
            let bytes = answering.answers(&mut conn, &good, &screened)?;
            Ok(Answered { bytes, problems, position: piece.end })
        })
    }
}

/// What is written of a piece of the file, and what is wrong with which of its lines.
struct Answered {
    bytes: Vec<u8>,
    problems: Vec<(u64, String)>,
    /// How many bytes of the file are read by then.
    position: u64,
}

/// A bar that grows with what is read; only where somebody sees it, and the answers go elsewhere.
fn progress(length: Option<u64>) -> ProgressBar {
    if std::io::stdout().is_terminal() || !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let (bar, template) = match length {
        Some(length) => (ProgressBar::new(length), "{wide_bar} {percent:>3} % · {bytes_per_sec} · {eta} left"),
        None => (ProgressBar::new_spinner(), "{spinner} {bytes} · {bytes_per_sec}"),
    };
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}
