//! The delimiter of a CSV file.

use std::str::FromStr;

use memchr::memchr2;

/// A delimiter of cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Delimiter {
    /// From a `sep=` line, or else detected in the header.
    Auto,
    Byte(u8),
}

impl FromStr for Delimiter {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "auto" => Ok(Self::Auto),
            "comma" => Ok(Self::Byte(b',')),
            "semicolon" => Ok(Self::Byte(b';')),
            "tab" | "\\t" => Ok(Self::Byte(b'\t')),
            "pipe" => Ok(Self::Byte(b'|')),
            _ => match text.as_bytes() {
                [byte] if may_separate(*byte) => Ok(Self::Byte(*byte)),
                _ => Err(
                    "expected `auto`, `comma`, `semicolon`, `tab`, `pipe`, or one ASCII character that is not a letter, \
                          digit or quote"
                        .to_owned(),
                ),
            },
        }
    }
}

fn may_separate(byte: u8) -> bool {
    byte == b'\t' || (byte.is_ascii_punctuation() && byte != b'"') || byte == b' '
}

/// The delimiter in a first line such as `sep=;`, as Excel writes it, and the length of the line without its end. The text
/// must have a whole line.
pub fn declared(text: &[u8]) -> Option<(u8, usize)> {
    let line = &text[..memchr2(b'\n', b'\r', text).unwrap_or(text.len())];
    let content = line.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")).unwrap_or(line);
    // Excel pads the line with delimiters.
    let (name, rest) = content.split_at_checked(4)?;
    let byte = *rest.first()?;
    let is_declared = name.eq_ignore_ascii_case(b"sep=") && may_separate(byte) && rest.iter().all(|one| *one == byte);
    is_declared.then_some((byte, line.len()))
}

/// The delimiters that are detected, the most common first.
pub const USUAL: [u8; 3] = [b',', b';', b'\t'];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_characters_are_read() {
        for (text, byte) in [("comma", b','), ("tab", b'\t'), ("\\t", b'\t'), (";", b';'), ("|", b'|'), ("^", b'^')] {
            assert_eq!(text.parse(), Ok(Delimiter::Byte(byte)));
        }
        for text in ["", "\"", "\n", "a", "1", ",,", "؛", "\0"] {
            assert!(text.parse::<Delimiter>().is_err(), "{text:?}");
        }
    }

    #[test]
    fn excel_names_it() {
        assert_eq!(declared(b"sep=;\r\nname"), Some((b';', 5)));
        assert_eq!(declared(b"\"SEP=,\"\n"), Some((b',', 7)));
        assert_eq!(declared(b"sep=\t"), Some((b'\t', 5)));
        for text in ["sep=", "sep", "", "separator;name\n", "sep=x\n", "sep=;,\n"] {
            assert_eq!(declared(text.as_bytes()), None, "{text:?}");
        }
    }
}
