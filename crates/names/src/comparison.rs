//! How alike two names are, and why.

use std::fmt;

use sanad_model::Vocabulary;
use sanad_model::vocabulary;

use super::alignment::{Alignment, Meeting, align};
use super::evidence::{Evidence, weight};
use super::name::{Bearer, Name, Role};

vocabulary! {
    /// How one part of a name is like a part of another.
    pub enum NameLikeness {
        /// The same letters.
        Same = "SAME",
        /// Other letters of the same script, for the same name.
        Spelling = "SPELLING",
        /// The same name in another script.
        Transliteration = "TRANSLITERATION",
        /// The first letter stands for the name.
        Initial = "INITIAL",
        /// Another name.
        Different = "DIFFERENT",
    }
}

vocabulary! {
    /// Why a part of a name met none of the other.
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

/// A part of one name and the part of the other that it met.
#[derive(Debug, Clone, PartialEq)]
pub struct Met {
    /// As the first name has it.
    pub first: String,
    /// As the second has it.
    pub second: String,
    pub likeness: NameLikeness,
    /// How likely they are one name, in [0, 1].
    pub similarity: f64,
    /// How much the part counts: rare names more than common ones; above 0.
    pub weight: f64,
}

/// A part of one name that met none of the other.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftOver {
    pub part: String,
    pub side: NameSide,
    pub why: NameLeft,
    /// How much the part counts, at least 0.
    pub weight: f64,
}

/// How alike two names are, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// In [0, 1]; from 0.7 on they pass for one name.
    pub score: f64,
    /// In the order of the first name; then those that are different names.
    pub met: Vec<Met>,
    /// Those of the first name, then those of the second.
    pub left_over: Vec<LeftOver>,
    /// Whether one of them lacks the given name of the other, as a father's does the son's.
    pub lacks_given_name: bool,
    /// Whether their parts stand in another order than spelling explains, as a father's and a son's do.
    pub is_swapped: bool,
}

/// The score, and a line for each part.
impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "score {:.3}", self.score)?;
        for met in &self.met {
            let sign = if met.likeness == NameLikeness::Different { '≠' } else { '=' };
            let likeness = said(met.likeness);
            write!(f, "\n  {} {sign} {}: {likeness}, ", met.first, met.second)?;
            write!(f, "similarity {:.3}, weight {:.2}", met.similarity, met.weight)?;
        }
        for left in &self.left_over {
            let (side, why) = (said(left.side), said(left.why));
            write!(f, "\n  {} of the {side} name: {why}, weight {:.2}", left.part, left.weight)?;
        }
        if self.lacks_given_name {
            write!(f, "\n  one name lacks the given name of the other")?;
        }
        if self.is_swapped {
            write!(f, "\n  the order is another")?;
        }
        Ok(())
    }
}

fn said(word: impl Vocabulary) -> String {
    word.word().to_lowercase()
}

/// How alike two names are: in [0, 1], and from 0.7 on they pass for one. The same whichever comes first.
pub fn score(first: &Name, second: &Name) -> f64 {
    at_once(first, second).unwrap_or_else(|| {
        let (first, second) = in_order(first, second);
        Evidence::of(first, second, &align(first, second)).score()
    })
}

/// The score of names that need no closer look.
fn at_once(first: &Name, second: &Name) -> Option<f64> {
    if first.is_empty() || second.is_empty() {
        return Some(0.0);
    }
    (first.plain == second.plain).then_some(1.0)
}

/// Both names in one order, whichever comes first: sums of fractions depend on it, and which of equal parts meet.
fn in_order<'a>(first: &'a Name, second: &'a Name) -> (&'a Name, &'a Name) {
    if first.plain <= second.plain { (first, second) } else { (second, first) }
}

/// How alike two names are, as `score` has it, and why.
pub fn compare(first: &Name, second: &Name) -> Comparison {
    let (one, other) = in_order(first, second);
    let alignment = align(one, other);
    let evidence = Evidence::of(one, other, &alignment);
    let alignment = if std::ptr::eq(one, first) { alignment } else { alignment.turned() };
    let parts = Parts { first, second };
    let (of_first, of_second) = (parts.left(NameSide::First, &alignment), parts.left(NameSide::Second, &alignment));
    let is_name = |left: &&LeftOver| left.why == NameLeft::Missing;
    let different = of_first.iter().filter(is_name).zip(of_second.iter().filter(is_name));
    let different: Vec<Met> = different.map(|(one, other)| Met::different(one, other)).collect();
    let met = alignment.met.iter().map(|meeting| parts.met(meeting)).chain(different.iter().cloned()).collect();
    Comparison {
        score: at_once(first, second).unwrap_or_else(|| evidence.score()),
        met,
        left_over: beyond(of_first, different.len()).chain(beyond(of_second, different.len())).collect(),
        lacks_given_name: evidence.given >= 1.0,
        is_swapped: evidence.swapped > 0.0,
    }
}

/// What is left over but for the first missing parts, which are told as different ones.
fn beyond(left_over: Vec<LeftOver>, told: usize) -> impl Iterator<Item = LeftOver> {
    let mut missing = 0;
    left_over.into_iter().filter(move |left| {
        let is_missing = left.why == NameLeft::Missing;
        missing += usize::from(is_missing);
        !is_missing || missing > told
    })
}

impl Met {
    fn different(first: &LeftOver, second: &LeftOver) -> Self {
        let weight = (first.weight + second.weight) / 2.0;
        let (first, second) = (first.part.clone(), second.part.clone());
        Self { first, second, likeness: NameLikeness::Different, similarity: 0.0, weight }
    }
}

/// Both names, to tell their parts.
struct Parts<'a> {
    first: &'a Name,
    second: &'a Name,
}

impl Parts<'_> {
    fn are_organizations(&self) -> bool {
        self.first.bearer == Bearer::Organization || self.second.bearer == Bearer::Organization
    }

    fn met(&self, meeting: &Meeting) -> Met {
        let text = |name: &Name, place: usize, also: Option<usize>| {
            let parts = [Some(place), also].into_iter().flatten().map(|place| &*name.parts[place].text);
            parts.collect::<Vec<_>>().join(" ")
        };
        let weigh = |name: &Name, place: usize| weight(&name.parts[place], self.are_organizations());
        Met {
            first: text(self.first, meeting.first, meeting.also_first),
            second: text(self.second, meeting.second, meeting.also_second),
            likeness: meeting.like.likeness,
            similarity: meeting.like.similarity.into(),
            weight: weigh(self.first, meeting.first).min(weigh(self.second, meeting.second)).into(),
        }
    }

    fn left(&self, side: NameSide, alignment: &Alignment) -> Vec<LeftOver> {
        let (name, places) = match side {
            NameSide::First => (self.first, &alignment.left_of_first),
            NameSide::Second => (self.second, &alignment.left_of_second),
        };
        let left = |place: &usize| {
            let part = &name.parts[*place];
            let why = match part.role {
                Role::Title => NameLeft::Title,
                Role::Particle(_) => NameLeft::Particle,
                Role::LegalForm => NameLeft::Generic,
                Role::Proper => NameLeft::Missing,
            };
            let weight = if why == NameLeft::Missing { weight(part, self.are_organizations()).into() } else { 0.0 };
            LeftOver { part: part.text.to_string(), side, why, weight }
        };
        places.iter().map(left).collect()
    }
}
