//! From entries of lists and steps of their cases to records of a data set.

pub mod act;
pub mod edition;
pub mod event;
pub mod party;
pub mod relationship;
mod text;
