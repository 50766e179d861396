//! What is wrong with a data set: where it is, what was found, and what was expected.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io;
use std::path::PathBuf;

use sanad_base::visible::visible;
use sanad_model::Key;

/// Maximum number of problems listed; further ones are only counted.
pub const PROBLEMS_LIMIT: usize = 100;

/// A position in a file as an editor shows it: lines and columns are counted from 1, columns in characters.
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

/// One problem.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    pub position: Position,
    /// The key of the record that has the problem, if the record has one.
    pub key: Option<Key>,
    /// What is wrong.
    pub text: String,
    /// What was expected, or where to look.
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

/// The first problems or warnings, and how many there are.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Listed {
    pub first: Vec<Problem>,
    /// Number of those that are not in `first`.
    pub more: usize,
    /// Number of files with at least one.
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

/// The problems of a data set, ordered by file and position; never empty. Only the first [`PROBLEMS_LIMIT`] are kept;
/// the others are counted.
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

    /// The first problems, at most [`PROBLEMS_LIMIT`].
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Problem> {
        self.0.first.iter()
    }
}

impl fmt::Display for Problems {
    /// One block per problem, then a line with the counts.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write(f, "problem")
    }
}

impl std::error::Error for Problems {}

/// Probable mistakes in a data set that can still be loaded, ordered by file and position. Only the first
/// [`PROBLEMS_LIMIT`] are kept; the others are counted.
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
    /// One block per warning, then a line with the counts.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.write(f, "warning")
    }
}

/// Files and directories that cannot be read, each with the reason, ordered by path. Only the first [`PROBLEMS_LIMIT`]
/// are kept; the others are counted.
#[derive(Debug, Default)]
pub struct UnreadableFiles {
    first: BTreeMap<PathBuf, io::Error>,
    more: usize,
}

impl UnreadableFiles {
    pub(super) fn one(path: impl Into<PathBuf>, reason: io::Error) -> Self {
        Self { first: BTreeMap::from([(path.into(), reason)]), more: 0 }
    }

    pub(super) fn add(&mut self, path: impl Into<PathBuf>, reason: io::Error) {
        self.first.insert(path.into(), reason);
        if self.first.len() > PROBLEMS_LIMIT {
            self.first.pop_last();
            self.more += 1;
        }
    }

    /// The value, unless something could not be read.
    pub(super) fn unless_any<T>(self, value: T) -> Result<T, Self> {
        if self.first.is_empty() { Ok(value) } else { Err(self) }
    }
}

impl fmt::Display for UnreadableFiles {
    /// One line per path, and a last line with the number of those that are not listed.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, (path, reason)) in self.first.iter().enumerate() {
            let separator = if number == 0 { "" } else { "\n" };
            let (path, reason) = (path.display().to_string(), reason.to_string());
            write!(f, "{separator}cannot read {}: {}", visible(&path), visible(&reason))?;
        }
        match self.more {
            0 => Ok(()),
            more => write!(f, "\n… and {} that cannot be read", counted(more, "more file")),
        }
    }
}

impl std::error::Error for UnreadableFiles {}

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
    fn only_the_first_unreadable_files_are_listed() {
        let mut unreadable = UnreadableFiles::default();
        for number in (0..1_234).rev() {
            unreadable.add(format!("{number:04}\n.toml"), io::Error::other("not now"));
        }
        let text = unreadable.unless_any(()).unwrap_err().to_string();
        assert!(text.starts_with("cannot read 0000\\u{a}.toml: not now\ncannot read 0001"), "{text}");
        assert!(text.ends_with("0099\\u{a}.toml: not now\n… and 1,134 more files that cannot be read"), "{text}");
        assert!(UnreadableFiles::default().unless_any(()).is_ok());
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
