//! The command line.

mod command;
mod logging;

use std::collections::HashSet;
use std::ffi::{OsStr, OsString};
use std::net::SocketAddr;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{CommandFactory, Parser, Subcommand};
use sanad::config::{BodiesDir, Database, DatabaseUrl, Logging, Origins, Settings, read_env_file};
use sanad::db::{Access, Conn, Error, migrate};
use sanad::server::Served;
use sanad::visible::visible_lines;
use sanad::{graphql, server};

use crate::command::compare::Compare;
use crate::command::data_sets;
use crate::command::import::Import;
use crate::command::screen::Screen;
use crate::command::{Ending, Failure, print, tell, token};

/// Sourced facts about sanctions and conflict, served over GraphQL
///
/// Sanad stores who did what, who leads whom, who proposed, blocked and imposed sanctions on whom, and which article says
/// so, in SQLite or Postgres.
#[derive(Parser)]
#[command(version, max_term_width = 100, after_long_help = HELP)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    #[command(flatten)]
    logging: Logging,
}

const HELP: &str = "\
Options with an environment variable can also be set by that variable, or by a line of the file .env
in the current directory. An option overrides the variable, which overrides the file.

Exit codes: 0 success; 1 failure, explained on standard error; 2 invalid command line or setting;
3 success, but some rows of the input could not be used, and standard error lists them (screen,
compare --pairs).

Examples:
  sanad serve --seed                                            try it out
  sanad seed --database-url postgres://amal:secret@db/sanad     fill a Postgres
  sanad check my-data                                           find the mistakes in a data set
  sanad import un.xml                                           load an edition of a sanctions list
  sanad screen names.csv                                        screen the names in a file";

#[derive(Subcommand)]
enum Command {
    /// Serve the GraphQL API
    ///
    /// A new database is migrated first, a database of an older version only with --migrate or --seed. The address is
    /// printed once the server accepts requests. On Ctrl-C or SIGTERM it stops accepting requests, finishes the running ones,
    /// and exits.
    ///
    /// It exits with code 1 at startup if the database cannot be reached or has another version, or if the address is in use.
    #[command(after_long_help = "Examples:\n  sanad serve --seed\n  sanad serve --listen 0.0.0.0:80 --log-format json")]
    Serve(Box<Settings>),

