//! What stands before the executor: it refuses what would cost more than a request may.

mod lexer;
mod scan;

use std::convert::Infallible;
use std::fmt::Display;

use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};
use async_graphql::{Positioned, Value, Variables};

pub use self::scan::{Digest, scan};
use super::error::Failure;
use crate::error::Code;

/// A refusal that tells what was found, how much of it, and the most that is taken.
fn too_complex(what: &str, found: impl Display, unit: &str, limit: impl Display) -> Failure {
    Failure::new(Code::QueryTooComplex, format!("{what} {found} {unit}: expected at most {limit}"))
}

/// How deep brackets of all kinds may nest. A query of the README nests 8 deep, the introspection of GraphiQL 14.
pub const NESTING_LIMIT: usize = 64;

/// The most items of a list that a client gives. Each is bound to a statement, and SQLite binds at most 32,766.
pub const LIST_LIMIT: usize = 1_000;

/// Refuses variables that nest too deeply: filters that hold filters are read by calls in calls.
///
/// # Errors
/// `QUERY_TOO_COMPLEX` with the limit.
pub fn check_variables(variables: &Variables) -> Result<(), Failure> {
    if variables.values().all(|value| nests_within(value, NESTING_LIMIT)) {
        return Ok(());
    }
    Err(Failure::new(
        Code::QueryTooComplex,
        format!("a variable nests brackets more than {NESTING_LIMIT} deep: expected at most {NESTING_LIMIT}"),
    ))
}

fn nests_within(value: &Value, levels: usize) -> bool {
    match (value, levels.checked_sub(1)) {
        (Value::List(items), Some(left)) => items.iter().all(|item| nests_within(item, left)),
        (Value::Object(fields), Some(left)) => fields.values().all(|field| nests_within(field, left)),
        (Value::List(_) | Value::Object(_), None) => false,
        _ => true,
    }
}

/// Refuses lists that are too long, among the variables and in the document.
///
/// # Errors
/// `QUERY_TOO_COMPLEX` with the limit.
pub fn check_lists(document: &ExecutableDocument, variables: &Variables) -> Result<(), Failure> {
    let operations = document.operations.iter().map(|(_, operation)| &operation.node.selection_set);
    let fragments = document.fragments.values().map(|fragment| &fragment.node.selection_set);
    let longest_variable = variables.values().map(longest_list).max();
    let longest_literal = operations.chain(fragments).map(longest_list_in).max();
    match longest_variable.max(longest_literal) {
        Some(length) if length > LIST_LIMIT => Err(Failure::new(
            Code::QueryTooComplex,
            format!("a list has {length} items: expected at most {LIST_LIMIT}"),
        )),
        _ => Ok(()),
    }
}

fn longest_list(value: &Value) -> usize {
    match value {
        Value::List(items) => items.iter().map(longest_list).max().unwrap_or(0).max(items.len()),
        Value::Object(fields) => fields.values().map(longest_list).max().unwrap_or(0),
        _ => 0,
    }
}

fn longest_list_in(selection: &Positioned<SelectionSet>) -> usize {
    let longest = |item: &Positioned<Selection>| match &item.node {
        Selection::Field(field) => {
            let literals = field.node.arguments.iter().map(|(_, value)| {
                // The variables in it are looked at on their own.
                let literal = value.node.clone().into_const_with(|_| Ok::<_, Infallible>(Value::Null));
                literal.map_or(0, |literal| longest_list(&literal))
            });
            literals.max().unwrap_or(0).max(longest_list_in(&field.node.selection_set))
        }
        Selection::InlineFragment(fragment) => longest_list_in(&fragment.node.selection_set),
        // Each fragment is looked at once, where it is defined.
        Selection::FragmentSpread(_) => 0,
    };
    selection.node.items.iter().map(longest).max().unwrap_or(0)
}
