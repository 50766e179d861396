//! `sanad import`: editions of sanctions lists.

mod fetch;
mod secrets;

use std::io::IsTerminal;
use std::path::PathBuf;

use chrono::{NaiveDate, Utc};
use indicatif::{ProgressBar, ProgressStyle};
use sanad::config::{Database, Redacting};
use sanad::dataset::{Files, load, read};
use sanad::db::{Access, Conn, migrate};
use sanad::import::{Head, Options, Particular, Preview, Report, Source, Taken, import, in_order, sources};
use sanad::model::{Vocabulary, parse_day};
use serde::Serialize;

use self::fetch::{Fetcher, Header};
use super::data_sets::is_missing;
use super::{Failure, print, tell};

/// The arguments of `sanad import`.
#[derive(Debug, clap::Args)]
pub struct Import {
    /// Editions of lists: a file, one compressed with gzip, a zip file, a directory of editions, or an http(s) address
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,

    #[command(flatten)]
    pub database: Database,

    /// Say what would change, and write nothing
    #[arg(long)]
    dry_run: bool,

    /// Accept an edition in which up to this many entries are gone
    ///
    /// Without it, an edition with fewer than 80 % of the entries of the edition before is refused: the file may be broken.
    #[arg(long, value_name = "NUMBER", default_value_t = 0)]
    accept_removals: usize,

    /// Personal data to leave out, separated by commas: identifiers, addresses, births
    ///
    /// Numbers of entries in the lists stay. Editions that are imported with another choice amend no listing by that.
    #[arg(long, value_name = "DATA", value_delimiter = ',', value_parser = particular)]
    without: Vec<Particular>,

    /// The day of editions that have none inside, OFAC's CSV files [default: the day in the name of the file or directory]
    #[arg(long, value_name = "DAY", value_parser = day)]
    date: Option<NaiveDate>,

    /// Format of the report: a table for each edition, or one JSON object on a line
    #[arg(long = "format", value_name = "FORMAT", value_enum, default_value = "table")]
    report_format: Format,

    /// Header to send with requests, such as `Authorization: Bearer …`; may be repeated
    ///
    /// It is sent to the hosts of the addresses, and not to others to which they redirect. It is never printed.
    #[arg(long, value_name = "NAME: VALUE", value_parser = Redacting(fetch::header))]
    url_header: Vec<Header>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    Table,
    Json,
}

fn particular(text: &str) -> Result<Particular, String> {
    text.trim().parse().map_err(|_| format!("expected {}", Particular::words().join(", ")))
}

fn day(text: &str) -> Result<NaiveDate, String> {
    parse_day(text).map_err(|malformed| malformed.to_string())
}

impl Import {
    pub fn run(self) -> Result<(), Failure> {
        let options = Options {
            accept_removals: self.accept_removals,
            without: self.without.clone(),
            date: self.date,
            // East of here it may be tomorrow already.
            latest: Utc::now().date_naive().succ_opt(),
        };
        let mut fetcher = Fetcher::new(&self.url_header);
        self.take(&options, &mut fetcher).map_err(|failure| fetcher.without_secrets(failure))
    }

    fn take(&self, options: &Options, fetcher: &mut Fetcher<'_>) -> Result<(), Failure> {
        let mut fetched = Vec::new();
        let mut found = Vec::new();
        for file in &self.files {
            match fetch::address(file) {
                Some(address) => {
                    let copy = fetcher.fetch(&address, &transfer())?;
                    found.extend(copy.sources()?);
                    fetched.push(copy);
                }
                None => found.extend(sources(file)?),
            }
        }
        let editions = in_order(found, options.date)?;
        if self.dry_run { self.preview(&editions, options) } else { self.write(&editions, options) }
    }

    fn write(&self, editions: &[(Head, Source)], options: &Options) -> Result<(), Failure> {
        let mut conn = migrate::open(&self.database.url)?;
        let applied = migrate::migrate(&mut conn)?;
        if !applied.is_empty() {
            tell(&format!("migrated the database: {}", applied.join(", ")));
        }
        load_core(&mut conn)?;
        for (head, source) in editions {
            let bar = progress(head);
            let taken = import(&mut conn, source, head, options, &mut |read| bar.set_position(read));
            bar.finish_and_clear();
            self.tell(&taken?, "imported")?;
        }
        Ok(())
    }

    fn preview(&self, editions: &[(Head, Source)], options: &Options) -> Result<(), Failure> {
        let mut conn = match is_missing(&self.database.url) {
            true => None,
            false => Some(Conn::open(&self.database.url, Access::Read)?),
        };
        if let Some(found) = &mut conn {
            match migrate::is_new(found)? {
                true => conn = None,
                false => migrate::verify(found)?,
            }
        }
        let mut preview = Preview::new(conn.as_mut());
        for (head, source) in editions {
            let bar = progress(head);
            let taken = preview.take(source, head, options, &mut |read| bar.set_position(read));
            bar.finish_and_clear();
            self.tell(&taken?, "previewed")?;
        }
        Ok(())
    }

    /// Prints what became of an edition.
    fn tell(&self, taken: &[Taken], outcome: &'static str) -> Result<(), Failure> {
        for taken in taken {
            let text = match (taken, self.report_format) {
                (Taken::New(report), Format::Table) if outcome == "imported" => format!("{report}\n\n"),
                (Taken::New(report), Format::Table) => format!("{report}\nnothing was written\n\n"),
                (Taken::New(report), Format::Json) => json(&Line { outcome, report })?,
                (Taken::Known { source, list, date }, Format::Table) => {
                    format!("{source}: {}: the edition of {date} is known, nothing was written\n\n", list.title())
                }
                (Taken::Known { source, list, date }, Format::Json) => {
                    json(&KnownLine { outcome: "known", source, list: list.word(), date: *date })?
                }
            };
            print(&text)?;
        }
        Ok(())
    }
}

/// The report of an edition as a line of JSON.
#[derive(Serialize)]
struct Line<'a> {
    outcome: &'static str,
    #[serde(flatten)]
    report: &'a Report,
}

/// The same of an edition that is known already.
#[derive(Serialize)]
struct KnownLine<'a> {
    outcome: &'static str,
    source: &'a str,
    list: &'static str,
    date: NaiveDate,
}

fn json(line: &impl Serialize) -> Result<String, Failure> {
    let line = serde_json::to_string(line).map_err(|error| Failure::Input(format!("cannot write JSON: {error}")))?;
    Ok(line + "\n")
}

/// Loads the built-in data set with the authorities.
fn load_core(conn: &mut Conn) -> Result<(), Failure> {
    let datasets = read(&Files::embedded())?;
    for core in datasets.iter().filter(|dataset| dataset.key.as_str() == sanad::import::CORE) {
        load(conn, core)?;
    }
    Ok(())
}

/// Where progress is shown: on a terminal.
fn bar(template: &str) -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let bar = ProgressBar::new_spinner();
    match ProgressStyle::with_template(template) {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

fn progress(head: &Head) -> ProgressBar {
    let bar = bar("{spinner} {msg}: {human_pos} entries · {per_sec} · {elapsed}");
    bar.set_message(format!("{}, edition of {}", head.list.title(), head.date));
    bar
}

fn transfer() -> ProgressBar {
    bar("{spinner} {msg}: {bytes} · {bytes_per_sec}")
}
