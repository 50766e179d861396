//! One pass over the tokens of a document before it is parsed.

use apollo_parser::{Error, Lexer, TokenKind};

use super::too_complex;
use crate::config::GuardLimits;
use crate::error::Code;
use crate::graphql::error::Failure;
use crate::graphql::positions::Positions;
use crate::visible::quoted;

/// Checks the bytes, tokens and nesting of brackets of a document, with the parser's own lexer. The parser recurses for
/// each bracket, in invalid text too.
///
/// # Errors
/// `QUERY_TOO_COMPLEX` when a limit is exceeded, `GRAPHQL_PARSE_FAILED` for what is no token.
pub fn scan(document: &str, limits: &GuardLimits) -> Result<(), Failure> {
    if document.len() > limits.bytes {
        return Err(too_complex("the document has", document.len(), "bytes", limits.bytes));
    }
    let (mut tokens, mut depth, mut deepest) = (0_usize, 0_usize, 0_usize);
    for token in Lexer::new(document) {
        let token = token.map_err(|error| no_token(document, error.index(), &error))?;
        match token.kind() {
            TokenKind::Whitespace | TokenKind::Comment | TokenKind::Comma | TokenKind::Eof => continue,
            TokenKind::LCurly | TokenKind::LBracket | TokenKind::LParen => {
                depth += 1;
                deepest = deepest.max(depth);
            }
            TokenKind::RCurly | TokenKind::RBracket | TokenKind::RParen => depth = depth.saturating_sub(1),
            // The lexer lets a string begin with a line break.
            TokenKind::StringValue if is_broken(token.data()) => return Err(unclosed_string(document, token.index())),
            _ => {}
        }
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

/// Whether the string has a line break, which only block strings may have.
fn is_broken(string: &str) -> bool {
    !string.starts_with("\"\"\"") && string.contains(['\n', '\r'])
}

fn no_token(document: &str, at: usize, error: &Error) -> Failure {
    let found = error.data();
    let is_string = found.starts_with('"');
    let is_escape = error.message().contains("escape");
    if is_string && (is_broken(found) || !is_escape) {
        return unclosed_string(document, at);
    }
    let message = if is_string {
        format!("the string {} has an invalid escape: expected one such as `\\n`, `\\\"` or `\\u00e9`", quoted(found))
    } else {
        format!("found {}: expected a name, a number, a string or punctuation", quoted(found))
    };
    Failure::new(Code::ParseFailed, message).at(Positions::of(document).find(at))
}

fn unclosed_string(document: &str, at: usize) -> Failure {
    let place = Positions::of(document).find(at);
    let message = format!("the string that begins on line {} has no end: expected a closing quote", place.line);
    Failure::new(Code::ParseFailed, message).at(place)
}

#[cfg(test)]
mod tests {
    use async_graphql::{Pos, ServerError};
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
        for document in [
            "\"",
            "a \"b\nc\"",
            "a \"\nb\"",
            "a \"\\x\r\n\"",
            "\"\\\"",
            "\"\\u00",
            "\"\\\n\"",
            "\"\"\"a\"\" \\\"\"\"",
            "[\"\"\" \" [",
        ] {
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
        let failure = scan("{\na(b: \"é\", c: \"x }", &GuardLimits::default()).err().unwrap();
        let places = ServerError::from(failure).locations;
        assert_eq!(places, [Pos { line: 2, column: 14 }]);
    }

    #[test]
    fn what_is_no_token_is_told() {
        let expected = |found: &str| format!("found `{found}`: expected a name, a number, a string or punctuation");
        for (document, found) in [
            ("{ a } é", "é"),
            ("{ a ? }", "?"),
            ("{ a\0 }", "\\u{0}"),
            ("{ a(b: 01) }", "01"),
            ("{ a(b: 1x) }", "1x"),
            ("{ a(b: 1.) }", "1.)"),
            ("{ a(b: -) }", "-)"),
            ("{ ..F }", ".."),
        ] {
            assert_eq!(message(document, &GuardLimits::default()), expected(found), "{document}");
        }
        for string in [r#""\x""#, r#""\uD800""#, r#""\u00g0""#, r#""\u{110000}""#] {
            let message = message(&format!("{{ a(b: {string}) }}"), &GuardLimits::default());
            let expected = r#"has an invalid escape: expected one such as `\n`, `\"` or `\u00e9`"#;
            assert_eq!(message, format!("the string `{string}` {expected}"));
        }
    }

    proptest! {
        #[test]
        fn whatever_is_scanned_is_answered(text in "[\"\\\\{(\\[a0.#\n\u{feff} é-]{0,60}") {
            let _ = scan(&text, &GuardLimits::default());
        }
    }
}
