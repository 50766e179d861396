//! Relationships of parties.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use sanad_model::{Direction, Localized, PartialDate, RelationshipKind};

use super::condition::Conditions;
use super::conn::Conn;
use super::fact::{FactOrder, FactRow};
use super::filter::{FactFilter, Filter, RelationshipFilter};
use super::page::{Order, PageRequest};
use super::per_parent::{PARENT, list_per_parent};
use super::relation::{One, Relation, among, by_id};
use super::root_list::root_list;
use super::schema::{nodes, relationships};
use super::source::relationship::{TABLES, source};
use crate::error::Result;
use crate::rows::Rows;

/// A relationship from the source to the target.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = relationships)]
pub struct RelationshipRow {
    #[diesel(embed)]
    pub fact: FactRow,
    pub kind: RelationshipKind,
    pub source_id: i64,
    pub target_id: i64,
    pub role: Option<Localized>,
    pub started: Option<PartialDate>,
    pub started_earliest: Option<NaiveDate>,
    pub started_latest: Option<NaiveDate>,
    pub ended: Option<PartialDate>,
    pub ended_earliest: Option<NaiveDate>,
    pub ended_latest: Option<NaiveDate>,
}

impl RelationshipRow {
    /// The party at the other end; the target if the given party is at neither end.
    pub fn other_than(&self, party: i64) -> i64 {
        if self.target_id == party { self.source_id } else { self.target_id }
    }
}

const ENTERED: Order = Order::entered("relationships", "relationships.id");

/// From a relationship's id to the relationship.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RelationshipById;

impl Relation for RelationshipById {
    type Value = One<RelationshipRow>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows = relationships::table
            .inner_join(nodes::table)
            .filter(among("relationships.id", parents))
            .select(RelationshipRow::as_select())
            .rows(conn)?;
        Ok(by_id(rows, |row| row.fact.id))
    }
}

/// All relationships that meet a filter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Relationships {
    pub filter: RelationshipFilter,
    pub order: FactOrder,
    pub page: PageRequest,
}

impl Relationships {
    fn order(&self) -> Order {
        self.order.of_all(ENTERED, "facts.kind = 'Relationship'")
    }
}

root_list! { Relationships: RelationshipRow = source(), counting relationships::table, at |row| row.fact.id }

/// From a party to its relationships.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RelationshipsOf {
    pub filter: RelationshipFilter,
    pub kinds: Option<Vec<RelationshipKind>>,
    pub direction: Direction,
    pub facts: FactFilter,
    pub order: FactOrder,
    pub page: PageRequest,
}

impl RelationshipsOf {
    /// One run for each end that the party may be at. Each is one range of an index, and no relationship is in both.
    fn runs(&self) -> Vec<Conditions> {
        let at = |end: &str| self.conditions().same(end, PARENT);
        let (source, target) = (at("relationships.source_id"), at("relationships.target_id"));
        match self.direction {
            Direction::Out => vec![source, target.either_way()],
            Direction::In => vec![target, source.either_way()],
            Direction::Any => vec![source, target],
        }
    }

    fn conditions(&self) -> Conditions {
        Conditions::default()
            .one_of("relationships.kind", &self.kinds)
            .of_facts(&self.facts)
            .held_on("relationships", self.facts.as_of)
            .and_all(self.filter.conditions())
    }

    fn order(&self) -> Order {
        self.order.order(ENTERED, "relationships.id")
    }
}

list_per_parent! { RelationshipsOf: RelationshipRow = TABLES, with ["nodes"], at |row| row.fact.id }
