//! Which way lists are sorted.

use async_graphql::Enum;

/// Which way a list is sorted.
#[derive(Enum, Clone, Copy, PartialEq, Eq, Default)]
pub enum OrderDirection {
    /// The smallest, or the earliest, first.
    #[default]
    Asc,
    /// The largest, or the latest, first.
    Desc,
}

impl OrderDirection {
    pub fn is_descending(self) -> bool {
        self == Self::Desc
    }
}
