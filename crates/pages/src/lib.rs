//! The explorer's pages, in Arabic and English.
//!
//! An [`Address`] names a page and says what it asks the API: [`Address::request`]. The API's answer is rendered by
//! [`render`]. The crate knows GraphQL answers, but neither a server nor a database.
//!
//! `address` parses and prints addresses, `documents` has the GraphQL documents, `answers` the types of their answers,
//! `texts` all words in both languages, `views` the HTML, `draw` the drawings, `forms` the other forms.

mod address;
mod answers;
mod documents;
mod draw;
mod forms;
mod locale;
mod names;
mod render;
mod site;
mod texts;
mod views;

pub use address::{Address, Facets, Form, Misread, Moment, Page, SearchGroup, Tab};
pub use documents::{DOCUMENTS, Document, Request};
pub use locale::{Digits, Lang};
pub use names::{Unchecked, names_of};
pub use render::{Rendered, embedded, failed, missing, preferred, render, screened, unchecked};
pub use site::{Files, Fixed, Question, Site};
pub use views::{Failure, Framing};

/// The style sheet of the pages.
pub const STYLE: &str = include_str!("../assets/style.css");
