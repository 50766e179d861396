//! Cells as a spreadsheet takes them for text.

use std::borrow::Cow;

use sanad::visible::is_hidden;
use unicode_normalization::UnicodeNormalization;

/// The cell with an apostrophe before it when a spreadsheet would run it: when it begins with `=`, `+`, `-` or `@`, in any
/// width and after whatever space or hidden characters, or with a tab or the end of a line.
pub fn guarded(cell: &str) -> Cow<'_, str> {
    if is_run(cell) { Cow::Owned(format!("'{cell}")) } else { Cow::Borrowed(cell) }
}

fn is_run(cell: &str) -> bool {
    let Some(first) = cell.chars().next() else { return false };
    if first.is_ascii_alphanumeric() {
        return false;
    }
    let shown = cell.chars().find(|character| !character.is_whitespace() && !is_hidden(*character));
    // The compatible form of full-width and small signs is the plain sign.
    let sign = shown.and_then(|character| std::iter::once(character).nfkc().next());
    matches!(first, '\t' | '\r' | '\n') || matches!(sign, Some('=' | '+' | '-' | '@' | '\u{2212}'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_runs_is_guarded() {
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