    /// Load data sets into the database
    ///
    /// Checks the data sets, migrates the database, and synchronizes the stored data sets with them in one transaction: adds
    /// what is new, updates what has changed, deletes what is gone. Built-in data sets that they use are loaded first. Other
    /// data sets are left alone, and a running server keeps answering. Prints a table of the changes of each; a second run
    /// changes nothing.
    ///
    /// A record that moves from one data set to another keeps its id, if both are loaded in one run. A record that another
    /// data set refers to is not deleted.
    ///
    /// With --bodies, it also stores the full texts of articles, in the same transaction. They are not part of a data set,
    /// and stay when it is loaded without them. Each must contain all cited paragraphs.
    ///
    /// If a data set has mistakes, it prints them as `sanad check` does, writes nothing, and exits with code 1; likewise for
    /// bodies. Warnings are printed, but do not stop it.
    #[command(
        after_long_help = "Examples:\n  sanad seed\n  sanad seed my-data --database-url sqlite://my.db\n  sanad seed --bodies articles"
    )]
    Seed {
        #[command(flatten)]
        database: Database,

        #[command(flatten)]
        bodies: BodiesDir,

        /// Directories, each with the TOML files of one data set [default: the built-in data sets]
        dirs: Vec<PathBuf>,
    },

    /// Import editions of sanctions lists
    ///
    /// Reads the lists of the UN (XML), OFAC (ENHANCED XML, SDN.XML, the CSV files that belong together, delta files), the UK
    /// (XML) and the EU (XML 1.1), which it recognizes by their content, and loads each edition into the data set of its list:
    /// un-list, ofac-lists, uk-list or eu-list. Editions are taken in the order of their own dates, each in one transaction
    /// of its own; the first one that is refused ends the import, and nothing of it is kept. A running server keeps answering.
    ///
    /// Each entry becomes a party. An entry that is new is listed (IMPOSED), one that is gone is delisted (LIFTED) on a day
    /// between the two editions, one that is back is listed again, and a change of names, births, measures or programmes that
    /// holds is an amendment (AMENDED). Each step has the edition as its evidence.
    ///
    /// An edition is refused if it is no list or is cut off, if it is older than the newest one, if it has another format than
    /// the editions before, or if fewer than 80 % of the entries are left. An edition that is known already changes nothing.
    ///
    /// Prints for each edition how many entries were read, added, changed and removed, what was left out and why, and words
    /// that no table has.
    #[command(
        after_long_help = "Examples:\n  sanad import un.xml\n  sanad import --dry-run editions/\n  sanad import https://scsanctions.un.org/resources/xml/en/consolidated.xml\n  sanad import --without births,addresses SDN_ENHANCED.XML --format json"
    )]
    Import(Import),

    /// Find all mistakes in data sets
    ///
    /// Prints each mistake with file, line, column, the key of the record and a hint, and exits with code 1; or prints what
    /// each data set contains, and exits with code 0. A data set may use the built-in ones, and those that are given too. Beyond 100 mistakes, the rest are only counted. Files must be regular
    /// files of at most 64 MiB. Probable mistakes, such as sanctions that are lifted after they have ended, are printed as
    /// warnings, which do not change the exit code. Needs no database.
    #[command(after_long_help = "Examples:\n  sanad check\n  sanad check my-data")]
    Check {
        /// Directories, each with the TOML files of one data set [default: the built-in data sets]
        dirs: Vec<PathBuf>,
    },

    /// Screen the names in a CSV file against the database
    ///
    /// Reads a CSV file with a header and prints, for each row in order, the parties with similar names in any script and
    /// spelling, and the current status of sanctions against them. Output is CSV in UTF-8 with commas, one row per match:
    /// the input columns, then match_score, match_id, match_name (the most similar name of the party), match_caption,
    /// match_sanctions, match_explanation (how the parts of the names were aligned), match_support (how birth and countries
    /// change the score), match_complete (false if there were too many similar names to compare them all), match_reading_limits
    /// (CHINESE_CHARACTERS, HEBREW, OTHER_SCRIPT or LENGTH if the name is read less well than others) and match_problem.
    /// A row without matches appears once, with these empty. If the input has such a column, the prefix is match2_. With
    /// --format json, each row is one JSON object on a line.
    ///
    /// No row is lost. A row that cannot be screened appears in its place with the reason in match_problem (JSON: `problem`),
    /// standard error repeats it with its line number, and the exit code is 3. The reasons: more or fewer cells than the
    /// header (missing cells are left empty, extra cells dropped; JSON has them in `beyond`), an unclosed quote (within 256
    /// lines; the row then ends with its line), a cell of more than 32,767 characters, a line of more than 1 MiB, invalid
    /// bytes (written as U+FFFD), a NUL, or a name that is empty, has neither a letter nor a digit, or has more than 1,000
    /// characters. A birth, country or type that cannot be read is reported too, and the row is screened without it. Blank
    /// lines become rows of empty cells.
    ///
    /// Cells that start with = + - @, a tab or a line break get a leading apostrophe, so that spreadsheets do not run them;
    /// --raw keeps them. Rows from a pipe are answered as they arrive. The file is never loaded as a whole.
    ///
    /// Exit codes: 0 every row was screened or blank; 1 failure; 2 invalid option; 3 some rows have problems.
    #[command(
        after_long_help = "Examples:\n  sanad screen customers.csv --column full_name > matches.csv\n  sanad screen list.csv --column given --column family --born-column born --country-column country\n  sanad screen export.csv --encoding windows-1256 --delimiter semicolon\n  cut -d, -f2 list.csv | sanad screen - --format json --first 1"
    )]
    Screen(Screen),

    /// Compare two names
    ///
    /// Prints the similarity score, from 0 to 1, and how the parts of the names were aligned. Names with a score of at least
    /// 0.7 count as a match. Needs no database.
    ///
    /// With --pairs, prints each line of a UTF-8 file followed by a tab and the score of its two names. A line that cannot be
    /// compared (fewer than two columns, invalid bytes, a NUL, more than 1 MiB, or a name that is empty, has neither a letter
    /// nor a digit, or has more than 1,000 characters) gets an empty score, another tab and the reason; standard error repeats
    /// it with its line number, and the exit code is 3. A blank line gets an empty score. Pairs from a pipe are answered as
    /// they arrive.
    #[command(
        override_usage = "sanad compare [OPTIONS] <NAME> <NAME>\n       sanad compare [OPTIONS] --pairs <FILE>",
        after_long_help = "Examples:\n  sanad compare 'محمد الكاني' 'Mohammed El-Kani'\n  sanad compare --type organization --pairs pairs.tsv > scored.tsv"
    )]
    Compare(Compare),

    /// Print the GraphQL schema
    ///
    /// Prints the schema in SDL, with descriptions. Needs no database.
    #[command(after_long_help = "Example:\n  sanad schema > schema.graphql")]
    Schema,

    /// Migrate the database to this version
    ///
    /// Prints the applied migrations; a second run has nothing to do. A database of a newer version is left as it is, and the
    /// exit code is 1.
    #[command(after_long_help = "Example:\n  sanad migrate --database-url sqlite:///var/lib/sanad.db")]
    Migrate(Database),

    /// Generate a bearer token
    ///
    /// Prints a random token for the client, and its hash for SANAD_TOKEN_HASHES. The token is stored nowhere. Clients send it
    /// as `Authorization: Bearer TOKEN`.
    #[command(after_long_help = "Example:\n  sanad token")]
    Token,
}

