//! How likely one part is a spelling of the other: the cost of aligning their letters.

use std::cell::LazyCell;

use crate::forms::{are_other_slavic_families, differ_by_family, differ_by_first_vowel, differ_by_nisba};
use crate::letters::Script;
use crate::parsed::{Part, Prefix};
use crate::spelling::{BIT, Cost, Spelling, cost};

/// The cost, in bits per letter, at which two words are equally likely to be the same name or different ones.
const EVEN: f32 = 1.75;
/// The slope of the logistic function from cost to similarity.
const STEEP: f32 = 3.4;
/// Maximum cost, in bits per letter: above it, the similarity would be too low for parts to match.
const LIMIT: f32 = 2.1;
/// Added to the number of letters of every word, because the letters of a short word are weaker evidence.
const MORE_LETTERS: f32 = 0.6;
/// The number of letters that a prefix such as Abd counts for.
const OF_PREFIX: f32 = 2.0;
/// The cost, in bits, of different prefixes, and of a kunya: the father of Hassan is not Hassan.
const OTHER_PREFIX: f32 = 5.0;
const KUNYA: f32 = 11.0;
/// The cost, in bits, of removing an article from one word only; higher for Latin words, which may only look as if they
/// had one.
const ARTICLE: f32 = 0.4;
const LATIN_ARTICLE: f32 = 1.6;
/// Extra cost, in bits per letter, of words that are known as different names.
const OTHER_NAME: f32 = 1.1;
/// The cost, in bits per letter, of two known spellings of the same name.
const ONE_NAME: f32 = 0.2;
/// Added to `ONE_NAME` for each letter by which one word is longer, to rank known spellings.
const LONGER: f32 = 0.03;
/// From this many letters together, words may differ in two consonants.
const LONG_WORDS: usize = 14;

/// The similarity of two parts as spellings of one word; 0 if they hardly can be.
pub fn spelled(first: &Part, second: &Part, are_organizations: bool) -> f32 {
    // Most words of two names differ in their consonants, which is found soonest.
    let may_be = first.is_same_name(second) == Some(true) || have_like_consonants(first, second);
    may_be.then(|| bits_per_letter(first, second, are_organizations)).flatten().map_or(0.0, similarity)
}

/// The similarity of two words with this cost, in bits per letter.
fn similarity(bits: f32) -> f32 {
    1.0 / (1.0 + (STEEP * (bits - EVEN)).exp())
}

/// The cost of taking one part for a spelling of the other, in bits per letter; `None` above the limit.
pub fn bits_per_letter(first: &Part, second: &Part, are_organizations: bool) -> Option<f32> {
    let of_prefix = match (first.prefix, second.prefix) {
        (None, None) => (0.0, 0.0),
        (one, other) if one == other => (0.0, OF_PREFIX),
        (Some(Prefix::Abu | Prefix::Umm), None) | (None, Some(Prefix::Abu | Prefix::Umm)) => (KUNYA, OF_PREFIX / 2.0),
        _ => (OTHER_PREFIX, OF_PREFIX / 2.0),
    };
    let other_name = match first.is_same_name(second) {
        Some(true) if first.prefix == second.prefix => {
            let longer = first.whole.len().abs_diff(second.whole.len());
            return Some(ONE_NAME + LONGER * longer as f32);
        }
        Some(true) | None => 0.0,
        Some(false) => OTHER_NAME,
    };
    let other_name = LazyCell::new(|| {
        let is_other = differ_by_nisba(first, second)
            || differ_by_family(first, second)
            || !are_organizations && are_other_slavic_families(first, second)
            || !are_organizations && differ_by_first_vowel(first, second);
        if other_name == 0.0 && is_other { OTHER_NAME } else { other_name }
    });
    let bits = |one: &Spelling, is_first_bare: bool, other: &Spelling, is_second_bare: bool| {
        let letters = (one.len() + other.len()) as f32 / 2.0 + MORE_LETTERS + of_prefix.1;
        let more = of_prefix.0 + article(first, is_first_bare, second, is_second_bare);
        let limit = ((LIMIT - *other_name) * letters - more) * f32::from(BIT);
        let bits = f32::from(cost(one, other, limit.max(0.0) as Cost)?) / f32::from(BIT);
        Some((bits + more) / letters)
    };
    let mut least: Option<f32> = None;
    for (one, is_bare) in first.forms() {
        for (other, is_other_bare) in second.forms() {
            if !may_be_one(one, other) {
                continue;
            }
            let found = bits(one, is_bare, other, is_other_bare);
            least = found.map_or(least, |found| Some(least.map_or(found, |least| least.min(found))));
        }
    }
    least.map(|least| least + *other_name)
}

/// Whether a form of a part may be a spelling of one of the other, by their consonants.
#[inline]
fn have_like_consonants(first: &Part, second: &Part) -> bool {
    may_be_one(&first.whole, &second.whole)
        || (first.bare.is_some() || second.bare.is_some())
            && first.forms().any(|(one, _)| second.forms().any(|(other, _)| may_be_one(one, other)))
}

/// Whether two words share enough consonants to be worth comparing letter by letter.
#[inline]
fn may_be_one(one: &Spelling, other: &Spelling) -> bool {
    one.consonants.differences(&other.consonants) <= most_differences(one.len(), other.len())
}

/// The most consonants in which words of these lengths differ that may be one.
pub fn most_differences(one: usize, other: usize) -> u32 {
    if one + other < LONG_WORDS { 1 } else { 2 }
}

/// The cost, in bits, of an article that only one of the words has.
fn article(first: &Part, is_first_bare: bool, second: &Part, is_second_bare: bool) -> f32 {
    let has = |part: &Part, is_bare: bool| is_bare || part.has_article;
    if has(first, is_first_bare) == has(second, is_second_bare) {
        return 0.0;
    }
    let bare = if is_first_bare { first } else { second };
    match bare.whole.script {
        Script::Latin if is_first_bare || is_second_bare => LATIN_ARTICLE,
        _ => ARTICLE,
    }
}
