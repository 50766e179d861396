//! The GraphQL schema and its execution: one file per entity, no SQL.
//!
//! `document` parses and checks documents, `guard` sets their limits, `api` answers requests, and `query` is the query
//! root. `execution`, `fetch`, `batch`, `entity` and `connection` load the data of a query with few statements.
//! `async_graphql_override` replaces a part of async-graphql.

mod abstract_type;
mod api;
mod async_graphql_override;
mod batch;
mod birth;
mod citation;
mod combination;
mod connection;
mod count;
mod document;
mod entity;
mod error;
mod execution;
mod fetch;
mod guard;
mod introspection;
mod naming;
mod order;
mod page_arguments;
mod places_and_instruments;
mod positions;
mod prepare;
mod quantifier;
mod query;
mod response_size;
mod root;
mod scalar;
mod sdl;

mod actor;
mod article;
mod asset;
mod dataset;
mod event;
mod evidence;
mod fact;
mod fact_lists;
mod figure;
mod identifier;
mod incident;
mod language;
mod legal_instrument;
mod location;
mod mention;
mod name;
mod name_comparison;
mod network;
mod node;
mod organization;
mod participation;
mod party;
mod party_filter;
mod path;
mod period;
mod place;
mod place_relationship;
mod relationship;
mod removal;
mod sanction_event;
mod sanction_status;
mod screen;
mod search;
mod similar;
mod source_record;
mod walk;

pub use api::Api;
pub use document::{Digest, Document};
pub use error::{code_of, problem};
pub use execution::Executed;
pub use fetch::SPANS;
pub use language::RequestLanguages;
pub use prepare::Prepared;
pub use sdl::sdl;
