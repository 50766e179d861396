//! All words of the pages, each in English and Arabic, side by side.
//!
//! `table` has the texts, `failures` those of what goes wrong, and `words` the vocabularies of the domain; both are complete, or do not compile. `plural` picks
//! the forms of nouns after numbers, `dates` writes dates, and `names` has countries and languages.

mod dates;
mod declare;
mod failures;
mod names;
mod numbers;
mod plural;
mod sentence;
mod table;
mod words;

pub use dates::{day, partial, range, whole};
pub use failures::FailureTexts;
pub use names::{country, language};
pub use numbers::{counted, measure};
pub use plural::{Noun, noun};
pub use sentence::{list, say};
pub use table::Texts;
pub use words::{Directed, word};
