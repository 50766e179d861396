//! What stands before the executor: it refuses what would cost more than a request may, in time that is linear in the
//! document's size.
//!
//! `scan` looks at the text before any of it is parsed, `document_size` at the document's shape, and `cost` at what the schema makes
//! of it; `model` is the schema as `cost` sees it, out of the figures in `weights`. Whatever follows variables (`@skip`,
//! `@include`) counts as if it were asked for.

mod cost;
mod document_size;
mod filters;
mod given;
mod introspection;
mod model;
mod scan;
mod values;
mod weights;

use std::fmt::Display;

pub use self::cost::cost;
pub use self::document_size::check_document_size;
pub use self::introspection::check_introspection;
pub use self::scan::scan;
pub use self::values::Sizes;
use super::error::Failure;
use crate::error::Code;

/// The most items of a list that a client gives. Each is bound to a statement, and SQLite binds at most 32,766.
const LIST_LIMIT: usize = 1_000;

/// The most directives of one field, fragment or operation.
const DIRECTIVES_OF_ONE_LIMIT: usize = 10;

/// A refusal that tells what was found, how much of it, and the most that is taken.
pub fn too_complex(what: &str, found: impl Display, unit: &str, limit: impl Display) -> Failure {
    Failure::new(Code::QueryTooComplex, format!("{what} {found} {unit}: expected at most {limit}"))
}
