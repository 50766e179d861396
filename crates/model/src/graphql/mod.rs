//! How GraphQL shows the values of the domain.

pub mod enums;
mod scalars;

pub use scalars::parsed;
