//! The limits on documents and requests. All checks run before the execution, in time linear in the document size.
//!
//! `scan` checks the text before it is parsed, `document_size` the parsed document, and `cost` estimates what an
//! operation takes. `model` has the cost of each field, from the table in `weights`. A selection with `@skip` or
//! `@include` always counts.

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
pub use self::given::Given;
pub use self::scan::scan;
pub use self::values::Sizes;
use super::error::Failure;
use crate::error::Code;

/// Maximum items of a list in a document or variable. Each item is bound to a statement, and SQLite binds at most
/// 32,766.
const LIST_LIMIT: usize = 1_000;

/// Maximum directives on one field, fragment or operation.
const DIRECTIVES_OF_ONE_LIMIT: usize = 10;

/// The error for exceeding a limit: what was found, how much of it, and the limit.
pub fn too_complex(what: &str, found: impl Display, unit: &str, limit: impl Display) -> Failure {
    Failure::new(Code::QueryTooComplex, format!("{what} {found} {unit}: expected at most {limit}"))
}
