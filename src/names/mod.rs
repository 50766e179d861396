//! Names across scripts: how alike two names are, and why. It knows no database and no GraphQL.

mod comparison;
mod fold;
mod name;

pub use comparison::{Comparison, Left, LeftOver, Likeness, Met, Side, compare, score};
pub use fold::fold;
pub use name::{Bearer, Name, sounds};
