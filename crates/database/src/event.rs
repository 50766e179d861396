//! Events of both kinds: sanction events and incidents.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use sanad_model::{IncidentKind, Localized, NodeKind, PartialDate, SanctionAction};

use super::condition::Conditions;
use super::conn::Conn;
use super::fact::{FactOrder, FactRow};
use super::filter::{EventFilter, FactFilter, Filter};
use super::page::{Order, PageRequest};
use super::per_parent::list_per_parent;
use super::relation::{One, Relation, among, at_root, by_id};
use super::root_list::root_list;
use super::schema::{events, incidents, nodes, sanction_events};
use super::source::event::{TABLES, source};
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

/// The joined tables of `rows()`.
pub(super) const READ: [&str; 3] = ["nodes", "sanction_events", "incidents"];

/// In chronological order; events without a date come last.
pub(super) fn by_day() -> Order {
    Order::by("events", "events.sort_day", "events.id", false)
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

/// All events that meet a filter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Events {
    pub filter: EventFilter,
    pub order: FactOrder,
    pub page: PageRequest,
}

impl Events {
    fn order(&self) -> Order {
        let kinds = match self.filter.kind {
            Some(NodeKind::SanctionEvent) => "facts.kind = 'SanctionEvent'",
            Some(NodeKind::Incident) => "facts.kind = 'Incident'",
            _ => "facts.kind IN ('SanctionEvent', 'Incident')",
        };
        self.order.of_all(by_day(), kinds)
    }
}

root_list! { Events: EventRow = source(), counting events::table, at |row| row.fact.id }

/// From a place to the events there.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EventsAt {
    pub filter: EventFilter,
    pub facts: FactFilter,
    pub order: FactOrder,
    pub page: PageRequest,
}

impl EventsAt {
    fn conditions(&self) -> Conditions {
        self.filter.conditions().of_facts(&self.facts).begun_by("events", self.facts.as_of)
    }

    fn order(&self) -> Order {
        self.order.order(by_day(), "events.id")
    }
}

list_per_parent! { EventsAt of "events.place_id": EventRow = TABLES, with READ, at |row| row.fact.id }
