//! Where sanctions against a party stand.

use async_graphql::{Context, Object};

use super::async_graphql_override as async_graphql;
use super::entity::{Entity, entity_type, optional, value};
use super::error::{Failure, Result};
use super::fact::{self, FactFilter};
use super::party::Party;
use super::sanction_event::SanctionEvent;
use super::scalar::{Date, Days};
use crate::db::party::PartyById;
use crate::db::sanction_event::MeasuresOf;
use crate::db::sanction_status::{SanctionStatusOf, SanctionStatusRow};
use crate::model::{DayRange, PartialDate, SanctionMeasure, SanctionState};

entity_type!(SanctionStatus: SanctionStatusRow);

/// Where the sanctions of one authority against a party stand, and the events that say so.
#[Object]
impl SanctionStatus {
    /// Whose sanctions they are, or were to be; null for what no source names an authority for, all of it together.
    async fn authority(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        optional(ctx, PartyById, self.0.authority_id).await
    }

    /// How far they have come. Events that answer each other are a case, and its steps, in the order of time and none
    /// before the one that it answers, lead from state to state. What is imposed, amended or eased with a known `ended`
    /// expires when that day has surely passed, unless a later step says otherwise; without a day that is asked for, no
    /// end has passed but those before a later step. Of several cases, one in force decides before one that is not, and
    /// one that is imposed before one that is eased; without any in force, the one that has moved last.
    async fn state(&self) -> SanctionState {
        self.0.state
    }

    /// When the event began that brought the state about, as the sources give it. Of what has expired, the last day on
    /// which it was in force.
    async fn since(&self) -> Option<PartialDate> {
        if self.0.state == SanctionState::Expired { self.0.since.ended } else { self.0.since.started }
    }

    /// The days that this date may be, given all that is known; null unless both ends are.
    async fn since_within(&self) -> Option<Days> {
        let event = &self.0.since;
        let (earliest, latest) = match self.0.state {
            SanctionState::Expired => (event.ended_earliest, event.ended_latest),
            _ => (event.started_earliest, event.started_latest),
        };
        Days::of(DayRange { earliest, latest })
    }

    /// What the sanctions do: of all cases in force, what the events name since these came into force. What they were to
    /// do when they are proposed or blocked, and what they did when they are lifted or have expired. None where no source
    /// says.
    async fn measures(&self, ctx: &Context<'_>) -> Result<Vec<SanctionMeasure>> {
        let measures = self.0.measured_by.iter().map(|event| value(ctx, MeasuresOf, *event));
        let measures = futures_util::future::try_join_all(measures).await?;
        let mut measures: Vec<SanctionMeasure> =
            measures.iter().flat_map(|measures| measures.iter().copied()).collect();
        measures.sort();
        measures.dedup();
        Ok(measures)
    }

    /// All states that the dates leave open, `state` among them, in the order of the enum. Dates are not always known to
    /// the day: some events may have begun only after the day that is asked for, or in another order, and an end may have
    /// passed by then or not. NONE is among them when it may be that nothing had begun by then. Where very many events may
    /// have come in any order, it is all states that they may lead to.
    async fn possible_states(&self) -> &[SanctionState] {
        &self.0.possible
    }

    /// Whether `state` is the only possible one. Whether the sources are right is another matter: see the evidence of the
    /// events.
    async fn is_certain(&self) -> bool {
        self.0.possible.len() == 1
    }

    /// The events that say so: all that count, of this authority and with the party as a target, in the order of time.
    async fn events(&self) -> Vec<SanctionEvent> {
        self.0.events.iter().cloned().map(SanctionEvent::of).collect()
    }
}

/// What tells the status that a field's arguments ask for.
///
/// # Errors
/// `BAD_USER_INPUT` when they name two days, or fewer sources than one.
pub fn status_of(as_of: Option<Date>, facts: Option<FactFilter>) -> Result<SanctionStatusOf> {
    let mut facts = fact::filter(facts)?;
    match (as_of, facts.as_of) {
        (Some(Date(day)), Some(other)) if day != other => {
            Err(Failure::bad_user_input(format!("`asOf` is {day} and `facts.asOf` is {other}: expected one day")))
        }
        (day, other) => {
            facts.as_of = day.map(|day| day.0).or(other);
            Ok(SanctionStatusOf::new(facts))
        }
    }
}

/// Where the sanctions against a party stand, as a field's arguments ask for it.
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
