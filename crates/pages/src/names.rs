//! The names that a reader pastes to be checked.

/// How many names the API takes at once.
pub const MOST_NAMES: usize = 100;

/// The longest name that the API takes, in characters.
const LONGEST: usize = 1000;

/// Why nothing is checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unchecked {
    NoName,
    /// The number of names.
    TooMany(usize),
    TooLong,
}

/// The names of a text: one for each line that is not blank. Of a line with tabs, as spreadsheets paste it, the first cell
/// counts; a cell in quotation marks, as CSV has it, is taken out of them.
///
/// # Errors
/// When there is no name, or more than the API takes, or a longer one.
pub fn names_of(text: &str) -> Result<Vec<String>, Unchecked> {
    let text = text.trim_start_matches('\u{feff}');
    let names: Vec<String> = text.lines().map(cell).filter(|name| !name.is_empty()).collect();
    match names.len() {
        0 => Err(Unchecked::NoName),
        number if number > MOST_NAMES => Err(Unchecked::TooMany(number)),
        _ if names.iter().any(|name| name.chars().count() > LONGEST) => Err(Unchecked::TooLong),
        _ => Ok(names),
    }
}

fn cell(line: &str) -> String {
    let first = line.split('\t').next().unwrap_or_default().trim();
    let quoted = first.strip_prefix('"').and_then(|rest| rest.trim_end_matches(',').strip_suffix('"'));
    quoted.map_or_else(|| first.to_owned(), |inner| inner.replace("\"\"", "\"").trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_is_a_name() {
        let text = "\u{feff}KANI, Mohamed\r\n\n  محمد الكاني \t1979\tLY\n\"Al-\"\"Kani\"\"\"\n\"quoted\",\n";
        assert_eq!(names_of(text).unwrap(), ["KANI, Mohamed", "محمد الكاني", "Al-\"Kani\"", "quoted"]);
    }

    #[test]
    fn what_is_not_checked_is_told() {
        assert_eq!(names_of(" \n\t\n"), Err(Unchecked::NoName));
        assert_eq!(names_of(&"a\n".repeat(101)), Err(Unchecked::TooMany(101)));
        assert_eq!(names_of(&"ا".repeat(1001)), Err(Unchecked::TooLong));
        assert_eq!(names_of(&"a\n".repeat(100)).map(|names| names.len()), Ok(100));
    }
}
