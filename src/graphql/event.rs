//! Events: what sanction events and incidents share.

use std::sync::Arc;

use async_graphql::{Context, InputObject, Object};

use super::abstract_type::interface;
use super::async_graphql_override as async_graphql;
use super::combination::{Combination, combined};
use super::connection::{Connection, connection};
use super::entity::{Entity, optional, value};
use super::error::{Failure, Result};
use super::fact::{self, FactFields, FactFilter};
use super::figure::{Figure, FigureFilter};
use super::incident::Incident;
use super::language::Text;
use super::legal_instrument::LegalInstrument;
use super::naming::{EVENTS, PARTIES, all_named};
use super::page_arguments::page_request;
use super::participation::{Participation, ParticipationFilter};
use super::period::Period;
use super::place::{Place, PlaceFilter};
use super::quantifier::{Quantifier, filter, inner, quantified};
use super::sanction_event::SanctionEvent;
use super::scalar::Days;
use crate::db::event::EventRow;
use crate::db::figure::FiguresOf;
use crate::db::filter as stored;
use crate::db::legal_instrument::{InstrumentsOf, LegalInstrumentRow};
use crate::db::participation::ParticipationsIn;
use crate::db::place::PlaceById;
use crate::model::{DayRange, IncidentKind, NodeKind, PartialDate, Role};

interface! {
    /// Something that happened or is said to have happened.
    Event { SanctionEvent, Incident }
}

impl Entity for Event {
    type Row = EventRow;

    fn of(row: Arc<EventRow>) -> Self {
        match row.fact.kind {
            NodeKind::SanctionEvent => Self::SanctionEvent(SanctionEvent::of(row)),
            _ => Self::Incident(Incident::of(row)),
        }
    }
}

/// The fields shared by sanction events and incidents.
pub struct EventFields<'a>(pub &'a EventRow);

/// The legal instruments of an event.
pub async fn instruments(ctx: &Context<'_>, event_id: i64) -> Result<Arc<Vec<Arc<LegalInstrumentRow>>>> {
    value(ctx, InstrumentsOf, event_id).await
}

#[Object]
impl EventFields<'_> {
    #[graphql(flatten)]
    async fn fact(&self) -> FactFields<'_> {
        FactFields(&self.0.fact)
    }

    /// The stable key in this data.
    pub async fn key(&self) -> &str {
        &self.0.fact.key
    }

    /// The title, written for this data set.
    pub async fn title(&self) -> Text<'_> {
        Text::from(&self.0.title)
    }

    /// What happened, written for this data set.
    pub async fn summary(&self) -> Option<Text<'_>> {
        self.0.summary.as_ref().map(Text::from)
    }

    /// When it began, as the sources give it.
    pub async fn started(&self) -> Option<PartialDate> {
        self.0.started
    }

    /// The days on which it may have begun, given everything that is known, open where the first or the last of them is not
    /// known. Null if neither is.
    pub async fn started_within(&self) -> Option<Days> {
        Days::of(DayRange { earliest: self.0.started_earliest, latest: self.0.started_latest })
    }

    /// When it ended, as the sources give it. Null if that is not known, or if it ended on the day it began.
    pub async fn ended(&self) -> Option<PartialDate> {
        self.0.ended
    }

    /// The days on which it may have ended, given everything that is known, open where the first or the last of them is not
    /// known. Null if neither is.
    pub async fn ended_within(&self) -> Option<Days> {
        Days::of(DayRange { earliest: self.0.ended_earliest, latest: self.0.ended_latest })
    }

    /// Where it happened.
    pub async fn place(&self, ctx: &Context<'_>) -> Result<Option<Place>> {
        optional(ctx, PlaceById, self.0.place_id).await
    }

    /// The legal instruments that it rests on or concerns, the most important first: such as the order behind a
    /// sanction, or the treaty that a party accedes to.
    pub async fn instruments(&self, ctx: &Context<'_>) -> Result<Vec<LegalInstrument>> {
        Ok(instruments(ctx, self.0.fact.id).await?.iter().cloned().map(LegalInstrument::of).collect())
    }

    /// Who took part in it, and in which role, in the order of entry.
    pub async fn participations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<ParticipationFilter>,
        #[graphql(desc = "Only participations in these roles.")] roles: Option<Vec<Role>>,
        #[graphql(desc = "Only facts that match this filter.")] facts: Option<FactFilter>,
    ) -> Result<Connection<Participation>> {
        let (filter, facts) = (filter(r#where)?, fact::filter(facts)?);
        let list = ParticipationsIn { filter, roles, facts, page: page_request(ctx)? };
        connection(ctx, list, self.0.fact.id).await
    }

    /// The numbers that sources give for it, each on its own: contradictory figures stand side by side.
    pub async fn figures(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<FigureFilter>,
        #[graphql(desc = "Only facts that match this filter.")] facts: Option<FactFilter>,
    ) -> Result<Vec<Figure>> {
        let list = FiguresOf { filter: filter(r#where)?, facts: fact::filter(facts)? };
        let figures = value(ctx, list, self.0.fact.id).await?;
        Ok(figures.iter().cloned().map(Figure::of).collect())
    }
}

/// Selects events. All conditions must match. A list matches if one of its items does; an empty list matches nothing.
#[derive(InputObject, Default)]
pub struct EventFilter {
    /// Events with these keys or ids.
    pub keys: Option<Vec<String>>,
    /// Only sanction events, or only incidents.
    pub kind: Option<EventKind>,
    /// Incidents of these kinds.
    pub incident_kinds: Option<Vec<IncidentKind>>,
    /// Events in which one of these parties takes part, by key or id. With `roles`: in one of these roles.
    pub involving: Option<Vec<String>>,
    /// Events in which somebody has one of these roles.
    pub roles: Option<Vec<Role>>,
    /// Events at one of these places, by key or id.
    pub places: Option<Vec<String>>,
    /// Events at a place that matches this filter, such as one in a country or within another place.
    pub place: Option<Box<PlaceFilter>>,
    /// Events that rest on one of these legal instruments or concern it, by key or id.
    pub instruments: Option<Vec<String>>,
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
    pub combination: Combination<EventFilter>,
}

/// The two kinds of events.
#[derive(async_graphql::Enum, Clone, Copy, PartialEq, Eq)]
pub enum EventKind {
    /// A step in the life of a sanctions case.
    SanctionEvent,
    /// Anything else that happened or is said to have happened.
    Incident,
}

/// # Errors
/// `BAD_USER_INPUT` when the range ends before it starts, and for an invalid filter inside.
impl TryFrom<EventFilter> for stored::EventFilter {
    type Error = Failure;

    fn try_from(filter: EventFilter) -> Result<Self> {
        Ok(Self {
            keys: all_named("keys", filter.keys, EVENTS)?,
            kind: filter.kind.map(|kind| match kind {
                EventKind::SanctionEvent => NodeKind::SanctionEvent,
                EventKind::Incident => NodeKind::Incident,
            }),
            incident_kinds: filter.incident_kinds,
            parties: all_named("involving", filter.involving, PARTIES)?,
            roles: filter.roles,
            places: all_named("places", filter.places, &[NodeKind::Place])?,
            place: inner(filter.place)?,
            instruments: all_named("instruments", filter.instruments, &[NodeKind::LegalInstrument])?,
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