/// The exit code when some rows of the input could not be used.
const PARTLY: u8 = 3;

fn main() -> ExitCode {
    match run() {
        Ok(Ending::Whole) => ExitCode::SUCCESS,
        Ok(Ending::Partly) => ExitCode::from(PARTLY),
        Err(failure) => {
            tell(&failure.to_string());
            ExitCode::FAILURE
        }
    }
}

impl Command {
    /// The database that the command uses.
    fn database(&self) -> Option<&Database> {
        match self {
            Self::Serve(settings) => Some(&settings.database),
            Self::Seed { database, .. } | Self::Migrate(database) => Some(database),
            Self::Import(import) => Some(&import.database),
            Self::Screen(screen) => Some(&screen.database),
            _ => None,
        }
    }
}

/// Parses the command line; exits with code 2 if it is invalid.
fn command_line() -> Cli {
    Cli::try_parse().unwrap_or_else(|error| {
        let text = error.render().to_string();
        if visible_lines(&text) == text {
            error.exit();
        }
        tell(text.trim_end());
        std::process::exit(error.exit_code())
    })
}

fn run() -> Result<Ending, Failure> {
    read_env_file()?;
    let Cli { command, logging } = command_line();
    let operations = match &command {
        Command::Serve(settings) => Some(&settings.operations),
        _ => None,
    };
    // Dropping this sends the remaining traces.
    let _traces = logging::start(logging, operations)?;
    if let Some(database) = command.database() {
        Conn::refuse_poolers(&database.url)?;
    }
    let done = match command {
        Command::Screen(screen) => return screen.run(),
        Command::Compare(compare) => return compare.run(),
        Command::Serve(settings) => serve(&settings),
        Command::Seed { database, bodies, dirs } => data_sets::seed(&database.url, &dirs, bodies.path()),
        Command::Import(import) => import.run(),
        Command::Check { dirs } => data_sets::check(&dirs),
        Command::Schema => print(&graphql::sdl()),
        Command::Token => token::run(),
        Command::Migrate(database) => {
            let applied = data_sets::migrate(&mut migrate::open(&database.url)?)?;
            if applied { Ok(()) } else { print("the database is up to date\n") }
        }
    };
    done.map(|()| Ending::Whole)
}

