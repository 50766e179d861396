//! Relationships of parties to places.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use sanad_model::{PartialDate, PlaceRelationshipKind};

use super::condition::Conditions;
use super::conn::Conn;
use super::fact::{FactOrder, FactRow};
use super::filter::{FactFilter, Filter, PlaceRelationshipFilter};
use super::page::{Order, PageRequest};
use super::per_parent::list_per_parent;
use super::relation::{One, Relation, among, at_root, by_id};
use super::root_list::root_list;
use super::schema::{nodes, place_relationships};
use super::source::place_relationship::{TABLES, source};
use crate::error::Result;
use crate::rows::Rows;

/// A relationship of a party to a place, and when it held.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = place_relationships)]
pub struct PlaceRelationshipRow {
    #[diesel(embed)]
    pub fact: FactRow,
    pub kind: PlaceRelationshipKind,
    pub party_id: i64,
    pub place_id: i64,
    pub started: Option<PartialDate>,
    pub started_earliest: Option<NaiveDate>,
    pub started_latest: Option<NaiveDate>,
    pub ended: Option<PartialDate>,
    pub ended_earliest: Option<NaiveDate>,
    pub ended_latest: Option<NaiveDate>,
}

const ENTERED: Order = Order::entered("place relationships", "place_relationships.id");

/// From a place relationship's id to the relationship.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PlaceRelationshipById;

impl Relation for PlaceRelationshipById {
    type Value = One<PlaceRelationshipRow>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows = place_relationships::table
            .inner_join(nodes::table)
            .filter(among("place_relationships.id", parents))
            .select(PlaceRelationshipRow::as_select())
            .rows(conn)?;
        Ok(by_id(rows, |row| row.fact.id))
    }
}

/// The place relationship with this key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PlaceRelationshipByKey {
    pub key: String,
}

impl Relation for PlaceRelationshipByKey {
    type Value = One<PlaceRelationshipRow>;

    fn load(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows = place_relationships::table
            .inner_join(nodes::table)
            .filter(Conditions::default().and("nodes.key = ?", [self.key.clone()]))
            .select(PlaceRelationshipRow::as_select())
            .rows(conn)?;
        Ok(at_root(rows))
    }
}

/// All place relationships that meet a filter, in order of entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PlaceRelationships {
    pub filter: PlaceRelationshipFilter,
    pub order: FactOrder,
    pub page: PageRequest,
}

impl PlaceRelationships {
    fn order(&self) -> Order {
        self.order.of_all(ENTERED, "facts.kind = 'PlaceRelationship'")
    }
}

root_list! { PlaceRelationships: PlaceRelationshipRow = source(), at |row| row.fact.id }

/// From a party to its place relationships, in order of entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PlaceRelationshipsOf {
    pub filter: PlaceRelationshipFilter,
    pub kinds: Option<Vec<PlaceRelationshipKind>>,
    pub facts: FactFilter,
    pub order: FactOrder,
    pub page: PageRequest,
}

impl PlaceRelationshipsOf {
    fn conditions(&self) -> Conditions {
        self.filter.conditions().of_place_relationships(&self.kinds, &self.facts)
    }

    fn order(&self) -> Order {
        self.order.order(ENTERED, "place_relationships.id")
    }
}

list_per_parent! { PlaceRelationshipsOf of "place_relationships.party_id": PlaceRelationshipRow = TABLES, with ["nodes"], at |row| row.fact.id }

/// From a place to its place relationships, in order of entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PlaceRelationshipsAt {
    pub filter: PlaceRelationshipFilter,
    pub kinds: Option<Vec<PlaceRelationshipKind>>,
    pub facts: FactFilter,
    pub order: FactOrder,
    pub page: PageRequest,
}

impl PlaceRelationshipsAt {
    fn conditions(&self) -> Conditions {
        self.filter.conditions().of_place_relationships(&self.kinds, &self.facts)
    }

    fn order(&self) -> Order {
        self.order.order(ENTERED, "place_relationships.id")
    }
}

list_per_parent! { PlaceRelationshipsAt of "place_relationships.place_id": PlaceRelationshipRow = TABLES, with ["nodes"], at |row| row.fact.id }
