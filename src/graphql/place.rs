//! Places.

use async_graphql::{Context, ID, Object};

use super::async_graphql_override as async_graphql;
use super::connection::{Connection, connection};
use super::entity::entity_type;
use super::error::Result;
use super::event::{Event, EventFilter};
use super::fact::{self, FactFilter};
use super::name::{Name, name_of, names_of};
use super::node::global_id;
use super::order::{EventOrder, RelationshipOrder};
use super::page_arguments::page_request;
use super::place_relationship::{PlaceRelationship, PlaceRelationshipFilter};
use super::quantifier::filter;
use crate::db::event::EventsAt;
use crate::db::place::PlaceRow;
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
        #[graphql(desc = "The preferred language. Default: those of the request.")] language: Option<Language>,
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

    /// The events that happened there.
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
}
