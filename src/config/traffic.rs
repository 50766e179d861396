//! How much is taken at once.

use std::time::Duration;

use clap::builder::RangedU64ValueParser;

use super::{Networks, cores, number_or_auto};

/// How much is taken at once, and how long it may take.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "Traffic")]
pub struct Traffic {
    /// Most requests that are executed at the same time
    ///
    /// Further ones wait in the queue. `auto` are four for each core, 8 to 64.
    #[arg(long, env = "SANAD_CONCURRENCY", value_name = "NUMBER", default_value = "auto", value_parser = concurrency)]
    pub concurrency: u16,

    /// Most requests of one client that are executed at the same time
    ///
    /// Further ones wait, and are in nobody's way. A client is an IPv4 address, or the first 64 bits of an IPv6 address;
    /// all who come through a proxy that is not in --trusted-proxies are one client. `auto` is half of --concurrency or
    /// of --pool-size, whichever is less, and at least 1: however much a client asks, others find a place and a
    /// connection to the database. The number of --concurrency, or more, is no limit.
    #[arg(long, env = "SANAD_CLIENT_CONCURRENCY", value_name = "NUMBER", default_value = "auto")]
    #[arg(value_parser = client_concurrency)]
    pub(super) client_concurrency: std::option::Option<u16>,

    /// Most requests that wait until they are executed
    ///
    /// Clients are served in turn. When as many wait, the client with most of them loses its newest for that of another
    /// client, which has fewer. Whatever finds no room is refused with OVERLOADED, and so is one that has waited for 5
    /// seconds.
    #[arg(long, env = "SANAD_QUEUE", value_name = "NUMBER", default_value_t = 128)]
    #[arg(value_parser = clap::value_parser!(u32).range(0..=100_000))]
    pub queue: u32,

    /// Most requests of one client a second, in the long run; 0 is any number
    ///
    /// A client is the same as for --client-concurrency. What it sends past the limit is refused with RATE_LIMITED.
    #[arg(long, env = "SANAD_RATE_LIMIT", value_name = "NUMBER", default_value_t = 0)]
    #[arg(value_parser = clap::value_parser!(u32).range(0..=100_000))]
    pub rate_limit: u32,

    /// Most requests of one client at once, when it has been quiet before
    #[arg(long, env = "SANAD_RATE_BURST", value_name = "NUMBER", default_value_t = 50)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub rate_burst: u32,

    /// Proxies that say on whose behalf they ask: networks with commas between
    ///
    /// Only what they write into --forwarded-header is believed. Without them, a client is whoever connects: behind a
    /// proxy that is not named here, all clients are one, with one share and one limit.
    #[arg(long, env = "SANAD_TRUSTED_PROXIES", value_name = "NETWORKS", default_value = "", hide_default_value = true)]
    pub trusted_proxies: Networks,

    /// The header in which trusted proxies name their clients
    ///
    /// The proxies have to set it or to add to it: whatever else is in it comes from clients.
    #[arg(long, env = "SANAD_FORWARDED_HEADER", default_value = "x-forwarded-for")]
    pub forwarded_header: ForwardedHeader,

    /// Most open connections of clients, over all workers
    ///
    /// Further ones wait until one is closed. Each takes two file descriptors: `auto` leaves 128 of those that the
    /// process may have, and are 32 to 10000.
    #[arg(long, env = "SANAD_CONNECTIONS", value_name = "NUMBER", default_value = "auto", value_parser = connections)]
    pub connections: u16,

    /// How long a client may take to send the head of a request, and again for its body, in seconds
    #[arg(long, env = "SANAD_CLIENT_TIMEOUT", value_name = "SECONDS", default_value_t = 10)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..=600))]
    pub client_timeout: u64,

    /// How long a connection stays open after an answer without a further request, in seconds
    ///
    /// Whoever has neither read the answer nor sent another request within this and --client-timeout is cut off.
    /// Behind a balancer it has to be longer than the balancer keeps its connections. 0 closes each connection after
    /// its answer.
    #[arg(long, env = "SANAD_KEEP_ALIVE", value_name = "SECONDS", default_value_t = 75)]
    #[arg(value_parser = clap::value_parser!(u64).range(0..=3600))]
    pub keep_alive: u64,

    /// Most bytes of answers that clients have not read yet
    ///
    /// Those of up to 64 KiB are not counted, and one that several clients read counts once. When another answer finds no
    /// room, the connections that have been stuck for longest are closed, from 2 seconds on; if that is not enough, it is
    /// refused with OVERLOADED. One answer alone may be longer.
    #[arg(long, env = "SANAD_UNREAD_LIMIT", value_name = "BYTES", default_value_t = 256 * 1024 * 1024)]
    #[arg(value_parser = RangedU64ValueParser::<usize>::new().range(1024 * 1024..=64 * 1024 * 1024 * 1024))]
    pub unread_limit: usize,

    /// How long a request may take, in seconds
    ///
    /// One that takes longer is answered with the code TIMEOUT, and what it still does in the database is ended. 0 is no
    /// limit.
    #[arg(long, env = "SANAD_TIME_LIMIT", value_name = "SECONDS", default_value_t = 10)]
    #[arg(value_parser = clap::value_parser!(u64).range(0..=3600))]
    time_limit: u64,
}

impl Traffic {
    /// How long a request may take, if there is a limit.
    pub fn time_limit(&self) -> Option<Duration> {
        (self.time_limit > 0).then(|| Duration::from_secs(self.time_limit))
    }
}

/// The header in which proxies name their clients.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum ForwardedHeader {
    /// Addresses with commas between, as most proxies write
    #[default]
    XForwardedFor,
    /// The standard's, of RFC 7239
    Forwarded,
}

/// File descriptors for all but clients: the database, the log, listening.
const OTHER_DESCRIPTORS: u64 = 128;

/// None: the other settings decide.
fn client_concurrency(text: &str) -> Result<Option<u16>, String> {
    match number_or_auto(text, 1..=10_000, || 0)? {
        0 => Ok(None),
        number => Ok(Some(number)),
    }
}

fn concurrency(text: &str) -> Result<u16, String> {
    number_or_auto(text, 1..=10_000, || (4 * cores()).clamp(8, 64))
}

fn connections(text: &str) -> Result<u16, String> {
    number_or_auto(text, 1..=u16::MAX, || {
        let left = descriptors().map(|most| most.saturating_sub(OTHER_DESCRIPTORS) / 2);
        left.and_then(|left| u16::try_from(left).ok()).unwrap_or(u16::MAX).clamp(32, 10_000)
    })
}

/// How many file descriptors the process may have, where the system tells.
fn descriptors() -> Option<u64> {
    let limits = std::fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}
