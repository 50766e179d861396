//! Comparing names across scripts: how similar two names are, and why. Independent of the database and of GraphQL.

mod abbreviation;
mod acronyms;
mod adjectives;
mod aliases;
mod alignment;
mod alike;
mod bound;
mod cantonese;
mod comparison;
mod consonants;
mod east_asian;
mod features;
mod fold;
mod forms;
mod interned;
mod joined;
mod keys;
mod kinds;
mod languages;
mod left_words;
mod legal_forms;
pub mod letters;
mod lexicon;
mod likeness;
mod likes;
mod limits;
mod name;
mod ordinary;
mod parsed;
mod reading;
mod sides;
mod slavic;
mod slips;
mod sounds;
pub mod spelling;
mod words;

pub use comparison::{Comparison, Finder, LeftOver, Met, NameLeft, NameLikeness, NameSide, compare, score, score_from};
pub use features::{Evidence, NameReason, score_of_bits};
pub use fold::fold;
pub use keys::KEYS_VERSION;
pub use limits::{ReadingLimit, reading_limits};
pub use name::{Bearer, Name};
pub use sounds::{latin_letters_sound, sounds};

#[cfg(feature = "async-graphql")]
sanad_model::graphql_enums!(NameLeft, NameLikeness, NameReason, NameSide, ReadingLimit);

#[cfg(test)]
mod tests;
