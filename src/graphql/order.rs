//! Which way lists are sorted, and by what those of parties are.

use async_graphql::{Enum, InputObject};

use crate::db::party;

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

/// What parties can be sorted by.
#[derive(Enum, Clone, Copy, PartialEq, Eq, Default)]
pub enum PartyOrderField {
    /// The first of its primary names, code point by code point.
    #[default]
    Name,
    /// Its key, which follows the usual spelling in Latin letters.
    Key,
}

/// How parties are sorted.
#[derive(InputObject, Default)]
pub struct PartyOrder {
    /// What to sort by.
    #[graphql(default)]
    pub by: PartyOrderField,
    /// Which way.
    #[graphql(default)]
    pub direction: OrderDirection,
}

impl From<PartyOrder> for party::PartyOrder {
    fn from(order: PartyOrder) -> Self {
        let descending = order.direction.is_descending();
        match order.by {
            PartyOrderField::Name => Self::Name { descending },
            PartyOrderField::Key => Self::Key { descending },
        }
    }
}
