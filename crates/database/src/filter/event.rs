//! Filters of events of both kinds.

use chrono::NaiveDate;
use sanad_model::{IncidentKind, NodeKind, NodeName, Role, SanctionAction, SanctionMeasure};

use super::participation::PART;
use super::prefilter::{Prefilter, few, owners, replace, shared};
use super::{FactFilter, Filter, Hanging, ParticipationFilter, Quantified};
use crate::condition::Conditions;
use crate::conn::Conn;
use crate::error::Result;
use crate::source::event::TABLES;

/// Which events are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct EventFilter {
    /// Ids of events that were looked up before.
    pub ids: Option<Vec<i64>>,
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
    /// Legal instruments, one of which it names.
    pub instruments: Option<Vec<NodeName>>,
    pub datasets: Option<Vec<NodeName>>,
    /// It lasted, or may have lasted, until this day or later.
    pub from: Option<NaiveDate>,
    /// It began, or may have begun, on this day or before.
    pub until: Option<NaiveDate>,
    /// Applies to the event, and to the participations that `parties` and `roles` select.
    pub facts: FactFilter,
    pub participations: Quantified<ParticipationFilter>,
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
        Some(Hanging { table: "participations AS part", owner: "part.event_id", conditions })
    }
}

impl Filter for EventFilter {
    const TABLES: &'static str = TABLES;

    fn conditions(&self) -> Conditions {
        Conditions::default()
            .and_for(&self.ids, |conditions, ids| conditions.in_ids("events.id", ids))
            .one_of("events.kind", &self.kind.map(|kind| vec![kind]))
            .one_of("incidents.kind", &self.incident_kinds)
            .one_of("sanction_events.action", &self.actions)
            .one_of("sanction_events.programme", &self.programmes)
            .of_datasets(&self.datasets)
            .in_time(self.from, self.until)
            .naming("sanction_events.authority_id", &self.authorities)
            .naming("events.place_id", &self.places)
            .of_cases(&self.cases)
            .of_facts(&self.facts)
            .begun_by("events", self.facts.as_of)
            .starting_from(self.of_measures(), "events.id")
            .starting_from(self.of_instruments(), "events.id")
            .hanging(self.of_parts(), "events.id")
            .quantified(&self.participations, "participations AS part", |part| {
                part.conditions().same("part.event_id", "events.id")
            })
    }
}

impl EventFilter {
    /// Conditions on `part`: it is a target's participation in a sanction event that meets the filter.
    pub(super) fn targeting(&self) -> Conditions {
        Conditions::default()
            .and("part.role = ?", [Role::Target.to_string()])
            .walked_by(&self.facts, "part")
            .and_leads_to(
                "part.event_id",
                "events.id",
                TABLES,
                self.conditions().and("events.kind = ?", [NodeKind::SanctionEvent.to_string()]),
            )
    }
}

impl Conditions {
    /// Adds that the column holds the id of an event that meets the filter.
    #[must_use]
    pub fn of_event(self, column: &str, filter: &Option<Box<EventFilter>>) -> Self {
        self.leading_to(column, "events.id", TABLES, filter, EventFilter::conditions)
    }

    /// Adds that the event's time, as far as it is known, overlaps the given one. An event without a known end counts
    /// as over on the last day on which it may have begun; an event without a date may be at any time.
    fn in_time(self, from: Option<NaiveDate>, until: Option<NaiveDate>) -> Self {
        self.and_for(&from, |conditions, day| conditions.and("events.last_day >= ?", [day.to_string()]))
            .begun_by("events", until)
    }
}

impl Prefilter for EventFilter {
    fn prefiltered(&self, conn: &mut Conn) -> Result<Self> {
        let mut filter = self.clone();
        let kinds = self.kind.map_or(vec![NodeKind::SanctionEvent, NodeKind::Incident], |kind| vec![kind]);
        filter.ids = shared(filter.ids.take(), self.facts.known(conn, &kinds)?);
        replace(&mut filter.measures, &mut filter.ids, owners(conn, self.of_measures())?);
        replace(&mut filter.instruments, &mut filter.ids, owners(conn, self.of_instruments())?);
        let with_parts = owners(conn, self.of_parts())?;
        if with_parts.is_some() {
            (filter.parties, filter.roles) = (None, None);
            filter.ids = shared(filter.ids.take(), with_parts);
        }
        if let Some(part) = &self.participations.some {
            replace(&mut filter.participations.some, &mut filter.ids, part.events(conn)?);
        }
        Ok(filter)
    }
}

impl EventFilter {
    /// The ids of all rows that meet the filter, if they are few.
    pub(super) fn known(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let filter = self.prefiltered(conn)?;
        let is_indexed = filter.incident_kinds.is_some()
            || filter.actions.is_some()
            || filter.authorities.is_some()
            || filter.programmes.is_some()
            || filter.places.is_some()
            || filter.cases.is_some();
        let is_led_to = filter.ids.is_some() || is_indexed && !filter.participations.is_asked();
        if is_led_to { few(conn, "events.id", Self::TABLES, filter.conditions()) } else { Ok(None) }
    }

    /// The parties that such sanction events target, if both they and the events are few.
    pub(super) fn targets(&self, conn: &mut Conn) -> Result<Option<Vec<i64>>> {
        let Some(ids) = self.known(conn)? else { return Ok(None) };
        let rest = Self { ids: Some(ids.clone()), facts: self.facts.clone(), ..Self::default() };
        few(conn, "part.party_id", PART, rest.targeting().in_ids("part.event_id", &ids))
    }
}
