//! Making text safe for a terminal: escapes characters that move the cursor, change the direction of text or are
//! invisible.

use std::borrow::Cow;
use std::fmt::Write;

/// Whether the character is invisible and may affect a terminal or the text around it: control characters, line
/// separators, bidi controls, and zero-width characters. U+200C and U+200D do not count: Persian and emoji need them.
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

/// The text on one line, with hidden characters escaped, as in `\u{202e}`.
pub fn visible(text: &str) -> Cow<'_, str> {
    escaped(text, is_hidden)
}

/// Like [`visible`], for text of several lines: keeps line feeds, tabs, and carriage returns before a line feed.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let line = |line: &str| escaped(line, |character| character != '\t' && is_hidden(character)).into_owned();
    let lines = text.split_inclusive('\n').map(|whole| {
        let end = ["\r\n", "\n"].into_iter().find(|end| whole.ends_with(end)).unwrap_or_default();
        line(&whole[..whole.len() - end.len()]) + end
    });
    Cow::Owned(lines.collect())
}

/// Maximum number of characters that [`quoted`] shows.
const QUOTE_LIMIT: usize = 60;

/// The text as messages quote it: in backticks, on one line, cut after 60 characters.
pub fn quoted(text: &str) -> String {
    match text.char_indices().nth(QUOTE_LIMIT) {
        Some((end, _)) => format!("`{}…`", visible(&text[..end])),
        None => format!("`{}`", visible(text)),
    }
}

fn escaped(text: &str, is_hidden: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match is_hidden(character) {
            // Writing to a string never fails.
            true => write!(shown, "\\u{{{:x}}}", u32::from(character)).unwrap_or_default(),
            false => shown.push(character),
        }
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_characters_are_escaped() {
        for (text, shown) in [
            ("ترهونة a\u{301} می\u{200c}خواهم 👩\u{200d}⚕", "ترهونة a\u{301} می\u{200c}خواهم 👩\u{200d}⚕"),
            ("\u{1b}[31m\u{9b}2J\u{7}\u{7f}", "\\u{1b}[31m\\u{9b}2J\\u{7}\\u{7f}"),
            ("a\u{202e}b\u{2066}c\u{200f}\u{61c}", "a\\u{202e}b\\u{2066}c\\u{200f}\\u{61c}"),
            ("one\r\ntwo\tthree\u{2028}", "one\\u{d}\\u{a}two\\u{9}three\\u{2028}"),
        ] {
            assert_eq!(visible(text), shown);
        }
    }

    #[test]
    fn quotes_stay_on_a_line_and_short() {
        assert_eq!(quoted("ترهونة\n\0"), "`ترهونة\\u{a}\\u{0}`");
        assert_eq!(quoted(&"a".repeat(100)), format!("`{}…`", "a".repeat(QUOTE_LIMIT)));
    }

    #[test]
    fn lines_stay_lines() {
        assert_eq!(visible_lines("a\tb\r\n\rc\u{1b}\n"), "a\tb\r\n\\u{d}c\\u{1b}\n");
        assert_eq!(visible_lines("a\n\r"), "a\n\\u{d}");
    }
}
