//! The command line.

mod command;
mod logging;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use sanad::config::{BodiesDir, Database, DatabaseUrl, Logging, Settings, read_env_file};
use sanad::dataset::{Bodies, BodyFiles, Dataset, Files, load_with_bodies, read_with_warnings};
use sanad::db::{Access, Conn, Error, migrate};
use sanad::model::NodeKind;
use sanad::server::Served;
use sanad::visible::visible_lines;
use sanad::{graphql, server};

use crate::command::compare::Compare;
use crate::command::screen::Screen;
use crate::command::{Ending, Failure, print, tell, token};

/// Sourced facts about sanctions and conflict, served over GraphQL
///
/// Sanad keeps who did what, who leads whom, who was proposed for sanctions, who blocked and who imposed them, and
/// which article says so, in SQLite or in Postgres.
#[derive(Parser)]
#[command(version, max_term_width = 100, after_long_help = HELP)]
struct Cli {
    #[command(subcommand)]
    command: Command,

    #[command(flatten)]
    logging: Logging,
}

const HELP: &str = "\
An option with a variable of the environment beside it can also be given by that, or by a line of
the file .env in the current directory. An option goes before a variable, a variable before the
file.

Exit codes: 0 all is well; 1 it could not be done, and the standard error stream says why; 2 the
command or a setting is not understood; 3 it is done, but some rows of a file could not be used,
and the standard error stream names them (screen, compare --pairs).

Examples:
  sanad serve --seed                                            try it out
  sanad seed --database-url postgres://amal:secret@db/sanad     fill a Postgres
  sanad check my-data                                           find the mistakes in a data set
  sanad screen names.csv                                        find who bears the names of a file";

#[derive(Subcommand)]
enum Command {
    /// Serve the GraphQL API
    ///
    /// A new database is migrated first, one of an older version only with --migrate or --seed. It prints the address
    /// when requests are taken. On Ctrl-C or SIGTERM it takes no more of them, finishes those that are running, and ends.
    ///
    /// It ends at once with exit code 1 when the database cannot be reached or is of another version, or when the
    /// address is in use.
    #[command(after_long_help = "Examples:\n  sanad serve --seed\n  sanad serve --listen 0.0.0.0:80 --log-format json")]
    Serve(Box<Settings>),

