//! The command line.

mod command;
mod logging;

use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use sanad::config::{BodiesDir, Database, DatabaseUrl, Logging, Settings, read_env_file};
use sanad::dataset::{Bodies, BodyFiles, Dataset, Files, load_with_bodies, read};
use sanad::db::{Access, Conn, migrate};
use sanad::error::Error;
use sanad::model::NodeKind;
use sanad::server::Served;
use sanad::{graphql, server};

use crate::command::compare::Compare;
use crate::command::screen::Screen;
use crate::command::{Failure, print, token};

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
command or a setting is not understood.

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

    /// Find who bears the names of a file
    ///
    /// It reads a CSV file with a header and prints, for each row in its order, the parties whose names are like the one
    /// in it, whatever its script and spelling, with where the sanctions against them stand today. As CSV, a match is a
    /// row: the columns of the file, then those that begin with match_, which are empty for a name without matches. As
    /// JSON, a row is an object on a line of its own, with the explanation of each match.
    ///
    /// A row with more or fewer columns than the header, without UTF-8, or with a name of more than 1,000 characters is
    /// reported with its line and left out; the exit code is 0 all the same. The file is never held in memory as a whole.
    #[command(
        after_long_help = "Examples:\n  sanad screen customers.csv --column full_name > matches.csv\n  cut -d, -f2 list.csv | sanad screen - --format json --first 1"
    )]
    Screen(Screen),

    /// Tell how alike two names are
    ///
    /// It prints the score, from 0 to 1, and how the parts of the names met: from 0.7 on they pass for one. It needs no
    /// database.
    ///
    /// With --pairs it prints each line of a file with the score of the two names in it. A line with fewer than two
    /// columns, or with a name that is not UTF-8, is reported with its number and printed with an empty score; the exit
    /// code is 0 all the same.
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

fn run() -> Result<(), Failure> {
    read_env_file()?;
    let Cli { command, logging } = Cli::parse();
    let operations = match &command {
        Command::Serve(settings) => Some(&settings.operations),
        _ => None,
    };
    // They are sent when this is dropped.
    let _traces = logging::start(logging, operations)?;
    if let Some(database) = command.database() {
        Conn::refuse_poolers(&database.url)?;
    }
    match command {
        Command::Serve(settings) => serve(&settings),
        Command::Seed { database, bodies, dir } => seed(&database.url, dir.as_deref(), bodies.path()),
        Command::Check { dir } => {
            let dataset = dataset(dir.as_deref())?;
            print(&format!("{}: {}: no problem found\n", dataset.key, contents(&dataset)))
        }
        Command::Screen(screen) => screen.run(),
        Command::Compare(compare) => compare.run(),
        Command::Schema => print(&graphql::sdl()),
        Command::Token => token::run(),
        Command::Migrate(database) => {
            let applied = migrate(&mut Conn::open(&database.url, Access::Write)?)?;
            if applied { Ok(()) } else { print("the database is of this version already\n") }
        }
    }
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
