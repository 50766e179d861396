//! How much is taken at once.

/// How much is taken at once, and how long it may take.
#[derive(Debug, Clone, clap::Args)]
pub struct Traffic {}
