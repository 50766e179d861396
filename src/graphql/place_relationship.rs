//! Relationships of parties to places.

use async_graphql::{Context, InputObject, Object};

use super::async_graphql_override as async_graphql;
use super::combination::{Combination, combined};
use super::entity::{entity_type, required};
use super::error::{Failure, Result};
use super::fact::{self, FactFields, FactFilter};
use super::naming::{PARTIES, all_named};
use super::party::Party;
use super::period::Period;
use super::place::{Place, PlaceFilter};
use super::quantifier::inner;
use super::scalar::Days;
use crate::db::filter;
use crate::db::party::PartyById;
use crate::db::place::PlaceById;
use crate::db::place_relationship::PlaceRelationshipRow;
use crate::model::{DayRange, NodeKind, PartialDate, PlaceRelationshipKind};

entity_type!(PlaceRelationship: PlaceRelationshipRow);

/// The relationship of a party to a place, such as control of it. Read it as: party, kind, place. `paths` and `network`
/// do not lead through places.
#[Object]
impl PlaceRelationship {
    #[graphql(flatten)]
    async fn fact(&self) -> FactFields<'_> {
        FactFields(&self.0.fact)
    }

    /// The stable key in this data.
    async fn key(&self) -> &str {
        &self.0.fact.key
    }

    /// The party.
    async fn party(&self, ctx: &Context<'_>) -> Result<Party> {
        required(ctx, PartyById, self.0.party_id).await
    }

    /// The kind of relationship to the place.
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

    /// The days on which it may have begun, given everything that is known, open where the first or the last of them is not
    /// known. Null if neither is.
    async fn started_within(&self) -> Option<Days> {
        Days::of(DayRange { earliest: self.0.started_earliest, latest: self.0.started_latest })
    }

    /// When it ended, as the sources give it. Null if it still holds, or if the end is not known.
    async fn ended(&self) -> Option<PartialDate> {
        self.0.ended
    }

    /// The days on which it may have ended, given everything that is known, open where the first or the last of them is not
    /// known. Null if neither is.
    async fn ended_within(&self) -> Option<Days> {
        Days::of(DayRange { earliest: self.0.ended_earliest, latest: self.0.ended_latest })
    }
}

/// Selects place relationships. All conditions must match. A list matches if one of its items does; an empty list
/// matches nothing.
#[derive(InputObject, Default)]
pub struct PlaceRelationshipFilter {
    /// Place relationships of these kinds.
    pub kinds: Option<Vec<PlaceRelationshipKind>>,
    /// Place relationships of these parties, by key or id.
    pub parties: Option<Vec<String>>,
    /// Place relationships to these places, by key or id.
    pub places: Option<Vec<String>>,
    /// Place relationships to a place that matches this filter, such as one in a country or within another place.
    pub place: Option<Box<PlaceFilter>>,
    /// Place relationships in these data sets, by key or id.
    pub datasets: Option<Vec<String>>,
    #[graphql(flatten)]
    pub period: Period,
    /// Place relationships that match this filter.
    pub facts: Option<FactFilter>,
    #[graphql(flatten)]
    pub combination: Combination<PlaceRelationshipFilter>,
}

/// # Errors
/// `BAD_USER_INPUT` when the range ends before it starts, and for an invalid filter in `facts`.
impl TryFrom<PlaceRelationshipFilter> for filter::PlaceRelationshipFilter {
    type Error = Failure;

    fn try_from(filter: PlaceRelationshipFilter) -> Result<Self> {
        Ok(Self {
            ids: None,
            kinds: filter.kinds,
            parties: all_named("parties", filter.parties, PARTIES)?,
            places: all_named("places", filter.places, &[NodeKind::Place])?,
            place: inner(filter.place)?,
            datasets: all_named("datasets", filter.datasets, &[NodeKind::Dataset])?,
            period: filter.period.try_into()?,
            facts: fact::filter(filter.facts)?,
            combined: combined(filter.combination)?,
        })
    }
}
