//! The fields of the query root for places, place relationships and legal instruments.

use async_graphql::{Context, Object};

use super::async_graphql_override as async_graphql;
use super::connection::{Connection, connection};
use super::entity::entity;
use super::error::Result;
use super::legal_instrument::{LegalInstrument, LegalInstrumentFilter};
use super::naming::key_of;
use super::order::RelationshipOrder;
use super::page_arguments::page_request;
use super::place::{Place, PlaceFilter};
use super::place_relationship::{PlaceRelationship, PlaceRelationshipFilter};
use super::quantifier::filter;
use crate::db::ROOT;
use crate::db::legal_instrument::{LegalInstrumentByKey, LegalInstruments};
use crate::db::place::{PlaceByKey, Places};
use crate::db::place_relationship::{PlaceRelationshipByKey, PlaceRelationships};
use crate::model::NodeKind;

pub struct PlaceAndInstrumentFields;

#[Object]
impl PlaceAndInstrumentFields {
    /// The place with this key or id.
    pub async fn place(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its key or id, such as `tarhuna`.")] key: String,
    ) -> Result<Option<Place>> {
        entity(ctx, PlaceByKey { key: key_of(&key, NodeKind::Place)? }, ROOT).await
    }

    /// The place relationship with this key or id.
    pub async fn place_relationship(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its key or id, such as `kaniyat.controls.tarhuna`.")] key: String,
    ) -> Result<Option<PlaceRelationship>> {
        entity(ctx, PlaceRelationshipByKey { key: key_of(&key, NodeKind::PlaceRelationship)? }, ROOT).await
    }

    /// The legal instrument with this key or id.
    pub async fn legal_instrument(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its key or id, such as `executive-order-13818`.")] key: String,
    ) -> Result<Option<LegalInstrument>> {
        entity(ctx, LegalInstrumentByKey { key: key_of(&key, NodeKind::LegalInstrument)? }, ROOT).await
    }

    /// Places, sorted by key.
    pub async fn places(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<PlaceFilter>,
    ) -> Result<Connection<Place>> {
        connection(ctx, Places { filter: filter(r#where)?, page: page_request(ctx)? }, ROOT).await
    }

    /// Relationships of parties to places.
    pub async fn place_relationships(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<PlaceRelationshipFilter>,
        #[graphql(desc = "The sort order. Default: the order of entry.")] order_by: Option<RelationshipOrder>,
    ) -> Result<Connection<PlaceRelationship>> {
        let order = order_by.unwrap_or_default().into();
        let list = PlaceRelationships { filter: filter(r#where)?, order, page: page_request(ctx)? };
        connection(ctx, list, ROOT).await
    }

    /// Legal instruments, sorted by key.
    pub async fn legal_instruments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<LegalInstrumentFilter>,
    ) -> Result<Connection<LegalInstrument>> {
        let list = LegalInstruments { filter: filter(r#where)?, page: page_request(ctx)? };
        connection(ctx, list, ROOT).await
    }
}
