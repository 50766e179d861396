//! Documents for the slow-query log, without literals, which may be personal data.

/// Where a logged document is cut, in characters.
const MAX_LENGTH: usize = 4_000;

/// The document on one line, with `?` for each string and number, and without comments. It need not be valid GraphQL.
pub fn without_literals(document: &str) -> String {
    let mut line = Line::default();
    let mut rest = document;
    while let Some(first) = rest.chars().next() {
        if line.length >= MAX_LENGTH {
            line.push('…');
            break;
        }
        let length = match first {
            '"' => {
                line.push('?');
                string_length(rest)
            }
            '#' => rest.find(['\n', '\r']).unwrap_or(rest.len()),
            '0'..='9' | '-' => {
                line.push('?');
                span(rest, |char| char.is_ascii_alphanumeric() || "+-.".contains(char))
            }
            'a'..='z' | 'A'..='Z' | '_' => {
                let length = span(rest, |char| char.is_ascii_alphanumeric() || char == '_');
                rest[..length].chars().for_each(|char| line.push(char));
                length
            }
            _ => {
                line.push(if first.is_ascii_graphic() { first } else { ' ' });
                first.len_utf8()
            }
        };
        rest = &rest[length..];
    }
    line.text.trim_end().to_owned()
}

/// Text that collapses runs of spaces.
#[derive(Default)]
struct Line {
    text: String,
    length: usize,
}

impl Line {
    fn push(&mut self, char: char) {
        if char != ' ' || !(self.text.is_empty() || self.text.ends_with(' ')) {
            self.text.push(char);
            self.length += 1;
        }
    }
}

/// The length in bytes of the longest prefix of such characters.
fn span(text: &str, is_part: impl Fn(char) -> bool) -> usize {
    text.find(|char| !is_part(char)).unwrap_or(text.len())
}

/// The length in bytes of the string or block string at the start of the text; all of the text if it is unterminated.
fn string_length(text: &str) -> usize {
    let quote = if text.starts_with("\"\"\"") { "\"\"\"" } else { "\"" };
    let mut at = quote.len();
    while let Some(found) = text[at..].find(['"', '\\']) {
        at += found;
        let rest = &text[at..];
        if rest.starts_with(quote) {
            return at + quote.len();
        }
        // A block string has the single escape `\"""`; in a string, a backslash escapes any character.
        at += match rest.strip_prefix('\\') {
            Some(escaped) if quote.len() == 3 => 1 + if escaped.starts_with(quote) { 3 } else { 0 },
            Some(escaped) => 1 + escaped.chars().next().map_or(0, char::len_utf8),
            None => 1,
        };
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn literals_and_comments_are_removed() {
        for (document, logged) in [
            (
                "query Q($a: Int = -1.5e+3) {\n  # a secret\n  party(key: \"kaniyat\", first: 10) { name2 }\n}",
                "query Q($a: Int = ?) { party(key: ?, first: ?) { name2 } }",
            ),
            (r#"{ a(b: "x\"y\\", c: "") d }"#, "{ a(b: ?, c: ?) d }"),
            (r#"{ a(b: """one "two" \""" three""", c: ENUM, d: true) }"#, "{ a(b: ?, c: ENUM, d: true) }"),
            ("{ a(b: [1, 2], c: {d: \"e\"}) ...F @skip(if: $x) }", "{ a(b: [?, ?], c: {d: ?}) ...F @skip(if: $x) }"),
            ("\u{feff}{ a }\u{1b}[31m\u{2028}", "{ a } [?"),
            ("{ a(b: \"never closed) }", "{ a(b: ?"),
            ("{ a(b: \"\"\"never closed\\", "{ a(b: ?"),
            ("# only this", ""),
            ("", ""),
        ] {
            assert_eq!(without_literals(document), logged, "{document}");
        }
    }

    #[test]
    fn a_long_document_is_cut() {
        let logged = without_literals(&"{ a ".repeat(5_000));
        assert!(logged.ends_with('…') && logged.chars().count() <= MAX_LENGTH + 1, "{}", logged.len());
    }

    proptest! {
        #[test]
        fn any_text_is_made_harmless(document in "[\"\\\\#a1 \\-\\n\u{633}{}]{0,60}") {
            let logged = without_literals(&document);
            let is_left_out = |char: char| char.is_control() || char == '"' || !(char.is_ascii() || char == '…');
            prop_assert!(!logged.contains(is_left_out), "{}", logged);
        }
    }
}
