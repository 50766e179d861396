//! The part that parties have in events.

use std::collections::HashMap;

use diesel::prelude::*;

use super::condition::Conditions;
use super::conn::Conn;
use super::fact::{FactFilter, FactRow};
use super::page::{Order, Page, PageRequest, PerParent, Reading};
use super::relation::{List, One, Relation, among, by_id};
use super::schema::{events, facts, nodes, participations};
use crate::error::Result;
use crate::model::Role;

/// The part of one party in one event.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = participations)]
pub struct ParticipationRow {
    #[diesel(embed)]
    pub fact: FactRow,
    pub event_id: i64,
    pub party_id: i64,
    pub role: Role,
    /// When the event was, to sort by.
    pub sort_day: String,
}

#[diesel::dsl::auto_type]
fn source() -> _ {
    participations::table.inner_join(facts::table.inner_join(nodes::table)).inner_join(events::table)
}

/// From a participation's id to the participation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ParticipationById;

impl Relation for ParticipationById {
    type Value = One<ParticipationRow>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows =
            source().filter(among("participations.id", parents)).select(ParticipationRow::as_select()).load(conn)?;
        Ok(by_id(rows, |row| row.fact.id))
    }
}

/// Parts in events that a filter keeps, by role and as facts.
fn kept(conditions: Conditions, roles: &Option<Vec<Role>>, facts: &FactFilter) -> Conditions {
    conditions.one_of("participations.role", roles).of_facts(facts).begun_by("events", facts.as_of)
}

/// From a party to its parts in events, in the order of time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ParticipationsOf {
    pub roles: Option<Vec<Role>>,
    pub facts: FactFilter,
    pub page: PageRequest,
}

impl ParticipationsOf {
    fn conditions(&self, ids: &[i64]) -> Conditions {
        kept(among("participations.party_id", ids), &self.roles, &self.facts)
    }
}

impl Relation for ParticipationsOf {
    type Value = Page<ParticipationRow>;

    fn load(&self, conn: &mut Conn, ids: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let reading = self.reading();
        let statement = source().filter(reading.keyset(self.conditions(ids))).select((
            participations::party_id,
            ParticipationRow::as_select(),
            reading.rank("participations.party_id"),
        ));
        let rows = PerParent::new(statement, &reading).load(conn)?;
        Ok(reading.pages(rows, |row| (&row.sort_day, row.fact.id)))
    }
}

impl List for ParticipationsOf {
    type Row = ParticipationRow;

    fn reading(&self) -> Reading<'_> {
        let order = Order::by("participations by day", "participations.sort_day", "participations.id", false);
        Reading { order, page: &self.page }
    }

    fn totals(&self, conn: &mut Conn, ids: &[i64]) -> Result<HashMap<i64, i64>> {
        let totals = source()
            .filter(self.conditions(ids))
            .group_by(participations::party_id)
            .select((participations::party_id, diesel::dsl::count_star()))
            .load(conn)?;
        Ok(totals.into_iter().collect())
    }
}

/// From an event to the parts that parties have in it, in the order of entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ParticipationsIn {
    pub roles: Option<Vec<Role>>,
    pub facts: FactFilter,
    pub page: PageRequest,
}

impl ParticipationsIn {
    fn conditions(&self, ids: &[i64]) -> Conditions {
        kept(among("participations.event_id", ids), &self.roles, &self.facts)
    }
}

impl Relation for ParticipationsIn {
    type Value = Page<ParticipationRow>;

    fn load(&self, conn: &mut Conn, ids: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let reading = self.reading();
        let statement = source().filter(reading.keyset(self.conditions(ids))).select((
            participations::event_id,
            ParticipationRow::as_select(),
            reading.rank("participations.event_id"),
        ));
        let rows = PerParent::new(statement, &reading).load(conn)?;
        Ok(reading.pages(rows, |row| ("", row.fact.id)))
    }
}

impl List for ParticipationsIn {
    type Row = ParticipationRow;

    fn reading(&self) -> Reading<'_> {
        Reading { order: Order::entered("participations", "participations.id"), page: &self.page }
    }

    fn totals(&self, conn: &mut Conn, ids: &[i64]) -> Result<HashMap<i64, i64>> {
        let totals = source()
            .filter(self.conditions(ids))
            .group_by(participations::event_id)
            .select((participations::event_id, diesel::dsl::count_star()))
            .load(conn)?;
        Ok(totals.into_iter().collect())
    }
}
