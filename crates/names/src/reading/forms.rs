//! What only organizations have in their names: words and initials that are one word, and legal forms.

use super::concept_of;
use super::words::Word;
use crate::east_asian::syllable;
use crate::fold::fold;
use crate::letters::Script;
use crate::words::{AND, form_at, word, word_of_form};

/// Leaves out what only links words, and what says that others call it so or after whom it is named.
pub fn without_links(words: Vec<Word>) -> Vec<Word> {
    [is_so_called, is_of_namesake, is_number_or_ezafe, is_and, is_link].into_iter().fold(words, without)
}

fn without(words: Vec<Word>, is_link: fn(&[Word], usize) -> bool) -> Vec<Word> {
    if !(0..words.len()).any(|place| is_link(&words, place)) {
        return words;
    }
    let links: Vec<bool> = (0..words.len()).map(|place| is_link(&words, place)).collect();
    words.into_iter().zip(links).filter_map(|(word, is_link)| (!is_link).then_some(word)).collect()
}

/// Whether a word belongs to "so-called" or the like, before what is called so.
fn is_so_called(words: &[Word], place: usize) -> bool {
    const SO_CALLED: [[&str; 2]; 5] =
        [["so", "called"], ["self", "styled"], ["self", "proclaimed"], ["soi", "disant"], ["ما", "يسمى"]];
    let begins = |first: usize| {
        let is = |so: &[&str; 2]| words[first].letters == so[0] && words[first + 1].letters == so[1];
        first + 2 < words.len() && SO_CALLED.iter().any(is)
    };
    begins(place) || place > 0 && begins(place - 1)
}

/// Whether a word only says that one follows after whom an organization is named, or is a title of that one: named after
/// Academician Ivanov, imeni akademika Ivanova.
fn is_of_namesake(words: &[Word], place: usize) -> bool {
    const NAMED: [&str; 5] = ["named", "im", "imeni", "imya", "imieni"];
    const BEFORE_NAME: [&str; 8] =
        ["after", "for", "academician", "akademika", "akademik", "marshal", "marshala", "general"];
    let is = |list: &[&str], place: usize| list.contains(&words[place].letters.as_str());
    let is_after_named = || {
        let begin = (1..place).rev().find(|before| !is(&BEFORE_NAME, *before));
        is(&BEFORE_NAME, place) && begin.is_some_and(|begin| is(&NAMED, begin))
    };
    0 < place && place + 1 < words.len() && (is(&NAMED, place) || is_after_named())
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
    is_between && is_apart && AND.contains(&words[place].letters.as_str())
}

/// Whether a word links those before and after it. The first and the last word of a name may be a brand: Das Holding.
fn is_link(words: &[Word], place: usize) -> bool {
    place > 0 && place + 1 < words.len() && word(&words[place].letters).is_some_and(|word| word.is_link)
}

/// Joins two words that are one with a known meaning, which neither of them has: Hez bollah, القا عدة. Chinese and Korean
/// syllables stand on their own: Bo Ya is no paint.
pub fn join_translated(words: Vec<Word>) -> Vec<Word> {
    /// The least letters of each of the words.
    const LEAST: usize = 2;
    let is_part = |part: &Word| {
        let is_known = word(&part.letters).is_some() || concept_of(part.script, &part.letters).is_some();
        !is_known && part.syllabic.is_none() && part.letters.chars().nth(LEAST - 1).is_some()
    };
    let is_syllable = |part: &Word| syllable(&part.letters).is_some();
    let are_one = |one: &Word, other: &Word| {
        other.before.is_none()
            && one.script == other.script
            && is_part(one)
            && is_part(other)
            && !(is_syllable(one) && is_syllable(other))
            && concept_of(one.script, &format!("{}{}", one.letters, other.letters)).is_some()
    };
    let mut joined: Vec<Word> = Vec::new();
    for word in words {
        match joined.last_mut().filter(|last| are_one(last, &word)) {
            Some(last) => last.append(&word, " "),
            None => joined.push(word),
        }
    }
    joined
}

/// Joins initials that are next to each other, with or without dots: A.B.C. and A B C are ABC.
pub fn join_initials(words: Vec<Word>) -> Vec<Word> {
    let mut joined: Vec<Word> = Vec::new();
    let mut may_join = false;
    let begin_form: Vec<bool> = (0..words.len()).map(|place| begins_form(&words, place)).collect();
    for (word, begins_form) in words.into_iter().zip(begin_form) {
        let is_initial = word.is_letter();
        match joined.last_mut() {
            Some(last)
                if may_join
                    && is_initial
                    && !begins_form
                    && last.script == word.script
                    && !is_complete(last, &word) =>
            {
                last.append(&word, ".");
            }
            _ => joined.push(word),
        }
        may_join = is_initial;
    }
    joined
}

/// Whether a legal form in initials begins at a word that stands apart, after other initials: B.P. p.l.c.
fn begins_form(words: &[Word], place: usize) -> bool {
    const LEAST: usize = 2;
    let is_apart = place > 1 && words[place].is_spaced && words[place].is_letter();
    let is_of_form = |place: usize, word: &Word| word.is_letter() && (place == 0 || !word.is_spaced);
    let initials = || words[place..].iter().enumerate().take_while(|(place, word)| is_of_form(*place, word));
    is_apart && words[place - 1].is_letter() && !words[place - 1].is_spaced && {
        let form: String = initials().map(|(_, word)| word.letters.as_str()).collect();
        form.len() >= LEAST && word(&form).is_some_and(|word| word.is_legal_form)
    }
}

/// Whether a text ends in initials without spaces between them that are a legal form: Kestrel S.A. After a comma or another
/// initial they are those of a person.
pub fn ends_in_form_of_initials(text: &str) -> bool {
    /// One letter and a dot are an initial.
    const LEAST: usize = 2;
    let Some((before, last)) = text.trim_end().rsplit_once(char::is_whitespace) else { return false };
    let mut words = last.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty());
    let is_apart = !before.trim_end().ends_with([',', '.']);
    if !is_apart || words.clone().count() < LEAST || words.any(|word| word.chars().nth(1).is_some()) {
        return false;
    }
    let letters: String = fold(last).chars().filter(|letter| letter.is_alphanumeric()).collect();
    word(&letters).is_some_and(|word| word.is_legal_form)
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
    let is_form = |marked: &Word| {
        marked.is_form || marked.kind.is_none() && word(&marked.letters).is_some_and(|word| word.is_legal_form)
    };
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
