//! Events of both kinds: sanction events and incidents.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use sanad_model::{IncidentKind, Localized, NodeKind, PartialDate, Role, SanctionAction, SanctionMeasure};

use super::condition::Conditions;
use super::conn::Conn;
use super::fact::{FactFilter, FactRow};
use super::page::{Order, PageRequest};
use super::participation::ParticipationFilter;
use super::per_parent::list_per_parent;
use super::prefilter::Filter;
use super::quantifier::{Hanging, Quantified};
use super::relation::{One, Relation, among, at_root, by_id};
use super::root_list::{root_list, source};
use super::schema::{events, facts, incidents, nodes, sanction_events};
use crate::error::Result;
use crate::rows::Rows;

/// Something that happened; the fields of the other kind are empty.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = events)]
pub struct EventRow {
    #[diesel(embed)]
    pub fact: FactRow,
    pub title: Localized,
    pub summary: Option<Localized>,
    pub condition: Option<Localized>,
    pub started: Option<PartialDate>,
    pub started_earliest: Option<NaiveDate>,
    pub started_latest: Option<NaiveDate>,
    pub ended: Option<PartialDate>,
    pub ended_earliest: Option<NaiveDate>,
    pub ended_latest: Option<NaiveDate>,
    pub sort_day: String,
    pub place_id: Option<i64>,
    #[diesel(embed)]
    pub sanction: SanctionColumns,
    #[diesel(select_expression = incidents::kind.nullable())]
    pub incident_kind: Option<IncidentKind>,
}

/// The columns that only sanction events have.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = sanction_events)]
pub struct SanctionColumns {
    #[diesel(select_expression = sanction_events::action.nullable())]
    pub action: Option<SanctionAction>,
    #[diesel(select_expression = sanction_events::authority_id.nullable())]
    pub authority_id: Option<i64>,
    #[diesel(select_expression = sanction_events::programme.nullable())]
    pub programme: Option<String>,
    #[diesel(select_expression = sanction_events::follows_id.nullable())]
    pub follows_id: Option<i64>,
}

/// The tables that an event is read from.
#[diesel::dsl::auto_type]
pub(super) fn rows() -> _ {
    events::table.inner_join(nodes::table).left_join(sanction_events::table).left_join(incidents::table)
}

source! { events JOIN facts JOIN nodes LEFT JOIN sanction_events LEFT JOIN incidents }

/// The joined tables of `rows()`.
pub(super) const READ: [&str; 3] = ["nodes", "sanction_events", "incidents"];

/// Events are in chronological order; those without a date come last.
pub(super) fn by_day(descending: bool) -> Order {
    Order::by("events", "events.sort_day", "events.id", descending)
}

pub(super) fn position(row: &EventRow) -> (&str, i64) {
    (&row.sort_day, row.fact.id)
}

/// From an event's id to the event.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EventById;

impl Relation for EventById {
    type Value = One<EventRow>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows = rows().filter(among("events.id", parents)).select(EventRow::as_select()).rows(conn)?;
        Ok(by_id(rows, |row| row.fact.id))
    }
}

/// The event with this key, of one kind or of either.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EventByKey {
    pub key: String,
    pub kind: Option<NodeKind>,
}

impl Relation for EventByKey {
    type Value = One<EventRow>;

    fn load(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let kinds = self.kind.map(|kind| vec![kind]);
        let conditions = Conditions::default().and("nodes.key = ?", [self.key.clone()]).one_of("events.kind", &kinds);
        let rows = rows().filter(conditions).select(EventRow::as_select()).rows(conn)?;
        Ok(at_root(rows))
    }
}

/// Which events are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct EventFilter {
    /// Ids of events that were looked up before.
    pub ids: Option<Vec<i64>>,
    pub kind: Option<NodeKind>,
    pub incident_kinds: Option<Vec<IncidentKind>>,
    pub actions: Option<Vec<SanctionAction>>,
    pub measures: Option<Vec<SanctionMeasure>>,
    /// Keys of parties under whose authority it happened.
    pub authorities: Option<Vec<String>>,
    pub programmes: Option<Vec<String>>,
    /// Keys of sanction events of the same case.
    pub cases: Option<Vec<String>>,
    /// Keys of parties, one of which takes part, in one of the roles if there are any.
    pub parties: Option<Vec<String>>,
    pub roles: Option<Vec<Role>>,
    /// Keys of places.
    pub places: Option<Vec<String>>,
    /// Keys of legal instruments, one of which it names.
    pub instruments: Option<Vec<String>>,
    pub datasets: Option<Vec<String>>,
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
    pub(super) fn of_measures(&self) -> Option<Hanging> {
        self.measures.as_ref()?;
        let conditions = Conditions::default().one_of("taken.measure", &self.measures);
        Some(Hanging { table: "sanction_measures AS taken", owner: "taken.event_id", conditions })
    }

    pub(super) fn of_instruments(&self) -> Option<Hanging> {
        self.instruments.as_ref()?;
        let conditions = Conditions::default().naming("named_there.instrument_id", &self.instruments);
        Some(Hanging { table: "event_instruments AS named_there", owner: "named_there.event_id", conditions })
    }

    /// Participations of one of the parties in one of the roles that meet the fact filter. None is needed when neither
    /// parties nor roles are given.
    pub(super) fn of_parts(&self) -> Option<Hanging> {
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

/// All events that meet a filter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Events {
    pub filter: EventFilter,
    pub descending: bool,
    pub page: PageRequest,
}

impl Events {
    fn order(&self) -> Order {
        by_day(self.descending)
    }
}

root_list! { Events: EventRow = source(), at position }

/// From a place to the events there.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EventsAt {
    pub facts: FactFilter,
    pub page: PageRequest,
}

impl EventsAt {
    fn conditions(&self) -> Conditions {
        Conditions::default().of_facts(&self.facts).begun_by("events", self.facts.as_of)
    }

    fn order(&self) -> Order {
        by_day(false)
    }
}

list_per_parent! { EventsAt of "events.place_id": EventRow = TABLES, with READ, at position }
