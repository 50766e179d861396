//! Sanad: sourced facts about sanctions and conflict, in SQLite or Postgres, served over GraphQL.
//!
//! The layers up to `dataset` are crates of their own, re-exported here; the others are modules. They stand in reading
//! order: each knows only those above it, and `graphql` and `server` do not know `dataset`. docs/architecture.md walks
//! a request and a seeding through them.

pub use sanad_base::{nearest, regular_file, visible, wording, work};

pub use sanad_model as model;

pub use sanad_names as names;

pub use sanad_terms as terms;

pub use sanad_database as db;

pub use sanad_dataset as dataset;

pub use sanad_import as import;

pub mod error;

pub mod config;

pub mod graphql;

pub mod server;
