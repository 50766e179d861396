//! Protection against formula injection in spreadsheets.

use std::borrow::Cow;

use sanad::visible::is_hidden;
use unicode_normalization::UnicodeNormalization;

/// The cell with a leading apostrophe if a spreadsheet would run it: if it starts with `=`, `+`, `-` or `@`, also full-width or
/// after white space or hidden characters, or with a tab or a line break.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    if is_run(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

fn is_run(cell: &str) -> bool {
    let Some(first) = cell.chars().next() else { return false };
    if first.is_ascii_alphanumeric() {
        return false;
    }
    let shown = cell.chars().find(|character| !character.is_whitespace() && !is_hidden(*character));
    // NFKC maps full-width and small signs to the plain ones.
    let sign = shown.and_then(|character| std::iter::once(character).nfkc().next());
    matches!(first, '\t' | '\r' | '\n') || matches!(sign, Some('=' | '+' | '-' | '@' | '\u{2212}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_guarded() {
        for cell in [
            "=1+1",
            "+218 91",
            "-5",
            "@SUM(A1)",
            "\t=1",
            "\rx",
            "\nx",
            " =1",
            "\u{feff}=1",
            "\u{a0}\u{200b}+1",
            "＝1+1",
            "＋1",
            "－1",
            "＠x",
            "﹢1",
            "\u{202e}=1",
            "\u{2212}1",
            "=",
        ] {
            assert_eq!(guarded(cell), format!("'{cell}"));
        }
        for cell in ["", " ", "a=1", "'=1", "محمد", "1-2", "al-Kani", "\"=1\"", "(=1)"] {
            assert_eq!(guarded(cell), cell);
        }
    }
}
