//! Every setting. Each is an option of the command line, a variable of the environment and a line of `.env.example`.

mod caching;
mod clients;
mod env_file;
mod guard;
mod networks;
mod operations;
mod protocol;
mod redacting;
mod traffic;

use std::net::SocketAddr;
use std::num::NonZero;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use clap::builder::{OsStringValueParser, RangedU64ValueParser, TypedValueParser};
use tracing_subscriber::filter::{LevelFilter, Targets};

pub use crate::db::DatabaseUrl;
use crate::db::MalformedDatabaseUrl;
pub use caching::Caching;
pub use clients::{Clients, Origins, TokenHash, TokenHashes};
pub use env_file::read_env_file;
pub use guard::GuardLimits;
pub use networks::{Networks, prefix};
pub use operations::Operations;
pub use protocol::{Protocol, StatusCodes};
use redacting::Redacting;
pub use traffic::{ForwardedHeader, Traffic};

/// The most threads that actix-web takes.
const MOST_WORKERS: u16 = 512;

/// What `serve` is told.
#[derive(Debug, Clone, clap::Args)]
pub struct Settings {
    #[command(flatten)]
    pub database: Database,

    /// Migrate the database and load the built-in data set before serving
    #[arg(long, env = "SANAD_SEED", value_parser = true_or_false)]
    pub seed: bool,

    /// Migrate the database before serving, if it is of an older version
    #[arg(long, env = "SANAD_MIGRATE", value_parser = true_or_false)]
    pub migrate: bool,

    /// Address and port to listen on
    ///
    /// Port 0 takes any that is free. Only programs on this machine reach 127.0.0.1; 0.0.0.0 and [::] stand for all
    /// of its addresses.
    #[arg(long, env = "SANAD_LISTEN", value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    #[arg(value_parser = socket_address)]
    pub listen: SocketAddr,

    /// Most connections to the database
    ///
    /// That many requests read it at the same time, further ones wait. `auto` are two for each core, 4 to 16.
    #[arg(long, env = "SANAD_POOL_SIZE", value_name = "NUMBER", default_value = "auto", value_parser = pool_size)]
    pub pool_size: u16,

    /// Threads that take requests
    ///
    /// `auto` is one for each core.
    #[arg(long, env = "SANAD_WORKERS", value_name = "NUMBER", default_value = "auto", value_parser = workers)]
    pub workers: u16,

    /// Longest body of a request, in bytes
    #[arg(long, env = "SANAD_BODY_LIMIT", value_name = "BYTES", default_value_t = 256 * 1024)]
    #[arg(value_parser = RangedU64ValueParser::<usize>::new().range(1024..=64 * 1024 * 1024))]
    pub body_limit: usize,

    /// How long a server that is told to stop waits for running requests, in seconds
    #[arg(long, env = "SANAD_SHUTDOWN_TIMEOUT", value_name = "SECONDS", default_value_t = 10)]
    #[arg(value_parser = clap::value_parser!(u64).range(0..=3600))]
    pub shutdown_timeout: u64,

    #[command(flatten)]
    pub protocol: Protocol,

    #[command(flatten)]
    pub guard: GuardLimits,

    #[command(flatten)]
    pub traffic: Traffic,

    #[command(flatten)]
    pub clients: Clients,

    #[command(flatten)]
    pub caching: Caching,

    #[command(flatten)]
    pub operations: Operations,
}

impl Settings {
    /// Those of a server that is told nothing but where its database would be.
    #[cfg(test)]
    pub fn default_for_tests() -> Self {
        let command = <Self as clap::Args>::augment_args(clap::Command::new("serve"));
        let told = command.get_matches_from(["serve", "--database-url", "sqlite://there-is-none/sanad.db"]);
        <Self as clap::FromArgMatches>::from_arg_matches(&told).expect("the defaults are settings")
    }

    /// The most requests of one client that are executed at the same time. Half of the connections to the database have to
    /// be left as well as half of the places: a request holds one while it is executed.
    pub fn client_concurrency(&self) -> u16 {
        let half = self.traffic.concurrency.min(self.pool_size).div_ceil(2);
        self.traffic.client_concurrency.unwrap_or(half)
    }
}