fn serve(settings: &Settings) -> Result<(), Failure> {
    let url = &settings.database.url;
    for variable in unknown_settings(std::env::vars_os().filter_map(|(name, _)| name.into_string().ok())) {
        tracing::warn!("{variable} is not a setting of this version, and is ignored");
    }
    // Before the database is created or migrated.
    server::check(settings)?;
    if settings.seed {
        data_sets::seed(url, &[], None)?;
    } else {
        prepare(url, settings.migrate)?;
    }
    tracing::info!("serving the database {}", url.redacted());
    if settings.cors_origins() == Origins::Loopback {
        tracing::info!(
            "pages from localhost may read answers, as in development: SANAD_CORS_ORIGINS names others, or none"
        );
    }
    let listening = |served, address: SocketAddr| {
        let line = match served {
            Served::Requests if settings.clients.graphiql => {
                format!("listening on http://{address}\nGraphiQL is at http://{address}/graphiql\n")
            }
            Served::Requests => format!("listening on http://{address}\n"),
            Served::Metrics => format!("metrics on http://{address}/metrics\n"),
        };
        // A closed standard output does not stop the server.
        let _ = print(&line);
    };
    let serving = async {
        let stop = server::stop_signals().map_err(sanad::error::Error::Server)?;
        server::serve(settings, stop, listening).await
    };
    Ok(actix_web::rt::System::new().block_on(serving)?)
}

/// The environment variables that look like settings, but are none: misspelled, or of another version.
fn unknown_settings(variables: impl Iterator<Item = String>) -> Vec<String> {
    fn collect(command: &clap::Command, known: &mut HashSet<OsString>) {
        known.extend(command.get_arguments().filter_map(|option| option.get_env().map(OsStr::to_owned)));
        command.get_subcommands().for_each(|command| collect(command, known));
    }
    let mut known = HashSet::new();
    collect(&Cli::command(), &mut known);
    let is_unknown = |name: &String| name.starts_with("SANAD_") && !known.contains(OsStr::new(name));
    let mut unknown: Vec<_> = variables.filter(is_unknown).collect();
    unknown.sort();
    unknown
}

/// Migrates the database if it is new or `may_migrate`, and refuses any other version. It is opened for writing only if there
/// is something to write, so that a read-only database can be served.
fn prepare(url: &DatabaseUrl, may_migrate: bool) -> Result<(), Failure> {
    let is_new = data_sets::is_missing(url) || {
        let mut conn = Conn::open(url, Access::Read)?;
        let is_new = migrate::is_new(&mut conn)?;
        match migrate::verify(&mut conn) {
            Err(Error::OlderDatabase { .. } | Error::OlderRules { .. }) if is_new || may_migrate => is_new,
            verified => return Ok(verified?),
        }
    };
    let mut conn = Conn::open(url, Access::Write)?;
    if is_new {
        tracing::warn!("the database is new and empty: run `sanad seed` to load a data set");
    }
    data_sets::migrate(&mut conn)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;

    const ENV_EXAMPLE: &str = include_str!("../.env.example");

    /// The environment variable of each option, with its default.
    fn settings(command: &clap::Command, found: &mut BTreeMap<String, String>) {
        for option in command.get_arguments() {
            let is_flag = !option.get_action().takes_values();
            let defaults = option.get_default_values().first().map(|value| value.to_string_lossy().into_owned());
            if let Some(variable) = option.get_env() {
                let default = if is_flag { Some("false".to_owned()) } else { defaults };
                let default = default.unwrap_or_else(|| panic!("{option} has no default"));
                found.insert(variable.to_string_lossy().into_owned(), default);
            } else {
                let is_argument =
                    option.is_positional() || ["compare", "import", "screen"].contains(&command.get_name());
                assert!(is_argument, "{option} has no variable");
            }
        }
        command.get_subcommands().for_each(|command| settings(command, found));
    }

    #[test]
    fn the_command_line_is_valid() {
        Cli::command().debug_assert();
    }

    #[test]
    fn the_example_file_lists_every_setting_with_its_default() {
        let mut expected = BTreeMap::new();
        settings(&Cli::command(), &mut expected);
        let listed: Vec<(String, String)> =
            dotenvy::from_read_iter(ENV_EXAMPLE.as_bytes()).collect::<Result<_, _>>().unwrap();
        assert_eq!(listed.len(), expected.len(), "a setting is listed twice");
        assert_eq!(listed.into_iter().collect::<BTreeMap<_, _>>(), expected);
    }

    #[test]
    fn unknown_settings_are_found() {
        let variables = ["PATH", "SANAD_QUEUE", "SANAD_LOG", "DATABASE_URL", "SANAD_LISTNE"].map(str::to_owned);
        assert_eq!(unknown_settings(variables.into_iter()), ["SANAD_LISTNE", "SANAD_QUEUE"]);
    }
}
