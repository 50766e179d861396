//! The integration tests: one binary, every case on SQLite and on Postgres.

#[macro_use]
mod support;

mod architecture;
mod article;
mod commands;
mod compare_command;
mod count;
mod dataset;
mod drain;
mod drift;
mod errors;
mod event;
mod evidence;
mod fact_filter;
mod fetching;
mod figure;
mod load;
mod mention;
mod migrate;
mod network;
mod node;
mod operations;
mod organization;
mod paging;
mod participation;
mod party;
mod paths;
mod place;
mod pool;
mod question;
mod readme;
mod relationship;
mod sanction_case;
mod sanction_event;
mod sanction_status;
mod schema;
mod screen;
mod screen_command;
mod search;
mod server;
mod synthetic;
mod traffic;
mod vocabulary;
mod walks;
