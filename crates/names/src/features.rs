//! The evidence for and against two names being the same.

use sanad_model::vocabulary;

use super::alignment::{Alignment, PartPair};
use super::comparison::NameLikeness;
use super::letters::Script;
use super::lexicon::COMMON;
use super::name::Bearer;
use super::parsed::{Parsed, Part, Prefix, Role};

vocabulary! {
    /// A reason for or against two names being the same. What parts contribute is a sum of their weights.
    pub enum NameReason {
        /// Before any part is looked at: most names are not the same. Always 1.
        Beginning = "BEGINNING",
        /// Matched parts, each times its similarity; at most 2.
        Met = "MET",
        /// The same, of words that many organizations have in their names; at most 1.
        MetCommon = "MET_COMMON",
        /// Matched parts, each times 1 minus its similarity.
        Unlike = "UNLIKE",
        /// Parts left over in both names: they are different.
        Different = "DIFFERENT",
        /// The same, of words that many organizations have in their names.
        DifferentCommon = "DIFFERENT_COMMON",
        /// Parts that only one name has.
        Missing = "MISSING",
        /// The same, of words that many organizations have in their names.
        MissingCommon = "MISSING_COMMON",
        /// By how much `MISSING` exceeds `MET`.
        Unmet = "UNMET",
        /// If anything is missing or different: by how much `MET` is below 0.6.
        Alone = "ALONE",
        /// 1 for each name whose given name is not in the other, less if that is often left out, or if the names
        /// are not Arabic and three other parts match.
        GivenName = "GIVEN_NAME",
        /// The weight of a family name that is not in the other name.
        FamilyName = "FAMILY_NAME",
        /// 1 if the parts are in a different order, as in the names of a father and his son; less if that is because a
        /// family name may come first.
        Order = "ORDER",
        /// If one name of an organization is a single word, and the other has more: by how much `MET` is below 1.2.
        Single = "SINGLE",
        /// The share of both names that matches; what contradicts counts twice.
        Share = "SHARE",
        /// 1 if the numbers in the names of organizations differ.
        Number = "NUMBER",
    }
}

/// The bits for each unit of a reason: for people, and for organizations.
const BITS: &[(NameReason, f32, f32)] = &[
    (NameReason::Beginning, -0.6, -2.71),
    (NameReason::Met, 2.45, 1.9),
    (NameReason::MetCommon, 0.0, 2.93),
    (NameReason::Unlike, -4.2, -4.87),
    (NameReason::Different, -6.5, -7.6),
    (NameReason::DifferentCommon, 0.0, -4.04),
    (NameReason::Missing, -0.36, 0.0),
    (NameReason::MissingCommon, 0.0, -0.1),
    (NameReason::Unmet, -0.4, 0.0),
    (NameReason::Alone, -3.0, -2.55),
    (NameReason::GivenName, -4.5, 0.0),
    (NameReason::FamilyName, -1.55, 0.0),
    (NameReason::Order, -3.85, 0.0),
    (NameReason::Single, 0.0, -0.86),
    (NameReason::Share, 0.45, 3.75),
    (NameReason::Number, 0.0, -4.8),
];

/// Parts of at most this weight are common words of organizations.
const COMMON_WORD: f32 = 0.5;

/// A reason, and how much it counts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Evidence {
    pub reason: NameReason,
    /// How much of it there is; above 0.
    pub amount: f64,
    /// What it adds to the bits that the score is made of; below 0 if it speaks against.
    pub bits: f64,
}

/// The evidence for and against two names being the same.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Features {
    amounts: [f32; BITS.len()],
    is_organization: bool,
}

/// The score of this many bits, in (0, 1).
pub fn score_of_bits(bits: f64) -> f64 {
    1.0 / (1.0 + (-bits).exp())
}

