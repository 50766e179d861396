//! How GraphQL is spoken over HTTP.

/// How GraphQL is spoken over HTTP.
#[derive(Debug, Clone, clap::Args)]
pub struct Protocol {}
