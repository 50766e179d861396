//! Search terms: words, their forms in Arabic and English, and how they sound. Independent of the database and of
//! GraphQL, so that both backends find the same.
//!
//! `words` splits texts into words; `forms` gives the forms of a word; `indexed` makes the terms of a node, and
//! `question` those of a query, and scores how well a text matches; `excerpt` cuts the part of a text to show.

mod excerpt;
mod forms;
mod indexed;
mod question;
mod words;

pub use excerpt::{Excerpt, Range};
pub use indexed::{Indexed, kind_term};
pub use question::{Answer, Question, Sort, Term};
