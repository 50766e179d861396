//! Filters of participations.

use sanad_model::Role;

use super::between::Between;
use super::prefilter::Prefilter;
use super::{Combined, EventFilter, FactFilter, Filter, PartyFilter};
use crate::condition::Conditions;
use crate::conn::Conn;
use crate::error::Result;

/// Which participations are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ParticipationFilter {
    /// Ids of participations that were looked up before.
    pub ids: Option<Vec<i64>>,
    pub roles: Option<Vec<Role>>,
    /// Who takes part.
    pub party: Option<Box<PartyFilter>>,
    /// The event that they take part in.
    pub event: Option<Box<EventFilter>>,
    /// Applies to the participation and to the event.
    pub facts: FactFilter,
    pub combined: Combined<Self>,
}

/// Participations, by the name that the conditions use.
pub(super) const PART: &str = "participations AS part";

impl Filter for ParticipationFilter {
    const TABLES: &'static str = PART;
    const ID: &'static str = "part.id";

    fn own(&self) -> Conditions {
        Conditions::default()
            .and_for(&self.ids, |conditions, ids| conditions.in_ids("part.id", ids))
            .one_of("part.role", &self.roles)
            .walked_by(&self.facts, "part")
            .of_party("part.party_id", &self.party)
            .of_event("part.event_id", &self.event)
    }

    fn combined(&self) -> &Combined<Self> {
        &self.combined
    }

    fn listed(&self) -> Conditions {
        self.listed_as("participations.id")
    }
}

impl Between for ParticipationFilter {
    type Other = EventFilter;

    const ROWS: &'static str = PART;
    const PARTY: &'static str = "part.party_id";
    const OTHER: &'static str = "part.event_id";

    fn ends(&self) -> (&Option<Box<PartyFilter>>, &Option<Box<EventFilter>>) {
        (&self.party, &self.event)
    }

    fn ends_mut(&mut self) -> (&mut Option<Box<PartyFilter>>, &mut Option<Box<EventFilter>>) {
        (&mut self.party, &mut self.event)
    }
}

impl Prefilter for ParticipationFilter {
    fn ids(&mut self) -> &mut Option<Vec<i64>> {
        &mut self.ids
    }

    fn combined_mut(&mut self) -> &mut Combined<Self> {
        &mut self.combined
    }

    fn prefilter_own(&mut self, conn: &mut Conn) -> Result<()> {
        self.look_up_an_end(conn)
    }

    fn is_led_to(&self) -> bool {
        self.ids.is_some()
            || self.party.as_ref().is_some_and(|party| party.ids.is_some())
            || self.event.as_ref().is_some_and(|event| event.ids.is_some())
    }
}
