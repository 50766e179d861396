//! Who may ask, and from where.

/// Who may ask, and from where.
#[derive(Debug, Clone, clap::Args)]
pub struct Clients {}