impl Features {
    pub(super) fn of(first: &Parsed, second: &Parsed, alignment: &Alignment) -> Self {
        let is_organization = first.bearer == Bearer::Organization || second.bearer == Bearer::Organization;
        let mut features = Self { is_organization, ..Self::default() };
        features.add(NameReason::Beginning, 1.0);
        let is_common = |weight: f32| is_organization && weight <= COMMON_WORD;
        for pair in &alignment.pairs {
            let (one, other) = (&first.parts[pair.first], &second.parts[pair.second]);
            if !is_proper(one) || !is_proper(other) {
                continue;
            }
            let weight = one.weight.min(other.weight);
            let weight = weight * if pair.like.likeness == NameLikeness::Initial { 0.4 } else { 1.0 };
            let reason = if is_common(weight) { NameReason::MetCommon } else { NameReason::Met };
            features.add(reason, weight * pair.like.similarity);
            let unlike = weight * (1.0 - pair.like.similarity);
            features.add(NameReason::Unlike, unlike);
        }
        let left = |places: &[usize], name: &Parsed| -> Vec<(usize, f32)> {
            let parts = places.iter().map(|place| (*place, &name.parts[*place]));
            parts.filter(|(_, part)| is_proper(part)).map(|(place, part)| (place, part.weight)).collect()
        };
        let (of_first, of_second) = (left(&alignment.left_of_first, first), left(&alignment.left_of_second, second));
        if is_organization {
            features.left_of_organizations(&of_first, &of_second, first, second);
        } else {
            features.left_of_people(&of_first, &of_second);
            let given = given_missing(first, &of_first) + given_missing(second, &of_second);
            let share = if has_two_given_names(first, second, &alignment.pairs) { OF_TWO } else { 1.0 };
            features.add(NameReason::GivenName, given * share);
            let family = family_missing(first, &of_first) + family_missing(second, &of_second);
            features.add(NameReason::FamilyName, family);
            features.add(NameReason::Order, out_of_order(first, second, &alignment.pairs));
        }
        features.add(NameReason::Share, features.share());
        features.limit(NameReason::Met, 2.0);
        features.limit(NameReason::MetCommon, 1.0);
        let met = features.amount(NameReason::Met);
        let missing = features.amount(NameReason::Missing);
        let other = features.amount(NameReason::MissingCommon) + features.amount(NameReason::DifferentCommon);
        // A single shared common name is weak evidence if one name has more parts.
        features.add(NameReason::Unmet, (missing - met).max(0.0));
        let is_left = missing + other + features.amount(NameReason::Different) > 0.0;
        if is_left {
            features.add(NameReason::Alone, (0.6 - met).max(0.0));
        }
        if is_left && is_organization && [first, second].iter().any(|name| proper(name).nth(1).is_none()) {
            features.add(NameReason::Single, (1.2 - met).max(0.0));
        }
        features
    }

    fn left_of_people(&mut self, of_first: &[(usize, f32)], of_second: &[(usize, f32)]) {
        let sum = |left: &[(usize, f32)]| left.iter().map(|(_, weight)| weight).sum::<f32>();
        let both = of_first.len().min(of_second.len()) as f32;
        let share = |left: &[(usize, f32)]| if left.is_empty() { 0.0 } else { sum(left) * both / left.len() as f32 };
        self.add(NameReason::Different, (share(of_first) + share(of_second)) / 2.0);
        self.add(NameReason::Missing, sum(of_first) - share(of_first) + sum(of_second) - share(of_second));
    }

    fn left_of_organizations(
        &mut self,
        of_first: &[(usize, f32)],
        of_second: &[(usize, f32)],
        first: &Parsed,
        second: &Parsed,
    ) {
        let is_number = |name: &Parsed, place: usize| name.parts[place].whole.script == Script::Number;
        let sum = |left: &[(usize, f32)], name: &Parsed, is_common: bool| {
            let left =
                left.iter().filter(|(place, weight)| (*weight <= COMMON_WORD) == is_common && !is_number(name, *place));
            left.map(|(_, weight)| weight).sum::<f32>()
        };
        for (is_common, different, missing) in [
            (false, NameReason::Different, NameReason::Missing),
            (true, NameReason::DifferentCommon, NameReason::MissingCommon),
        ] {
            let (one, other) = (sum(of_first, first, is_common), sum(of_second, second, is_common));
            self.add(different, one.min(other));
            self.add(missing, (one - other).abs());
        }
        let has_number = |left: &[(usize, f32)], name: &Parsed| left.iter().any(|(place, _)| is_number(name, *place));
        if has_number(of_first, first) || has_number(of_second, second) {
            self.add(NameReason::Number, 1.0);
        }
    }

