//! Participations.

use std::ops::Deref;
use std::sync::Arc;

use async_graphql::{Context, Object};

use super::connection::{Edge, Listed};
use super::entity::{Entity, required};
use super::error::Result;
use super::event::Event;
use super::fact::FactFields;
use super::party::Party;
use super::selection::Field;
use super::step::Ahead;
use crate::db::Cursor;
use crate::db::event::EventById;
use crate::db::participation::ParticipationRow;
use crate::db::party::PartyById;
use crate::model::Role;

/// The part of one party in one event.
pub struct Participation {
    row: Arc<ParticipationRow>,
    fact: FactFields,
}

impl Deref for Participation {
    type Target = FactFields;

    fn deref(&self) -> &FactFields {
        &self.fact
    }
}

impl Entity for Participation {
    type Row = ParticipationRow;

    fn of(row: Arc<ParticipationRow>) -> Self {
        Self { fact: FactFields(row.fact.clone()), row }
    }

    fn ahead(field: &Field<'_>) -> Ahead<ParticipationRow> {
        let mut ahead = FactFields::ahead(field, |participation: &ParticipationRow| participation.fact.id);
        for field in field.selected() {
            match field.name() {
                "event" => ahead.entity::<Event>(&field, |row: &ParticipationRow| Some(row.event_id), EventById),
                "party" => ahead.entity::<Party>(&field, |row: &ParticipationRow| Some(row.party_id), PartyById),
                _ => {}
            }
        }
        ahead
    }
}

impl Listed for Participation {
    type Edge = Edge<Self>;

    fn edge(cursor: &Cursor, row: &Arc<ParticipationRow>, _: i64) -> Self::Edge {
        Edge::new(cursor, row)
    }
}

/// The part of one party in one event.
#[Object]
impl Participation {
    #[graphql(flatten)]
    async fn fact(&self) -> &FactFields {
        self
    }

    /// The event.
    async fn event(&self, ctx: &Context<'_>) -> Result<Event> {
        required(ctx, EventById, self.row.event_id).await
    }

    /// The party.
    async fn party(&self, ctx: &Context<'_>) -> Result<Party> {
        required(ctx, PartyById, self.row.party_id).await
    }

    /// Its part in the event.
    async fn role(&self) -> Role {
        self.row.role
    }
}
