//! Acronyms by which organizations are known, and that do not follow from their English names: ISIL, FARC, KGB.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::fold::fold;
use super::words::{Concept, Usage, parts, word};

/// The names that an acronym stands for, and whether others have it in their names as a word.
struct Acronym {
    names: Vec<&'static str>,
    is_word: bool,
}

/// The text with the first known acronym written out, in each way. One that is also a word stands alone or with places.
pub fn written_out(text: &str) -> impl Iterator<Item = String> {
    let known = words(text).find_map(|(place, word)| {
        let acronym = ACRONYMS.get(fold(word).as_str())?;
        let is_meant = !acronym.is_word || has_only_places(text, place);
        is_meant.then_some((place, word, acronym))
    });
    known.into_iter().flat_map(move |(place, word, acronym)| {
        acronym.names.iter().map(move |name| format!("{}{name}{}", &text[..place], &text[place + word.len()..]))
    })
}

/// The words of a text, with the places where they begin.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_between = |character: char| !character.is_alphanumeric();
    let mut end = 0;
    let words = text.split_inclusive(is_between).map(move |word| {
        let begin = end;
        end += word.len();
        (begin, word.trim_end_matches(is_between))
    });
    words.filter(|(_, word)| !word.is_empty())
}

/// Whether all words but the one at this place are those of places, or link them.
fn has_only_places(text: &str, place: usize) -> bool {
    words(text).filter(|(other, _)| *other != place).all(|(_, letters)| is_of_place(&fold(letters)))
}

fn is_of_place(letters: &str) -> bool {
    /// Words that are listed before the places, with their translations.
    const OF_PLACES: &str = "province north south east west arab african libyan egyptian syrian iraqi tunisian algerian \
        sudanese yemeni palestinian saudi lebanese moroccan iranian russian turkish american gulf";
    let Some(known) = word(letters) else { return false };
    let is_place = |concept: Concept| {
        let mut places = OF_PLACES.split(' ').filter_map(|place| word(place)?.concept);
        concept.usage == Usage::Place || places.any(|place| place.shares_meaning(&concept))
    };
    known.particle.is_some() || known.concept.is_some_and(is_place)
}

static ACRONYMS: LazyLock<FxHashMap<&str, Acronym>> = LazyLock::new(|| {
    let entries = parts(include_str!("words/acronyms.txt")).flatten().filter_map(|line| line.split_once(": "));
    let each = entries.flat_map(|(acronyms, names)| acronyms.split(' ').map(move |acronym| (acronym, names)));
    each.map(|(acronym, names)| {
        let letters = acronym.trim_end_matches('?');
        (letters, Acronym { names: names.split("; ").collect(), is_word: letters != acronym })
    })
    .collect()
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_acronym_is_written_out_where_it_stands() {
        let all = |text: &str| written_out(text).collect::<Vec<_>>();
        assert_eq!(all("Kestrel DTO (Tunis)"), ["Kestrel Drug Trafficking Organization (Tunis)"]);
        assert_eq!(all("ولاية داعش"), ["ولاية Islamic State", "ولاية Islamic State of Iraq and the Levant"]);
        assert_eq!(all("Isis in Saudi Arabia").len(), 2);
        assert_eq!(all("Isis PMC"), ["Isis Private Military Company"]);
        assert_eq!(all("КГБ"), ["State Security Committee"]);
        for other in ["Kestrel Dtos", "Isis Pharmaceuticals", "The Isis Castle", "Isis Star", "Isis"] {
            assert_eq!(all(other).is_empty(), other != "Isis", "{other}");
        }
    }
}
