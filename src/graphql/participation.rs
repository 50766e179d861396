//! Participations.

use async_graphql::{Context, InputObject, Object};

use super::async_graphql_override as async_graphql;
use super::entity::{entity_type, required};
use super::error::{Failure, Result};
use super::event::{Event, EventFilter};
use super::fact::{self, FactFields, FactFilter};
use super::party::{Party, PartyFilter};
use super::quantifier::{inner, one_or_all};
use crate::db::event::EventById;
use crate::db::participation::{self, ParticipationRow};
use crate::db::party::PartyById;
use crate::model::Role;

entity_type!(Participation: ParticipationRow);

/// The part of one party in one event.
#[Object]
impl Participation {
    #[graphql(flatten)]
    async fn fact(&self) -> FactFields<'_> {
        FactFields(&self.0.fact)
    }

    /// The event.
    async fn event(&self, ctx: &Context<'_>) -> Result<Event> {
        required(ctx, EventById, self.0.event_id).await
    }

    /// The party.
    async fn party(&self, ctx: &Context<'_>) -> Result<Party> {
        required(ctx, PartyById, self.0.party_id).await
    }

    /// Its part in the event.
    async fn role(&self) -> Role {
        self.0.role
    }
}

/// Which parts in events are asked for. All conditions have to be met; within a list, one of its items, so that an empty
/// list is met by nothing.
#[derive(InputObject, Default)]
pub struct ParticipationFilter {
    /// Parts in this role.
    pub role: Option<Role>,
    /// Parts in these roles.
    pub roles: Option<Vec<Role>>,
    /// Parts of a party that this filter keeps.
    pub party: Option<Box<PartyFilter>>,
    /// Parts in an event that this filter keeps.
    pub event: Option<Box<EventFilter>>,
    /// Parts that this filter keeps, with their events.
    pub facts: Option<FactFilter>,
}

/// # Errors
/// `BAD_USER_INPUT` for what makes no sense in the filters inside.
impl TryFrom<ParticipationFilter> for participation::ParticipationFilter {
    type Error = Failure;

    fn try_from(filter: ParticipationFilter) -> Result<Self> {
        Ok(Self {
            roles: one_or_all(filter.role, filter.roles),
            party: inner(filter.party)?,
            event: inner(filter.event)?,
            facts: fact::filter(filter.facts)?,
        })
    }
}
