//! What only organizations have in their names: initials that are one word, and legal forms.

use super::words::Word;
use crate::letters::Script;
use crate::words::{form_at, word, word_of_form};

/// Leaves out what only links words.
pub fn without_links(words: Vec<Word>) -> Vec<Word> {
    without(without(words, is_number_or_ezafe), is_and)
}

fn without(words: Vec<Word>, is_link: impl Fn(&[Word], usize) -> bool) -> Vec<Word> {
    let links: Vec<bool> = (0..words.len()).map(|place| is_link(&words, place)).collect();
    words.into_iter().zip(links).filter_map(|(word, is_link)| (!is_link).then_some(word)).collect()
}

/// Whether a word stands for "number" before one (Office No. 39), or is the Persian ezafe (Bank-e Sepah).
fn is_number_or_ezafe(words: &[Word], place: usize) -> bool {
    const NUMBER: [&str; 5] = ["no", "nr", "num", "numero", "nomer"];
    const EZAFE: [&str; 4] = ["e", "i", "ye", "yi"];
    let Some(before) = place.checked_sub(1).map(|before| &words[before]) else { return false };
    let word = &words[place];
    let is_before_number = words.get(place + 1).is_some_and(|next| next.script == Script::Number);
    let is_after_hyphen = word.before == Some('-') && !before.is_letter();
    let letters = word.letters.as_str();
    is_before_number && NUMBER.contains(&letters) || is_after_hyphen && EZAFE.contains(&letters)
}

/// Whether a word stands for "and" between two initials: A & B, A and B, A y B.
fn is_and(words: &[Word], place: usize) -> bool {
    let is_initial = |place: usize| words.get(place).is_some_and(Word::is_letter);
    let is_between = place > 0 && is_initial(place - 1) && is_initial(place + 1);
    let is_apart = words[place].is_spaced && !is_initial(place + 2) && (place < 2 || !is_initial(place - 2));
    is_between && is_apart && ["and", "y", "und", "et"].contains(&words[place].letters.as_str())
}

/// Joins initials that are next to each other, with or without dots: A.B.C. and A B C are ABC.
pub fn join_initials(words: Vec<Word>) -> Vec<Word> {
    let mut joined: Vec<Word> = Vec::new();
    let mut may_join = false;
    for word in words {
        let is_initial = word.is_letter();
        match joined.last_mut() {
            Some(last) if may_join && is_initial && last.script == word.script && !is_complete(last, &word) => {
                last.append(&word, ".");
            }
            _ => joined.push(word),
        }
        may_join = is_initial;
    }
    joined
}

/// Whether initials are a legal form, and the next ones begin anew: C.I. S.A.S.
fn is_complete(initials: &Word, next: &Word) -> bool {
    next.is_spaced && word(&initials.letters).is_some_and(|word| word.is_legal_form)
}

/// Marks legal forms, those of several words as one word: anywhere if they are written out, else at the beginning or at
/// the end. Something is left that is none.
pub fn mark_forms(words: Vec<Word>) -> Vec<Word> {
    let letters: Vec<&str> = words.iter().map(|word| word_of_form(&word.letters).unwrap_or(&word.letters)).collect();
    let mut marked: Vec<Word> = Vec::new();
    let mut place = 0;
    while place < words.len() {
        let mut form = words[place].clone();
        let length = form_at(&letters[place..]);
        for other in &words[place + 1..place + length.max(1)] {
            form.append(other, " ");
        }
        form.is_form = length > 0;
        place += length.max(1);
        marked.push(form);
    }
    let is_form = |marked: &Word| marked.is_form || word(&marked.letters).is_some_and(|word| word.is_legal_form);
    let last = marked.iter().rposition(|word| !is_form(word));
    let first = marked.iter().position(|word| !is_form(word));
    match (first, last) {
        (Some(first), Some(last)) => {
            marked[..first].iter_mut().for_each(|word| word.is_form = true);
            marked[last + 1..].iter_mut().for_each(|word| word.is_form = true);
        }
        _ => marked.iter_mut().for_each(|word| word.is_form = false),
    }
    marked
}