/// Where the data is.
#[derive(Debug, Clone, clap::Args)]
pub struct Database {
    /// The database: sqlite://PATH or postgres://USER:PASSWORD@HOST:PORT/DATABASE
    ///
    /// A path after sqlite:// is relative to the current directory, one after sqlite:/// is absolute. Behind a pooler in
    /// transaction mode, such as PgBouncer, add ?pooling=transaction to the URL of Postgres.
    #[arg(long = "database-url", env = "DATABASE_URL", hide_env_values = true, value_name = "URL")]
    #[arg(default_value = "sqlite://sanad.db", value_parser = Redacting(database_url))]
    pub url: DatabaseUrl,
}

/// Where the bodies of articles are.
#[derive(Debug, Clone, clap::Args)]
pub struct BodiesDir {
    /// The directory of the articles' bodies: a file <article key>.txt in UTF-8 for each
    ///
    /// They are stored with the data set, and serve excerpts of what is cited. An article without such a file keeps the
    /// body that it has. Files whose names do not end in .txt, hidden ones and directories in it are ignored.
    #[arg(long = "bodies", env = "SANAD_BODIES", value_name = "DIR", default_value = "", hide_default_value = true)]
    #[arg(value_parser = OsStringValueParser::new().map(PathBuf::from))]
    path: PathBuf,
}

impl BodiesDir {
    /// The directory, if one is given. An empty setting is none, so that `.env` can say so.
    pub fn path(&self) -> Option<&Path> {
        (!self.path.as_os_str().is_empty()).then_some(&*self.path)
    }
}

/// What is logged, on the standard error stream.
#[derive(Debug, Clone, clap::Args)]
pub struct Logging {
    /// What is logged: a level, or levels for parts of the program
    ///
    /// Levels are off, error, warn, info, debug and trace. `warn,sanad=debug` are all warnings and the details of
    /// sanad itself.
    #[arg(long = "log", env = "SANAD_LOG", value_name = "FILTER", default_value = "info")]
    #[arg(value_parser = log_filter, global = true, help_heading = "Logging")]
    pub filter: Targets,

    /// How a line of the log is written
    #[arg(long = "log-format", env = "SANAD_LOG_FORMAT", default_value = "text")]
    #[arg(global = true, help_heading = "Logging")]
    pub format: LogFormat,
}

/// How a line of the log is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// For people
    Text,
    /// For programs: an object a line
    Json,
}

fn database_url(text: &str) -> Result<DatabaseUrl, String> {
    text.parse().map_err(|malformed: MalformedDatabaseUrl| malformed.to_string())
}

fn true_or_false(text: &str) -> Result<bool, String> {
    text.parse().map_err(|_| "expected `true` or `false`".to_owned())
}

fn socket_address(text: &str) -> Result<SocketAddr, String> {
    text.parse().map_err(|_| "expected an IP address and a port, such as 127.0.0.1:8080 or [::1]:8080".to_owned())
}

fn pool_size(text: &str) -> Result<u16, String> {
    number_or_auto(text, 1..=1000, || (2 * cores()).clamp(4, 16))
}

fn workers(text: &str) -> Result<u16, String> {
    number_or_auto(text, 1..=MOST_WORKERS, cores)
}

fn number_or_auto(text: &str, range: RangeInclusive<u16>, auto: impl FnOnce() -> u16) -> Result<u16, String> {
    if text == "auto" {
        return Ok(auto());
    }
    let number = text.parse().ok().filter(|number| range.contains(number));
    number.ok_or_else(|| format!("expected `auto` or a number from {} to {}", range.start(), range.end()))
}

fn cores() -> u16 {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    u16::try_from(cores).unwrap_or(MOST_WORKERS).min(MOST_WORKERS)
}

fn log_filter(text: &str) -> Result<Targets, String> {
    // A lone word that is no level would be taken for a part of the program: a mistyped level would log nothing.
    let has_level = |directive: &str| {
        let level = directive.split_once('=').map_or(directive, |(_, level)| level);
        level.parse::<LevelFilter>().is_ok()
    };
    let targets = if text.split(',').all(has_level) { text.parse().ok() } else { None };
    targets.ok_or_else(|| "expected a level (off, error, warn, info, debug, trace), or one for each of some parts of the program, such as `warn,sanad=debug`".to_owned())
}
