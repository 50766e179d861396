//! How GraphQL is spoken over HTTP.

use clap::builder::RangedU64ValueParser;

/// How GraphQL is spoken over HTTP.
#[derive(Debug, Clone, clap::Args)]
#[command(next_help_heading = "GraphQL over HTTP")]
pub struct Protocol {
    /// Which status codes answers have
    #[arg(long, env = "SANAD_STATUS_CODES", default_value = "audit")]
    pub status_codes: StatusCodes,

    /// Most requests that may come together, as a JSON array; 0 takes no batches
    ///
    /// The requests of a batch are answered one after another, each as if it had come alone.
    #[arg(long, env = "SANAD_BATCH_LIMIT", value_name = "NUMBER", default_value_t = 0)]
    #[arg(value_parser = RangedU64ValueParser::<usize>::new().range(0..=50))]
    pub batch_limit: usize,

    /// Longest head of a request, its address and all of its headers, in bytes
    #[arg(long, env = "SANAD_HEAD_LIMIT", value_name = "BYTES", default_value_t = 32 * 1024)]
    #[arg(value_parser = RangedU64ValueParser::<usize>::new().range(1024..=128 * 1024))]
    pub head_limit: usize,
}

/// Which status codes answers have. The specification of GraphQL over HTTP has changed its mind on some.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum StatusCodes {
    /// Those that `graphql-http` audits and clients are used to: `application/json` is answered by 200 whenever a request
    /// could be read, `application/graphql-response+json` by 400 when its document was not executed
    Audit,
    /// Those of the specification's edition of September 2026: 422 for a document that is not valid, 294 for data beside
    /// errors, whatever the media type
    #[value(name = "2026")]
    Edition2026,
}
