//! Phrases and abbreviations that name the kind of an organization.

use super::concept_of;
use super::forms::mark_forms;
use super::words::{Mark, Word};
use crate::kinds::{Kind, OfKind, is_link, kind_at, number};
use crate::legal_forms::{Stands, form_at, legal_form, word_of_form};
use crate::letters::Script;
use crate::name::Bearer;
use crate::words::word;

/// Marks kinds and legal forms. Something is left that is none.
pub fn mark_kinds_and_forms(words: Vec<Word>, bearer: Option<Bearer>) -> Vec<Word> {
    let is_left = |part: &Word| part.mark.is_none() && word(&part.letters).is_none_or(|word| word.particle.is_none());
    let marked =
        join_kinds(&words).map(|joined| mark_forms(joined, bearer)).filter(|marked| marked.iter().any(is_left));
    marked.unwrap_or_else(|| mark_forms(words, bearer))
}

/// Joins the words of each phrase that names a kind, and marks abbreviations of kinds; none if there are none.
fn join_kinds(words: &[Word]) -> Option<Vec<Word>> {
    let is_latin = |word: &&Word| word.script == Script::Latin && word.syllabic.is_none();
    let of_word = |word: &Word| Some(word).filter(is_latin).and_then(|word| number(&word.letters));
    let numbers: Vec<Option<u16>> = words.iter().map(of_word).collect();
    if numbers.iter().all(Option::is_none) {
        return None;
    }
    let mut joined: Option<Vec<Word>> = None;
    let mut place = 0;
    while place < words.len() {
        let is_link = |next: usize| is_link(&words[place + next].letters);
        let found = kind_at(&numbers[place..], is_link).filter(|(kind, _)| !kind.is_word || is_meant(words, place));
        let length = found.map_or(1, |(_, length)| length);
        if found.is_some() || joined.is_some() {
            let joined = joined.get_or_insert_with(|| words[..place].to_vec());
            joined.push(whole(&words[place..place + length], found.map(|(kind, _)| kind)));
        }
        place += length;
    }
    joined
}

/// Words as one, which names a kind.
fn whole(words: &[Word], kind: Option<&'static Kind>) -> Word {
    let mut whole = words[0].clone();
    words[1..].iter().for_each(|word| whole.append(word, " "));
    let initials =
        || words.iter().filter(|word| !is_link(&word.letters)).filter_map(|word| word.letters.chars().next());
    whole.mark = kind.map(|kind| Mark::Kind(OfKind { kind, initials: initials().collect() }));
    whole
}

/// Whether an abbreviation that may be something else stands for a kind: at the beginning of a name with a legal form, and
/// before what may be a name. Vessels have none: Po Chon.
fn is_meant(words: &[Word], place: usize) -> bool {
    /// The least letters of the name.
    const NAME: usize = 3;
    let (before, after) = (without_forms(&words[..place]), without_forms(&words[place + 1..]));
    let has_form = place > 0 || after.len() < words.len() - 1;
    let is_long = |word: &Word| word.letters.chars().nth(NAME - 1).is_some();
    let is_name = |word: &&Word| is_long(word) && concept_of(word.script, &word.letters).is_none();
    has_form && before.is_empty() && after.iter().any(is_name)
}

/// The words that are no legal forms.
fn without_forms(words: &[Word]) -> Vec<&Word> {
    let letters: Vec<&str> = words.iter().map(|word| word_of_form(&word.letters)).collect();
    let (mut others, mut place) = (Vec::new(), 0);
    while place < words.len() {
        let is_form = || legal_form(&words[place].letters) >= Some(Stands::Outside);
        match form_at(&letters[place..]) {
            0 if is_form() => place += 1,
            0 => {
                others.push(&words[place]);
                place += 1;
            }
            length => place += length,
        }
    }
    others
}
