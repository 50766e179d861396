//! One pass over the text of a document before it is parsed.

use async_graphql::Pos;

use super::too_complex;
use crate::config::GuardLimits;
use crate::error::Code;
use crate::graphql::error::Failure;

/// Checks the bytes, tokens and nesting of brackets of a document. The parser recurses for each bracket, in invalid
/// text too.
///
/// # Errors
/// `QUERY_TOO_COMPLEX` when a limit is exceeded, `GRAPHQL_PARSE_FAILED` for a string without an end.
pub fn scan(document: &str, limits: &GuardLimits) -> Result<(), Failure> {
    if document.len() > limits.bytes {
        return Err(too_complex("the document has", document.len(), "bytes", limits.bytes));
    }
    let bytes = document.as_bytes();
    let (mut tokens, mut depth, mut deepest) = (0_usize, 0_usize, 0_usize);
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let rest = &bytes[at..];
        at += match byte {
            b' ' | b'\t' | b'\n' | b'\r' | b',' => {
                at += 1;
                continue;
            }
            0xEF if rest.starts_with("\u{feff}".as_bytes()) => {
                at += 3;
                continue;
            }
            b'#' => {
                at += span(rest, |byte| !matches!(byte, b'\n' | b'\r'));
                continue;
            }
            b'{' | b'[' | b'(' => {
                depth += 1;
                deepest = deepest.max(depth);
                1
            }
            b'}' | b']' | b')' => {
                depth = depth.saturating_sub(1);
                1
            }
            b'"' => string(rest).ok_or_else(|| unclosed_string(&bytes[..at]))?,
            b'.' if rest.starts_with(b"...") => 3,
            // Anything that begins with a digit is one token or a mistake.
            byte if is_of_word(byte) => span(rest, is_of_word),
            _ => 1,
        };
        tokens += 1;
    }
    if tokens > limits.tokens {
        return Err(too_complex("the document has", tokens, "tokens", limits.tokens));
    }
    if deepest > limits.nesting {
        return Err(too_complex("the document nests brackets", deepest, "deep", limits.nesting));
    }
    Ok(())
}

fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// The number of leading bytes that match.
fn span(bytes: &[u8], is_part: impl Fn(u8) -> bool) -> usize {
    bytes.iter().position(|byte| !is_part(*byte)).unwrap_or(bytes.len())
}

/// The length of the string literal at the start of the bytes; none if it has no end.
fn string(bytes: &[u8]) -> Option<usize> {
    let is_block = bytes.starts_with(b"\"\"\"");
    let mut at = if is_block { 3 } else { 1 };
    loop {
        match bytes.get(at..)? {
            [b'"', b'"', b'"', ..] if is_block => return Some(at + 3),
            [b'\\', b'"', b'"', b'"', ..] if is_block => at += 4,
            [_, ..] if is_block => at += 1,
            [b'"', ..] => return Some(at + 1),
            [b'\n' | b'\r', ..] | [b'\\', b'\n' | b'\r', ..] => return None,
            [b'\\', _, ..] => at += 2,
            [_, ..] => at += 1,
            [] => return None,
        }
    }
}

fn unclosed_string(before: &[u8]) -> Failure {
    let line = before.iter().filter(|byte| **byte == b'\n').count() + 1;
    let start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let continues = |byte: &&u8| (0x80..=0xBF).contains(*byte);
    let column = before[start..].iter().filter(|byte| !continues(byte)).count() + 1;
    Failure::new(
        Code::ParseFailed,
        format!("the string that begins on line {line} has no end: expected a closing quote"),
    )
    .at(Pos { line, column })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn message(document: &str, limits: &GuardLimits) -> String {
        scan(document, limits).err().map_or_else(String::new, |failure| failure.message().to_owned())
    }

    #[test]
    fn each_limit_is_the_last_that_passes() {
        let limits = GuardLimits { bytes: 20, tokens: 8, nesting: 3, ..GuardLimits::default() };
        assert_eq!(message("a b c d [({ #########", &limits), "the document has 21 bytes: expected at most 20");
        assert_eq!(message("a b c d [({ ########", &limits), "");
        assert_eq!(message("a b c d e f g h", &limits), "");
        assert_eq!(message("a b c d e f g h i", &limits), "the document has 9 tokens: expected at most 8");
        assert_eq!(message("a ...b 1,@c $d", &limits), "");
        assert_eq!(message("a b\u{feff}\u{feff}c d e f", &limits), "");
        assert_eq!(message("{[()]}{", &limits), "");
        assert_eq!(message("{[({", &limits), "the document nests brackets 4 deep: expected at most 3");
    }

    #[test]
    fn brackets_count_outside_of_strings_and_comments() {
        let limits = GuardLimits { nesting: 4, ..GuardLimits::default() };
        let deeper = GuardLimits { nesting: 3, ..GuardLimits::default() };
        for document in [
            "{ a(b: [{ c: 1 }]) { d } }",
            "}}}{[({",
            "{[({ # ((((\n a }",
            "{[({ # ((((\r a }",
            r#"{[({ a: "((\"((" }"#,
            r#"{[({ a: "((\\" }"#,
            r#"{[({ a: """(( \""" ((""" }"#,
            r#"{[({ a: "" }"#,
        ] {
            assert_eq!(message(document, &limits), "", "{document}");
            assert!(message(document, &deeper).contains("4 deep"), "{document}");
        }
    }

    #[test]
    fn a_string_without_an_end_is_told() {
        for document in ["\"", "a \"b\nc\"", "\"\\\"", "\"\\\n\"", "\"\"\"a\"\" \\\"\"\"", "[\"\"\" \" ["] {
            assert!(message(document, &GuardLimits::default()).contains("has no end"), "{document}");
        }
    }

    #[test]
    fn a_string_without_an_end_hides_no_brackets() {
        // A parser that takes the first two quotes for an empty string meets the brackets.
        let document = format!("{{\na(b: [\"\"\" \" {}", "[".repeat(10_000));
        let message = message(&document, &GuardLimits::default());
        assert_eq!(message, "the string that begins on line 2 has no end: expected a closing quote");
    }

    #[test]
    fn a_string_without_an_end_is_located() {
        let failure = scan("{\né(b: \"x }", &GuardLimits::default()).err().unwrap();
        let places = async_graphql::ServerError::from(failure).locations;
        assert_eq!(places, [Pos { line: 2, column: 6 }]);
    }

    proptest! {
        #[test]
        fn whatever_is_scanned_is_answered(text in "[\"\\\\{(\\[a0.#\n\u{feff} é-]{0,60}") {
            let _ = scan(&text, &GuardLimits::default());
        }
    }
}
