//! Every setting. Each is a command-line option, an environment variable and a line of `.env.example`, which groups them by
//! who needs them.
//!
//! Fields with `#[arg(skip = …)]` are limits that no operator has to tune: they have no option and no variable, and only
//! programs that use the library, such as tests, set them.

mod caching;
mod clients;
mod env_file;
mod explorer;
mod guard;
mod networks;
mod operations;
mod redacting;
mod traffic;

use std::net::SocketAddr;
use std::num::NonZero;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use clap::builder::{OsStringValueParser, TypedValueParser};
use tracing_subscriber::filter::{LevelFilter, Targets};

pub use crate::db::DatabaseUrl;
use crate::db::MalformedDatabaseUrl;
pub use caching::Caching;
pub use clients::{Clients, Origins, TokenHash, TokenHashes};
pub use env_file::read_env_file;
pub use explorer::{Digits, Explorer};
pub use guard::GuardLimits;
pub use networks::{Networks, prefix};
pub use operations::Operations;
pub use redacting::Redacting;
pub use traffic::Traffic;

/// The headings under which `--help` groups the options, as `.env.example` does.
const PRODUCTION: &str = "In production";
const STRANGERS: &str = "Open to strangers";
const OBSERVABILITY: &str = "Observability";

/// The most worker threads that actix-web accepts.
const MAX_WORKERS: u16 = 512;

/// The settings of `sanad serve`.
#[derive(Debug, Clone, clap::Args)]
pub struct Settings {
    #[command(flatten)]
    pub database: Database,

    /// Migrate the database and load the built-in data set before serving
    #[arg(long, env = "SANAD_SEED", value_parser = true_or_false)]
    pub seed: bool,

    /// Migrate a database of an older version before serving, instead of refusing to start
    #[arg(long, env = "SANAD_MIGRATE", value_parser = true_or_false)]
    pub migrate: bool,

    /// Address and port to listen on
    ///
    /// Port 0 picks a free port. 127.0.0.1 accepts connections from this machine only, 0.0.0.0 and [::] from anywhere.
    #[arg(long, env = "SANAD_LISTEN", value_name = "ADDRESS:PORT", default_value = "127.0.0.1:8080")]
    #[arg(value_parser = socket_address)]
    pub listen: SocketAddr,

    /// Maximum number of database connections
    ///
    /// One request uses one connection; further requests wait for one. `auto` is two per core, from 4 to 16.
    #[arg(long, env = "SANAD_POOL_SIZE", value_name = "NUMBER", default_value = "auto", value_parser = pool_size)]
    #[arg(help_heading = PRODUCTION)]
    pub pool_size: u16,

    /// Threads that handle connections: one per core.
    #[arg(skip = cores())]
    pub workers: u16,

    /// Maximum request body in bytes, after decompression.
    #[arg(skip = 256 * 1024usize)]
    pub body_limit: usize,

    /// How long a stopping server waits for running requests, in seconds
    #[arg(long, env = "SANAD_SHUTDOWN_TIMEOUT", value_name = "SECONDS", default_value_t = 10)]
    #[arg(value_parser = clap::value_parser!(u64).range(0..=3600), help_heading = PRODUCTION)]
    pub shutdown_timeout: u64,

    #[command(flatten)]
    pub guard: GuardLimits,

    #[command(flatten)]
    pub traffic: Traffic,

    #[command(flatten)]
    pub clients: Clients,

    #[command(flatten)]
    pub explorer: Explorer,

    #[command(flatten)]
    pub caching: Caching,

    #[command(flatten)]
    pub operations: Operations,
}

impl Settings {
    /// The defaults, with a database that does not exist.
    #[cfg(test)]
    pub fn default_for_tests() -> Self {
        let command = <Self as clap::Args>::augment_args(clap::Command::new("serve"));
        let matches = command.get_matches_from(["serve", "--database-url", "sqlite://there-is-none/sanad.db"]);
        <Self as clap::FromArgMatches>::from_arg_matches(&matches).expect("the defaults are settings")
    }

