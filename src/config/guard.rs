//! What one request may ask for.

/// What one request may ask for.
#[derive(Debug, Clone, clap::Args)]
pub struct GuardLimits {}
