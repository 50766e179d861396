//! Filters of events of both kinds.

use sanad_model::{IncidentKind, NodeKind, NodeName, Role, SanctionAction, SanctionMeasure};

use super::between::Between;
use super::participation::PART;
use super::period::{Period, Times};
use super::prefilter::{Prefilter, few, look_up, owners, replace, replace_found, shared};
use super::{Combined, FactFilter, Filter, Hanging, ParticipationFilter, PlaceFilter, Quantified};
use crate::condition::Conditions;
use crate::conn::Conn;
use crate::error::Result;
use crate::source::event::TABLES;

/// Which events are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct EventFilter {
    /// Ids of events that were looked up before.
    pub ids: Option<Vec<i64>>,
    pub keys: Option<Vec<NodeName>>,
    pub kind: Option<NodeKind>,
    pub incident_kinds: Option<Vec<IncidentKind>>,
    pub actions: Option<Vec<SanctionAction>>,
    pub measures: Option<Vec<SanctionMeasure>>,
    /// Parties under whose authority it happened.
    pub authorities: Option<Vec<NodeName>>,
    pub programmes: Option<Vec<String>>,
    /// Sanction events of the same case.
    pub cases: Option<Vec<NodeName>>,
    /// Parties, one of which takes part, in one of the roles if there are any.
    pub parties: Option<Vec<NodeName>>,
    pub roles: Option<Vec<Role>>,
    pub places: Option<Vec<NodeName>>,
    /// The place where it happened.
    pub place: Option<Box<PlaceFilter>>,
    /// Legal instruments, one of which it names.
    pub instruments: Option<Vec<NodeName>>,
    pub datasets: Option<Vec<NodeName>>,
    pub period: Period,
    /// Applies to the event, and to the participations that `parties` and `roles` select.
    pub facts: FactFilter,
    pub participations: Quantified<ParticipationFilter>,
    pub combined: Combined<Self>,
}

/// Conditions on the rows that belong to an event.
impl EventFilter {
    fn of_measures(&self) -> Option<Hanging> {
        self.measures.as_ref()?;
        let conditions = Conditions::default().one_of("taken.measure", &self.measures);
        Some(Hanging { table: "sanction_measures AS taken", owner: "taken.event_id", conditions })
    }

    fn of_instruments(&self) -> Option<Hanging> {
        self.instruments.as_ref()?;
        let conditions = Conditions::default().naming("named_there.instrument_id", &self.instruments);
        Some(Hanging { table: "event_instruments AS named_there", owner: "named_there.event_id", conditions })
    }

    /// Participations of one of the parties in one of the roles that meet the fact filter. None is needed when neither
    /// parties nor roles are given.
    fn of_parts(&self) -> Option<Hanging> {
        if self.parties.is_none() && self.roles.is_none() {
            return None;
        }
        let conditions = Conditions::default()
            .naming("part.party_id", &self.parties)
            .one_of("part.role", &self.roles)
            .walked_by(&self.facts, "part");
        Some(Hanging { table: PART, owner: "part.event_id", conditions })
    }
}

impl Filter for EventFilter {
    const TABLES: &'static str = TABLES;
    const ID: &'static str = "events.id";

    fn own(&self) -> Conditions {
        Conditions::default()
            .and_for(&self.ids, |conditions, ids| conditions.in_ids("events.id", ids))
            .naming("events.id", &self.keys)
            .one_of("events.kind", &self.kind.map(|kind| vec![kind]))
            .one_of("incidents.kind", &self.incident_kinds)
            .one_of("sanction_events.action", &self.actions)
            .one_of("sanction_events.programme", &self.programmes)
            .of_datasets(&self.datasets)
            .in_period(&self.period, Times::Events)
            .naming("sanction_events.authority_id", &self.authorities)
            .naming("events.place_id", &self.places)
            .of_place("events.place_id", &self.place)
            .of_cases(&self.cases)
            .of_facts(&self.facts)
            .begun_by("events", self.facts.as_of)
            .starting_from(self.of_measures(), "events.id")
            .starting_from(self.of_instruments(), "events.id")
            .hanging(self.of_parts(), "events.id")
            .quantified(&self.participations, PART, |part| part.conditions().same("part.event_id", "events.id"))
    }

