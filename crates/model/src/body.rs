//! The full text of an article, and what a paragraph of it is.

/// The full text of an article.
///
/// A paragraph of it is a line with any character that is not white space; paragraphs are counted from 1. Lines are
/// those of [`str::lines`]: they end with a line feed, before which there may be a carriage return, and with nothing
/// else, so that LINE SEPARATOR (U+2028) stands inside a line. White space is what Unicode calls `White_Space`: a line
/// of NO-BREAK SPACE (U+00A0) alone is blank. What merely does not show, such as the marks of direction (U+200E, U+200F)
/// and ZERO WIDTH NO-BREAK SPACE (U+FEFF), is no white space, and a line of it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    text: String,
    /// The byte at which the line of each paragraph begins.
    starts: Vec<usize>,
}

impl Body {
    /// The body of that text. A byte order mark, with which some editors begin a file, is no part of it.
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

    /// How many paragraphs it has.
    pub fn paragraphs(&self) -> usize {
        self.starts.len()
    }

    /// The paragraph of that number, without the white space around it; nothing where there is none.
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
    fn a_line_with_any_character_but_white_space_is_a_paragraph() {
        for (text, expected) in [
            ("", &[][..]),
            ("\n \n\t\n", &[]),
            ("عنوان\n\nفقرة أولى\nفقرة ثانية", &["عنوان", "فقرة أولى", "فقرة ثانية"]),
            ("one\n\n\n  two \n", &["one", "two"]),
            // The ends of lines of other systems. A carriage return alone ends none.
            ("one\r\n\r\ntwo\r\n", &["one", "two"]),
            ("one\rstill one\n\r\ntwo", &["one\rstill one", "two"]),
            // Unicode's white space, and separators that end no line.
            ("one\n\u{a0}\n\u{a0}two\u{a0}\n\u{3000}\u{2003}\n", &["one", "two"]),
            ("one\u{2028}still one\n\u{2028}\n\u{2029}two\n\u{85}\n", &["one\u{2028}still one", "two"]),
            // What does not show is not white for that.
            ("one\n\u{200f}\n\u{200e}three\u{200e}", &["one", "\u{200f}", "\u{200e}three\u{200e}"]),
            ("one\n\u{feff}\n\u{200b}", &["one", "\u{feff}", "\u{200b}"]),
            ("...\n***", &["...", "***"]),
        ] {
            assert_eq!(paragraphs(text), expected, "{text:?}");
        }
    }

    #[test]
    fn a_byte_order_mark_is_no_part_of_the_text() {
        assert_eq!(Body::new("\u{feff}one\ntwo").text(), "one\ntwo");
        assert_eq!(paragraphs("\u{feff}one\r\ntwo"), ["one", "two"]);
        assert_eq!(paragraphs("\u{feff}\none"), ["one"]);
        assert_eq!(Body::new("\u{feff}one"), Body::new("one"));
    }
}
