//! What the tools share.

pub mod machine;
pub mod processor;

pub use sanad_name_tools::exit_code;
