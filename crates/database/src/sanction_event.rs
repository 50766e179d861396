//! What only sanction events have: targets, measures, and the events that follow.

use std::collections::HashMap;
use std::sync::Arc;

use diesel::prelude::*;
use sanad_base::work::in_time;
use sanad_model::{NodeKind, Role, SanctionAction, SanctionMeasure, Vocabulary};

use super::condition::Conditions;
use super::conn::Conn;
use super::event::{EventRow, rows};
use super::fact::FactOrder;
use super::filter::{EventFilter, FactFilter, Filter};
use super::page::{Order, PageRequest};
use super::per_parent::list_per_parent;
use super::relation::{Relation, among, gathered};
use super::schema::{events, participations, sanction_events, sanction_measures};
use crate::error::Result;
use crate::rows::Rows;

/// From a party to the sanction events that target it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SanctionEventsOf {
    pub filter: EventFilter,
    pub actions: Option<Vec<SanctionAction>>,
    /// Applies to the event and to the party's participation as a target.
    pub facts: FactFilter,
    pub order: FactOrder,
    pub page: PageRequest,
}

/// The participations of targets, with their events.
const TARGETING: &str = "participations JOIN events ON events.id = participations.event_id \
     JOIN facts ON facts.id = events.id JOIN nodes ON nodes.id = events.id \
     LEFT JOIN sanction_events ON sanction_events.id = events.id LEFT JOIN incidents ON incidents.id = events.id";

impl SanctionEventsOf {
    fn conditions(&self) -> Conditions {
        self.filter
            .conditions()
            .and("participations.role = ?", [Role::Target.to_string()])
            .and("events.kind = ?", [NodeKind::SanctionEvent.to_string()])
            .one_of("sanction_events.action", &self.actions)
            .walked_by(&self.facts, "participations")
    }

    /// The order of events, by the event's columns as they are copied into participations.
    fn order(&self) -> Order {
        let by_day = Order::by("events", "participations.sort_day", "participations.event_id", false);
        self.order.order(by_day, "participations.event_id")
    }
}

list_per_parent! { SanctionEventsOf of "participations.party_id": EventRow = TARGETING, with ["events", "nodes", "sanction_events", "incidents"], at |row| row.fact.id }

/// From a sanction event to the ids of the parties that it targets, in order of entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct TargetsOf {
    /// Applies to the event and to the party's participation in it.
    pub facts: FactFilter,
}

impl Relation for TargetsOf {
    type Value = Vec<i64>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows: Vec<(i64, i64)> = participations::table
            .filter(among("participations.event_id", parents).walked_by(&self.facts, "participations"))
            .filter(participations::role.eq(Role::Target.word()))
            .order(participations::id)
            .select((participations::event_id, participations::party_id))
            .rows(conn)?;
        Ok(gathered(rows))
    }
}

/// From a sanction event to its measures, in the order of the vocabulary.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MeasuresOf;

impl Relation for MeasuresOf {
    type Value = Vec<SanctionMeasure>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows: Vec<(i64, SanctionMeasure)> = sanction_measures::table
            .filter(among("sanction_measures.event_id", parents))
            .select((sanction_measures::event_id, sanction_measures::measure))
            .rows(conn)?;
        let mut measures = gathered(rows);
        in_time(measures.values_mut()).for_each(|taken| taken.sort());
        Ok(measures)
    }
}

/// From a sanction event to the events that follow it, in chronological order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FollowersOf;

impl Relation for FollowersOf {
    type Value = Vec<Arc<EventRow>>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows: Vec<(i64, EventRow)> = rows()
            .filter(among("sanction_events.follows_id", parents))
            .order((events::sort_day, events::id))
            .select((sanction_events::follows_id.assume_not_null(), EventRow::as_select()))
            .rows(conn)?;
        Ok(gathered(rows.into_iter().map(|(parent, row)| (parent, Arc::new(row)))))
    }
}
