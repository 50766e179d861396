//! Sort orders.

use async_graphql::{Enum, InputObject};

use super::error::{Failure, Result};
use crate::db::fact::{FactOrder, FactSort};
use crate::db::party;
use crate::model::Language;

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
    /// The name: the first primary one or, with `language`, the name that is shown in it. Names are compared by Unicode
    /// code points, so Latin letters come before Arabic ones, and capital letters before small ones.
    #[default]
    Name,
    /// The key. It follows the usual spelling in Latin letters.
    Key,
    /// The number of relationships and participations.
    Degree,
}

/// The sort order of parties.
#[derive(InputObject, Default)]
pub struct PartyOrder {
    /// What to sort by.
    #[graphql(default)]
    pub by: PartyOrderField,
    /// With `NAME`: sort by what `name(language: …)` shows, by code points. This reads the names of all parties that match
    /// `where`, which takes longer. Without it, parties are sorted by their first primary names, whatever the language of the
    /// request is.
    pub language: Option<Language>,
    /// The direction.
    #[graphql(default)]
    pub direction: OrderDirection,
}

/// What to sort by, and whether in descending order.
///
/// # Errors
/// `BAD_USER_INPUT` for a language without names to sort by.
pub fn of_parties(order: Option<PartyOrder>) -> Result<(party::PartyOrder, bool)> {
    let PartyOrder { by, language, direction } = order.unwrap_or_default();
    let order = match (by, language) {
        (PartyOrderField::Name, None) => party::PartyOrder::Name,
        (PartyOrderField::Name, Some(language)) => party::PartyOrder::NameIn(language),
        (_, Some(language)) => {
            let reason = format!("`language` of `orderBy` is `{language}`: expected a language only with `by: NAME`");
            return Err(Failure::bad_user_input(reason));
        }
        (PartyOrderField::Key, None) => party::PartyOrder::Key,
        (PartyOrderField::Degree, None) => party::PartyOrder::Degree,
    };
    Ok((order, direction.is_descending()))
}

/// What relationships can be sorted by.
#[derive(Enum, Clone, Copy, PartialEq, Eq, Default)]
pub enum RelationshipOrderField {
    /// The order of entry.
    #[default]
    Entry,
    /// The number of sources.
    Sources,
    /// The date of the earliest article with evidence. Those without a dated article count as the latest.
    FirstReported,
}

/// The sort order of relationships and place relationships.
#[derive(InputObject, Default)]
pub struct RelationshipOrder {
    /// What to sort by.
    #[graphql(default)]
    pub by: RelationshipOrderField,
    /// The direction.
    #[graphql(default)]
    pub direction: OrderDirection,
}

impl From<RelationshipOrder> for FactOrder {
    fn from(order: RelationshipOrder) -> Self {
        let by = match order.by {
            RelationshipOrderField::Entry => FactSort::Own,
            RelationshipOrderField::Sources => FactSort::Sources,
            RelationshipOrderField::FirstReported => FactSort::FirstReported,
        };
        Self { by, descending: order.direction.is_descending() }
    }
}

/// What events can be sorted by.
#[derive(Enum, Clone, Copy, PartialEq, Eq, Default)]
pub enum EventOrderField {
    /// The first day on which they may have begun, else the last. Events without any date count as the latest.
    #[default]
    Day,
    /// The number of sources.
    Sources,
    /// The date of the earliest article with evidence. Events without a dated article count as the latest.
    FirstReported,
}

/// The sort order of events.
#[derive(InputObject, Default)]
pub struct EventOrder {
    /// What to sort by.
    #[graphql(default)]
    pub by: EventOrderField,
    /// The direction.
    #[graphql(default)]
    pub direction: OrderDirection,
}

impl From<EventOrder> for FactOrder {
    fn from(order: EventOrder) -> Self {
        let by = match order.by {
            EventOrderField::Day => FactSort::Own,
            EventOrderField::Sources => FactSort::Sources,
            EventOrderField::FirstReported => FactSort::FirstReported,
        };
        Self { by, descending: order.direction.is_descending() }
    }
}
