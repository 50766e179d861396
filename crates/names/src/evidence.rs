//! What speaks for two names being one, and what against it.

use super::alignment::{Alignment, Meeting};
use super::comparison::NameLikeness;
use super::lexicon::COMMON;
use super::name::{Bearer, Name, Part, Prefix, Role};

/// What speaks for two names being one, and what against it; each sums the weights of parts.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Evidence {
    /// Of parts that met, by how alike they are.
    pub met: f32,
    /// Of parts that met, by how much they differ.
    pub unlike: f32,
    /// Of parts that met none although both names have some left.
    pub different: f32,
    /// Of parts that one name has more than the other.
    pub missing: f32,
    /// Whether the given name of one met none of the other.
    pub given: f32,
    /// Whether the parts stand in another order, as those of father and son do.
    pub swapped: f32,
}

impl Evidence {
    pub(super) fn of(first: &Name, second: &Name, alignment: &Alignment) -> Self {
        let are_organizations = first.bearer == Bearer::Organization || second.bearer == Bearer::Organization;
        let weigh = |part: &Part| weight(part, are_organizations);
        let mut evidence = Self::default();
        for met in &alignment.met {
            let (one, other) = (&first.parts[met.first], &second.parts[met.second]);
            if is_beside(one) || is_beside(other) {
                continue;
            }
            let weight =
                weigh(one).min(weigh(other)) * if met.like.likeness == NameLikeness::Initial { 0.4 } else { 1.0 };
            evidence.met += weight * met.like.similarity;
            evidence.unlike += weight * (1.0 - met.like.similarity);
        }
        let left = |places: &[usize], name: &Name| -> Vec<(usize, f32)> {
            let parts = places.iter().map(|place| (*place, &name.parts[*place]));
            parts.filter(|(_, part)| !is_beside(part)).map(|(place, part)| (place, weigh(part))).collect()
        };
        let (of_first, of_second) = (left(&alignment.left_of_first, first), left(&alignment.left_of_second, second));
        let sum = |left: &[(usize, f32)]| left.iter().map(|(_, weight)| weight).sum::<f32>();
        let both = of_first.len().min(of_second.len()) as f32;
        let share = |left: &[(usize, f32)]| if left.is_empty() { 0.0 } else { sum(left) * both / left.len() as f32 };
        evidence.different = (share(&of_first) + share(&of_second)) / 2.0;
        evidence.missing = sum(&of_first) - share(&of_first) + sum(&of_second) - share(&of_second);
        if !are_organizations {
            evidence.given = given_missing(first, &of_first) + given_missing(second, &of_second);
            evidence.swapped = f32::from(u8::from(are_swapped(first, second, &alignment.met)));
        }
        evidence
    }

    /// How likely the names are one, in [0, 1).
    pub fn score(&self) -> f64 {
        if self.met == 0.0 {
            return 0.0;
        }
        // One common name that they share says little of two long ones, and of a longer one.
        let unmet = (self.missing - self.met).max(0.0);
        let alone = if self.missing > 0.0 { (0.6 - self.met).max(0.0) } else { 0.0 };
        let missing = 0.15 * self.missing + 1.5 * unmet + 3.0 * alone + 3.0 * self.given;
        let against = 6.2 * self.unlike + 7.5 * self.different + missing + 4.5 * self.swapped;
        let bits = 0.6 + 1.5 * self.met.min(2.0) - against;
        f64::from(1.0 / (1.0 + (-bits).exp()))
    }
}

/// How much it counts that a part is missing that often is.
const LEFT_OUT: f32 = 0.25;

/// Whether the given name is among what is left over; less where what is left over before it often is.
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

/// Whether a part before the given name is often left out: Abu with the name of the eldest, and the commonest of all names,
/// which stands before many a given name, but not before the father's.
fn may_be_left_out(name: &Name, place: usize) -> bool {
    let part = &name.parts[place];
    let is_commonest = part.weight <= COMMON + 0.001 && part.prefix.is_none();
    let is_before_a_name = name.parts.get(place + 1).is_some_and(|next| next.role == Role::Proper);
    is_before_a_name && (is_commonest || part.prefix == Some(Prefix::Abu))
}

/// Whether the parts that met stand in another order, as those of father and son do. A family name that stands first is no
/// other order, unless one of the names says whose son it is.
fn are_swapped(first: &Name, second: &Name, met: &[Meeting]) -> bool {
    let is_core = |met: &&Meeting| !is_beside(&first.parts[met.first]) && !is_beside(&second.parts[met.second]);
    let places: Vec<usize> = met.iter().filter(is_core).map(|met| met.second).collect();
    let descents = places.windows(2).filter(|pair| pair[0] > pair[1]).count();
    let is_rotated = places.first() > places.last();
    let is_son = |name: &Name| name.parts.iter().any(|part| matches!(part.role, Role::Particle(0..=3)));
    match descents {
        0 => false,
        1 if is_rotated => is_son(first) || is_son(second),
        _ => true,
    }
}

/// Whether a part stands beside the name, and says little for or against it.
fn is_beside(part: &Part) -> bool {
    part.role != Role::Proper
}

/// What a part weighs. Words that many organizations have weigh little.
pub(super) fn weight(part: &Part, is_organization: bool) -> f32 {
    match part.concept {
        Some(concept) if is_organization && concept.is_telling => 0.2,
        Some(_) if is_organization => 0.35,
        _ => part.weight,
    }
}
