//! Initials that stand for names.

use std::borrow::Borrow;
use std::ops::{Range, RangeInclusive};

use super::forms::is_minor;
use super::words::{Word, words};

/// The numbers of words of a name whose initials stand for it.
pub const INITIALS: RangeInclusive<usize> = 2..=6;

/// The initials of a name in Latin letters, without stop words: `icc` of International Criminal Court. None if the name
/// has other words.
pub fn initials(name: &str) -> Option<String> {
    let is_all = words(name).all(|word| word.is_capital || is_minor(&word.folded));
    let mut runs = runs(name);
    runs.next().filter(|_| is_all && runs.next().is_none()).map(|run| run.initials)
}

/// Words with capitals one after another, with at most stop words between them, as in the names of organizations.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub initials: String,
    /// The byte ranges of its words.
    pub ranges: Vec<Range<usize>>,
}

/// The runs of a text that initials can stand for.
pub fn runs(text: &str) -> impl Iterator<Item = Run> + '_ {
    runs_of(text, words(text))
}

/// The same of a text with these words.
pub fn runs_of<'a>(text: &'a str, words: impl Iterator<Item: Borrow<Word>> + 'a) -> impl Iterator<Item = Run> + 'a {
    let mut words = words.peekable();
    std::iter::from_fn(move || {
        loop {
            let first = words.by_ref().find(|word| is_initial(word.borrow()))?;
            let mut run = of(text, first.borrow())?;
            let mut end = first.borrow().range.end;
            while let Some(next) = words.next_if(|next| {
                let next: &Word = next.borrow();
                is_joint(text.get(end..next.range.start)) && (is_initial(next) || is_minor(&next.folded))
            }) {
                let next: &Word = next.borrow();
                end = next.range.end;
                if is_initial(next) {
                    let Run { initials, ranges } = of(text, next)?;
                    run.initials.push_str(&initials);
                    run.ranges.extend(ranges);
                }
            }
            if run.initials.is_ascii() && INITIALS.contains(&run.initials.len()) {
                return Some(run);
            }
        }
    })
}

fn is_initial(word: &Word) -> bool {
    word.is_capital && !is_minor(&word.folded)
}

/// An abbreviation stands for all its letters: `UN` Security Council.
fn of(text: &str, word: &Word) -> Option<Run> {
    let is_abbreviation =
        text.get(word.range.clone())?.chars().filter(|letter| letter.is_alphabetic()).all(char::is_uppercase);
    let letters = if is_abbreviation { *INITIALS.end() } else { 1 };
    Some(Run { initials: word.folded.chars().take(letters).collect(), ranges: vec![word.range.clone()] })
}

/// Whether what is between two words lets them be one name.
fn is_joint(between: Option<&str>) -> bool {
    between.is_some_and(|between| between.chars().all(|letter| letter.is_whitespace() || letter == '-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_of_capitals() {
        assert_eq!(initials("United States of America").as_deref(), Some("usa"));
        assert_eq!(initials("UN Security Council").as_deref(), Some("unsc"));
        for name in ["Reuters", "armed men loyal to Haftar", "الأمم المتحدة", "5+5 Joint Military Commission", ""]
        {
            assert_eq!(initials(name), None, "{name}");
        }
    }

    #[test]
    fn runs_are_names_in_a_text() {
        let found: Vec<String> =
            runs("The ambassador of the United States · Government of National Accord, Tripoli. Libya")
                .map(|run| run.initials)
                .collect();
        assert_eq!(found, ["us", "gna"]);
    }
}
