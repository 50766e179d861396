//! Sanad: sourced facts about sanctions and conflict, in SQLite or Postgres, served over GraphQL.
//!
//! The modules stand in reading order: each knows only those above it, and `dataset` and `server` do not know each other.
//! docs/architecture.md walks a request and a seeding through them.

pub mod model;

pub mod visible;

pub mod regular_file;

pub mod error;

pub mod work;

pub mod names;

pub mod terms;

pub mod config;

pub mod db;

pub mod graphql;

pub mod dataset;

pub mod server;
