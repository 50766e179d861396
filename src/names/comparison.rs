//! How alike two names are, and why.

use std::fmt;

use super::name::Name;
use crate::model::vocabulary::vocabulary;

vocabulary! {
    /// How one part of a name is like a part of another.
    pub enum Likeness {
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
    pub enum Left {
        /// The other name does not have it.
        Missing = "MISSING",
        /// A title or an honorific.
        Title = "TITLE",
        /// A particle, such as bin or al.
        Particle = "PARTICLE",
        /// A word that many organizations have in their names, such as company, or a legal form.
        Generic = "GENERIC",
    }
}

vocabulary! {
    /// Which of two names.
    pub enum Side {
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
    pub likeness: Likeness,
    /// How likely they are one name, in [0, 1].
    pub similarity: f64,
    /// How much the part counts: rare names more than common ones; above 0.
    pub weight: f64,
}

/// A part of one name that met none of the other.
#[derive(Debug, Clone, PartialEq)]
pub struct LeftOver {
    pub part: String,
    pub side: Side,
    pub why: Left,
    /// How much the part counts, at least 0.
    pub weight: f64,
}

/// How alike two names are, and why.
#[derive(Debug, Clone, PartialEq)]
pub struct Comparison {
    /// In [0, 1]; from 0.7 on they pass for one name.
    pub score: f64,
    /// In the order of the first name.
    pub met: Vec<Met>,
    pub left_over: Vec<LeftOver>,
}

/// A line for each part.
impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.3}", self.score)
    }
}

/// How alike two names are: in [0, 1], and from 0.7 on they pass for one. The same whichever comes first.
pub fn score(first: &Name, second: &Name) -> f64 {
    strsim::jaro_winkler(first.text(), second.text())
}

/// How alike two names are, as `score` has it, and why.
pub fn compare(first: &Name, second: &Name) -> Comparison {
    Comparison { score: score(first, second), met: Vec::new(), left_over: Vec::new() }
}