    fn combined(&self) -> &Combined<Self> {
        &self.combined
    }
}

impl EventFilter {
    /// Conditions on `part`: it is a target's participation in a sanction event that meets the filter.
    pub(super) fn targeting(&self) -> Conditions {
        let own = self.own().and("events.kind = ?", [NodeKind::SanctionEvent.to_string()]);
        Conditions::default()
            .and("part.role = ?", [Role::Target.to_string()])
            .walked_by(&self.facts, "part")
            .and_leads_to("part.event_id", "events.id", TABLES, own)
            .combined(&self.combined, Self::targeting)
    }
}

impl Conditions {
    /// Adds that the column holds the id of an event that meets the filter.
    #[must_use]
    pub fn of_event(self, column: &str, filter: &Option<Box<EventFilter>>) -> Self {
        self.leading_to(column, "events.id", TABLES, filter, EventFilter::conditions)
    }
}

impl Prefilter for EventFilter {
    fn ids(&mut self) -> &mut Option<Vec<i64>> {
        &mut self.ids
    }

    fn combined_mut(&mut self) -> &mut Combined<Self> {
        &mut self.combined
    }

    fn prefilter_own(&mut self, conn: &mut Conn) -> Result<()> {
        let kinds = self.kind.map_or(vec![NodeKind::SanctionEvent, NodeKind::Incident], |kind| vec![kind]);
        self.ids = shared(self.ids.take(), self.facts.known(conn, &kinds)?);
        let (measures, instruments) = (owners(conn, self.of_measures())?, owners(conn, self.of_instruments())?);
        replace(&mut self.measures, &mut self.ids, measures);
        replace(&mut self.instruments, &mut self.ids, instruments);
        let with_parts = owners(conn, self.of_parts())?;
        if with_parts.is_some() {
            (self.parties, self.roles) = (None, None);
            self.ids = shared(self.ids.take(), with_parts);
        }
        look_up(&mut self.place, conn)?;
        replace_found(&mut self.participations.some, &mut self.ids, |part| part.others(conn))
    }

    fn is_led_to(&self) -> bool {
        let is_indexed = self.keys.is_some()
            || self.incident_kinds.is_some()
            || self.actions.is_some()
            || self.authorities.is_some()
            || self.programmes.is_some()
            || self.places.is_some()
            || self.place.as_ref().is_some_and(|place| place.ids.is_some())
            || self.cases.is_some();
        self.ids.is_some() || is_indexed && !self.participations.is_asked() && !self.combined.is_asked()
    }
}

impl EventFilter {
    /// The parties that such sanction events target, if both they and the events are few.
    pub(super) fn targets(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let (facts, combined) = (self.facts.clone(), self.combined.clone());
        let (rest, events) = match self.alone(conn)? {
            Some(ids) => (Self { ids: Some(ids.clone()), facts, combined, ..Self::default() }, Some(ids)),
            None => (self.clone(), None),
        };
        let Some(ids) = self.combined.bound(conn, events, Self::targeted_by)? else { return Ok(None) };
        few(conn, "part.party_id", PART, rest.targeting().in_ids("part.event_id", &ids))
    }

    /// The events that meet the filter's own conditions, if they are few.
    fn alone(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        Ok(Self { combined: Combined::default(), ..self.clone() }.selected(conn)?.ids())
    }

    /// The events by which such parties are targeted, if they are few. They cannot be looked up with the combination: it
    /// is met by an event together with the participation of the target.
    fn targeted_by(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let events = self.alone(conn)?;
        self.combined.bound(conn, events, Self::targeted_by)
    }
}
