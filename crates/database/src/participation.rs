//! Participations of parties in events.

use std::collections::HashMap;

use diesel::prelude::*;
use sanad_model::Role;

use super::condition::Conditions;
use super::conn::Conn;
use super::fact::FactRow;
use super::filter::{FactFilter, Filter, ParticipationFilter};
use super::page::{Order, PageRequest};
use super::per_parent::list_per_parent;
use super::relation::{One, Relation, among, by_id};
use super::root_list::root_list;
use super::schema::{nodes, participations};
use super::source::participation::{TABLES, source};
use crate::error::Result;
use crate::rows::Rows;

/// The participation of one party in one event.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = participations)]
pub struct ParticipationRow {
    #[diesel(embed)]
    pub fact: FactRow,
    pub event_id: i64,
    pub party_id: i64,
    pub role: Role,
    /// The event's day to sort by.
    pub sort_day: String,
}

/// From a participation's id to the participation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ParticipationById;

impl Relation for ParticipationById {
    type Value = One<ParticipationRow>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows = participations::table
            .inner_join(nodes::table)
            .filter(among("participations.id", parents))
            .select(ParticipationRow::as_select())
            .rows(conn)?;
        Ok(by_id(rows, |row| row.fact.id))
    }
}

/// All participations that meet a filter, in the order of entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Participations {
    pub filter: ParticipationFilter,
    pub page: PageRequest,
}

impl Participations {
    fn order(&self) -> Order {
        Order::entered("participations", "participations.id")
    }
}

root_list! { Participations: ParticipationRow = source(), at |row| row.fact.id }

/// The conditions on the role and on the fact.
fn kept(roles: &Option<Vec<Role>>, facts: &FactFilter) -> Conditions {
    Conditions::default().one_of("participations.role", roles).walked_by(facts, "participations")
}

/// From a party to its participations, in chronological order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ParticipationsOf {
    pub filter: ParticipationFilter,
    pub roles: Option<Vec<Role>>,
    pub facts: FactFilter,
    pub page: PageRequest,
}

impl ParticipationsOf {
    fn conditions(&self) -> Conditions {
        self.filter.listed().and_all(kept(&self.roles, &self.facts))
    }

    fn order(&self) -> Order {
        Order::by("participations by day", "participations.sort_day", "participations.id", false)
    }
}

list_per_parent! { ParticipationsOf of "participations.party_id": ParticipationRow = TABLES, with ["nodes"], at |row| row.fact.id }

/// From an event to its participations, in order of entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ParticipationsIn {
    pub filter: ParticipationFilter,
    pub roles: Option<Vec<Role>>,
    pub facts: FactFilter,
    pub page: PageRequest,
}

impl ParticipationsIn {
    fn conditions(&self) -> Conditions {
        self.filter.listed().and_all(kept(&self.roles, &self.facts))
    }

    fn order(&self) -> Order {
        Order::entered("participations", "participations.id")
    }
}

list_per_parent! { ParticipationsIn of "participations.event_id": ParticipationRow = TABLES, with ["nodes"], at |row| row.fact.id }
