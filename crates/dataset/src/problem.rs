//! What is wrong with a data set, put so that its author finds the place and knows what to write.

use std::collections::BTreeSet;
use std::fmt;

use sanad_base::visible::visible;
use sanad_model::Key;

/// The most problems that are told; further ones are counted.
pub const PROBLEMS_LIMIT: usize = 100;

/// A place in a file as an editor shows it: line and column are counted from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    pub file: String,
    pub line: usize,
    pub column: usize,
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", visible(&self.file), self.line, self.column)
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
        write!(f, "{}: {}", self.position, visible(&self.text))?;
        if let Some(key) = &self.key {
            write!(f, "\n  in: {key}")?;
        }
        if let Some(hint) = &self.hint {
            write!(f, "\n  hint: {}", visible(hint))?;
        }
        Ok(())
    }
}

/// The first of very many, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Listed {
    pub first: Vec<Problem>,
    /// How many there are besides.
    pub more: usize,
    /// How many files they are in.
    pub files: usize,
}

impl Listed {
    fn write(&self, f: &mut fmt::Formatter<'_>, noun: &str) -> fmt::Result {
        for problem in &self.first {
            write!(f, "{problem}\n\n")?;
        }
        if self.more > 0 {
            let plural = if self.more == 1 { "" } else { "s" };
            write!(f, "… and {} more {noun}{plural}\n\n", grouped(self.more))?;
        }
        write!(f, "{} in {}", counted(self.first.len() + self.more, noun), counted(self.files, "file"))
    }
}

/// What is wrong with a data set, in the order of its files and of the places in them; never empty. Of very many problems
/// the first are kept, and the others counted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problems(Listed);

impl Problems {
    pub(super) fn new(mut problems: Vec<Problem>) -> Self {
        problems.sort();
        problems.dedup();
        let files: BTreeSet<&str> = problems.iter().map(|problem| problem.position.file.as_str()).collect();
        let (files, more) = (files.len(), problems.len().saturating_sub(PROBLEMS_LIMIT));
        problems.truncate(PROBLEMS_LIMIT);
        Self(Listed { first: problems, more, files })
    }

    pub(super) fn listed(listed: Listed) -> Self {
        Self(listed)
    }

    /// The first of them, at most [`PROBLEMS_LIMIT`].
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Problem> {
        self.0.first.iter()
    }
}

impl fmt::Display for Problems {
    /// A block for each, and a line that counts them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write(f, "problem")
    }
}

impl std::error::Error for Problems {}

/// What is probably wrong with a data set that can be loaded all the same, in the order of its files and of the places in
/// them. Of very many warnings the first are kept, and the others counted.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Warnings(Listed);

impl Warnings {
    pub(super) fn listed(listed: Listed) -> Self {
        Self(listed)
    }

    pub fn is_empty(&self) -> bool {
        self.0.first.is_empty()
    }
}

impl fmt::Display for Warnings {
    /// A block for each, and a line that counts them.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write(f, "warning")
    }
}

/// The number with commas between its thousands.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let places = digits.chars().enumerate();
    places.fold(String::new(), |mut text, (place, digit)| {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
        text
    })
}

fn counted(number: usize, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(number))
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
    fn very_many_problems_are_counted() {
        let problem = |line| Problem {
            position: Position { file: "a\u{1b}.toml".to_owned(), line, column: 1 },
            key: None,
            text: "two\nlines".to_owned(),
            hint: Some("\u{202e}".to_owned()),
        };
        let problems = Problems::new((1..=1_334).rev().map(problem).collect());
        assert_eq!(problems.iter().len(), PROBLEMS_LIMIT);
        let text = problems.to_string();
        assert!(text.starts_with("a\\u{1b}.toml:1:1: two\\u{a}lines\n  hint: \\u{202e}\n\n"), "{text}");
        assert!(text.ends_with(
            ":100:1: two\\u{a}lines\n  hint: \\u{202e}\n\n… and 1,234 more problems\n\n1,334 problems in 1 file"
        ));
    }
}
