//! The GraphQL schema: one file per entity. It knows no SQL.
//!
//! `document` reads and checks what is asked, within the bounds of `guard`; `api` answers it. `query` is the root.
//! `execution`, `fetch`, `batch`, `entity` and `connection` say how a query turns into few statements.

mod abstract_type;
mod api;
mod async_graphql_override;
mod batch;
mod connection;
mod count;
mod document;
mod entity;
mod error;
mod execution;
mod fetch;
mod guard;
mod order;
mod places_and_instruments;
mod prepare;
mod quantifier;
mod query;
mod response_size;
mod root;
mod scalar;

mod actor;
mod article;
mod dataset;
mod event;
mod evidence;
mod fact;
mod figure;
mod incident;
mod legal_instrument;
mod mention;
mod name;
mod name_comparison;
mod network;
mod node;
mod organization;
mod participation;
mod party;
mod path;
mod place;
mod place_relationship;
mod relationship;
mod sanction_event;
mod sanction_status;
mod screen;
mod search;
mod similar;
mod walk;

pub use api::{Api, sdl};
pub use document::{Digest, Document};
pub use error::{code_of, problem};
pub use execution::Executed;
pub use fetch::SPANS;
pub use prepare::Prepared;
