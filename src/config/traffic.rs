//! How much is taken at once.

use std::time::Duration;

/// How much is taken at once, and how long it may take.
#[derive(Debug, Clone, clap::Args)]
pub struct Traffic {
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