    /// Load a data set into the database
    ///
    /// It checks the data set, migrates the database and makes it hold what the data set says, in one transaction:
    /// what is new is added, what has changed is changed, what is gone is removed. Other data sets stay. A server that
    /// is running meanwhile goes on answering. It prints a table of what was done; a second run changes nothing.
    ///
    /// With --bodies it stores the full texts of articles too, in the same transaction. They are no part of the data set,
    /// and stay when it is loaded without them. Each has to have all the paragraphs that are cited.
    ///
    /// When something is wrong with the data set, it prints what `sanad check` prints, writes nothing, and ends with
    /// exit code 1; likewise with the bodies. Warnings are printed too, and the data set is loaded.
    #[command(
        after_long_help = "Examples:\n  sanad seed\n  sanad seed my-data --database-url sqlite://my.db\n  sanad seed --bodies articles"
    )]
    Seed {
        #[command(flatten)]
        database: Database,

        #[command(flatten)]
        bodies: BodiesDir,

        /// The directory of the data set's TOML files [default: the built-in data set]
        dir: Option<PathBuf>,
    },

    /// Find everything that is wrong with a data set
    ///
    /// It prints each mistake with file, line and column, the record's key and a hint, and ends with exit code 1; or it
    /// prints what the data set holds, and ends with exit code 0. Of more than 100 mistakes the others are counted. A FIFO,
    /// socket or device in place of a file is refused, and so is a file of more than 64 MiB. What is probably wrong, such as
    /// sanctions that are lifted after they have ended, it prints as a warning, which does not change the exit code. It needs
    /// no database.
    #[command(after_long_help = "Examples:\n  sanad check\n  sanad check my-data")]
    Check {
        /// The directory of the data set's TOML files [default: the built-in data set]
        dir: Option<PathBuf>,
    },

    /// Find who bears the names of a file
    ///
    /// It reads a CSV file with a header and prints, for each row in its order, the parties whose names are like the one
    /// in it, whatever its script and spelling, with where the sanctions against them stand today. CSV is written in UTF-8
    /// with commas, a row for each match: the columns of the file, then match_score, match_id, match_name (the name of the
    /// party that is the most alike), match_caption, match_sanctions, match_explanation (how the parts of the names met),
    /// match_support (what birth and countries add to the score, or take), match_complete (false where so many names have
    /// something in common that not all were compared) and match_problem. A row without matches comes once, with these
    /// empty. Where the file has such a column, they begin with match2_. As JSON, each row is an object on a line.
    ///
    /// No row is lost. One that cannot be screened comes out in its place and says why in match_problem (JSON: `problem`),
    /// the standard error stream repeats it with its line, and the exit code is 3: a row of another length than the header
    /// (cells that are missing are left empty, those beyond left out; JSON has them in `beyond`), a quote that is not closed
    /// (within 256 lines; the row is taken to end with its line), a cell of more than 32,767 characters, a line of more than
    /// 1 MiB, bytes that are no text (written as U+FFFD), a NUL, a name that is empty, has no letter and digit or more than
    /// 1,000 characters. A birth, country or type that cannot be read is reported likewise, and the row is screened without
    /// it. Blank lines come out as rows of empty cells.
    ///
    /// Cells that begin with = + - @, a tab or the end of a line get an apostrophe in front, so that no spreadsheet runs
    /// them; --raw leaves them. Rows from a pipe are answered as they come. The file is never held in memory as a whole.
    ///
    /// Exit codes: 0 every row was screened or blank; 1 it could not be done; 2 an option is not understood; 3 rows have
    /// problems.
    #[command(
        after_long_help = "Examples:\n  sanad screen customers.csv --column full_name > matches.csv\n  sanad screen list.csv --column given --column family --born-column born --country-column country\n  sanad screen export.csv --encoding windows-1256 --delimiter semicolon\n  cut -d, -f2 list.csv | sanad screen - --format json --first 1"
    )]
    Screen(Screen),

    /// Tell how alike two names are
    ///
    /// It prints the score, from 0 to 1, and how the parts of the names met: from 0.7 on they pass for one. It needs no
    /// database.
    ///
    /// With --pairs it prints each line of a file, in UTF-8, with the score of the two names in it after a tab. A line that
    /// cannot be compared (fewer than two columns, bytes that are no text, a NUL, a name that is empty, has no letter and
    /// digit or more than 1,000 characters, or more than 1 MiB in all) is printed with an empty score and, after one more
    /// tab, the reason; the standard error stream repeats it with its number, and the exit code is 3. A blank line gets an
    /// empty score. Pairs from a pipe are answered as they come.
    #[command(
        override_usage = "sanad compare [OPTIONS] <NAME> <NAME>\n       sanad compare [OPTIONS] --pairs <FILE>",
        after_long_help = "Examples:\n  sanad compare 'محمد الكاني' 'Mohammed El-Kani'\n  sanad compare --type organization --pairs pairs.tsv > scored.tsv"
    )]
    Compare(Compare),

    /// Print the GraphQL schema
    ///
    /// It prints the schema in GraphQL's schema definition language, with the description of every type and field. It
    /// needs no database.
    #[command(after_long_help = "Example:\n  sanad schema > schema.graphql")]
    Schema,

    /// Bring the database to this version
    ///
    /// It prints the migrations that it has applied; a second run finds nothing to do. A database of a newer version is
    /// left as it is, and the exit code is 1.
    #[command(after_long_help = "Example:\n  sanad migrate --database-url sqlite:///var/lib/sanad.db")]
    Migrate(Database),

    /// Make a token for clients of a server that asks for one
    ///
    /// It prints a new random token, which goes to the client, and its hash, which goes into SANAD_TOKEN_HASHES. The token
    /// is kept nowhere. Clients send it as `Authorization: Bearer TOKEN`.
    #[command(after_long_help = "Example:\n  sanad token")]
    Token,
}

/// The exit code when some rows of a file could not be used.
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
    /// The database that it works on.
    fn database(&self) -> Option<&Database> {
        match self {
            Self::Serve(settings) => Some(&settings.database),
            Self::Seed { database, .. } | Self::Migrate(database) => Some(database),
            Self::Screen(screen) => Some(&screen.database),
            _ => None,
        }
    }
}

/// The command line as it was given. What is not understood ends the program with exit code 2.
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
    // They are sent when this is dropped.
    let _traces = logging::start(logging, operations)?;
    if let Some(database) = command.database() {
        Conn::refuse_poolers(&database.url)?;
    }
    let done = match command {
        Command::Screen(screen) => return screen.run(),
        Command::Compare(compare) => return compare.run(),
        Command::Serve(settings) => serve(&settings),
        Command::Seed { database, bodies, dir } => seed(&database.url, dir.as_deref(), bodies.path()),
        Command::Check { dir } => {
            let dataset = dataset(dir.as_deref())?;
            print(&format!("{}: {}: no problem found\n", dataset.key, contents(&dataset)))
        }
        Command::Schema => print(&graphql::sdl()),
        Command::Token => token::run(),
        Command::Migrate(database) => {
            let applied = migrate(&mut Conn::open(&database.url, Access::Write)?)?;
            if applied { Ok(()) } else { print("the database is of this version already\n") }
        }
    };
    done.map(|()| Ending::Whole)
}

