//! Comparing two names: a score, and an explanation.

use std::fmt;

use sanad_model::Vocabulary;
use sanad_model::vocabulary;

use super::abbreviation::may_be_abbreviated;
use super::alignment::{Alignment, PartPair, align};
use super::bound::may_reach;
use super::features::{Evidence, Features};
use super::likes::{Likes, RememberedLikes};
use super::name::{Bearer, Name};
use super::parsed::{Parsed, Role};

vocabulary! {
    /// How a part of one name matches a part of the other.
    pub enum NameLikeness {
        /// The same letters.
        Same = "SAME",
        /// The same name, spelled differently in the same script.
        Spelling = "SPELLING",
        /// The same name in another script.
        Transliteration = "TRANSLITERATION",
        /// One part is the initial of the other, its short form, or an abbreviation of several.
        Initial = "INITIAL",
        /// One letter more, less, changed, or exchanged with the next; in long names of people, two.
        Slip = "SLIP",
        /// Different names.
        Different = "DIFFERENT",
    }
}

vocabulary! {
    /// Why a part of one name has no match in the other.
    pub enum NameLeft {
        /// The other name does not have it.
        Missing = "MISSING",
        /// A title or an honorific.
        Title = "TITLE",
        /// A particle, such as bin or al.
        Particle = "PARTICLE",
        /// The legal form of an organization.
        Generic = "GENERIC",
    }
}

vocabulary! {
    /// Which of two names.
    pub enum NameSide {
        /// The first.
        First = "FIRST",
        /// The second.
        Second = "SECOND",
    }
}

/// A pair of matched parts. Known acronyms are written out.
#[derive(Debug, Clone, PartialEq)]
pub struct Met {
    /// As written in the first name.
    pub first: String,
    /// As written in the second name.
    pub second: String,
    pub likeness: NameLikeness,
    /// The probability that both are the same name, in [0, 1].
    pub similarity: f64,
    /// How much the part counts; above 0. Rare names count more than common ones.
    pub weight: f64,
}

/// A part of one name that matches no part of the other.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftOver {
    pub part: String,
    pub side: NameSide,
    pub why: NameLeft,
    /// How much the part counts; at least 0.
    pub weight: f64,
}

/// The similarity of two names, with an explanation.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Comparison {
    /// In [0, 1]; names with at least 0.7 count as the same.
    pub score: f64,
    /// In the order of the first name; pairs of different names come last.
    pub met: Vec<Met>,
    /// The parts of the first name, then those of the second.
    pub left_over: Vec<LeftOver>,
    /// The reasons for and against. The score is 1 / (1 + e^-bits), with the sum of their bits; but it is 1 if the names
    /// have the same letters, and 0 if no part matches.
    pub evidence: Vec<Evidence>,
}

/// The score, then one line per part.
impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "score {:.3}", self.score)?;
        for met in &self.met {
            let sign = if met.likeness == NameLikeness::Different { '≠' } else { '=' };
            let likeness = lower_case(met.likeness);
            write!(f, "\n  {} {sign} {}: {likeness}, ", met.first, met.second)?;
            write!(f, "similarity {:.3}, weight {:.2}", met.similarity, met.weight)?;
        }
        for left in &self.left_over {
            let (side, why) = (lower_case(left.side), lower_case(left.why));
            write!(f, "\n  {} of the {side} name: {why}, weight {:.2}", left.part, left.weight)?;
        }
        for Evidence { reason, amount, bits } in &self.evidence {
            let reason = lower_case(*reason).replace('_', " ");
            write!(f, "\n  {reason}: amount {amount:.2}, {bits:+.2} bits")?;
        }
        Ok(())
    }
}

fn lower_case(word: impl Vocabulary) -> String {
    word.word().to_lowercase()
}

/// The similarity of two names, in [0, 1]; names with at least 0.7 count as the same. The order of the names does not
/// matter. Of several readings of a name, the most similar count.
pub fn score(first: &Name, second: &Name) -> f64 {
    first.pairs(second).map(|(one, other)| score_of_readings(one, other)).fold(0.0, f64::max)
}

/// The same, if it is at least this; `None` if it is less, which is often found without aligning the names.
pub fn score_from(least: f64, first: &Name, second: &Name) -> Option<f64> {
    Finder::new(first).score_from(least, second)
}

/// A name that many others are compared with.
#[derive(Debug)]
pub struct Finder<'a> {
    name: &'a Name,
    /// For each reading of the name.
    likes: Vec<RememberedLikes>,
}

impl<'a> Finder<'a> {
    pub fn new(name: &'a Name) -> Self {
        Self { name, likes: name.readings.iter().map(|_| RememberedLikes::default()).collect() }
    }

    /// The score of this name and another as [`score`] returns it, if it is at least `least`.
    pub fn score_from(&mut self, least: f64, other: &Name) -> Option<f64> {
        let mut best: f64 = 0.0;
        for (own, likes) in self.name.readings.iter().zip(&mut self.likes) {
            for other in other.readings.iter().filter(|reading| self.name.is_comparable(own, other, reading)) {
                if own.plain == other.plain {
                    best = 1.0;
                } else if let Some(score) = likes.score_from(least, own, other) {
                    best = best.max(score);
                }
            }
        }
        (best >= least).then_some(best)
    }
}

