//! Incidents.

use async_graphql::Object;

use super::async_graphql_override as async_graphql;
use super::entity::entity_type;
use super::error::{Failure, Result};
use super::event::EventFields;
use super::language::Text;
use crate::db::event::EventRow;
use crate::model::IncidentKind;

entity_type!(Incident: EventRow);

/// Anything that happened or is said to have happened, except steps of a sanctions case.
#[Object]
impl Incident {
    #[graphql(flatten)]
    async fn event(&self) -> EventFields<'_> {
        EventFields(&self.0)
    }

    /// The kind of incident.
    async fn kind(&self) -> Result<IncidentKind> {
        self.0.incident_kind.ok_or_else(|| Failure::internal("an incident has no kind"))
    }

    /// The condition under which a statement is meant to hold, such as "if the vote is held". Only statements can have
    /// one.
    async fn condition(&self) -> Option<Text<'_>> {
        self.0.condition.as_ref().map(Text::from)
    }
}
