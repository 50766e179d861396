//! Incidents.

use async_graphql::Object;

use super::async_graphql_override as async_graphql;
use super::entity::entity_type;
use super::error::{Failure, Result};
use super::event::EventFields;
use crate::db::event::EventRow;
use crate::model::{IncidentKind, Language};

entity_type!(Incident: EventRow);

/// Something other than a step of a sanctions case that happened or is said to have happened.
#[Object]
impl Incident {
    #[graphql(flatten)]
    async fn event(&self) -> EventFields<'_> {
        EventFields(&self.0)
    }

    /// What sort of incident it is.
    async fn kind(&self) -> Result<IncidentKind> {
        self.0.incident_kind.ok_or_else(|| Failure::internal("an incident has no kind"))
    }

    /// What has to be met so that what a statement says holds, such as "if the vote is held". Only statements have one.
    async fn condition(
        &self,
        #[graphql(desc = "The language to prefer, else a broader one, else the original.")] language: Option<Language>,
    ) -> Option<&str> {
        self.0.condition.as_ref()?.text(language.as_ref())
    }
}
