//! What only organizations have in their names: words and initials that are one word, and legal forms.

use super::concept_of;
use super::words::{Mark, Word};
use crate::east_asian::syllable;
use crate::fold::fold;
use crate::legal_forms::{Stands, form_at, legal_form, word_of_form};
use crate::letters::Script;
use crate::name::Bearer;
use crate::words::{AND, word};

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
    const NAMED: [&str; 4] = ["named", "imeni", "imya", "imieni"];
    /// A word of other languages, unless it was Cyrillic or has a dot: Haus im Hof.
    const SHORT: &str = "im";
    const BEFORE_NAME: [&str; 8] =
        ["after", "for", "academician", "akademika", "akademik", "marshal", "marshala", "general"];
    let is = |list: &[&str], place: usize| list.contains(&words[place].letters.as_str());
    let is_short = |place: usize| {
        let is_sure = || !words[place].text.is_ascii() || words[place + 1].before == Some('.');
        words[place].letters == SHORT && is_sure()
    };
    let is_named = |place: usize| is(&NAMED, place) || is_short(place);
    let is_after_named = || {
        let begin = (1..place).rev().find(|before| !is(&BEFORE_NAME, *before));
        is(&BEFORE_NAME, place) && begin.is_some_and(is_named)
    };
    0 < place && place + 1 < words.len() && (is_named(place) || is_after_named())
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

/// Joins words that are one legal form, with dots, slashes or hyphens between them: Sh.p.k., Ges. m. b. H., A/S, FZ-LLC.
pub fn join_forms(words: Vec<Word>) -> Vec<Word> {
    /// The most words of a legal form.
    const WORDS: usize = 6;
    if !(1..words.len()).any(|place| is_linked(&words, place)) {
        return words;
    }
    let mut joined: Vec<Word> = Vec::with_capacity(words.len());
    let mut place = 0;
    while place < words.len() {
        let mut form = words[place].clone();
        let run = &words[place..words.len().min(place + WORDS)];
        let run = 1 + (1..run.len()).take_while(|next| is_linked(run, *next)).count();
        let may_begin = run > 1 && (!is_linked(&words, place) || begins_apart(&words, place));
        let lengths = (2..=if may_begin { run } else { 0 }).rev();
        let is_form = |length: &usize| {
            let letters: String = words[place..place + length].iter().map(|word| word.letters.as_str()).collect();
            may_end(&words, place, place + length) && legal_form(&letters).is_some()
        };
        let length = lengths.into_iter().find(is_form).unwrap_or(1);
        words[place + 1..place + length].iter().for_each(|other| form.append(other, "."));
        joined.push(form);
        place += length;
    }
    joined
}

/// Whether a word is linked with that before it as initials are.
fn is_linked(words: &[Word], place: usize) -> bool {
    let word = &words[place];
    place > 0
        && word.script == words[place - 1].script
        && (word.before == Some('.') || !word.is_spaced && matches!(word.before, Some('/' | '-')))
}

/// Whether a word that is linked with the one before it begins anew: not an initial after another, unless it is spaced and
/// others are not (B.P. p.l.c.).
fn begins_apart(words: &[Word], place: usize) -> bool {
    let is_tight = || place > 1 && is_linked(words, place - 1) && !words[place - 1].is_spaced;
    !(words[place - 1].is_letter() && words[place].is_letter()) || words[place].is_spaced && is_tight()
}

/// Whether a legal form between these places may end: A.B.C. does not begin with one, A.B. C. does.
fn may_end(words: &[Word], from: usize, to: usize) -> bool {
    let is_tight = || words[from + 1..to].iter().all(|word| !word.is_spaced);
    let Some(next) = words.get(to).filter(|_| is_linked(words, to)) else { return true };
    !next.is_letter() || next.is_spaced && is_tight()
}

/// Joins initials that are next to each other, with or without dots: A.B.C. and A B C are ABC.
pub fn join_initials(words: Vec<Word>) -> Vec<Word> {
    let mut joined: Vec<Word> = Vec::new();
    let mut may_join = false;
    for word in words {
        let is_initial = word.is_letter();
        match joined.last_mut() {
            Some(last) if may_join && is_initial && last.script == word.script => last.append(&word, "."),
            _ => joined.push(word),
        }
        may_join = is_initial;
    }
    joined
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
    legal_form(&letters) >= Some(Stands::Outside)
}

/// Marks legal forms, those of several words as one word: anywhere if they are written out or are nothing else, else at the
/// beginning or at the end, some only at the end of what is an organization. Something is left that is none.
pub fn mark_forms(words: Vec<Word>, bearer: Option<Bearer>) -> Vec<Word> {
    let letters = words.iter().map(|word| word_of_form(&word.letters));
    let letters: Vec<&str> = letters.collect();
    let (mut marked, mut stand): (Vec<Word>, Vec<Option<Stands>>) = (Vec::new(), Vec::new());
    let mut place = 0;
    while place < words.len() {
        let mut form = words[place].clone();
        let length = form_at(&letters[place..]);
        for other in &words[place + 1..place + length.max(1)] {
            form.append(other, " ");
        }
        stand.push(match length {
            _ if form.mark.is_some() => None,
            0 => legal_form(&form.letters),
            _ => Some(Stands::Anywhere),
        });
        place += length.max(1);
        marked.push(form);
    }
    let at_end = if bearer == Some(Bearer::Organization) { Stands::AtEnd } else { Stands::Outside };
    let last = |least: Stands| stand.iter().rposition(|stands| *stands < Some(least));
    let first = stand.iter().position(|stands| *stands < Some(Stands::Outside));
    // Of legal forms only, what may be something else is the name.
    let names = first.zip(last(at_end).or_else(|| last(Stands::Outside))).map(|(first, last)| first..=last);
    let has_name = stand.iter().any(|stands| *stands < Some(Stands::Anywhere));
    let mut is_before_form = false;
    for (place, (word, stands)) in marked.iter_mut().zip(stand).enumerate().rev() {
        let is_outside = names
            .as_ref()
            .is_some_and(|names| !names.contains(&place) || is_before_form && stands >= Some(Stands::Outside));
        is_before_form = has_name && (is_outside || stands == Some(Stands::Anywhere));
        if is_before_form {
            word.mark = Some(Mark::LegalForm);
        }
    }
    marked
}
