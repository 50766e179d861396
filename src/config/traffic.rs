use std::time::Duration;

use super::{Networks, PRODUCTION, STRANGERS, cores, number_or_auto};

/// Limits on concurrency, rate and time.
#[derive(Debug, Clone, clap::Args)]
pub struct Traffic {
    /// Maximum number of requests that run concurrently
    ///
    /// Further requests wait in a queue of 128, for up to 5 seconds, and are then refused with OVERLOADED. `auto` is four
    /// per core, from 8 to 64.
    #[arg(long, env = "SANAD_CONCURRENCY", value_name = "NUMBER", default_value = "auto", value_parser = concurrency)]
    #[arg(help_heading = PRODUCTION)]
    pub concurrency: u16,

    /// Maximum number of requests per client that run concurrently
    ///
    /// Further requests of the client wait without holding up others. A client is an IPv4 address or an IPv6 /64; all
    /// clients behind a proxy that is not in --trusted-proxies count as one. `auto` is half of the smaller of --concurrency
    /// and --pool-size, and at least 1, so that one client never takes all of them. The value of --concurrency, or more, is
    /// no limit.
    #[arg(long, env = "SANAD_CLIENT_CONCURRENCY", value_name = "NUMBER", default_value = "auto")]
    #[arg(value_parser = client_concurrency, help_heading = STRANGERS)]
    pub(super) client_concurrency: std::option::Option<u16>,

    /// Maximum number of queued requests. When the queue is full, the client with the most queued requests loses its newest
    /// to a client with fewer.
    #[arg(skip = 128usize)]
    pub queue: usize,

    /// Maximum requests per second and client, on average; 0 is no limit
    ///
    /// A client that has been quiet may send one second's worth at once, and at least 50 requests. Whatever exceeds the
    /// limit is refused with RATE_LIMITED. A client is the same as for --client-concurrency.
    #[arg(long, env = "SANAD_RATE_LIMIT", value_name = "NUMBER", default_value_t = 0)]
    #[arg(value_parser = clap::value_parser!(u32).range(0..=100_000), help_heading = STRANGERS)]
    pub rate_limit: u32,

    /// Proxies whose X-Forwarded-For header is trusted: networks such as 10.0.0.0/8, separated by commas
    ///
    /// They must set the header or append to it. Behind a proxy that is not listed here, all clients count as one and share
    /// its limits.
    #[arg(long, env = "SANAD_TRUSTED_PROXIES", value_name = "NETWORKS", default_value = "", hide_default_value = true)]
    #[arg(help_heading = PRODUCTION)]
    pub trusted_proxies: Networks,

    /// Maximum number of open client connections, over all workers; further ones wait in the listen backlog.
    #[arg(skip = connections())]
    pub connections: u16,

    /// How long a client may take to send the head of a request, and again for its body.
    #[arg(skip = Duration::from_secs(10))]
    pub client_timeout: Duration,

    /// How long an idle connection stays open between requests, in seconds; 0 closes it after each answer
    ///
    /// Behind a balancer, it must be longer than the balancer's own keep-alive.
    #[arg(long, env = "SANAD_KEEP_ALIVE", value_name = "SECONDS", default_value_t = 75)]
    #[arg(value_parser = clap::value_parser!(u64).range(0..=3600), help_heading = PRODUCTION)]
    pub keep_alive: u64,

    /// Maximum bytes of answers that are not sent yet because their clients read slowly.
    #[arg(skip = 256usize << 20)]
    pub unread_limit: usize,

    /// Maximum duration of a request, in seconds; 0 is no limit
    ///
    /// A request that takes longer is answered with TIMEOUT, and its database statement is cancelled.
    #[arg(long, env = "SANAD_TIME_LIMIT", value_name = "SECONDS", default_value_t = 10)]
    #[arg(value_parser = clap::value_parser!(u64).range(0..=3600), help_heading = PRODUCTION)]
    time_limit: u64,
}

impl Traffic {
    /// The maximum duration of a request, if there is one.
    pub fn time_limit(&self) -> Option<Duration> {
        (self.time_limit > 0).then(|| Duration::from_secs(self.time_limit))
    }
}

/// File descriptors reserved for everything but client connections: database, log, listeners.
const OTHER_DESCRIPTORS: u64 = 128;

/// The number, or none for `auto`, which depends on other settings.
fn client_concurrency(text: &str) -> Result<Option<u16>, String> {
    match number_or_auto(text, 1..=10_000, || 0)? {
        0 => Ok(None),
        number => Ok(Some(number)),
    }
}

fn concurrency(text: &str) -> Result<u16, String> {
    number_or_auto(text, 1..=10_000, || (4 * cores()).clamp(8, 64))
}

/// As many connections as the descriptors of the process allow, from 32 to 10,000. Each takes two.
fn connections() -> u16 {
    let left = descriptors().map(|limit| limit.saturating_sub(OTHER_DESCRIPTORS) / 2);
    left.and_then(|left| u16::try_from(left).ok()).unwrap_or(u16::MAX).clamp(32, 10_000)
}

/// The limit on the file descriptors of the process, where the system tells it.
fn descriptors() -> Option<u64> {
    let limits = std::fs::read_to_string("/proc/self/limits").ok()?;
    let line = limits.lines().find_map(|line| line.strip_prefix("Max open files"))?;
    line.split_whitespace().next()?.parse().ok()
}
