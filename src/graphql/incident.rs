//! Incidents.

use std::ops::Deref;
use std::sync::Arc;

use async_graphql::Object;

use super::entity::Entity;
use super::error::{Failure, Result};
use super::event::EventFields;
use crate::db::event::EventRow;
use crate::model::{IncidentKind, Language};

/// Something other than a step of a sanctions case that happened or is said to have happened.
pub struct Incident(EventFields);

impl Deref for Incident {
    type Target = EventFields;

    fn deref(&self) -> &EventFields {
        &self.0
    }
}

impl Entity for Incident {
    type Row = EventRow;

    fn of(row: Arc<EventRow>) -> Self {
        Self(EventFields::new(row))
    }
}

/// Something other than a step of a sanctions case that happened or is said to have happened.
#[Object]
impl Incident {
    #[graphql(flatten)]
    async fn event(&self) -> &EventFields {
        self
    }

    /// What sort of incident it is.
    async fn kind(&self) -> Result<IncidentKind> {
        self.row.incident_kind.ok_or_else(|| Failure::internal("an incident has no kind"))
    }

    /// What has to be met so that what a statement says holds, such as "if the vote is held". Only statements have one.
    async fn condition(
        &self,
        #[graphql(desc = "The language to prefer, else a broader one, else the original.")] language: Option<Language>,
    ) -> Option<&str> {
        self.row.condition.as_ref()?.text(language.as_ref())
    }
}
