//! Places.

use async_graphql::{Context, ID, InputObject, Object};

use super::async_graphql_override as async_graphql;
use super::combination::{Combination, combined};
use super::connection::{Connection, connection};
use super::dataset::Dataset;
use super::entity::{entity_type, optional, required};
use super::error::{Failure, Result};
use super::event::{Event, EventFilter};
use super::fact::{self, FactFilter};
use super::name::{Name, name_of, names_of};
use super::naming::all_named;
use super::node::global_id;
use super::order::{EventOrder, RelationshipOrder};
use super::page_arguments::page_request;
use super::place_relationship::{PlaceRelationship, PlaceRelationshipFilter};
use super::quantifier::filter;
use crate::db::dataset::DatasetById;
use crate::db::event::EventsAt;
use crate::db::filter as stored;
use crate::db::place::{PlaceById, PlaceRow};
use crate::db::place_relationship::PlaceRelationshipsAt;
use crate::model::{CountryCode, Language, NodeKind, PlaceRelationshipKind};

entity_type!(Place: PlaceRow);

/// A place on the map.
#[Object]
impl Place {
    /// The global id: the type, a colon and the key.
    pub async fn id(&self) -> ID {
        global_id(NodeKind::Place, &self.0.key)
    }

    /// The stable key in this data.
    async fn key(&self) -> &str {
        &self.0.key
    }

    /// The name to show. With a language: the primary name in it, else another name in it, else a name in a broader
    /// language (`en` for `en-US`). Otherwise, and without a language: the first primary name, in its original script.
    async fn name(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The preferred language. Default: the languages of the request.")] language: Option<Language>,
    ) -> Result<String> {
        name_of(ctx, self.0.id, &self.0.caption, language).await
    }

    /// All names in all languages, the primary names first.
    async fn names(&self, ctx: &Context<'_>) -> Result<Vec<Name>> {
        names_of(ctx, self.0.id).await
    }

    /// The latitude in degrees north (WGS 84).
    async fn latitude(&self) -> Option<f64> {
        self.0.latitude
    }

    /// The longitude in degrees east (WGS 84).
    async fn longitude(&self) -> Option<f64> {
        self.0.longitude
    }

    /// The country in which it lies.
    async fn country(&self) -> Option<&CountryCode> {
        self.0.country.as_ref()
    }

    /// The place that it lies within, if the data says so: the smallest one, which may lie within another. To list
    /// what lies within a place, use `within` in the `where` of `places`.
    async fn within(&self, ctx: &Context<'_>) -> Result<Option<Place>> {
        optional(ctx, PlaceById, self.0.within_id).await
    }

    /// The events that happened there. For those in places within it, use `place: { within: … }` in the `where` of
    /// `events`.
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<EventFilter>,
        #[graphql(desc = "Only facts that match this filter.")] facts: Option<FactFilter>,
        #[graphql(desc = "The sort order. Default: the earliest first.")] order_by: Option<EventOrder>,
    ) -> Result<Connection<Event>> {
        let list = EventsAt {
            filter: filter(r#where)?,
            facts: fact::filter(facts)?,
            order: order_by.unwrap_or_default().into(),
            page: page_request(ctx)?,
        };
        connection(ctx, list, self.0.id).await
    }

    /// The relationships of parties to it, such as who controlled it and when.
    async fn place_relationships(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<PlaceRelationshipFilter>,
        #[graphql(desc = "Only place relationships of these kinds.")] kinds: Option<Vec<PlaceRelationshipKind>>,
        #[graphql(desc = "Only facts that match this filter.")] facts: Option<FactFilter>,
        #[graphql(desc = "The sort order. Default: the order of entry.")] order_by: Option<RelationshipOrder>,
    ) -> Result<Connection<PlaceRelationship>> {
        let list = PlaceRelationshipsAt {
            filter: filter(r#where)?,
            kinds,
            facts: fact::filter(facts)?,
            order: order_by.unwrap_or_default().into(),
            page: page_request(ctx)?,
        };
        connection(ctx, list, self.0.id).await
    }

    /// The data set that it was loaded with.
    async fn dataset(&self, ctx: &Context<'_>) -> Result<Dataset> {
        required(ctx, DatasetById, self.0.dataset_id).await
    }
}

/// Selects places. All conditions must match. A list matches if one of its items does; an empty list matches nothing.
#[derive(InputObject, Default)]
pub struct PlaceFilter {
    /// Places with these keys or ids.
    pub keys: Option<Vec<String>>,
    /// Places that lie in one of these countries.
    pub countries: Option<Vec<CountryCode>>,
    /// These places, by key or id, and all places within them, at any depth.
    pub within: Option<Vec<String>>,
    /// Places in these data sets, by key or id.
    pub datasets: Option<Vec<String>>,
    #[graphql(flatten)]
    pub combination: Combination<PlaceFilter>,
}

/// # Errors
/// `BAD_USER_INPUT` for a malformed key, for an id of another type, and for an invalid filter inside.
impl TryFrom<PlaceFilter> for stored::PlaceFilter {
    type Error = Failure;

    fn try_from(filter: PlaceFilter) -> Result<Self> {
        Ok(Self {
            ids: None,
            keys: all_named("keys", filter.keys, &[NodeKind::Place])?,
            countries: filter.countries,
            within: all_named("within", filter.within, &[NodeKind::Place])?,
            datasets: all_named("datasets", filter.datasets, &[NodeKind::Dataset])?,
            combined: combined(filter.combination)?,
        })
    }
}
