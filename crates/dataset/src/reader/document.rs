//! Parsing a file as TOML.

use std::collections::HashMap;

use sanad_base::visible::quoted;
use toml::de::{DeTable, Error};
use toml_parser::Source;
use toml_parser::lexer::TokenKind;

use super::Report;
use crate::files::{Files, FilesOfSet, Spot};
use crate::format::TABLES;

/// Maximum number of dots in a dotted name. The format needs three. Without a limit, a name with a hundred thousand
/// parts makes a tree so deep that walking it overflows the stack.
const DOTS_LIMIT: usize = 8;

/// Maximum size of a file, in bytes, for which all syntax errors are reported. Only the first is reported for a larger
/// file, since recovering from an error takes memory.
const RECOVERY_LIMIT: usize = 4 * 1024 * 1024;

/// After an unclosed bracket the parser reports the same error for line after line. An error is dropped if the same
/// error occurred at most this many lines before.
const REPEATED_WITHIN_LINES: usize = 10;

/// A parsed file.
pub struct Document<'f> {
    /// The index of the file.
    pub file: usize,
    pub text: &'f str,
    /// Empty if the file is not valid TOML.
    pub table: DeTable<'f>,
    is_toml: bool,
}

impl Document<'_> {
    /// Whether the file is valid TOML and has only known tables. Otherwise it may hold records that are not read.
    pub fn is_whole(&self) -> bool {
        let is_known = |name: &str| TABLES.iter().any(|(table, _)| *table == name);
        self.is_toml && self.table.keys().all(|name| is_known(name.get_ref()))
    }
}

/// Parses the files of a data set. A file that is not valid TOML is reported and treated as empty.
pub fn parse<'f>(files: &'f Files, set: &FilesOfSet, report: &Report<'_>) -> Vec<Document<'f>> {
    files.texts(set).map(|(file, text)| document(file, text, report)).collect()
}

fn document<'f>(file: usize, text: &'f str, report: &Report<'_>) -> Document<'f> {
    let broken = || Document { file, text, table: DeTable::new(), is_toml: false };
    if let Some(offset) = too_many_dots(text) {
        let hint = format!("expected at most {DOTS_LIMIT} dots");
        report.add(Spot { file, offset }, None, "a dotted name with too many parts", Some(hint));
        return broken();
    }
    if text.len() > RECOVERY_LIMIT {
        return match DeTable::parse(text) {
            Ok(table) => Document { file, text, table: table.into_inner(), is_toml: true },
            Err(error) => {
                report_errors(file, text, vec![error], report);
                broken()
            }
        };
    }
    let (table, errors) = DeTable::parse_recoverable(text);
    if errors.is_empty() {
        return Document { file, text, table: table.into_inner(), is_toml: true };
    }
    report_errors(file, text, errors, report);
    broken()
}

fn report_errors(file: usize, text: &str, mut errors: Vec<Error>, report: &Report<'_>) {
    let span_of = |error: &Error| error.span().unwrap_or(text.len()..text.len());
    errors.sort_by_key(|error| span_of(error).start);
    let mut last_lines: HashMap<String, usize> = HashMap::new();
    let mut last_line = 0;
    for error in errors {
        let span = span_of(&error);
        let spot = Spot { file, offset: span.start };
        let line = report.line(spot);
        let same = last_lines.insert(error.message().to_owned(), line);
        let is_repeated = line == last_line || same.is_some_and(|same| line <= same + REPEATED_WITHIN_LINES);
        if !is_repeated {
            let (what, expected) = match error.message().split_once(", expected ") {
                Some((what, expected)) => (what, Some(format!("expected {expected}"))),
                None => (error.message(), None),
            };
            let found = text.get(span).filter(|found| !found.trim().is_empty());
            let found = found.map(|found| format!(" at {}", quoted(found))).unwrap_or_default();
            report.add(spot, None, format!("not TOML: {what}{found}"), expected);
        }
        last_line = line;
    }
}

/// The offset of the first dot over the limit.
fn too_many_dots(text: &str) -> Option<usize> {
    let mut dots = 0;
    for token in Source::new(text).lex() {
        match token.kind() {
            TokenKind::Dot => dots += 1,
            TokenKind::Equals
            | TokenKind::Comma
            | TokenKind::LeftSquareBracket
            | TokenKind::RightSquareBracket
            | TokenKind::LeftCurlyBracket
            | TokenKind::RightCurlyBracket
            | TokenKind::Newline => dots = 0,
            _ => {}
        }
        if dots > DOTS_LIMIT {
            return Some(token.span().start());
        }
    }
    None
}
