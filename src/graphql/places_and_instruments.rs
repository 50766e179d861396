//! Fields of the root that lead to what does not act: places, what parties have to do with them, and legal instruments.

use async_graphql::{Context, Object};

use super::async_graphql_override as async_graphql;
use super::connection::{Connection, connection, page_request};
use super::entity::entity;
use super::error::Result;
use super::legal_instrument::{LegalInstrument, LegalInstrumentFilter};
use super::place::Place;
use super::place_relationship::{PlaceRelationship, PlaceRelationshipFilter};
use super::quantifier::filter;
use crate::db::ROOT;
use crate::db::legal_instrument::{LegalInstrumentByKey, LegalInstruments};
use crate::db::place::{PlaceByKey, Places};
use crate::db::place_relationship::{PlaceRelationshipByKey, PlaceRelationships};

/// The fields of the root that lead to places and legal instruments.
pub struct PlaceAndInstrumentFields;

#[Object]
impl PlaceAndInstrumentFields {
    /// The place of that key.
    pub async fn place(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its key, such as `tarhuna`.")] key: String,
    ) -> Result<Option<Place>> {
        entity(ctx, PlaceByKey { key }, ROOT).await
    }

    /// The place relationship of that key.
    pub async fn place_relationship(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its key, such as `kaniyat.controls.tarhuna`.")] key: String,
    ) -> Result<Option<PlaceRelationship>> {
        entity(ctx, PlaceRelationshipByKey { key }, ROOT).await
    }

    /// The legal instrument of that key.
    pub async fn legal_instrument(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its key, such as `executive-order-13818`.")] key: String,
    ) -> Result<Option<LegalInstrument>> {
        entity(ctx, LegalInstrumentByKey { key }, ROOT).await
    }

    /// Places, by key.
    pub async fn places(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Place>> {
        connection(ctx, Places { page: page_request(first, after, last, before)? }, ROOT).await
    }

    /// What parties have to do with places, in the order of entry.
    pub async fn place_relationships(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them; all when absent.")] r#where: Option<PlaceRelationshipFilter>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<PlaceRelationship>> {
        let list = PlaceRelationships { filter: filter(r#where)?, page: page_request(first, after, last, before)? };
        connection(ctx, list, ROOT).await
    }

    /// Legal instruments, by key.
    pub async fn legal_instruments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them; all when absent.")] r#where: Option<LegalInstrumentFilter>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<LegalInstrument>> {
        let list = LegalInstruments { filter: filter(r#where)?, page: page_request(first, after, last, before)? };
        connection(ctx, list, ROOT).await
    }
}
