//! What the tools share.

pub mod machine;
pub mod processor;
pub mod sets;
