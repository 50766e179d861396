//! One pass over the text of a document, before any of it is parsed.

use sha2::{Digest as _, Sha256};

use super::lexer::{Kind, Lexer, Unclosed};
use super::too_complex;
use crate::config::GuardLimits;
use crate::error::Code;
use crate::graphql::error::Failure;

/// What a document is known by: the SHA-256 of its tokens. Documents that differ in white space, commas and comments only
/// have the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Bounds the bytes, tokens and brackets of a document: the parser calls itself for each bracket, and some kilobytes of
/// them would end the process.
///
/// # Errors
/// `QUERY_TOO_COMPLEX` with the limit and what the document has, `GRAPHQL_PARSE_FAILED` for a string without an end.
pub fn scan(document: &str, limits: &GuardLimits) -> Result<Digest, Failure> {
    if document.len() > limits.bytes {
        return Err(too_complex("the document has", document.len(), "bytes", limits.bytes));
    }
    // Each token as it is written. Two that could run together are kept apart, in one way where the document does so too and
    // in another where it does not: `1 a` is GraphQL, and `1a` is not.
    let mut normalised = Vec::with_capacity(document.len());
    let (mut tokens, mut depth, mut deepest) = (0_usize, 0_usize, 0_usize);
    let mut could_run_on = false;
    let mut lexer = Lexer::new(document);
    while let Some(token) = lexer.next_token().map_err(|unclosed| unclosed_string(document, unclosed))? {
        tokens += 1;
        match token.kind {
            Kind::Open => {
                depth += 1;
                deepest = deepest.max(depth);
                could_run_on = false;
            }
            Kind::Close => {
                depth = depth.saturating_sub(1);
                could_run_on = false;
            }
            Kind::Punctuator => could_run_on = false,
            Kind::Name | Kind::Number | Kind::String | Kind::Other => {
                if could_run_on {
                    normalised.push(if token.stands_apart { b' ' } else { 0 });
                }
                could_run_on = true;
            }
        }
        normalised.extend_from_slice(token.text);
    }
    if tokens > limits.tokens {
        return Err(too_complex("the document has", tokens, "tokens", limits.tokens));
    }
    if deepest > limits.nesting {
        return Err(too_complex("the document nests brackets", deepest, "deep", limits.nesting));
    }
    Ok(Digest(Sha256::digest(&normalised).into()))
}

fn unclosed_string(document: &str, Unclosed(start): Unclosed) -> Failure {
    let line = document.as_bytes().iter().take(start).filter(|byte| **byte == b'\n').count() + 1;
    Failure::new(
        Code::ParseFailed,
        format!("the string that begins in line {line} has no end: expected a closing quote"),
    )
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    fn digest(document: &str) -> Digest {
        scan(document, &GuardLimits::default()).ok().unwrap()
    }

    fn message(document: &str, limits: &GuardLimits) -> String {
        scan(document, limits).err().map_or_else(String::new, |failure| failure.message().to_owned())
    }

    #[test]
    fn what_is_insignificant_does_not_change_the_digest() {
        let written = digest("query A($b: Int = 1) { c(d: [1, 2], e: \"f\") { ...G @h } }");
        for same in [
            "query A($b:Int=1){c(d:[1 2]e:\"f\"){...G@h}}",
            "\u{feff}query A ( $b : Int = 1 ) # {\n{ c ( d : [ 1 , 2 , ] , e : \"f\" ) { ... G @ h } }\r\n",
        ] {
            assert_eq!(digest(same), written, "{same}");
        }
    }

    #[test]
    fn what_is_significant_changes_the_digest() {
        let documents = [
            "{a b}",
            "{ab}",
            "{a(b:[1 2])}",
            "{a(b:[12])}",
            "{a(b:[1-2])}",
            "{a(b:\"c\")}",
            "{a(b:\"c \")}",
            "{a(b:\"#c\")}",
            "{a(b:[\"\" \"c\" \"\"])}",
            "{a(b:[\"\"\"c\"\"\"])}",
            "{a(b:[1 c])}",
            "{a(b:[1c])}",
            "{...a}",
            "{. ..a}",
            "{A b}",
            "{a(b:\"\"\"c\n\"\"\")}",
            "{a(b:\"\"\"c\n\n\"\"\")}",
        ];
        let mut digests: Vec<_> = documents.iter().map(|document| digest(document).0).collect();
        digests.sort_unstable();
        digests.dedup();
        assert_eq!(digests.len(), documents.len());
    }

    #[test]
    fn each_limit_is_the_last_that_passes() {
        let limits = GuardLimits { bytes: 20, tokens: 8, nesting: 3, ..GuardLimits::default() };
        assert_eq!(message("a b c d [({ #########", &limits), "the document has 21 bytes: expected at most 20");
        assert_eq!(message("a b c d [({ ########", &limits), "");
        assert_eq!(message("a b c d e f g h", &limits), "");
        assert_eq!(message("a b c d e f g h i", &limits), "the document has 9 tokens: expected at most 8");
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
            r#"{[({ a: "((\"((" }"#,
            r#"{[({ a: """(( \""" ((""" }"#,
        ] {
            assert_eq!(message(document, &limits), "", "{document}");
            assert!(message(document, &deeper).contains("4 deep"), "{document}");
        }
    }

    #[test]
    fn a_string_without_an_end_hides_no_brackets() {
        // A parser that takes the first two quotes for an empty string meets the brackets.
        let document = format!("{{\na(b: [\"\"\" \" {}", "[".repeat(10_000));
        let message = message(&document, &GuardLimits::default());
        assert_eq!(message, "the string that begins in line 2 has no end: expected a closing quote");
    }

    /// Documents made of tokens, with whatever is insignificant between them.
    fn tokens_and_gaps() -> impl Strategy<Value = Vec<(String, String)>> {
        let token = prop_oneof![
            "[!$&():=@{|}]",
            "\\.\\.\\.",
            "[A-Za-z_][A-Za-z0-9_]{0,5}",
            "-?(0|[1-9][0-9]{0,3})(\\.[0-9]{1,3})?([eE][+-]?[0-9]{1,2})?",
            "\"[a-z #,{é]{0,5}\"",
            "\"\"\"[a-z #,\n{é]{0,5}\"\"\"",
        ];
        let gap = "([ \t\r\n,\u{feff}]|#[ -~]{0,5}\n){1,3}";
        vec((token, gap), 0..30)
    }

    proptest! {
        #[test]
        fn the_digest_is_that_of_the_tokens(written in tokens_and_gaps(), other in tokens_and_gaps()) {
            let texts = |tokens: &[(String, String)]| tokens.iter().map(|(token, _)| token.clone()).collect::<Vec<_>>();
            let with_gaps = |tokens: &[(String, String)]| {
                tokens.iter().map(|(token, gap)| format!("{token}{gap}")).collect::<String>()
            };
            let document = texts(&written).join(" ");
            prop_assert_eq!(digest(&document), digest(&with_gaps(&written)));
            prop_assert_eq!(digest(&document) == digest(&with_gaps(&other)), texts(&written) == texts(&other));
        }

        #[test]
        fn whatever_is_scanned_is_answered(text in "[\"\\\\{(\\[a0.#\n\u{feff} é-]{0,60}") {
            let _ = scan(&text, &GuardLimits::default());
        }
    }
}
