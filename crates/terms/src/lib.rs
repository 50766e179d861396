//! Search terms: words, their forms in Arabic and English, and how they sound. Independent of the database and of
//! GraphQL, so that both backends find the same.
//!
//! `words` splits texts into words; `forms` gives the forms of a word; `search_terms` makes the terms of a node, and
//! `query` those of a query, and scores how well a text matches; `excerpt` cuts the part of a text to show.

mod excerpt;
mod forms;
mod query;
mod search_terms;
mod words;

pub use excerpt::{Excerpt, Range};
pub use query::{SearchQuery, Sort, Term, TextMatch};
pub use search_terms::{SearchTerms, kind_term};