fn serve(settings: &Settings) -> Result<(), Failure> {
    let url = &settings.database.url;
    // A mistake in a setting must not leave a new or a migrated database behind.
    server::check(settings)?;
    if settings.seed {
        seed(url, None, None)?;
    } else {
        prepare(url, settings.migrate)?;
    }
    let listening = |served, address: SocketAddr| {
        let line = match served {
            Served::Requests => format!("listening on http://{address}\n"),
            Served::Metrics => format!("metrics on http://{address}/metrics\n"),
        };
        // That nobody reads the address is no reason not to serve.
        let _ = print(&line);
    };
    Ok(actix_web::rt::System::new().block_on(server::serve(settings, listening))?)
}

/// Sees to it that the database is of this version. It is opened for writing only when there is something to write: one
/// that may only be read can be served.
fn prepare(url: &DatabaseUrl, may_migrate: bool) -> Result<(), Failure> {
    let is_missing = matches!(url, DatabaseUrl::Sqlite(path) if !Path::new(path).exists());
    let is_new = is_missing || {
        let mut conn = Conn::open(url, Access::Read)?;
        let is_new = migrate::is_new(&mut conn)?;
        match migrate::verify(&mut conn) {
            Err(Error::OlderDatabase { .. }) if is_new || may_migrate => is_new,
            verified => return Ok(verified?),
        }
    };
    let mut conn = Conn::open(url, Access::Write)?;
    if is_new {
        tracing::warn!("the database is new and holds nothing yet: `sanad seed` loads a data set");
    }
    migrate(&mut conn)?;
    Ok(())
}

fn seed(url: &DatabaseUrl, dir: Option<&Path>, bodies: Option<&Path>) -> Result<(), Failure> {
    let dataset = dataset(dir)?;
    let bodies = match bodies {
        Some(dir) => BodyFiles::in_dir(dir)?.bodies(&dataset)?,
        None => Bodies::default(),
    };
    let mut conn = Conn::open(url, Access::Write)?;
    migrate(&mut conn)?;
    let changes = load_with_bodies(&mut conn, &dataset, &bodies)?;
    print(&format!("{changes}\n"))
}

/// Migrates the database and prints what that took. Returns whether there was something to do.
fn migrate(conn: &mut Conn) -> Result<bool, Failure> {
    let applied = migrate::migrate(conn)?;
    if !applied.is_empty() {
        print(&format!("migrated the database: {}\n", applied.join(", ")))?;
    }
    Ok(!applied.is_empty())
}

/// The data set in the directory, or the built-in one, once nothing is wrong with it. Warnings go to the standard error
/// stream.
fn dataset(dir: Option<&Path>) -> Result<Dataset, Failure> {
    let files = match dir {
        Some(dir) => Files::in_dir(dir)?,
        None => Files::embedded(),
    };
    let (dataset, warnings) = read_with_warnings(&files)?;
    if !warnings.is_empty() {
        tell(&warnings.to_string());
    }
    Ok(dataset)
}

fn contents(dataset: &Dataset) -> String {
    let events = |kind| dataset.events.iter().filter(|event| event.happening.node_kind() == kind).count();
    let counts = [
        (dataset.articles.len(), "article"),
        (dataset.actors.len(), "actor"),
        (dataset.organizations.len(), "organization"),
        (dataset.places.len(), "place"),
        (dataset.legal_instruments.len(), "legal instrument"),
        (dataset.relationships.len(), "relationship"),
        (dataset.place_relationships.len(), "place relationship"),
        (events(NodeKind::SanctionEvent), "sanction event"),
        (events(NodeKind::Incident), "incident"),
    ];
    counts.map(|(count, thing)| format!("{count} {thing}{}", if count == 1 { "" } else { "s" })).join(", ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use clap::CommandFactory;

    use super::*;

    const ENV_EXAMPLE: &str = include_str!("../.env.example");

    /// Every variable of every command, with the default of its option.
    fn settings(command: &clap::Command, found: &mut BTreeMap<String, String>) {
        for option in command.get_arguments() {
            let is_flag = !option.get_action().takes_values();
            let defaults = option.get_default_values().first().map(|value| value.to_string_lossy().into_owned());
            if let Some(variable) = option.get_env() {
                let default = if is_flag { Some("false".to_owned()) } else { defaults };
                let default = default.unwrap_or_else(|| panic!("{option} has no default"));
                found.insert(variable.to_string_lossy().into_owned(), default);
            } else {
                let is_argument = option.is_positional() || ["compare", "screen"].contains(&command.get_name());
                assert!(is_argument, "{option} has no variable");
            }
        }
        command.get_subcommands().for_each(|command| settings(command, found));
    }

    #[test]
    fn the_command_line_is_sound() {
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
}
