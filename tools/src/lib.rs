//! What the tools share.

pub mod machine;
pub mod sets;