    /// The origins whose pages may read answers. By default, those of this machine as long as only this machine can reach the
    /// server: on a loopback address, and without a proxy that forwards requests of others.
    pub fn cors_origins(&self) -> Origins {
        let is_for_this_machine =
            self.listen.ip().to_canonical().is_loopback() && self.traffic.trusted_proxies == Networks::default();
        let auto = || if is_for_this_machine { Origins::Loopback } else { Origins::none() };
        self.clients.cors_origins.clone().unwrap_or_else(auto)
    }

    /// How many requests of one client may run concurrently. By default, half of the permits and half of the database
    /// connections stay free for others, since a running request holds one of each.
    pub fn client_concurrency(&self) -> u16 {
        let half = self.traffic.concurrency.min(self.pool_size).div_ceil(2);
        self.traffic.client_concurrency.unwrap_or(half)
    }
}

/// The database to use.
#[derive(Debug, Clone, clap::Args)]
pub struct Database {
    /// The database: sqlite://PATH or postgres://USER:PASSWORD@HOST:PORT/DATABASE
    ///
    /// A path after sqlite:// is relative to the current directory, one after sqlite:/// is absolute. For Postgres behind
    /// a pooler in transaction mode, such as PgBouncer, append ?pooling=transaction.
    #[arg(long = "database-url", env = "DATABASE_URL", hide_env_values = true, value_name = "URL")]
    #[arg(default_value = "sqlite://sanad.db", value_parser = Redacting(database_url))]
    pub url: DatabaseUrl,
}

/// Where the full texts of articles are.
#[derive(Debug, Clone, clap::Args)]
pub struct BodiesDir {
    /// Directory of article bodies: one UTF-8 file <article key>.txt per article
    ///
    /// They are stored along with the data set and provide excerpts of cited paragraphs. An article without a file keeps
    /// its stored body. Hidden files, directories, and files whose names do not end in .txt are ignored.
    #[arg(long = "bodies", env = "SANAD_BODIES", value_name = "DIR", default_value = "", hide_default_value = true)]
    #[arg(value_parser = OsStringValueParser::new().map(PathBuf::from))]
    path: PathBuf,
}

impl BodiesDir {
    /// The directory, if one is set. An empty value means none, so that `.env` can unset it.
    pub fn path(&self) -> Option<&Path> {
        (!self.path.as_os_str().is_empty()).then_some(&*self.path)
    }
}

/// The log, on standard error.
#[derive(Debug, Clone, clap::Args)]
pub struct Logging {
    /// Log level, or a list of levels per module
    ///
    /// Levels are off, error, warn, info, debug and trace. `warn,sanad=debug` logs warnings from everywhere and debug
    /// messages from sanad itself.
    #[arg(long = "log", env = "SANAD_LOG", value_name = "FILTER", default_value = "info")]
    #[arg(value_parser = log_filter, global = true, help_heading = "Logging")]
    pub filter: Targets,

    /// Log format
    #[arg(long = "log-format", env = "SANAD_LOG_FORMAT", default_value = "text")]
    #[arg(global = true, help_heading = "Logging")]
    pub format: LogFormat,
}

/// The format of a log line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum LogFormat {
    /// Plain text
    Text,
    /// One JSON object per line
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

fn number_or_auto(text: &str, range: RangeInclusive<u16>, auto: impl FnOnce() -> u16) -> Result<u16, String> {
    if text == "auto" {
        return Ok(auto());
    }
    let number = text.parse().ok().filter(|number| range.contains(number));
    number.ok_or_else(|| format!("expected `auto` or a number from {} to {}", range.start(), range.end()))
}

fn cores() -> u16 {
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    u16::try_from(cores).unwrap_or(MAX_WORKERS).min(MAX_WORKERS)
}

fn log_filter(text: &str) -> Result<Targets, String> {
    // `Targets` takes a lone word that is not a level for a module name, so a mistyped level would turn the log off.
    let has_level = |directive: &str| {
        let level = directive.split_once('=').map_or(directive, |(_, level)| level);
        level.parse::<LevelFilter>().is_ok()
    };
    let targets = if text.split(',').all(has_level) { text.parse().ok() } else { None };
    targets.ok_or_else(|| "expected a level (off, error, warn, info, debug, trace) or a list of levels per module, such as `warn,sanad=debug`".to_owned())
}
