//! The command line.

use std::error::Error as _;
use std::io::{self, IsTerminal, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use sanad::config::{BodiesDir, Database, DatabaseUrl, LogFormat, Logging, Settings, read_env_file};
use sanad::dataset::{Bodies, BodyFiles, Dataset, Files, Problems, load_with_bodies, read};
use sanad::db::{Access, Conn, migrate};
use sanad::error::Error;
use sanad::model::NodeKind;
use sanad::{graphql, server};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{Layer, fmt};

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
Every option can also be given by the variable of the environment that stands beside it, or by a
line of the file .env in the current directory. An option goes before a variable, a variable before
the file.

Exit codes: 0 all is well; 1 it could not be done, and the standard error stream says why; 2 the
command or a setting is not understood.

Examples:
  sanad serve --seed                                            try it out
  sanad seed --database-url postgres://amal:secret@db/sanad     fill a Postgres
  sanad check my-data                                           find the mistakes in a data set";

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
    Serve(Settings),

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
    /// exit code 1; likewise with the bodies.
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
    /// prints what the data set holds, and ends with exit code 0. It needs no database.
    #[command(after_long_help = "Examples:\n  sanad check\n  sanad check my-data")]
    Check {
        /// The directory of the data set's TOML files [default: the built-in data set]
        dir: Option<PathBuf>,
    },

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
}

/// Why a command could not be done, as it is printed.
#[derive(Debug, thiserror::Error)]
enum Failure {
    #[error("{0}")]
    Problems(#[from] Problems),
    #[error("sanad: {}", with_causes(.0))]
    Error(#[from] Error),
    #[error("sanad: cannot write to the standard output: {0}")]
    Output(io::Error),
}

fn main() -> ExitCode {
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            // When the error stream is closed too, the exit code is all that is left to tell.
            let _ = writeln!(io::stderr(), "{failure}");
            ExitCode::FAILURE
        }
    }
}

fn run() -> Result<(), Failure> {
    read_env_file()?;
    let Cli { command, logging } = Cli::parse();
    start_logging(logging);
    match command {
        Command::Serve(settings) => serve(&settings),
        Command::Seed { database, bodies, dir } => seed(&database.url, dir.as_deref(), bodies.path()),
        Command::Check { dir } => {
            let dataset = dataset(dir.as_deref())?;
            print(&format!("{}: {}: no problem found\n", dataset.key, contents(&dataset)))
        }
        Command::Schema => print(&graphql::sdl()),
        Command::Migrate(database) => {
            let applied = migrate(&mut Conn::open(&database.url, Access::Write)?)?;
            if applied { Ok(()) } else { print("the database is of this version already\n") }
        }
    }
}

fn serve(settings: &Settings) -> Result<(), Failure> {
    let url = &settings.database.url;
    if settings.seed {
        seed(url, None, None)?;
    } else {
        prepare(url, settings.migrate)?;
    }
    let listening = |address: SocketAddr| {
        // That nobody reads the address is no reason not to serve.
        let _ = print(&format!("listening on http://{address}\n"));
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

/// The data set in the directory, or the built-in one, once nothing is wrong with it.
fn dataset(dir: Option<&Path>) -> Result<Dataset, Failure> {
    let files = match dir {
        Some(dir) => Files::in_dir(dir)?,
        None => Files::embedded(),
    };
    Ok(read(&files)?)
}

fn contents(dataset: &Dataset) -> String {
    let events = |kind| dataset.events.iter().filter(|event| event.happening.node_kind() == kind).count();
    let counts = [
        (dataset.articles.len(), "article"),
        (dataset.actors.len(), "actor"),
        (dataset.organizations.len(), "organization"),
        (dataset.places.len(), "place"),
        (dataset.relationships.len(), "relationship"),
        (events(NodeKind::SanctionEvent), "sanction event"),
        (events(NodeKind::Incident), "incident"),
    ];
    counts.map(|(count, thing)| format!("{count} {thing}{}", if count == 1 { "" } else { "s" })).join(", ")
}

/// Prints to the standard output. A reader that has seen enough, such as `head`, is no failure.
fn print(text: &str) -> Result<(), Failure> {
    let mut output = io::stdout().lock();
    match output.write_all(text.as_bytes()).and_then(|()| output.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Output(error)),
        _ => Ok(()),
    }
}

/// The error and its causes on one line, each said once.
fn with_causes(error: &Error) -> String {
    let causes = std::iter::successors(error.source(), |&cause| cause.source());
    let text = causes
        .map(ToString::to_string)
        .fold(error.to_string(), |text, cause| if text.contains(&cause) { text } else { format!("{text}: {cause}") });
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn start_logging(logging: Logging) {
    let lines = fmt::layer().with_writer(io::stderr).with_ansi(io::stderr().is_terminal());
    let lines = match logging.format {
        LogFormat::Text => lines.boxed(),
        LogFormat::Json => lines.json().flatten_event(true).boxed(),
    };
    tracing_subscriber::registry().with(lines).with(logging.filter).init();
    std::panic::set_hook(Box::new(|panic| {
        let at = panic.location().map(ToString::to_string);
        tracing::error!(at, "a panic: {}", panic.payload_as_str().unwrap_or("no message"));
    }));
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
                assert!(option.is_positional(), "{option} has no variable");
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
