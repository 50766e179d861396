//! The status of sanctions against a party.

use async_graphql::{Context, InputObject, Object};

use super::async_graphql_override as async_graphql;
use super::entity::{Entity, entity_type, optional, value};
use super::error::{Failure, Result};
use super::fact::{self, FactFilter};
use super::naming::{AGENTS, all_named};
use super::party::Party;
use super::sanction_event::SanctionEvent;
use super::scalar::{Date, Days};
use crate::db::filter;
use crate::db::party::PartyById;
use crate::db::sanction_event::MeasuresOf;
use crate::db::sanction_status::{SanctionStatusOf, SanctionStatusRow};
use crate::model::{DayRange, PartialDate, SanctionMeasure, SanctionState};

entity_type!(SanctionStatus: SanctionStatusRow);

/// The status of the sanctions of one authority against a party, and the events that show it.
#[Object]
impl SanctionStatus {
    /// The authority that imposes the sanctions, or was to impose them. Null stands for all sanctions without a known
    /// authority, taken together.
    async fn authority(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        optional(ctx, PartyById, self.0.authority_id).await
    }

    /// The state of the sanctions. Events that answer each other form a case, and each event of a case moves it to
    /// another state. Events count in the order of time, and always after the event that they answer. Sanctions that are
    /// imposed, amended or eased with a known `ended` expire once that day has certainly passed, unless a later event
    /// says otherwise. If no day is asked for, sanctions expire only where a later event follows their end. Of several
    /// cases, one in force decides before one that is not, and an imposed one before an eased one. If none is in force,
    /// the case that moved last decides.
    async fn state(&self) -> SanctionState {
        self.0.state
    }

    /// When the event began that led to this state, as the sources give it. For expired sanctions: the last day on
    /// which they were in force.
    async fn since(&self) -> Option<PartialDate> {
        if self.0.state == SanctionState::Expired { self.0.since.ended } else { self.0.since.started }
    }

    /// The days on which this date may lie, given everything that is known, open where the first or the last of them is
    /// not known. Null if neither is.
    async fn since_within(&self) -> Option<Days> {
        let event = &self.0.since;
        let (earliest, latest) = match self.0.state {
            SanctionState::Expired => (event.ended_earliest, event.ended_latest),
            _ => (event.started_earliest, event.started_latest),
        };
        Days::of(DayRange { earliest, latest })
    }

    /// What the sanctions do, by the events of all cases in force, since these came into force. For proposed or blocked
    /// sanctions: what they were to do. For lifted or expired sanctions: what they did. Empty if no source says it.
    async fn measures(&self, ctx: &Context<'_>) -> Result<Vec<SanctionMeasure>> {
        let measures = self.0.measured_by.iter().map(|event| value(ctx, MeasuresOf, *event));
        let measures = futures_util::future::try_join_all(measures).await?;
        let mut measures: Vec<SanctionMeasure> =
            measures.iter().flat_map(|measures| measures.iter().copied()).collect();
        measures.sort();
        measures.dedup();
        Ok(measures)
    }

    /// All states that the dates allow, including `state`, in the order of the enum. Dates are not always known to the
    /// day: some events may have begun after the day that is asked for, or in another order, and an end may have passed
    /// by then or not. Includes NONE if possibly no event had begun by then. If very many events may have come in any
    /// order, the list has all states that they may lead to.
    async fn possible_states(&self) -> &[SanctionState] {
        &self.0.possible
    }

    /// Whether `state` is the only possible state. Whether the sources are right is another question: see the evidence
    /// of the events.
    async fn is_certain(&self) -> bool {
        self.0.possible.len() == 1
    }

    /// The events that decide it: all events that count, of this authority and with the party as a target, in the order
    /// of time.
    async fn events(&self) -> Vec<SanctionEvent> {
        self.0.events.iter().cloned().map(SanctionEvent::of).collect()
    }
}

/// Selects parties by the status of one authority's sanctions against them: as `sanctionStatus` tells it without a filter
/// of facts. All conditions must match the same status. A list matches if one of its items does; an empty list matches
/// nothing.
#[derive(InputObject)]
pub struct SanctionStatusFilter {
    /// The status as of this day. Without it, all events count, and sanctions do not expire by date.
    pub as_of: Option<Date>,
    /// One of these states. Default: in force, in full or in part.
    #[graphql(default_with = "vec![SanctionState::Imposed, SanctionState::Eased]")]
    pub states: Vec<SanctionState>,
    /// The sanctions of one of these authorities, by key or id.
    pub authorities: Option<Vec<String>>,
    /// Sanctions under one of these programmes, as their authorities call them: those of the events that the status's
    /// `measures` come from.
    pub programmes: Option<Vec<String>>,
    /// Sanctions with one of these measures.
    pub measures: Option<Vec<SanctionMeasure>>,
    /// With true, only sanctions that are in this state whatever their exact dates are, as `isCertain` says. With false,
    /// only those whose dates allow another state too.
    pub is_certain: Option<bool>,
}

/// # Errors
/// `BAD_USER_INPUT` for a malformed name of an authority.
impl TryFrom<SanctionStatusFilter> for filter::SanctionStatusFilter {
    type Error = Failure;

    fn try_from(filter: SanctionStatusFilter) -> Result<Self> {
        Ok(Self {
            as_of: filter.as_of.map(|day| day.0),
            states: filter.states,
            authorities: all_named("authorities", filter.authorities, AGENTS)?,
            programmes: filter.programmes,
            measures: filter.measures,
            is_certain: filter.is_certain,
        })
    }
}

/// The status that a field's arguments ask for.
///
/// # Errors
/// `BAD_USER_INPUT` when the arguments name two different days, or the filter is invalid.
pub fn status_of(as_of: Option<Date>, facts: Option<FactFilter>) -> Result<SanctionStatusOf> {
    let mut facts = fact::filter(facts)?;
    match (as_of, facts.as_of) {
        (Some(Date(day)), Some(other)) if day != other => {
            Err(Failure::bad_user_input(format!("`asOf` is {day} and `facts.asOf` is {other}: expected the same day")))
        }
        (day, other) => {
            facts.as_of = day.map(|day| day.0).or(other);
            Ok(SanctionStatusOf::new(facts))
        }
    }
}

/// The sanction status of a party, by a field's arguments.
///
/// # Errors
/// Those of [`status_of`].
pub async fn status_against(
    ctx: &Context<'_>,
    party: i64,
    as_of: Option<Date>,
    facts: Option<FactFilter>,
) -> Result<Vec<SanctionStatus>> {
    let status = value(ctx, status_of(as_of, facts)?, party).await?;
    Ok(status.iter().cloned().map(SanctionStatus::of).collect())
}
