//! The evidence for and against two names being the same.

use super::alignment::{Alignment, PartPair};
use super::comparison::NameLikeness;
use super::lexicon::COMMON;
use super::name::{Bearer, Name, Part, Prefix, Role};

/// The evidence for and against two names being the same. The first four fields are sums of the weights of parts.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Features {
    /// Matched parts, each times its similarity.
    pub met: f32,
    /// Matched parts, each times 1 minus its similarity.
    pub unlike: f32,
    /// Parts left over in both names.
    pub different: f32,
    /// Parts that only one name has.
    pub missing: f32,
    /// 1 for each name whose given name is not in the other, less if that is often left out.
    pub given: f32,
    /// 1 if the parts are in a different order, as in the names of a father and his son; else 0.
    pub swapped: f32,
}

impl Features {
    pub(super) fn of(first: &Name, second: &Name, alignment: &Alignment) -> Self {
        let are_organizations = first.bearer == Bearer::Organization || second.bearer == Bearer::Organization;
        let weigh = |part: &Part| weight(part, are_organizations);
        let mut features = Self::default();
        for pair in &alignment.pairs {
            let (one, other) = (&first.parts[pair.first], &second.parts[pair.second]);
            if !is_proper(one) || !is_proper(other) {
                continue;
            }
            let weight =
                weigh(one).min(weigh(other)) * if pair.like.likeness == NameLikeness::Initial { 0.4 } else { 1.0 };
            features.met += weight * pair.like.similarity;
            features.unlike += weight * (1.0 - pair.like.similarity);
        }
        let left = |places: &[usize], name: &Name| -> Vec<(usize, f32)> {
            let parts = places.iter().map(|place| (*place, &name.parts[*place]));
            parts.filter(|(_, part)| is_proper(part)).map(|(place, part)| (place, weigh(part))).collect()
        };
        let (of_first, of_second) = (left(&alignment.left_of_first, first), left(&alignment.left_of_second, second));
        let sum = |left: &[(usize, f32)]| left.iter().map(|(_, weight)| weight).sum::<f32>();
        let both = of_first.len().min(of_second.len()) as f32;
        let share = |left: &[(usize, f32)]| if left.is_empty() { 0.0 } else { sum(left) * both / left.len() as f32 };
        features.different = (share(&of_first) + share(&of_second)) / 2.0;
        features.missing = sum(&of_first) - share(&of_first) + sum(&of_second) - share(&of_second);
        if !are_organizations {
            features.given = given_missing(first, &of_first) + given_missing(second, &of_second);
            features.swapped = f32::from(u8::from(are_swapped(first, second, &alignment.pairs)));
        }
        features
    }

    /// The probability that the names are the same, in [0, 1).
    pub fn score(&self) -> f64 {
        if self.met == 0.0 {
            return 0.0;
        }
        // A single shared common name is weak evidence if one name has more parts.
        let unmet = (self.missing - self.met).max(0.0);
        let alone = if self.missing > 0.0 { (0.6 - self.met).max(0.0) } else { 0.0 };
        let missing = 0.15 * self.missing + 1.5 * unmet + 3.0 * alone + 3.0 * self.given;
        let against = 6.2 * self.unlike + 7.5 * self.different + missing + 4.5 * self.swapped;
        let bits = 0.6 + 1.5 * self.met.min(2.0) - against;
        f64::from(1.0 / (1.0 + (-bits).exp()))
    }
}

/// Counts for a missing first part that is often left out.
const LEFT_OUT: f32 = 0.25;

/// 1 if the given name is left over; [`LEFT_OUT`] if only parts before it are that are often left out; else 0.
fn given_missing(name: &Name, left: &[(usize, f32)]) -> f32 {
    let mut missing = 0.0;
    for place in proper(name).take_while(|place| left.iter().any(|(own, _)| own == place)) {
        if !may_be_left_out(name, place) {
            return 1.0;
        }
        missing = LEFT_OUT;
    }
    missing
}

fn proper(name: &Name) -> impl Iterator<Item = usize> {
    name.parts.iter().enumerate().filter(|(_, part)| part.role == Role::Proper).map(|(place, _)| place)
}

/// Whether a part before the given name is often left out: a kunya, which is Abu with the name of the eldest child, or
/// the most common name of all, which precedes many given names.
fn may_be_left_out(name: &Name, place: usize) -> bool {
    let part = &name.parts[place];
    let is_commonest = part.weight <= COMMON + 0.001 && part.prefix.is_none();
    let is_before_a_name = name.parts.get(place + 1).is_some_and(|next| next.role == Role::Proper);
    is_before_a_name && (is_commonest || part.prefix == Some(Prefix::Abu))
}

/// Whether the matched parts are in a different order, as in the names of a father and his son. A family name that
/// comes first does not count, unless one of the names has a word for son or daughter.
fn are_swapped(first: &Name, second: &Name, pairs: &[PartPair]) -> bool {
    let is_core = |pair: &&PartPair| is_proper(&first.parts[pair.first]) && is_proper(&second.parts[pair.second]);
    let places: Vec<usize> = pairs.iter().filter(is_core).map(|pair| pair.second).collect();
    let descents = places.windows(2).filter(|pair| pair[0] > pair[1]).count();
    let is_rotated = places.first() > places.last();
    let is_son = |name: &Name| name.parts.iter().any(|part| matches!(part.role, Role::Particle(0..=3)));
    match descents {
        0 => false,
        1 if is_rotated => is_son(first) || is_son(second),
        _ => true,
    }
}

/// Whether a part is a name, and not a title, a particle or a legal form.
fn is_proper(part: &Part) -> bool {
    part.role == Role::Proper
}

/// The weight of a part. Words that many organizations have in their names weigh little.
pub(super) fn weight(part: &Part, is_organization: bool) -> f32 {
    match part.concept {
        Some(concept) if is_organization && concept.is_telling => 0.2,
        Some(_) if is_organization => 0.35,
        _ => part.weight,
    }
}
