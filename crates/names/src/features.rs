//! The evidence for and against two names being the same.

use sanad_model::vocabulary;

use super::alignment::{Alignment, PartPair};
use super::alike::{are_only_alike, of_unlike};
use super::left_words::{COMMON_WORD, LeftOfOrganizations, LeftWords};
use super::letters::Script;
use super::name::Bearer;
use super::parsed::{OF_KIND, Parsed, Part, Role};
use super::sides::{Side, is_name_pair, sides};

vocabulary! {
    /// A reason for or against two names being the same. What parts contribute is a sum of their weights.
    pub enum NameReason {
        /// Before any part is looked at: most names are not the same. Always 1.
        Beginning = "BEGINNING",
        /// Matched parts, each times its similarity; at most 2.
        Met = "MET",
        /// The same, of words that many organizations have in their names; at most 1.
        MetCommon = "MET_COMMON",
        /// Matched parts, each times 1 minus its similarity; less of two Latin spellings of people with several names, and
        /// twice of organizations if one of them seems to be a person, and both are in one script.
        Unlike = "UNLIKE",
        /// Parts left over in both names: they are different. Of people, less between a given and a family name that
        /// match, and none if the other name has parts only after them.
        Different = "DIFFERENT",
        /// The same, of words that many organizations have in their names.
        DifferentCommon = "DIFFERENT_COMMON",
        /// Parts that only one name has.
        Missing = "MISSING",
        /// The same, of words that many organizations have in their names.
        MissingCommon = "MISSING_COMMON",
        /// By how much `MISSING` exceeds `MET`.
        Unmet = "UNMET",
        /// If anything is missing or different: by how much `MET` is below 0.6. Not for organizations of several words if
        /// all that is left is one word for their kind.
        Alone = "ALONE",
        /// 1 for each name whose given name is not in the other, less if that is often left out, or if the names are
        /// not Arabic and three parts match, or all of one name.
        GivenName = "GIVEN_NAME",
        /// The weight of a family name that is not in the other name; less if it may be a second one, or if it is
        /// exchanged and the rest is rare.
        FamilyName = "FAMILY_NAME",
        /// 1 if the parts are in a different order, as in the names of a father and his son; less if that is because a
        /// family name may come first, or if what comes first is the same.
        Order = "ORDER",
        /// If one name of a person has more parts: by how much `MET` is below 1.3. Common names have many namesakes.
        Namesake = "NAMESAKE",
        /// If one name of an organization is a single word, and the other has more: by how much `MET` is below 1.2.
        Single = "SINGLE",
        /// If two organizations have no word in common, but one that is spelled alike in Latin letters, or an initial: by how
        /// much `MET` is below 0.9.
        Alike = "ALIKE",
        /// The share of the names of two organizations that matches; what contradicts counts twice.
        Share = "SHARE",
        /// 1 if the numbers in the names of organizations differ.
        Number = "NUMBER",
    }
}

/// The bits for each unit of a reason: for people, and for organizations.
pub(super) const BITS: &[(NameReason, f32, f32)] = &[
    (NameReason::Beginning, -0.4, -2.71),
    (NameReason::Met, 2.5, 1.9),
    (NameReason::MetCommon, 0.0, 2.93),
    (NameReason::Unlike, -4.5, -4.87),
    (NameReason::Different, -5.3, -7.6),
    (NameReason::DifferentCommon, 0.0, -4.04),
    (NameReason::Missing, -0.05, 0.0),
    (NameReason::MissingCommon, 0.0, -0.1),
    (NameReason::Unmet, -0.3, 0.0),
    (NameReason::Alone, -3.0, -2.55),
    (NameReason::GivenName, -4.2, 0.0),
    (NameReason::FamilyName, -1.55, 0.0),
    (NameReason::Order, -3.75, 0.0),
    (NameReason::Namesake, -2.0, 0.0),
    (NameReason::Single, 0.0, -0.86),
    (NameReason::Alike, 0.0, -2.6),
    (NameReason::Share, 0.0, 3.75),
    (NameReason::Number, 0.0, -4.8),
];

/// The most that counts as met.
pub(super) const MOST_MET: f32 = 2.0;
/// The least that is met of names that are not alone, and of single words of organizations.
pub(super) const MET_ALONE: f32 = 0.6;
pub(super) const MET_SINGLE: f32 = 1.2;
/// The least that is met of organizations of which no word is the same.
const MET_ALIKE: f32 = 0.9;

