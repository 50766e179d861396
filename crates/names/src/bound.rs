//! A bound of the score that is cheap to find: most candidates of a look-up cannot be meant, and are not compared letter
//! by letter.

use super::abbreviation::abbreviated;
use super::alignment::may_join;
use super::features::{Left, most_bits};
use super::letters::Script;
use super::likeness::{begin_alike, is_short_form, may_be_one, may_match, most_slips};
use super::name::Bearer;
use super::parsed::{Parsed, Part, Role};

/// The bits that the score is at most made of: as if all parts matched that may.
pub(super) fn bound(first: &Parsed, second: &Parsed) -> f32 {
    let is_abbreviated =
        |one: &Parsed, other: &Parsed| one.parts.iter().any(|part| abbreviated(part, &other.parts).is_some());
    let are_organizations = first.bearer == Bearer::Organization && second.bearer == Bearer::Organization;
    if are_organizations && (is_abbreviated(first, second) || is_abbreviated(second, first)) {
        // An abbreviation counts more than the words that it stands for.
        return f32::INFINITY;
    }
    let (of_first, of_second) = (left(first, second), left(second, first));
    most_bits(first, second, &of_first, &of_second)
}

/// The parts that match no part of the other name, alone or joined with the next.
fn left(name: &Parsed, other: &Parsed) -> Left {
    let are_organizations = name.bearer == Bearer::Organization || other.bearer == Bearer::Organization;
    let mut left = Left::default();
    let may_be_name = |part: &Part| part.role == Role::Proper || part.title.is_some();
    for (place, part) in name.parts.iter().enumerate().filter(|(_, part)| may_be_name(part)) {
        let is_matched =
            other.parts.iter().any(|other| may_match(part, other) && may_be_alike(part, other, are_organizations))
                || may_be_joined(name, place, other);
        if is_matched || !part.is_title_if_left() {
            left.add(part, is_matched);
        }
    }
    left
}

/// Whether it is worth comparing two parts letter by letter.
fn may_be_alike(one: &Part, other: &Part, are_organizations: bool) -> bool {
    if one.is_initial() || other.is_initial() {
        return one.whole == other.whole || begin_alike(one, other);
    }
    let is_number = |part: &Part| part.whole.script == Script::Number;
    if is_number(one) || is_number(other) {
        return one.whole == other.whole;
    }
    if let (Some(meaning), Some(others)) = (one.concept, other.concept) {
        let is_same = meaning.shares_meaning(&others);
        if is_same || one.whole.script == other.whole.script {
            return is_same;
        }
    }
    one.slavic.is_some() && one.slavic == other.slavic
        || one.known.zip(other.known).is_some_and(|(one, other)| one.shares_name(other))
        || one.forms().any(|(one, _)| other.forms().any(|(other, _)| may_be_one(one, other)))
        || one.whole.slips_to(&other.whole, most_slips(are_organizations)).is_some()
        || !are_organizations && is_short_form(one, other)
}

/// Whether the part, joined with the one before or after it, may match a part of the other name, or a part of this name
/// may match it joined with one of its neighbours.
fn may_be_joined(name: &Parsed, place: usize, other: &Parsed) -> bool {
    let joins_to = |one: &Parsed, place: usize, other: &Part| {
        one.parts.get(place).zip(one.parts.get(place + 1)).is_some_and(|(one, two)| may_join(one, two, other))
    };
    let own = &name.parts[place];
    let with_neighbour = [place.checked_sub(1), Some(place)]
        .into_iter()
        .flatten()
        .any(|place| other.parts.iter().any(|other| joins_to(name, place, other)));
    with_neighbour || (0..other.parts.len()).any(|place| joins_to(other, place, own))
}
