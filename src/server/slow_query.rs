//! Documents as the log may have them: without what people put into them.

/// The longest document that is logged, in characters.
const LENGTH: usize = 4_000;

/// The document in one line, with `?` for each string and number, and without comments. What is left are the words of the
/// schema and the names that its author chose. It need not be GraphQL.
pub fn without_literals(document: &str) -> String {
    let mut line = Line::default();
    let mut rest = document;
    while let Some(first) = rest.chars().next() {
        if line.length >= LENGTH {
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

/// Text whose spaces are never two in a row.
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

/// How many bytes of the text, from its beginning on, are such characters.
fn span(text: &str, is_part: impl Fn(char) -> bool) -> usize {
    text.find(|char| !is_part(char)).unwrap_or(text.len())
}

/// The length of the string or block string that the text begins with, in bytes: all of it when that does not end.
fn string_length(text: &str) -> usize {
    let quote = if text.starts_with("\"\"\"") { "\"\"\"" } else { "\"" };
    let mut at = quote.len();
    while let Some(found) = text[at..].find(['"', '\\']) {
        at += found;
        let rest = &text[at..];
        if rest.starts_with(quote) {
            return at + quote.len();
        }
        // In a block string only `\"""` is escaped, elsewhere whatever follows a backslash.
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
    fn literals_and_comments_are_left_out() {
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
        assert!(logged.ends_with('…') && logged.chars().count() <= LENGTH + 1, "{}", logged.len());
    }

    proptest! {
        #[test]
        fn nothing_breaks_it(document in "[\"\\\\#a1 \\-\\n\u{633}{}]{0,60}") {
            let logged = without_literals(&document);
            let is_left_out = |char: char| char.is_control() || char == '"' || !(char.is_ascii() || char == '…');
            prop_assert!(!logged.contains(is_left_out), "{}", logged);
        }
    }
}
