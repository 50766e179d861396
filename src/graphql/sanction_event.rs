//! Sanction events.

use async_graphql::{Context, InputObject, Object};

use super::async_graphql_override as async_graphql;
use super::combination::{Combination, combined};
use super::entity::{Entity, entity_type, optional, required, value};
use super::error::{Failure, Result};
use super::event::{EventFields, instruments};
use super::fact::{self, FactFilter};
use super::legal_instrument::LegalInstrument;
use super::naming::{PARTIES, all_named};
use super::participation::ParticipationFilter;
use super::party::Party;
use super::period::Period;
use super::place::PlaceFilter;
use super::quantifier::{Quantifier, inner, one_or_all, quantified};
use crate::db::case::ChainOf;
use crate::db::event::{EventById, EventRow};
use crate::db::filter;
use crate::db::party::PartyById;
use crate::db::sanction_event::{FollowersOf, MeasuresOf, TargetsOf};
use crate::model::{NodeKind, Role, SanctionAction, SanctionMeasure};

entity_type!(SanctionEvent: EventRow);

/// A step in a sanctions case: somebody proposes, blocks, imposes, amends, eases or lifts sanctions.
#[Object]
impl SanctionEvent {
    #[graphql(flatten)]
    async fn event(&self) -> EventFields<'_> {
        EventFields(&self.0)
    }

    /// The kind of step.
    async fn action(&self) -> Result<SanctionAction> {
        self.0.sanction.action.ok_or_else(|| Failure::internal("a sanction event has no action"))
    }

    /// The authority under which the sanctions are, or were to be, imposed.
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

    /// What the sanctions do to their targets. Empty if no source says it.
    async fn measures(&self, ctx: &Context<'_>) -> Result<Vec<SanctionMeasure>> {
        Ok(value(ctx, MeasuresOf, self.0.fact.id).await?.to_vec())
    }

    /// The parties on which the sanctions are, or were to be, imposed. The evidence for each target belongs to its
    /// participation.
    async fn targets(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only targets whose participation matches this filter.")] facts: Option<FactFilter>,
    ) -> Result<Vec<Party>> {
        let targets = TargetsOf { facts: fact::filter(facts)? };
        let ids = value(ctx, targets, self.0.fact.id).await?;
        let parties = ids.iter().map(|party| required(ctx, PartyById, *party));
        futures_util::future::try_join_all(parties).await
    }

    /// The earlier event in the case that it responds to.
    async fn follows(&self, ctx: &Context<'_>) -> Result<Option<SanctionEvent>> {
        optional(ctx, EventById, self.0.sanction.follows_id).await
    }

    /// The events that answer it, in the order of time.
    async fn followed_by(&self, ctx: &Context<'_>) -> Result<Vec<SanctionEvent>> {
        let events = value(ctx, FollowersOf, self.0.fact.id).await?;
        Ok(events.iter().cloned().map(SanctionEvent::of).collect())
    }

    /// The whole case, in the order of time: the event that all others answer in the end, and all events that answer
    /// it, directly or through others, on any branch. At most the 100 oldest events.
    async fn chain(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Only events that match this filter, including the event itself. Events that do not match still \
                          link the others: a case as known on a day has all of its events that were known by then."
        )]
        facts: Option<FactFilter>,
    ) -> Result<Vec<SanctionEvent>> {
        let chain = ChainOf { facts: fact::filter(facts)? };
        let events = value(ctx, chain, self.0.fact.id).await?;
        Ok(events.iter().cloned().map(SanctionEvent::of).collect())
    }
}

/// Selects sanction events. All conditions must match. A list matches if one of its items does; an empty list matches
/// nothing.
#[derive(InputObject, Default)]
pub struct SanctionEventFilter {
    /// Events with these keys or ids.
    pub keys: Option<Vec<String>>,
    /// Events with this action.
    pub action: Option<SanctionAction>,
    /// Events with one of these actions.
    pub actions: Option<Vec<SanctionAction>>,
    /// Events under one of these authorities, by key or id.
    pub authorities: Option<Vec<String>>,
    /// Events of these programmes, as their authorities call them.
    pub programmes: Option<Vec<String>>,
    /// Events that rest on one of these legal instruments, by key or id, even if they name another one first.
    pub legal_basis: Option<Vec<String>>,
    /// Events with one of these measures.
    pub measures: Option<Vec<SanctionMeasure>>,
    /// Events in which one of these parties takes part, by key or id. With `roles`: in one of these roles.
    pub involving: Option<Vec<String>>,
    /// Events in which somebody has one of these roles.
    pub roles: Option<Vec<Role>>,
    /// Events at a place that matches this filter, such as one in a country or within another place.
    pub place: Option<Box<PlaceFilter>>,
    /// Events of the cases that these sanction events belong to, by key or id. A case is all events that answer each other.
    pub cases: Option<Vec<String>>,
    /// Events in these data sets, by key or id.
    pub datasets: Option<Vec<String>>,
    #[graphql(flatten)]
    pub period: Period,
    /// Events that match this filter. The participations that `involving` and `roles` ask for must match it too.
    pub facts: Option<FactFilter>,
    /// Events with a participation that matches `some`, and without any that matches `none`.
    pub participations: Option<Quantifier<ParticipationFilter>>,
    #[graphql(flatten)]
    pub combination: Combination<SanctionEventFilter>,
}

/// # Errors
/// `BAD_USER_INPUT` when the range ends before it starts, and for an invalid filter inside.
impl TryFrom<SanctionEventFilter> for filter::EventFilter {
    type Error = Failure;

    fn try_from(filter: SanctionEventFilter) -> Result<Self> {
        Ok(Self {
            keys: all_named("keys", filter.keys, &[NodeKind::SanctionEvent])?,
            kind: Some(NodeKind::SanctionEvent),
            actions: one_or_all(filter.action, filter.actions),
            authorities: all_named("authorities", filter.authorities, PARTIES)?,
            programmes: filter.programmes,
            instruments: all_named("legalBasis", filter.legal_basis, &[NodeKind::LegalInstrument])?,
            measures: filter.measures,
            parties: all_named("involving", filter.involving, PARTIES)?,
            roles: filter.roles,
            place: inner(filter.place)?,
            cases: all_named("cases", filter.cases, &[NodeKind::SanctionEvent])?,
            datasets: all_named("datasets", filter.datasets, &[NodeKind::Dataset])?,
            period: filter.period.try_into()?,
            facts: fact::filter(filter.facts)?,
            participations: quantified(filter.participations)?,
            combined: combined(filter.combination)?,
            ..Self::default()
        })
    }
}
