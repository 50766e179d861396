//! What operators watch.

/// What operators watch.
#[derive(Debug, Clone, clap::Args)]
pub struct Operations {}
