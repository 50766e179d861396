//! Questions about a period: how the time of something relates to it.

use super::vocabulary::vocabulary;

vocabulary! {
    /// How the time of an item must relate to the period from `from` until `until`. Dates may be imprecise or unknown:
    /// `2020` may be any day of that year. *Certainly* means for all days that the dates allow, *possibly* for some of
    /// them. A relationship without a known end may still hold: it certainly lasted through the day on which it began,
    /// and may reach any later day. An event without a known end counts as over on the day on which it began. An article
    /// has one day, so *overlaps* and *within* mean the same for it.
    pub enum PeriodMatch {
        /// At least one day of it may lie in the period.
        PossiblyOverlaps = "POSSIBLY_OVERLAPS",
        /// At least one day of it certainly lies in the period.
        CertainlyOverlaps = "CERTAINLY_OVERLAPS",
        /// All of it may lie in the period.
        PossiblyWithin = "POSSIBLY_WITHIN",
        /// All of it certainly lies in the period.
        CertainlyWithin = "CERTAINLY_WITHIN",
    }
}

vocabulary! {
    /// What to do with items whose time is not known at all: no first or last day on which they may have begun or ended
    /// is known. They may lie in any period, and certainly lie in none.
    pub enum Undated {
        /// They match, whatever the period is.
        Included = "INCLUDED",
        /// They do not match.
        Excluded = "EXCLUDED",
        /// Only they match, whatever the period is.
        Only = "ONLY",
    }
}

impl PeriodMatch {
    /// Whether the days that the dates allow all have to meet it.
    pub fn is_certain(self) -> bool {
        matches!(self, Self::CertainlyOverlaps | Self::CertainlyWithin)
    }
}
