//! Filters of participations.

use sanad_model::Role;

use super::prefilter::{Prefilter, few, known};
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

impl ParticipationFilter {
    /// The parties of such participations, if both they and the events are few.
    pub(super) fn parties(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let (mut rest, events) = (self.clone(), known(&self.event, conn)?);
        if events.is_some() {
            rest.event = None;
        }
        let Some(ids) = self.combined.bound(conn, events, Self::of_events)? else { return Ok(None) };
        few(conn, "part.party_id", PART, rest.conditions().in_ids("part.event_id", &ids))
    }

    /// The events of such participations, if both they and the parties are few.
    pub(super) fn events(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let (mut rest, parties) = (self.clone(), known(&self.party, conn)?);
        if parties.is_some() {
            rest.party = None;
        }
        let Some(ids) = self.combined.bound(conn, parties, Self::of_parties)? else { return Ok(None) };
        few(conn, "part.event_id", PART, rest.conditions().in_ids("part.party_id", &ids))
    }

    /// The events that such participations are in, if the filter names few.
    fn of_events(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let events = known(&self.event, conn)?;
        self.combined.bound(conn, events, Self::of_events)
    }

    /// The parties that such participations are of, if the filter names few.
    fn of_parties(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let parties = known(&self.party, conn)?;
        self.combined.bound(conn, parties, Self::of_parties)
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
        // Looking up one end is enough.
        if let Some(ids) = known(&self.party, conn)? {
            self.party = Some(Box::new(PartyFilter::of_ids(ids)));
        } else if let Some(ids) = known(&self.event, conn)? {
            self.event = Some(Box::new(EventFilter::of_ids(ids)));
        }
        Ok(())
    }

    fn is_led_to(&self) -> bool {
        self.ids.is_some()
            || self.party.as_ref().is_some_and(|party| party.ids.is_some())
            || self.event.as_ref().is_some_and(|event| event.ids.is_some())
    }
}
