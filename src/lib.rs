//! Sanad: sourced facts about sanctions and conflict, in SQLite or Postgres, served over GraphQL.
//!
//! The modules in reading order: each knows only those above it, but for `server` and `dataset`, which do not know
//! each other. ARCHITECTURE.md walks a request and a seeding through them.

pub mod config;
pub mod dataset;
pub mod db;
pub mod error;
pub mod graphql;
pub mod model;
pub mod names;
pub mod server;
