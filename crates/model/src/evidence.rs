//! How a source stands to a fact, and how it counts.

use super::vocabulary::vocabulary;

vocabulary! {
    /// How an article stands to the fact that it is cited for.
    pub enum Stance {
        /// The article, or a speaker whom it names, states it as a fact.
        Reports = "REPORTS",
        /// An accusation, the claim of an interested party, or the word of an interested source whom the article does not
        /// name.
        Alleges = "ALLEGES",
        /// A named body has verified it.
        Confirms = "CONFIRMS",
        /// The article, or somebody it quotes, says that it is not so.
        Denies = "DENIES",
        /// It is announced or intended, not done.
        Plans = "PLANS",
    }
}

/// The largest number of a figure: JSON holds whole numbers exactly up to this one.
pub const FIGURE_LIMIT: i64 = (1 << 53) - 1;

vocabulary! {
    /// How a number is meant.
    pub enum Qualifier {
        /// Just this many.
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
    /// Whether it qualifies a number, rather than stand for one.
    pub fn takes_a_number(self) -> bool {
        !matches!(self, Self::Dozens | Self::Hundreds | Self::Thousands)
    }
}
