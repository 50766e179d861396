//! The full text of an article, and its paragraphs.

/// The full text of an article.
///
/// A paragraph is a line that is not blank; paragraphs are counted from 1. Lines are those of [`str::lines`]: they end
/// with LF or CRLF only, so LINE SEPARATOR (U+2028) does not end a line. A line is blank if it has only characters with
/// the Unicode property `White_Space`, such as NO-BREAK SPACE (U+00A0). Invisible characters without that property,
/// such as direction marks (U+200E, U+200F) and ZERO WIDTH NO-BREAK SPACE (U+FEFF), make a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    text: String,
    /// The byte offset of each paragraph.
    starts: Vec<usize>,
}

impl Body {
    /// Creates a body. Removes the byte order mark that some editors write at the start of a file.
    pub fn new(text: &str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut starts = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            if !line.trim().is_empty() {
                starts.push(start);
            }
            start += line.len();
        }
        Self { text: text.to_owned(), starts }
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Number of paragraphs.
    pub fn paragraphs(&self) -> usize {
        self.starts.len()
    }

    /// The paragraph with this number, counted from 1, without the white space around it.
    pub fn paragraph(&self, number: usize) -> Option<&str> {
        let start = *self.starts.get(number.checked_sub(1)?)?;
        self.text.get(start..)?.lines().next().map(str::trim)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paragraphs(text: &str) -> Vec<String> {
        let body = Body::new(text);
        assert_eq!(body.paragraph(0), None);
        assert_eq!(body.paragraph(body.paragraphs() + 1), None);
        (1..=body.paragraphs()).map(|number| body.paragraph(number).unwrap().to_owned()).collect()
    }

    #[test]
    fn a_line_that_is_not_blank_is_a_paragraph() {
        for (text, expected) in [
            ("", &[][..]),
            ("\n \n\t\n", &[]),
            ("عنوان\n\nفقرة أولى\nفقرة ثانية", &["عنوان", "فقرة أولى", "فقرة ثانية"]),
            ("one\n\n\n  two \n", &["one", "two"]),
            // CRLF ends a line; a carriage return alone does not.
            ("one\r\n\r\ntwo\r\n", &["one", "two"]),
            ("one\rstill one\n\r\ntwo", &["one\rstill one", "two"]),
            // Other white space, and separators that do not end a line.
            ("one\n\u{a0}\n\u{a0}two\u{a0}\n\u{3000}\u{2003}\n", &["one", "two"]),
            ("one\u{2028}still one\n\u{2028}\n\u{2029}two\n\u{85}\n", &["one\u{2028}still one", "two"]),
            // Invisible characters that are not white space.
            ("one\n\u{200f}\n\u{200e}three\u{200e}", &["one", "\u{200f}", "\u{200e}three\u{200e}"]),
            ("one\n\u{feff}\n\u{200b}", &["one", "\u{feff}", "\u{200b}"]),
            ("...\n***", &["...", "***"]),
        ] {
            assert_eq!(paragraphs(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_byte_order_mark_is_removed() {
        assert_eq!(Body::new("\u{feff}one\ntwo").text(), "one\ntwo");
        assert_eq!(paragraphs("\u{feff}one\r\ntwo"), ["one", "two"]);
        assert_eq!(paragraphs("\u{feff}\none"), ["one"]);
        assert_eq!(Body::new("\u{feff}one"), Body::new("one"));
    }
}
