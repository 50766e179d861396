//! How the words of texts match the words of a query. Names and titles repeat most of their words, so each is compared
//! once.

use std::collections::HashMap;

use super::forms::is_minor;
use super::query::Sort;
use super::query_word::{Likeness, QueryWord, TextWord};
use super::words::Word;

/// The maximum number of words that are remembered. A body may have a hundred thousand.
const LIMIT: usize = 10_000;

/// The words of texts so far, by what else decides how they match.
#[derive(Debug, Clone, Default)]
pub struct KnownWords([HashMap<String, KnownWord>; 3]);

/// A word of a text.
#[derive(Debug, Clone)]
pub struct KnownWord {
    pub is_minor: bool,
    /// How it matches each word of the query letter by letter.
    letters: Vec<Likeness>,
    /// The same in any form, if that has been asked for.
    forms: Option<Vec<Likeness>>,
}

/// How closely words are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    Letters,
    Forms,
}

impl KnownWords {
    /// How the word matches each of the asked words, and whether it is a stop word.
    pub fn met(&mut self, asked: &[QueryWord], word: &Word, sort: Sort, by: By) -> (&[Likeness], bool) {
        let Word { folded, is_capital, .. } = word;
        let kind = match sort {
            Sort::Name => 0,
            Sort::Text => 1 + usize::from(*is_capital),
        };
        let known = &mut self.0[kind];
        if known.len() >= LIMIT {
            known.clear();
        }
        // A known word, by far the usual case, is not copied to be looked up.
        if !known.contains_key(folded) {
            let letters = each(asked, sort, |asked| asked.likeness_of_letters(folded));
            known.insert(folded.clone(), KnownWord { is_minor: is_minor(folded), letters, forms: None });
        }
        let Some(known) = known.get_mut(folded) else { return (&[], false) };
        let met = match by {
            By::Letters => &known.letters,
            By::Forms => known.forms.get_or_insert_with(|| {
                let word = TextWord::new(folded, *is_capital);
                each(asked, sort, |asked| asked.likeness(&word, sort))
            }),
        };
        (met, known.is_minor)
    }
}

fn each(asked: &[QueryWord], sort: Sort, likeness: impl Fn(&QueryWord) -> Likeness) -> Vec<Likeness> {
    // In a text, stop words do not count.
    let counts = |asked: &QueryWord| sort == Sort::Name || !asked.is_minor;
    asked.iter().map(|asked| if counts(asked) { likeness(asked) } else { None }).collect()
}