    fn amount(&self, reason: NameReason) -> f32 {
        self.amounts[place(reason)]
    }

    fn add(&mut self, reason: NameReason, amount: f32) {
        self.amounts[place(reason)] += amount;
    }

    /// The share of both names that matches; what contradicts counts twice.
    fn share(&self) -> f32 {
        let sum = |reasons: &[NameReason]| reasons.iter().map(|reason| self.amount(*reason)).sum::<f32>();
        let met = sum(&[NameReason::Met, NameReason::MetCommon]);
        let different = sum(&[NameReason::Different, NameReason::DifferentCommon]);
        let missing = sum(&[NameReason::Missing, NameReason::MissingCommon, NameReason::Unlike]);
        if met > 0.0 { met / (met + missing + 2.0 * different) } else { 0.0 }
    }

    fn limit(&mut self, reason: NameReason, most: f32) {
        let amount = &mut self.amounts[place(reason)];
        *amount = amount.min(most);
    }

    /// The reasons of which there is something.
    pub fn evidence(&self) -> impl Iterator<Item = Evidence> {
        let with_bits = self.amounts.iter().zip(BITS).filter(|(amount, _)| **amount > 0.0);
        with_bits.map(|(amount, (reason, person, organization))| {
            let bits = if self.is_organization { organization } else { person };
            let (amount, bits) = (f64::from(*amount), f64::from(*bits));
            Evidence { reason: *reason, amount, bits: amount * bits }
        })
    }

    /// The probability that the names are the same, in [0, 1).
    pub fn score(&self) -> f64 {
        if self.amount(NameReason::Met) + self.amount(NameReason::MetCommon) == 0.0 {
            return 0.0;
        }
        score_of_bits(self.evidence().map(|evidence| evidence.bits).sum())
    }
}

/// What is left of a name in the best case, and what may match.
#[derive(Debug, Default)]
pub(super) struct Left {
    count: usize,
    /// The weight of the distinctive parts that are left.
    weight: f32,
    /// The weights of what may match: distinctive words, and common ones.
    met: f32,
    met_common: f32,
    /// The weight of all parts.
    all: f32,
}

impl Left {
    pub fn add(&mut self, part: &Part, is_matched: bool) {
        self.all += part.weight;
        let is_common = part.weight <= COMMON_WORD;
        match (is_matched, is_common) {
            (true, false) => self.met += part.weight,
            (true, true) => self.met_common += part.weight,
            (false, _) => {
                self.count += 1;
                self.weight += if is_common { 0.0 } else { part.weight };
            }
        }
    }
}

/// The bits of two names in the best case.
pub(super) fn most_bits(first: &Parsed, second: &Parsed, of_first: &Left, of_second: &Left) -> f32 {
    let is_organization = first.bearer == Bearer::Organization || second.bearer == Bearer::Organization;
    let bits = |reason: NameReason| {
        let (_, person, organization) = BITS[place(reason)];
        if is_organization { organization } else { person }
    };
    let all = |left: &Left| left.met + left.met_common;
    let met = all(of_first).min(all(of_second));
    let different = if is_organization {
        of_first.weight.min(of_second.weight)
    } else {
        COMMON * of_first.count.min(of_second.count) as f32
    };
    // A pair is common if one of its parts is.
    let common = met.min(of_first.met_common + of_second.met_common).min(1.0);
    let of_met = bits(NameReason::Met) * (met - common).min(2.0)
        + bits(NameReason::MetCommon).max(bits(NameReason::Met)) * common;
    let rest = |left: &Left| left.all - all(left);
    let share = if met > 0.0 { met / (met + rest(of_first) + rest(of_second)) } else { 0.0 };
    bits(NameReason::Beginning) + of_met + bits(NameReason::Share) * share + bits(NameReason::Different) * different
}

