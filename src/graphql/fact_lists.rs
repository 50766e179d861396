//! The fields of the query root for what is otherwise reached through an event, a party or an article: incidents,
//! participations, figures, evidence and mentions.

use async_graphql::{Context, Object};

use super::async_graphql_override as async_graphql;
use super::connection::{Connection, connection};
use super::error::Result;
use super::event::EventFilter;
use super::evidence::{Evidence, EvidenceFilter};
use super::figure::{Figure, FigureFilter};
use super::incident::Incident;
use super::mention::{Mention, MentionFilter};
use super::order::EventOrder;
use super::page_arguments::page_request;
use super::participation::{Participation, ParticipationFilter};
use super::quantifier::filter;
use crate::db::ROOT;
use crate::db::event::Events;
use crate::db::evidence::AllEvidence;
use crate::db::figure::Figures;
use crate::db::filter::{Combined, EventFilter as StoredEventFilter};
use crate::db::mention::Mentions;
use crate::db::participation::Participations;
use crate::model::NodeKind;

pub struct FactListFields;

#[Object]
impl FactListFields {
    /// Incidents.
    pub async fn incidents(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<EventFilter>,
        #[graphql(desc = "The sort order. Default: the earliest first.")] order_by: Option<EventOrder>,
    ) -> Result<Connection<Incident>> {
        // Its own condition may ask for another kind of event.
        let asked = Combined { and: vec![filter(r#where)?], ..Combined::default() };
        let list = Events {
            filter: StoredEventFilter {
                kind: Some(NodeKind::Incident),
                combined: asked,
                ..StoredEventFilter::default()
            },
            order: order_by.unwrap_or_default().into(),
            page: page_request(ctx)?,
        };
        connection(ctx, list, ROOT).await
    }

    /// Participations of parties in events, in the order of entry.
    pub async fn participations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<ParticipationFilter>,
    ) -> Result<Connection<Participation>> {
        connection(ctx, Participations { filter: filter(r#where)?, page: page_request(ctx)? }, ROOT).await
    }

    /// Figures that sources give for events, in the order of entry.
    pub async fn figures(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<FigureFilter>,
    ) -> Result<Connection<Figure>> {
        connection(ctx, Figures { filter: filter(r#where)?, page: page_request(ctx)? }, ROOT).await
    }

    /// Evidence, in the order of entry: which article says what, in which paragraphs and on whose word.
    pub async fn evidence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<EvidenceFilter>,
    ) -> Result<Connection<Evidence>> {
        connection(ctx, AllEvidence { filter: filter(r#where)?, page: page_request(ctx)? }, ROOT).await
    }

    /// Mentions of parties in articles, in the order of entry.
    pub async fn mentions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<MentionFilter>,
    ) -> Result<Connection<Mention>> {
        connection(ctx, Mentions { filter: filter(r#where)?, page: page_request(ctx)? }, ROOT).await
    }
}
