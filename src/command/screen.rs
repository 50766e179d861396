//! `sanad screen`: screens the names in a file.

mod answer;
mod columns;
mod delimiter;
mod particulars;
mod parties;
mod records;
mod rows;
mod spreadsheet;

use std::io::IsTerminal;
use std::path::PathBuf;

use indicatif::{ProgressBar, ProgressStyle};
use sanad::config::Database;
use sanad::db::screen::{MATCHES_DEFAULT, MATCHES_LIMIT, QUERIES_LIMIT, Screening, THRESHOLD_DEFAULT, Threshold};
use sanad::db::{Access, Conn, migrate};
use sanad::model::Language;

use self::answer::{Answering, Format};
use self::columns::ColumnNames;
use self::delimiter::Delimiter;
use self::rows::{Layout, Piece, Rows};
use super::in_order::{cores, in_order};
use super::input::{Input, TypeOption};
use super::text::Encoding;
use super::{Ending, Failure, tell, tell_of_line, write};

/// The arguments of `sanad screen`.
#[derive(Debug, clap::Args)]
pub struct Screen {
    /// CSV file with a header; `-` is standard input
    file: PathBuf,

    #[command(flatten)]
    pub database: Database,

    #[command(flatten)]
    columns: ColumnNames,

    /// Delimiter of cells: auto, comma, semicolon, tab, pipe, or an ASCII character
    ///
    /// `auto` uses a first line such as `sep=;`, as Excel writes it, or else detects a comma, semicolon or tab in the header.
    /// A `sep=` line is not a row.
    #[arg(long, value_name = "DELIMITER", default_value = "auto")]
    delimiter: Delimiter,

    /// Encoding of the file: auto, utf-8, utf-16le, utf-16be, windows-1256, or another label of the WHATWG Encoding Standard
    ///
    /// `auto` uses the byte order mark, and expects UTF-8 without one. Other files are refused.
    #[arg(long, value_name = "LABEL", default_value = "auto")]
    encoding: Encoding,

    /// Output format: CSV with one row per match, or one JSON object per input row
    #[arg(long = "format", value_name = "FORMAT", value_enum, default_value = "csv")]
    answer_format: Format,

    /// Write CSV cells unchanged, even those that a spreadsheet would run as formulas
    #[arg(long)]
    raw: bool,

    /// Language of captions, as a BCP 47 tag such as `en` [default: the original]
    #[arg(long, value_name = "LANGUAGE")]
    language: Option<Language>,

    /// Minimum score of a match, from 0 to 1
    #[arg(long, value_name = "SCORE", default_value_t = THRESHOLD_DEFAULT, value_parser = threshold)]
    threshold: f64,

    /// Maximum number of matches per name, from 1 to 20
    #[arg(long, value_name = "NUMBER", default_value_t = MATCHES_DEFAULT, value_parser = first)]
    first: usize,

    /// Type of parties to match [default: all]
    #[arg(long = "type", value_name = "TYPE", value_enum)]
    of_type: Option<TypeOption>,
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
    pub fn run(self) -> Result<Ending, Failure> {
        migrate::verify(&mut Conn::open(&self.database.url, Access::Read)?)?;
        let input = Input::open(&self.file)?;
        let (name, bar) = (input.name.clone(), progress(input.length));
        let layout = Layout {
            encoding: self.encoding,
            delimiter: self.delimiter,
            columns: self.columns.clone(),
            of_type: self.of_type.map(Into::into),
        };
        let mut rows = Rows::open(input, &layout)?;
        let answering = Answering {
            format: self.answer_format,
            header: rows.header.clone(),
            id: rows.columns.id,
            is_raw: self.raw,
            language: self.language.clone(),
        };
        let is_assumed = rows.is_encoding_assumed();
        write(&answering.header()?)?;
        let workers: Vec<_> = (0..cores()).map(|_| self.worker(answering.clone())).collect::<Result<_, Failure>>()?;
        let (mut ending, mut malformed) = (Ending::Whole, 0);
        let done = in_order(
            move || rows.next(QUERIES_LIMIT),
            workers,
            |answered: Answered| {
                for (line, problem) in &answered.problems {
                    bar.suspend(|| tell_of_line(&name, *line, problem));
                    ending = Ending::Partly;
                }
                malformed += answered.malformed;
                bar.set_position(answered.position);
                write(&answered.bytes)
            },
        );
        bar.finish_and_clear();
        if malformed > 0 && is_assumed {
            tell(&format!(
                "sanad: rows of {name} that are not UTF-8: {malformed}. If the file has another encoding, set it with \
                 --encoding, such as windows-1256"
            ));
        }
        done.map(|()| ending)
    }

    /// A worker that screens pieces of the file, on its own connection.
    fn worker(&self, answering: Answering) -> Result<impl FnMut(Piece) -> Result<Answered, Failure> + use<>, Failure> {
        let mut conn = Conn::open(&self.database.url, Access::Read)?;
        let (threshold, first) = (Threshold(self.threshold), self.first);
        Ok(move |piece: Piece| {
            let queries: Vec<_> = piece.rows.iter().filter_map(|row| row.query.clone()).collect();
            let screened = match queries.is_empty() {
                true => Vec::new(),
                false => Screening { queries, threshold, first }.in_transaction(&mut conn)?,
            };
            let bytes = answering.answers(&mut conn, &piece.rows, &screened)?;
            let malformed = piece.rows.iter().filter(|row| row.is_malformed).count();
            let with_problems = piece.rows.iter().filter(|row| !row.problems.is_empty());
            let problems = with_problems.map(|row| (row.line, row.problems.join("; "))).collect();
            Ok(Answered { bytes, problems, malformed, position: piece.end })
        })
    }
}

/// The output for a piece of the file, and the problems by line number.
struct Answered {
    bytes: Vec<u8>,
    problems: Vec<(u64, String)>,
    /// The number of rows with invalid bytes.
    malformed: usize,
    /// The position in the file after this piece, in bytes.
    position: u64,
}

/// A progress bar, if standard error is a terminal and standard output is not.
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
