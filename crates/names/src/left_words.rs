//! What the words say that are left over of the names of two organizations.

use super::features::NameReason;
use super::parsed::OF_TRADE;
use super::sides::Side;

/// Parts of at most this weight are common words of organizations.
pub(super) const COMMON_WORD: f32 = 0.5;

/// The weights of the words that are left over of a name, without numbers.
#[derive(Debug, Default, Clone, Copy)]
pub(super) struct LeftWords {
    pub distinctive: f32,
    pub common: f32,
    /// Of the common ones those that say more than what kind of organization it is, and what it does.
    telling: f32,
}

impl LeftWords {
    pub fn of(side: &Side) -> Self {
        let mut words = Self::default();
        side.left.iter().filter(|(place, _)| !side.is_number(*place)).for_each(|(_, weight)| words.add(*weight));
        words
    }

    pub fn add(&mut self, weight: f32) {
        *if weight <= COMMON_WORD { &mut self.common } else { &mut self.distinctive } += weight;
        self.telling += if OF_TRADE < weight && weight <= COMMON_WORD { weight } else { 0.0 };
    }

    pub fn all(&self) -> f32 {
        self.distinctive + self.common
    }
}

/// What is left over of two names.
pub(super) struct LeftOfOrganizations([LeftWords; 2]);

impl LeftOfOrganizations {
    pub fn new(words: [LeftWords; 2]) -> Self {
        Self(words)
    }

    /// What differs, and what only one name has. What one name has more of distinctive words also differs from the common ones
    /// that the other has more of, but for those that say little: Zarnitsa Works is not Samara Works.
    pub fn amounts(&self) -> [(NameReason, f32); 4] {
        let [one, other] = self.0;
        let (distinctive, common) = (one.distinctive - other.distinctive, other.common - one.common);
        let telling = if distinctive > 0.0 { other.telling } else { one.telling };
        let are_crossed = (distinctive > 0.0) == (common > 0.0);
        let crossed = if are_crossed { distinctive.abs().min(common.abs()).min(telling) } else { 0.0 };
        [
            (NameReason::Different, one.distinctive.min(other.distinctive)),
            (NameReason::DifferentCommon, one.common.min(other.common) + crossed),
            (NameReason::Missing, distinctive.abs() - crossed),
            (NameReason::MissingCommon, common.abs() - crossed),
        ]
    }
}
