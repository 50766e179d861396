//! What parties have to do with places.

use async_graphql::{Context, InputObject, Object};

use super::async_graphql_override as async_graphql;
use super::entity::{entity_type, required};
use super::error::{Failure, Result};
use super::fact::{self, FactFields, FactFilter};
use super::party::Party;
use super::place::Place;
use super::scalar::{Date, Days, check_range};
use crate::db::party::PartyById;
use crate::db::place::PlaceById;
use crate::db::place_relationship::{self, PlaceRelationshipRow};
use crate::model::{DayRange, PartialDate, PlaceRelationshipKind};

entity_type!(PlaceRelationship: PlaceRelationshipRow);

/// What a party has to do with a place over time, such as control of it. Read: party, kind, place. Walks go from party to
/// party, and not through places.
#[Object]
impl PlaceRelationship {
    #[graphql(flatten)]
    async fn fact(&self) -> FactFields<'_> {
        FactFields(&self.0.fact)
    }

    /// Its stable name in this data.
    async fn key(&self) -> &str {
        &self.0.fact.key
    }

    /// The party.
    async fn party(&self, ctx: &Context<'_>) -> Result<Party> {
        required(ctx, PartyById, self.0.party_id).await
    }

    /// What the party has to do with the place.
    async fn kind(&self) -> PlaceRelationshipKind {
        self.0.kind
    }

    /// The place.
    async fn place(&self, ctx: &Context<'_>) -> Result<Place> {
        required(ctx, PlaceById, self.0.place_id).await
    }

    /// When it began, as the sources give it.
    async fn started(&self) -> Option<PartialDate> {
        self.0.started
    }

    /// The days on which it may have begun, given all that is known; null unless both ends are.
    async fn started_within(&self) -> Option<Days> {
        Days::of(DayRange { earliest: self.0.started_earliest, latest: self.0.started_latest })
    }

    /// When it ended, as the sources give it; null when it goes on or its end is not known.
    async fn ended(&self) -> Option<PartialDate> {
        self.0.ended
    }

    /// The days on which it may have ended, given all that is known; null unless both ends are.
    async fn ended_within(&self) -> Option<Days> {
        Days::of(DayRange { earliest: self.0.ended_earliest, latest: self.0.ended_latest })
    }
}

/// Which place relationships are asked for. All conditions have to be met; within a list, one of its items, so that an
/// empty list is met by nothing.
#[derive(InputObject, Default)]
pub struct PlaceRelationshipFilter {
    /// Place relationships of these kinds.
    pub kinds: Option<Vec<PlaceRelationshipKind>>,
    /// Place relationships of these parties, given by key.
    pub parties: Option<Vec<String>>,
    /// Place relationships to these places, given by key.
    pub places: Option<Vec<String>>,
    /// Place relationships of these data sets, given by key.
    pub datasets: Option<Vec<String>>,
    /// Place relationships that may have held on that day or later. What has no known end may hold still.
    pub from: Option<Date>,
    /// Place relationships that may have held on that day or before. What has no known start may have held always.
    pub until: Option<Date>,
    /// Place relationships that this filter keeps.
    pub facts: Option<FactFilter>,
}

/// # Errors
/// `BAD_USER_INPUT` when the range ends before it starts, and for what makes no sense in `facts`.
impl TryFrom<PlaceRelationshipFilter> for place_relationship::PlaceRelationshipFilter {
    type Error = Failure;

    fn try_from(filter: PlaceRelationshipFilter) -> Result<Self> {
        check_range(filter.from, filter.until)?;
        Ok(Self {
            ids: None,
            kinds: filter.kinds,
            parties: filter.parties,
            places: filter.places,
            datasets: filter.datasets,
            from: filter.from.map(|day| day.0),
            until: filter.until.map(|day| day.0),
            facts: fact::filter(filter.facts)?,
        })
    }
}
