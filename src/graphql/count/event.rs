//! Counts of events.

use async_graphql::{Context, Enum, Object};

use super::super::async_graphql_override as async_graphql;
use crate::db::count::{CountRow, EventGrouping as By};
use crate::db::dataset::DatasetById;
use crate::db::party::PartyById;
use crate::db::place::PlaceById;
use crate::graphql::dataset::Dataset;
use crate::graphql::entity::{entity_type, optional};
use crate::graphql::error::Result;
use crate::graphql::event::EventKind;
use crate::graphql::party::Party;
use crate::graphql::place::Place;
use crate::model::{IncidentKind, NodeKind, PartialDate};

/// What events can be grouped by.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "By")]
pub enum EventGrouping {
    /// Whether they are sanction events or incidents.
    Kind,
    /// The kind of incident; null for sanction events.
    IncidentKind,
    /// The place where they happened.
    Place,
    /// Who took part, in any role. An event counts once for each party.
    Party,
    /// The data set that they were loaded with.
    Dataset,
    /// The year in which they began, as the sources give it.
    Year,
    /// The month in which they began, if the sources give one.
    Month,
}

type Row = CountRow<By>;

entity_type!(EventCount: Row);

/// A group of events and its size. A field is null if the events are not grouped by it, or have no value for it.
#[Object]
impl EventCount {
    /// The number of events in the group.
    async fn count(&self) -> i64 {
        self.0.count
    }

    /// Whether they are sanction events or incidents.
    async fn kind(&self) -> Option<EventKind> {
        let kind: NodeKind = self.0.value(By::Kind)?;
        Some(if kind == NodeKind::SanctionEvent { EventKind::SanctionEvent } else { EventKind::Incident })
    }

    /// The kind of incident.
    async fn incident_kind(&self) -> Option<IncidentKind> {
        self.0.value(By::IncidentKind)
    }

    /// The place where they happened.
    async fn place(&self, ctx: &Context<'_>) -> Result<Option<Place>> {
        optional(ctx, PlaceById, self.0.value(By::Place)).await
    }

    /// The party that took part in them.
    async fn party(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        optional(ctx, PartyById, self.0.value(By::Party)).await
    }

    /// The data set that they were loaded with.
    async fn dataset(&self, ctx: &Context<'_>) -> Result<Option<Dataset>> {
        optional(ctx, DatasetById, self.0.value(By::Dataset)).await
    }

    /// The year in which they began.
    async fn year(&self) -> Option<i32> {
        self.0.value(By::Year)
    }

    /// The month in which they began.
    async fn month(&self) -> Option<PartialDate> {
        self.0.value(By::Month)
    }
}
