//! What is kept and asked again.

/// How long answers stand, and which documents are known.
#[derive(Debug, Clone, clap::Args)]
pub struct Caching {}
