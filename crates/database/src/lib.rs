//! All SQL of the program. This crate does not know GraphQL or HTTP.
//!
//! Only `conn` distinguishes the backends. `relation` defines batched statements, `page` defines pages, `filter` has what
//! lists are filtered by, and each entity has a file of its own.

mod cancel;
mod condition;
mod conn;
mod deadline;
mod error;
mod fragment;
mod growth;
mod health;
mod page;
mod per_parent;
mod pool;
mod reader;
mod relation;
mod revision;
mod root_list;
mod rows;
mod schema;
mod source;
mod statements;
mod text;
mod url;
mod watch;

pub mod article;
pub mod birth;
pub mod body;
pub mod case;
pub mod count;
pub mod dataset;
pub mod event;
pub mod evidence;
pub mod fact;
pub mod figure;
pub mod filter;
pub mod identifier;
pub mod legal_instrument;
pub mod mention;
pub mod migrate;
pub mod name;
pub mod name_key;
pub mod node;
pub mod participation;
pub mod party;
pub mod party_text;
pub mod place;
pub mod place_relationship;
pub mod relationship;
pub mod removal;
pub mod sanction_event;
pub mod sanction_status;
pub mod screen;
pub mod search;
pub mod similar;
pub mod source_record;
pub mod store;
pub mod walk;

pub use conn::{Access, Conn};
pub use deadline::Deadline;
pub use error::{Error, Result};
pub use page::{Cursor, ListQuery, MalformedCursor, PAGE_DEFAULT, PAGE_LIMIT, Page, PageRequest, ROOT};
pub use pool::{Pool, PoolUsage, Snapshot};
pub use relation::{List, One, PARENTS_LIMIT, Relation, Total};
pub use revision::{DataVersion, Token};
pub use statements::statements_of_this_thread;
pub use url::{DatabaseUrl, MalformedDatabaseUrl};
pub use watch::RevisionWatch;