fn score_of_readings(first: &Parsed, second: &Parsed) -> f64 {
    if first.plain == second.plain {
        return 1.0;
    }
    let (first, second) = in_order(first, second);
    score_of(first, second, &Likes::between(first, second))
}

impl RememberedLikes {
    /// The score of two readings that are not equal, unless it is less.
    fn score_from(&mut self, least: f64, own: &Parsed, other: &Parsed) -> Option<f64> {
        if !may_be_abbreviated(own, other) && !may_reach(least, own, other, self.matched(own, other)) {
            return None;
        }
        let (first, second) = in_order(own, other);
        Some(score_of(first, second, self.between(own, other, std::ptr::eq(first, other))))
    }
}

/// The score of two readings in their fixed order.
fn score_of(first: &Parsed, second: &Parsed, likes: &Likes) -> f64 {
    Features::of(first, second, &align(first, second, likes)).score()
}

/// Both names in a fixed order, so that the score does not depend on theirs: rounding and the choice between equally
/// similar parts would.
fn in_order<'a>(first: &'a Parsed, second: &'a Parsed) -> (&'a Parsed, &'a Parsed) {
    if first.plain <= second.plain { (first, second) } else { (second, first) }
}

/// The score of two names as [`score`] returns it, with an explanation.
pub fn compare(first: &Name, second: &Name) -> Comparison {
    let scored = first.pairs(second).map(|pair| (score_of_readings(pair.0, pair.1), pair));
    match scored.reduce(|best, next| if next.0 > best.0 { next } else { best }) {
        Some((score, (first, second))) => compare_readings(first, second, score),
        None => Comparison { score: 0.0, ..Comparison::default() },
    }
}

fn compare_readings(first: &Parsed, second: &Parsed, score: f64) -> Comparison {
    let (one, other) = in_order(first, second);
    let alignment = align(one, other, &Likes::between(one, other));
    let evidence: Vec<Evidence> = Features::of(one, other, &alignment).evidence().collect();
    let alignment = if std::ptr::eq(one, first) { alignment } else { alignment.swapped() };
    let parts = Parts { first, second };
    let (of_first, of_second) = (parts.left(NameSide::First, &alignment), parts.left(NameSide::Second, &alignment));
    let is_name = |left: &&LeftOver| left.why == NameLeft::Missing;
    let different = of_first.iter().filter(is_name).zip(of_second.iter().filter(is_name));
    let different: Vec<Met> = different.map(|(one, other)| Met::different(one, other)).collect();
    let met = alignment.pairs.iter().map(|pair| parts.met(pair)).chain(different.iter().cloned()).collect();
    let rest = |left_over| without_missing(left_over, different.len());
    Comparison { score, met, left_over: rest(of_first).chain(rest(of_second)).collect(), evidence }
}

/// The parts left over, without the first `count` missing parts, which are reported as pairs of different names.
fn without_missing(left_over: Vec<LeftOver>, count: usize) -> impl Iterator<Item = LeftOver> {
    let mut missing = 0;
    left_over.into_iter().filter(move |left| {
        let is_missing = left.why == NameLeft::Missing;
        missing += usize::from(is_missing);
        !is_missing || missing > count
    })
}

impl Met {
    fn different(first: &LeftOver, second: &LeftOver) -> Self {
        let weight = (first.weight + second.weight) / 2.0;
        let (first, second) = (first.part.clone(), second.part.clone());
        Self { first, second, likeness: NameLikeness::Different, similarity: 0.0, weight }
    }
}

/// Both names, to describe their parts.
struct Parts<'a> {
    first: &'a Parsed,
    second: &'a Parsed,
}

impl Parts<'_> {
    fn met(&self, pair: &PartPair) -> Met {
        let text = |name: &Parsed, place: usize, also: Option<usize>| {
            let parts = name.parts[place..=also.unwrap_or(place)].iter().map(|part| &*part.text);
            parts.collect::<Vec<_>>().join(" ")
        };
        Met {
            first: text(self.first, pair.first, pair.also_first),
            second: text(self.second, pair.second, pair.also_second),
            likeness: pair.like.likeness,
            similarity: pair.like.similarity.into(),
            weight: pair.weight(&self.first.parts, &self.second.parts).into(),
        }
    }

    fn left(&self, side: NameSide, alignment: &Alignment) -> Vec<LeftOver> {
        let (name, places) = match side {
            NameSide::First => (self.first, &alignment.left_of_first),
            NameSide::Second => (self.second, &alignment.left_of_second),
        };
        let are_people = self.first.bearer == Bearer::Person && self.second.bearer == Bearer::Person;
        let left = |place: &usize| {
            let part = &name.parts[*place];
            let why = match part.role {
                _ if part.is_title_if_left() => NameLeft::Title,
                Role::Particle(_) => NameLeft::Particle,
                Role::LegalForm => NameLeft::Generic,
                Role::Proper | Role::Title => NameLeft::Missing,
            };
            let weight = if why == NameLeft::Missing { part.weight_left(are_people).into() } else { 0.0 };
            LeftOver { part: part.text.to_string(), side, why, weight }
        };
        places.iter().map(left).collect()
    }
}
