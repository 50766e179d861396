//! The stance of an article on a fact, and the qualifiers of numbers.

use super::vocabulary::vocabulary;

vocabulary! {
    /// The stance of an article on the fact that it is cited for.
    pub enum Stance {
        /// The article, or a speaker whom it names, states it as a fact.
        Reports = "REPORTS",
        /// An accusation, the claim of an interested party, or the claim of an interested source that the article does
        /// not name.
        Alleges = "ALLEGES",
        /// A named body has verified it.
        Confirms = "CONFIRMS",
        /// The article, or somebody it quotes, says that it is not so.
        Denies = "DENIES",
        /// It is announced or intended, but has not happened.
        Plans = "PLANS",
    }
}

/// The largest number of a figure: JSON numbers are exact up to this one.
pub const FIGURE_LIMIT: i64 = (1 << 53) - 1;

vocabulary! {
    /// How exact a number is.
    pub enum Qualifier {
        /// Exactly this many.
        Exactly = "EXACTLY",
        /// About this many.
        About = "ABOUT",
        /// This many or more.
        AtLeast = "AT_LEAST",
        /// More than this.
        MoreThan = "MORE_THAN",
        /// This many or fewer.
        AtMost = "AT_MOST",
        /// Some tens; no number is given.
        Dozens = "DOZENS",
        /// Some hundreds; no number is given.
        Hundreds = "HUNDREDS",
        /// Some thousands; no number is given.
        Thousands = "THOUSANDS",
    }
}

impl Qualifier {
    /// Whether a figure with this qualifier has a number.
    pub fn takes_a_number(self) -> bool {
        !matches!(self, Self::Dozens | Self::Hundreds | Self::Thousands)
    }
}
