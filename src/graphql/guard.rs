//! What stands before the parser: it calls itself for each bracket, and a document of some kilobytes that nests deeply
//! would end the process.

use super::error::Failure;
use crate::error::Code;

/// How deep brackets of all kinds may nest. A query of the README nests 8 deep, the introspection of GraphiQL 14.
pub const NESTING_LIMIT: usize = 64;

/// Refuses a document that nests too deeply, in one pass over its bytes.
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
