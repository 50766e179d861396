//! Participations.

use async_graphql::{Context, InputObject, Object};

use super::async_graphql_override as async_graphql;
use super::combination::{Combination, combined};
use super::entity::{entity_type, required};
use super::error::{Failure, Result};
use super::event::{Event, EventFilter};
use super::fact::{self, FactFields, FactFilter};
use super::party::{Party, PartyFilter};
use super::quantifier::{inner, one_or_all};
use crate::db::event::EventById;
use crate::db::filter;
use crate::db::participation::ParticipationRow;
use crate::db::party::PartyById;
use crate::model::Role;

entity_type!(Participation: ParticipationRow);

/// The role of one party in one event.
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

    /// The party's role in the event.
    async fn role(&self) -> Role {
        self.0.role
    }
}

/// Selects participations. All conditions must match. A list matches if one of its items does; an empty list matches
/// nothing.
#[derive(InputObject, Default)]
pub struct ParticipationFilter {
    /// Participations in this role.
    pub role: Option<Role>,
    /// Participations in these roles.
    pub roles: Option<Vec<Role>>,
    /// Participations of a party that matches this filter.
    pub party: Option<Box<PartyFilter>>,
    /// Participations in an event that matches this filter.
    pub event: Option<Box<EventFilter>>,
    /// Participations that match this filter. Their events must match it too.
    pub facts: Option<FactFilter>,
    #[graphql(flatten)]
    pub combination: Combination<ParticipationFilter>,
}

/// # Errors
/// `BAD_USER_INPUT` for an invalid filter inside.
impl TryFrom<ParticipationFilter> for filter::ParticipationFilter {
    type Error = Failure;

    fn try_from(filter: ParticipationFilter) -> Result<Self> {
        Ok(Self {
            ids: None,
            roles: one_or_all(filter.role, filter.roles),
            party: inner(filter.party)?,
            event: inner(filter.event)?,
            facts: fact::filter(filter.facts)?,
            combined: combined(filter.combination)?,
        })
    }
}
