//! What is wrong with a data set, put so that its author finds the place and knows what to write.

use std::collections::BTreeSet;
use std::fmt;

use crate::model::Key;

/// The most characters of a file that a problem quotes.
const QUOTE_LIMIT: usize = 60;

/// A place in a file as an editor shows it: line and column are counted from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub file: String,
    pub line: usize,
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// One thing that is wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    pub position: Position,
    /// The record that it is in, where that has a key.
    pub key: Option<Key>,
    /// What is wrong.
    pub text: String,
    /// What to write instead, or where to look.
    pub hint: Option<String>,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.position, self.text)?;
        if let Some(key) = &self.key {
            write!(f, "\n  in: {key}")?;
        }
        if let Some(hint) = &self.hint {
            write!(f, "\n  hint: {hint}")?;
        }
        Ok(())
    }
}

/// All that is wrong with a data set, in the order of its files and of the places in them; never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(Vec<Problem>);

impl Problems {
    pub(super) fn new(mut problems: Vec<Problem>) -> Self {
        problems.sort();
        problems.dedup();
        Self(problems)
    }

    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Problem> {
        self.0.iter()
    }
}

impl fmt::Display for Problems {
    /// A block for each, and a line that counts them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for problem in &self.0 {
            write!(f, "{problem}\n\n")?;
        }
        let files: BTreeSet<&str> = self.0.iter().map(|problem| problem.position.file.as_str()).collect();
        let (problems, files) = (counted(self.0.len(), "problem"), counted(files.len(), "file"));
        write!(f, "{problems} in {files}")
    }
}

impl std::error::Error for Problems {}

fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{number} {noun}{plural}")
}

/// Text of a file as a problem shows it: in back-quotes, on one line, cut when it is long.
pub fn quoted(text: &str) -> String {
    let mut shown = String::new();
    for (count, character) in text.chars().enumerate() {
        if count == QUOTE_LIMIT {
            shown.push('…');
            break;
        }
        if character.is_control() {
            shown.extend(character.escape_default());
        } else {
            shown.push(character);
        }
    }
    format!("`{shown}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_are_sorted_and_counted() {
        let problem = |file: &str, line| Problem {
            position: Position { file: file.to_owned(), line, column: 2 },
            key: (line == 9).then(|| Key::joined(["tarhuna"])),
            text: "`name` is missing".to_owned(),
            hint: (line == 9).then(|| "expected a text".to_owned()),
        };
        let problems = Problems::new(vec![problem("b.toml", 1), problem("a.toml", 10), problem("a.toml", 9)]);
        assert_eq!(
            problems.to_string(),
            "a.toml:9:2: `name` is missing\n  in: tarhuna\n  hint: expected a text\n\n\
             a.toml:10:2: `name` is missing\n\n\
             b.toml:1:2: `name` is missing\n\n\
             3 problems in 2 files"
        );
        assert!(Problems::new(vec![problem("a.toml", 1)]).to_string().ends_with("1 problem in 1 file"));
    }

    #[test]
    fn quotes_stay_on_a_line_and_short() {
        assert_eq!(quoted("ترهونة\n\0"), "`ترهونة\\n\\u{0}`");
        assert_eq!(quoted(&"a".repeat(100)), format!("`{}…`", "a".repeat(QUOTE_LIMIT)));
    }
}
