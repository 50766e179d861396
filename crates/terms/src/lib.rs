//! What texts are found by: words, in the forms that Arabic and English give them, and what they sound like. It knows no
//! database and no GraphQL, so that both databases find the same.
//!
//! `words` takes texts apart; `forms` says in which forms a word is found; `indexed` makes the terms of what is searched,
//! and `question` those that it is searched for, and tells how well a text answers; `excerpt` shows where it does.

mod excerpt;
mod forms;
mod indexed;
mod question;
mod words;

pub use excerpt::{Excerpt, Range};
pub use indexed::{Indexed, kind_term};
pub use question::{Answer, Question, Sort, Term};
