//! Sanction events.

use async_graphql::{Context, InputObject, Object};

use super::async_graphql_override as async_graphql;
use super::entity::{Entity, entity_type, optional, required, value};
use super::error::{Failure, Result};
use super::event::{EventFields, instruments};
use super::fact::{self, FactFilter};
use super::legal_instrument::LegalInstrument;
use super::participation::ParticipationFilter;
use super::party::Party;
use super::quantifier::{Quantifier, one_or_all, quantified};
use super::scalar::{Date, check_range};
use crate::db::case::ChainOf;
use crate::db::event::{self, EventById, EventRow};
use crate::db::party::PartyById;
use crate::db::sanction_event::{FollowersOf, MeasuresOf, TargetsOf};
use crate::model::{NodeKind, Role, SanctionAction, SanctionMeasure};

entity_type!(SanctionEvent: EventRow);

/// A step in the life of a sanctions case: somebody proposes, blocks, imposes, amends, eases or lifts.
#[Object]
impl SanctionEvent {
    #[graphql(flatten)]
    async fn event(&self) -> EventFields<'_> {
        EventFields(&self.0)
    }

    /// Which step it is.
    async fn action(&self) -> Result<SanctionAction> {
        self.0.sanction.action.ok_or_else(|| Failure::internal("a sanction event has no action"))
    }

    /// Under whose authority the sanctions are, or were to be.
    async fn authority(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        optional(ctx, PartyById, self.0.sanction.authority_id).await
    }

    /// The sanctions programme, as its authority calls it.
    async fn programme(&self) -> Option<&str> {
        self.0.sanction.programme.as_deref()
    }

    /// The resolution, order or law that it rests on: the first of its `instruments`.
    async fn legal_basis(&self, ctx: &Context<'_>) -> Result<Option<LegalInstrument>> {
        Ok(instruments(ctx, self.0.fact.id).await?.first().cloned().map(LegalInstrument::of))
    }

    /// What the sanctions do to their targets; none where no source says.
    async fn measures(&self, ctx: &Context<'_>) -> Result<Vec<SanctionMeasure>> {
        Ok(value(ctx, MeasuresOf, self.0.fact.id).await?.to_vec())
    }

    /// The parties that the sanctions are, or were to be, imposed on. Their evidence stands with their participations.
    async fn targets(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only parts in it that this filter keeps.")] facts: Option<FactFilter>,
    ) -> Result<Vec<Party>> {
        let targets = TargetsOf { facts: fact::filter(facts)? };
        let ids = value(ctx, targets, self.0.fact.id).await?;
        let parties = ids.iter().map(|party| required(ctx, PartyById, *party));
        futures_util::future::try_join_all(parties).await
    }

    /// The event that it answers.
    async fn follows(&self, ctx: &Context<'_>) -> Result<Option<SanctionEvent>> {
        optional(ctx, EventById, self.0.sanction.follows_id).await
    }

    /// The events that answer it, in the order of time.
    async fn followed_by(&self, ctx: &Context<'_>) -> Result<Vec<SanctionEvent>> {
        let events = value(ctx, FollowersOf, self.0.fact.id).await?;
        Ok(events.iter().cloned().map(SanctionEvent::of).collect())
    }

    /// The whole life of its case, in the order of time: the event that all others answer in the end, and all that
    /// answer it, directly or by way of others, on whatever branch. At most 100 events, the oldest.
    async fn chain(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Only events that this filter keeps, the one that is asked too. What it leaves out still holds \
                          the others together: a case as known on a day has all of its events that were known by then."
        )]
        facts: Option<FactFilter>,
    ) -> Result<Vec<SanctionEvent>> {
        let chain = ChainOf { facts: fact::filter(facts)? };
        let events = value(ctx, chain, self.0.fact.id).await?;
        Ok(events.iter().cloned().map(SanctionEvent::of).collect())
    }
}

/// Which sanction events are asked for. All conditions have to be met; within a list, one of its items,
/// so that an empty list is met by nothing.
#[derive(InputObject, Default)]
pub struct SanctionEventFilter {
    /// Only this step.
    pub action: Option<SanctionAction>,
    /// Only these steps.
    pub actions: Option<Vec<SanctionAction>>,
    /// Events under one of these authorities, given by key.
    pub authorities: Option<Vec<String>>,
    /// Events of these programmes, as their authorities call them.
    pub programmes: Option<Vec<String>>,
    /// Events that rest on one of these legal instruments, given by key, whether or not it is the first that they name.
    pub legal_basis: Option<Vec<String>>,
    /// Events with one of these measures.
    pub measures: Option<Vec<SanctionMeasure>>,
    /// Events in which one of these parties, given by key, takes part; in one of the roles, if there are any.
    pub involving: Option<Vec<String>>,
    /// Events in which somebody has one of these roles.
    pub roles: Option<Vec<Role>>,
    /// Events of the cases that these sanction events, given by key, belong to: all that answer each other.
    pub cases: Option<Vec<String>>,
    /// Events of these data sets, given by key.
    pub datasets: Option<Vec<String>>,
    /// Events that may have gone on, on that day or later.
    pub from: Option<Date>,
    /// Events that may have begun by that day.
    pub until: Option<Date>,
    /// Events that this filter keeps; so it does with the parts in them that `involving` and `roles` ask for.
    pub facts: Option<FactFilter>,
    /// Events with such parts in them, or without any such.
    pub participations: Option<Quantifier<ParticipationFilter>>,
}

/// # Errors
/// `BAD_USER_INPUT` when the range ends before it starts, and for what makes no sense in the filters inside.
impl TryFrom<SanctionEventFilter> for event::EventFilter {
    type Error = Failure;

    fn try_from(filter: SanctionEventFilter) -> Result<Self> {
        check_range(filter.from, filter.until)?;
        Ok(Self {
            kind: Some(NodeKind::SanctionEvent),
            actions: one_or_all(filter.action, filter.actions),
            authorities: filter.authorities,
            programmes: filter.programmes,
            instruments: filter.legal_basis,
            measures: filter.measures,
            parties: filter.involving,
            roles: filter.roles,
            cases: filter.cases,
            datasets: filter.datasets,
            from: filter.from.map(|day| day.0),
            until: filter.until.map(|day| day.0),
            facts: fact::filter(filter.facts)?,
            participations: quantified(filter.participations)?,
            ..Self::default()
        })
    }
}
