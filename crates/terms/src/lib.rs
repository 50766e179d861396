//! Search terms: words, their forms in Arabic and English, and how they sound. Independent of the database and of
//! GraphQL, so that both backends find the same.
//!
//! `words` splits texts into words; `forms`, `stem`, `plurals`, `spelling`, `sound` and `initials` give what stands for a
//! word; `titles` knows titles of people; `search_terms` makes the terms of a node, and `query` those of a query, and
//! scores how well a text matches: `query_word` how well a word does, and `met` how the words of all texts do. `excerpt`
//! cuts the part of a text to show.

mod excerpt;
mod forms;
mod initials;
mod met;
mod plurals;
mod query;
mod query_word;
mod search_terms;
mod sound;
mod spelling;
mod stem;
mod titles;
mod words;

pub use excerpt::{Excerpt, Range};
pub use initials::initials;
pub use query::{SearchQuery, Sort, Term, TextMatch, TextWords};
pub use search_terms::{SearchTerms, VERSION, kind_term};
pub use titles::translated as translated_titles;