/// Names with less in common than this have many namesakes.
const NAMESAKE: f32 = 1.3;

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
#[derive(Debug, Clone, Copy, PartialEq)]
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
        let is_organization = first.compared_as(second) == Bearer::Organization;
        let mut features = Self { is_organization, amounts: [0.0; BITS.len()] };
        features.add(NameReason::Beginning, 1.0);
        let is_common = |weight: f32| is_organization && weight <= COMMON_WORD;
        let is_of_names = |pair: &&PartPair| is_name_pair(pair, &first.parts, &second.parts);
        for pair in alignment.pairs.iter().filter(is_of_names) {
            let weight = pair.weight(&first.parts, &second.parts);
            let reason = if is_common(weight) { NameReason::MetCommon } else { NameReason::Met };
            features.add(reason, weight * pair.like.similarity);
            let unlike = weight * (1.0 - pair.like.similarity);
            features.add(NameReason::Unlike, unlike * of_unlike(pair, first, second));
        }
        let sides = sides(first, second, alignment);
        let [of_first, of_second] = &sides;
        if is_organization {
            features.left_of_organizations(of_first, of_second);
            features.add(NameReason::Share, features.share());
        } else {
            let matched: Vec<&PartPair> = alignment.pairs.iter().filter(is_of_names).collect();
            features.left_of_people(&sides, &matched);
            features.add(NameReason::Order, out_of_order(&sides, &alignment.pairs));
        }
        features.limit(NameReason::Met, MOST_MET);
        features.limit(NameReason::MetCommon, 1.0);
        let met = features.amount(NameReason::Met);
        let missing = features.amount(NameReason::Missing);
        let other = features.amount(NameReason::MissingCommon) + features.amount(NameReason::DifferentCommon);
        // A single shared common name is weak evidence if one name has more parts.
        features.add(NameReason::Unmet, (missing - met).max(0.0));
        let is_left = missing + other + features.amount(NameReason::Different) > 0.0;
        let is_single = is_organization && sides.iter().any(Side::is_single);
        if is_left && (is_single || !features.misses_only_kind()) {
            features.add(NameReason::Alone, (MET_ALONE - met).max(0.0));
        }
        if is_left && is_single {
            features.add(NameReason::Single, (MET_SINGLE - met).max(0.0));
        }
        if is_organization && are_only_alike(first, second, alignment) {
            features.add(NameReason::Alike, (MET_ALIKE - met).max(0.0));
        }
        if !is_organization && (missing > 0.0 || sides.iter().any(Side::has_only_titles_left)) {
            features.add(NameReason::Namesake, (NAMESAKE - met).max(0.0));
        }
        features
    }

    /// What is left over of names of people of which these pairs match.
    fn left_of_people<'a>(&mut self, [first, second]: &[Side<'a>; 2], pairs: &[&PartPair]) {
        let matched = pairs.len();
        // A legal form of which a letter passes for a given name is none.
        let given_of = |side: &Side| if side.splits_form() { 1.0 } else { side.given_missing() };
        let given = given_of(first) + given_of(second);
        let family = first.family_missing() + second.family_missing();
        let is_arabic = are_arabic(first, second);
        let is_whole = first.left.is_empty() || second.left.is_empty();
        let has_both = first.family_missing() > 0.0 && second.family_missing() > 0.0;
        let do_both = |leave: fn(&Side<'a>) -> bool| leave(first) && leave(second);
        let are_relatives = do_both(Side::leaves_father) || do_both(Side::leaves_given_before_patronymic);
        let (of_family, of_different) = if are_relatives {
            (1.0, OF_RELATIVES)
        } else if given == 0.0 && has_both && self.are_known(first, second, pairs) {
            (OF_KNOWN, OF_KNOWN)
        } else if is_whole && matched > 1 && !is_arabic {
            (OF_TWO_FAMILIES, 1.0)
        } else if do_both(Side::leaves_second_given) {
            (1.0, 1.0)
        } else if given + family == 0.0 && tell_grandfathers(first, second) {
            (1.0, OF_GRANDFATHERS)
        } else if given + family == 0.0 && matched > 1 && !tell_fathers(first, second) {
            (1.0, BETWEEN)
        } else {
            (1.0, 1.0)
        };
        let has_two = !is_arabic && (matched > 2 || is_whole);
        self.add(NameReason::GivenName, if has_two { OF_TWO * given } else { given });
        self.add(NameReason::FamilyName, of_family * family);
        let sum = |left: &[(usize, f32)]| left.iter().map(|(_, weight)| weight).sum::<f32>();
        let (of_first, of_second) = (first.contradicting(second), second.contradicting(first));
        let are_apart = self.amount(NameReason::Met) >= MET_APART && leave_other_places(first, second, pairs);
        let both = if are_apart { 0.0 } else { of_first.len().min(of_second.len()) as f32 };
        let share = |left: &[(usize, f32)]| if left.is_empty() { 0.0 } else { sum(left) * both / left.len() as f32 };
        let contradicting = share(&of_first) + share(&of_second);
        self.add(NameReason::Different, of_different * contradicting / 2.0);
        self.add(NameReason::Missing, sum(&first.left) + sum(&second.left) - contradicting);
    }

    /// Whether what is met is so rare that a family name may be exchanged. Numbers, and family names of China, Korea and
    /// Russia, tell names apart all the same.
    fn are_known(&self, first: &Side, second: &Side, pairs: &[&PartPair]) -> bool {
        let met = self.amount(NameReason::Met);
        let is_rare = |pair: &&&PartPair| pair.weight(first.parts, second.parts) * pair.like.similarity >= RARE_MET;
        let is_telling = |side: &Side| {
            let family = side.left.last().map(|(place, _)| &side.parts[*place]);
            family.is_some_and(|part| {
                part.syllable.is_some() || part.slavic.is_some() || part.whole.script == Script::Number
            })
        };
        let may_be = || !is_telling(first) && !is_telling(second) && pairs.iter().any(|pair| is_rare(&pair));
        met >= MOST_MET || met >= MET_KNOWN && may_be()
    }

    fn left_of_organizations(&mut self, first: &Side, second: &Side) {
        for (reason, amount) in LeftOfOrganizations::new([first, second].map(LeftWords::of)).amounts() {
            self.add(reason, amount);
        }
        if first.leaves_number() || second.leaves_number() {
            self.add(NameReason::Number, 1.0);
        }
    }

    /// Whether one organization only has a word more for what kind it is, and nothing differs.
    fn misses_only_kind(&self) -> bool {
        let others = [NameReason::Missing, NameReason::Different, NameReason::DifferentCommon];
        self.is_organization
            && self.amount(NameReason::MissingCommon) <= OF_KIND
            && others.iter().all(|reason| self.amount(*reason) == 0.0)
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

pub(super) fn place(reason: NameReason) -> usize {
    reason as usize
}

/// Counts for a missing given name of somebody who seems to have two: three parts match, or all of one name, and the
/// names are not Arabic, where the part after the given name is that of the father.
pub(super) const OF_TWO: f32 = 0.57;
/// Counts for a missing last part of such a name, which may be a second family name.
pub(super) const OF_TWO_FAMILIES: f32 = 0.5;
/// Counts for different parts between a given name and a family name that match.
pub(super) const BETWEEN: f32 = 0.55;
/// Counts for different fathers, as patronymics and words for son or daughter tell, and for brothers of one patronymic.
const OF_RELATIVES: f32 = 1.3;
/// Counts for different fathers or grandfathers in the long chains of Arabic names of which the rest matches.
const OF_GRANDFATHERS: f32 = 1.6;
/// Counts for a family name that is exchanged for another if the given name and the most that counts are met.
pub(super) const OF_KNOWN: f32 = 0.37;
/// The least that one part of such names has, if what is met is less than the most that counts.
const RARE_MET: f32 = 0.85;
/// The least that is met of such names.
pub(super) const MET_KNOWN: f32 = 1.6;

/// Whether one name leaves over only what is between its matched parts, and the other only what follows them: the second
/// given name or the father, and the second family name or the tribe. Two fathers do contradict each other.
fn leave_other_places(first: &Side, second: &Side, pairs: &[&PartPair]) -> bool {
    let [begin, .., end] = pairs else { return false };
    let last = [end.also_first.unwrap_or(end.first), end.also_second.unwrap_or(end.second)];
    let is_between = |(place, _): &(usize, f32), begin: usize, end: usize| begin < *place && *place < end;
    let are_first_between = first.left.iter().all(|left| is_between(left, begin.first, end.first));
    let are_second_between = second.left.iter().all(|left| is_between(left, begin.second, end.second));
    let are_after = |side: &Side, last: usize| side.left.iter().all(|(place, _)| *place > last);
    pairs.is_sorted_by_key(|pair| pair.second)
        && !(first.leaves_father() && second.leaves_father())
        && (are_first_between && are_after(second, last[1]) || are_second_between && are_after(first, last[0]))
}

/// The least that is met of names that leave over parts at other places, and of which none is another.
pub(super) const MET_APART: f32 = 1.4;

/// Whether the parts that are left over are certainly those of fathers: the words say so, or both are the long chains of
/// Arabic names.
fn tell_fathers(first: &Side, second: &Side) -> bool {
    are_chains(first, second) || first.leaves_father() || second.leaves_father()
}

/// Whether two long chains have one part each that is another, at the same place.
fn tell_grandfathers(first: &Side, second: &Side) -> bool {
    let [one, other] = [first, second].map(|side| match side.left[..] {
        [(place, _)] if !side.parts[place].is_initial() => side.names().position(|name| name == place),
        _ => None,
    });
    one.is_some() && one == other && first.names().count() == second.names().count() && are_chains(first, second)
}

/// Whether both are the long chains of Arabic names, in which father and grandfather have their places.
fn are_chains(first: &Side, second: &Side) -> bool {
    are_arabic(first, second) && [first, second].iter().all(|side| side.names().nth(3).is_some())
}

/// Whether half of the parts of one of two names are Arabic: many other names have one.
pub(super) fn are_arabic(first: &Side, second: &Side) -> bool {
    let is_arabic =
        |part: &&Part| part.whole.script == Script::Arabic || part.known.is_some_and(|known| known.is_arabic);
    [first, second].iter().any(|side| {
        let names = side.parts.iter().filter(|part| matches!(part.role, Role::Proper | Role::Title));
        2 * names.clone().filter(is_arabic).count() >= names.count()
    })
}

/// Whether one of two names is written in the Arabic script, and has a part at one end only that is certainly that of a
/// family.
fn tells_family(first: &Side, second: &Side) -> bool {
    let is_arabic = |side: &Side| side.parts.iter().all(|part| part.whole.script == Script::Arabic);
    let [one, other] = [first, second].map(is_arabic);
    let names = if one { first } else { second };
    let ends = names.parts.first().zip(names.parts.last());
    one != other && ends.is_some_and(|(begin, end)| begin.is_of_family() != end.is_of_family())
}

/// Counts for parts in a different order that may be family names, or given names, as in [`out_of_order`].
const EXCHANGED_PLACES: f32 = 0.35;

/// 1 if the matched parts are in a different order, as in the names of a father and his son. [`EXCHANGED_PLACES`] if
/// only the last part of one name comes first in the other, which may be a family name, unless a word for son or
/// daughter moves to another part; and if there is no such word, also if only parts after the given name are exchanged,
/// or if all parts match of names that are not Arabic, or that are reversed in another script, as a part shows that is
/// certainly that of a family. 0 if it is the family name, as in Chinese and Korean, and else.
fn out_of_order(sides: &[Side; 2], pairs: &[PartPair]) -> f32 {
    let [first, second] = sides;
    let is_core = |pair: &&PartPair| is_name_pair(pair, first.parts, second.parts);
    let places: Vec<(usize, usize)> = pairs.iter().filter(is_core).map(|pair| (pair.first, pair.second)).collect();
    let descents = places.windows(2).filter(|pair| pair[0].1 > pair[1].1).count();
    let is_rotated = places.first().map(|(_, place)| place) > places.last().map(|(_, place)| place);
    let has = |is: fn(&Part) -> bool| first.parts.iter().chain(second.parts).any(is);
    let given = first.names().next().zip(second.names().next());
    let has_given = given.is_some_and(|given| places.contains(&given));
    let is_whole = sides.iter().all(|side| side.left.is_empty());
    let is_of_son = |side: &Side, place: usize| side.is_after_son(place) || side.parts[place].begins_with_son();
    let is_kept = places.iter().all(|(one, other)| is_of_son(first, *one) == is_of_son(second, *other));
    let tells_father = !(is_rotated && is_kept) && has(|part| matches!(part.role, Role::Particle(0..=3)));
    // A cell of a table may have been written from the other side.
    let is_reversed = descents > 1 && descents + 1 == places.len() && is_whole && tells_family(first, second);
    match descents {
        0 => 0.0,
        _ if is_reversed && !tells_father => EXCHANGED_PLACES,
        1 if is_rotated && has(|part| part.syllabic.is_some()) => 0.0,
        1 if !tells_father && (is_rotated || has_given || is_whole && !are_arabic(first, second)) => EXCHANGED_PLACES,
        _ => 1.0,
    }
}
