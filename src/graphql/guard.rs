//! What stands before the executor: it refuses what would cost more than a request may.

use std::convert::Infallible;

use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};
use async_graphql::{Positioned, Value, Variables};

use super::error::Failure;
use crate::error::Code;

/// How deep brackets of all kinds may nest. A query of the README nests 8 deep, the introspection of GraphiQL 14.
pub const NESTING_LIMIT: usize = 64;

/// The most items of a list that a client gives. Each is bound to a statement, and SQLite binds at most 32,766.
pub const LIST_LIMIT: usize = 1_000;

/// Refuses a document that nests too deeply, in one pass over its bytes. The parser calls itself for each bracket: some
/// kilobytes of them would end the process.
///
/// # Errors
/// `QUERY_TOO_COMPLEX` with the limit.
pub fn check_nesting(document: &str) -> Result<(), Failure> {
    if nesting(document) <= NESTING_LIMIT {
        return Ok(());
    }
    Err(Failure::new(
        Code::QueryTooComplex,
        format!("the document nests brackets more than {NESTING_LIMIT} deep: expected at most {NESTING_LIMIT}"),
    ))
}

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

/// How deep brackets nest outside of strings and comments. Text that is no GraphQL may nest less than this says: closing
/// brackets are not matched with opening ones.
fn nesting(document: &str) -> usize {
    let (mut depth, mut deepest) = (0_usize, 0);
    let mut rest = document.as_bytes();
    while let [byte, tail @ ..] = rest {
        rest = match byte {
            b'#' => after(tail, |tail| tail.starts_with(b"\n") || tail.starts_with(b"\r"), 1),
            b'"' if tail.starts_with(b"\"\"") => after_block_string(&tail[2..]),
            b'"' => after_string(tail),
            b'{' | b'[' | b'(' => {
                depth += 1;
                deepest = deepest.max(depth);
                tail
            }
            b'}' | b']' | b')' => {
                depth = depth.saturating_sub(1);
                tail
            }
            _ => tail,
        };
    }
    deepest
}

/// What comes after the first place where the end is found, and after the end itself.
fn after(mut rest: &[u8], is_end: impl Fn(&[u8]) -> bool, length: usize) -> &[u8] {
    while !rest.is_empty() && !is_end(rest) {
        rest = &rest[1..];
    }
    rest.get(length..).unwrap_or_default()
}

fn after_string(mut rest: &[u8]) -> &[u8] {
    loop {
        rest = match rest {
            [b'\\', _, tail @ ..] => tail,
            // A string ends with its line, closed or not.
            [b'"' | b'\n' | b'\r', tail @ ..] => return tail,
            [_, tail @ ..] => tail,
            [] => return rest,
        };
    }
}

fn after_block_string(mut rest: &[u8]) -> &[u8] {
    loop {
        rest = match rest {
            [b'\\', b'"', b'"', b'"', tail @ ..] => tail,
            [b'"', b'"', b'"', tail @ ..] => return tail,
            [_, tail @ ..] => tail,
            [] => return rest,
        };
    }
}

/// SEAM
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
    pub fn of(document: &str) -> Self {
        use sha2::Digest as _;
        Self(sha2::Sha256::digest(document.split_whitespace().collect::<Vec<_>>().join("")).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_count_outside_of_strings_and_comments() {
        for (document, expected) in [
            ("", 0),
            ("{ a(b: [{ c: 1 }]) { d } }", 4),
            ("{ a } { b }", 1),
            ("}}}{", 1),
            ("{ # ((((\n a }", 1),
            (r#"{ a(b: "((\"((") }"#, 2),
            (r#"{ a(b: """(( \""" ((""") }"#, 2),
            ("{ a(b: \"((\n[", 3),
            ("\"\"\"", 0),
            ("\"\\", 0),
            ("#", 0),
        ] {
            assert_eq!(nesting(document), expected, "{document}");
        }
    }

    #[test]
    fn the_limit_is_the_last_that_passes() {
        assert!(check_nesting(&"[".repeat(NESTING_LIMIT)).is_ok());
        assert!(check_nesting(&"[".repeat(NESTING_LIMIT + 1)).is_err());
    }
}
