//! Lines and columns in a text.

use async_graphql::Pos;

/// Finds lines and columns, both from 1. Columns count characters.
pub struct Positions {
    /// Where each line begins, in bytes.
    lines: Vec<usize>,
    /// The bytes that are not the first of their character.
    continued: Vec<usize>,
}

impl Positions {
    pub fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let (mut lines, mut continued) = (vec![0], Vec::new());
        for (at, byte) in bytes.iter().enumerate() {
            match byte {
                b'\n' => lines.push(at + 1),
                b'\r' if bytes.get(at + 1) != Some(&b'\n') => lines.push(at + 1),
                0x80..=0xBF => continued.push(at),
                _ => {}
            }
        }
        Self { lines, continued }
    }

    /// The position of the byte at this offset.
    pub fn find(&self, offset: usize) -> Pos {
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = self.lines[line - 1];
        let continued = |end: usize| self.continued.partition_point(|at| *at < end);
        Pos { line, column: offset - start - (continued(offset) - continued(start)) + 1 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_as_the_specification_says_and_columns_are_characters() {
        let positions = Positions::of("ab\ncé𝄞d\r\ne\rf\u{2028}g");
        let found = |offset| (positions.find(offset).line, positions.find(offset).column);
        assert_eq!(
            [0, 1, 3, 4, 6, 10, 13, 15, 19].map(found),
            [(1, 1), (1, 2), (2, 1), (2, 2), (2, 3), (2, 4), (3, 1), (4, 1), (4, 3)]
        );
    }
}
