//! Sort orders.

use async_graphql::{Enum, InputObject};

use crate::db::party;

/// The direction of a sort order.
#[derive(Enum, Clone, Copy, PartialEq, Eq, Default)]
pub enum OrderDirection {
    /// The smallest or earliest first.
    #[default]
    Asc,
    /// The largest or latest first.
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
    /// The first primary name, by Unicode code points.
    #[default]
    Name,
    /// The key. It follows the usual spelling in Latin letters.
    Key,
}

/// The sort order of parties.
#[derive(InputObject, Default)]
pub struct PartyOrder {
    /// What to sort by.
    #[graphql(default)]
    pub by: PartyOrderField,
    /// The direction.
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
