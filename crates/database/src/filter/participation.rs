//! Filters of participations.

use sanad_model::Role;

use super::prefilter::few;
use super::{EventFilter, FactFilter, PartyFilter};
use crate::condition::Conditions;
use crate::conn::Conn;
use crate::error::Result;

/// Which participations are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ParticipationFilter {
    pub roles: Option<Vec<Role>>,
    /// Who takes part.
    pub party: Option<Box<PartyFilter>>,
    /// The event that they take part in.
    pub event: Option<Box<EventFilter>>,
    /// Applies to the participation and to the event.
    pub facts: FactFilter,
}

impl ParticipationFilter {
    /// Conditions on `part`.
    pub(super) fn conditions(&self) -> Conditions {
        Conditions::default()
            .one_of("part.role", &self.roles)
            .walked_by(&self.facts, "part")
            .of_party("part.party_id", &self.party)
            .of_event("part.event_id", &self.event)
    }
}

/// Participations, by the name that the conditions use.
pub(super) const PART: &str = "participations AS part";

impl ParticipationFilter {
    /// The parties of such participations, if both they and the events are few.
    pub(super) fn parties(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let Some(event) = &self.event else { return Ok(None) };
        let Some(ids) = event.known(conn)? else { return Ok(None) };
        let rest = Self { event: None, ..self.clone() };
        few(conn, "part.party_id", PART, rest.conditions().in_ids("part.event_id", &ids))
    }

    /// The events of such participations, if both they and the parties are few.
    pub(super) fn events(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let Some(party) = &self.party else { return Ok(None) };
        let Some(ids) = party.known(conn)? else { return Ok(None) };
        let rest = Self { party: None, ..self.clone() };
        few(conn, "part.event_id", PART, rest.conditions().in_ids("part.party_id", &ids))
    }
}
