//! Text as a terminal may show it: what would move the cursor, turn the direction of writing or hide is written out.

use std::borrow::Cow;
use std::fmt::Write;

/// Whether the character acts on a terminal, or on the text around it, without being seen: controls, line separators,
/// bidi controls, and characters without width. The joiners U+200C and U+200D stay: Persian and emoji are written with them.
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}'
        )
}

/// The text on one line, with hidden characters as `\u{202e}`.
pub fn visible(text: &str) -> Cow<'_, str> {
    without(text, is_hidden)
}

/// The same for text of several lines: line feeds, tabs, and carriage returns before a line feed stay.
pub fn visible_lines(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let line = |line: &str| without(line, |character| character != '\t' && is_hidden(character)).into_owned();
    let lines = text.split_inclusive('\n').map(|whole| {
        let end = ["\r\n", "\n"].into_iter().find(|end| whole.ends_with(end)).unwrap_or_default();
        line(&whole[..whole.len() - end.len()]) + end
    });
    Cow::Owned(lines.collect())
}

/// The most characters that [`quoted`] shows.
const QUOTE_LIMIT: usize = 60;

/// The text as a message quotes it: in back-quotes, on one line, cut when it is long.
pub fn quoted(text: &str) -> String {
    match text.char_indices().nth(QUOTE_LIMIT) {
        Some((end, _)) => format!("`{}…`", visible(&text[..end])),
        None => format!("`{}`", visible(text)),
    }
}

fn without(text: &str, is_hidden: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.contains(&is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match is_hidden(character) {
            // To write to a string never fails.
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
    fn hidden_characters_are_written_out() {
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