fn place(reason: NameReason) -> usize {
    reason as usize
}

/// Counts for a missing given name of somebody who seems to have two.
const OF_TWO: f32 = 0.6;
/// Counts for a missing first part that is often left out.
const LEFT_OUT: f32 = 0.25;

/// 1 if the given name is left over; [`LEFT_OUT`] if only parts before it are that are often left out; else 0.
fn given_missing(name: &Parsed, left: &[(usize, f32)]) -> f32 {
    let mut missing = 0.0;
    for place in proper(name).take_while(|place| left.iter().any(|(own, _)| own == place)) {
        if !may_be_left_out(name, place) {
            return 1.0;
        }
        missing = LEFT_OUT;
    }
    missing
}

/// Whether three parts match of names that are not Arabic, where the part after the given name is that of the father.
fn has_two_given_names(first: &Parsed, second: &Parsed, pairs: &[PartPair]) -> bool {
    let is_core = |pair: &&PartPair| is_proper(&first.parts[pair.first]) && is_proper(&second.parts[pair.second]);
    let is_arabic =
        |part: &Part| part.whole.script == Script::Arabic || part.known.is_some_and(|known| known.is_arabic);
    pairs.iter().filter(is_core).nth(2).is_some() && !first.parts.iter().chain(&second.parts).any(is_arabic)
}

/// The weight of the last part if it is left over, unless it is the only one.
fn family_missing(name: &Parsed, left: &[(usize, f32)]) -> f32 {
    let last = proper(name).skip(1).last();
    left.iter().find(|(own, _)| Some(*own) == last).map_or(0.0, |(_, weight)| *weight)
}

fn proper(name: &Parsed) -> impl Iterator<Item = usize> {
    name.parts.iter().enumerate().filter(|(_, part)| part.role == Role::Proper).map(|(place, _)| place)
}

/// Whether a part before the given name is often left out: a kunya, which is Abu with the name of the eldest child, or
/// the most common name of all, which precedes many given names.
fn may_be_left_out(name: &Parsed, place: usize) -> bool {
    let part = &name.parts[place];
    let is_commonest = part.weight <= COMMON + 0.001 && part.prefix.is_none();
    let is_before_a_name = name.parts.get(place + 1).is_some_and(|next| next.role == Role::Proper);
    is_before_a_name && (is_commonest || part.prefix == Some(Prefix::Abu))
}

/// Counts for a family name that comes first in one of the names only.
const FAMILY_FIRST: f32 = 0.35;

/// 1 if the matched parts are in a different order, as in the names of a father and his son. [`FAMILY_FIRST`] if only
/// the last part of one name comes first in the other, which may be a family name, unless one of the names has a word
/// for son or daughter. 0 if it is the family name, as in Chinese and Korean, and else.
fn out_of_order(first: &Parsed, second: &Parsed, pairs: &[PartPair]) -> f32 {
    let is_core = |pair: &&PartPair| is_proper(&first.parts[pair.first]) && is_proper(&second.parts[pair.second]);
    let places: Vec<usize> = pairs.iter().filter(is_core).map(|pair| pair.second).collect();
    let descents = places.windows(2).filter(|pair| pair[0] > pair[1]).count();
    let is_rotated = places.first() > places.last();
    let has = |is: fn(&Part) -> bool| first.parts.iter().chain(&second.parts).any(is);
    match descents {
        0 => 0.0,
        1 if is_rotated && has(|part| part.syllabic.is_some()) => 0.0,
        1 if is_rotated && !has(|part| matches!(part.role, Role::Particle(0..=3))) => FAMILY_FIRST,
        _ => 1.0,
    }
}

/// Whether a part is a name, and not a title, a particle or a legal form.
fn is_proper(part: &Part) -> bool {
    part.role == Role::Proper
}
