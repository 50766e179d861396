//! Relationships of parties.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use sanad_model::{Direction, Localized, PartialDate, RelationshipKind, Vocabulary};

use super::condition::Conditions;
use super::conn::Conn;
use super::fact::{FactFilter, FactRow};
use super::page::{Order, PageRequest};
use super::party::PartyFilter;
use super::per_parent::{PARENT, list_per_parent};
use super::prefilter::Filter;
use super::relation::{One, Relation, among, by_id};
use super::root_list::{root_list, source};
use super::schema::{facts, nodes, relationships};
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

source! { relationships JOIN facts JOIN nodes }

const ORDER: Order = Order::entered("relationships", "relationships.id");

fn position(row: &RelationshipRow) -> (&str, i64) {
    ("", row.fact.id)
}

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

/// The condition that a relationship is symmetric: its ends have no order.
fn either_way() -> String {
    let symmetric = RelationshipKind::ALL.iter().filter(|kind| kind.is_symmetric());
    let words: Vec<String> = symmetric.map(|kind| format!("'{kind}'")).collect();
    format!("relationships.kind IN ({})", words.join(", "))
}

/// Which relationships are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct RelationshipFilter {
    /// Ids of relationships that were looked up before.
    pub ids: Option<Vec<i64>>,
    pub kinds: Option<Vec<RelationshipKind>>,
    /// Keys of parties at either end.
    pub parties: Option<Vec<String>>,
    pub sources: Option<Vec<String>>,
    pub targets: Option<Vec<String>>,
    /// Conditions on the parties at its ends.
    pub source: Option<Box<PartyFilter>>,
    pub target: Option<Box<PartyFilter>>,
    pub datasets: Option<Vec<String>>,
    /// It held, or may have held, on this day or later.
    pub from: Option<NaiveDate>,
    /// It held, or may have held, on this day or before.
    pub until: Option<NaiveDate>,
    pub facts: FactFilter,
}

impl Filter for RelationshipFilter {
    const TABLES: &'static str = TABLES;

    fn conditions(&self) -> Conditions {
        Conditions::default()
            .one_of("relationships.kind", &self.kinds)
            .and_for(&self.ids, |conditions, ids| conditions.in_ids("relationships.id", ids))
            .leading(&self.sources, &self.targets)
            .and_for(&self.parties, |conditions, _| {
                let at = |end: &str| Conditions::default().naming(end, &self.parties);
                conditions.and_either(at("relationships.source_id"), at("relationships.target_id"))
            })
            .of_datasets(&self.datasets)
            .overlapping("relationships", self.from, self.until)
            .of_facts(&self.facts)
            .held_on("relationships", self.facts.as_of)
            .between(&self.source, &self.target)
    }
}

/// Which relationships of a party are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SeenRelationshipFilter {
    pub kinds: Option<Vec<RelationshipKind>>,
    /// The direction as seen from the party.
    pub direction: Direction,
    /// Conditions on the other party.
    pub other: Option<Box<PartyFilter>>,
    /// It held, or may have held, on this day or later.
    pub from: Option<NaiveDate>,
    /// It held, or may have held, on this day or before.
    pub until: Option<NaiveDate>,
    pub facts: FactFilter,
}

impl SeenRelationshipFilter {
    /// Conditions on `link`, which starts from the party.
    pub(super) fn conditions(&self) -> Conditions {
        self.of_way(self.direction).of_party("link.other_id", &self.other)
    }

    /// The conditions on `link` in this direction, without those on the other party.
    pub(super) fn of_way(&self, direction: Direction) -> Conditions {
        let ways = match direction {
            Direction::Any => None,
            direction => Some(vec![direction, Direction::Any]),
        };
        Conditions::default()
            .and::<i64>("link.event_id IS NULL", [])
            .one_of("link.kind", &self.kinds)
            .one_of("link.direction", &ways)
            .overlapping("link", self.from, self.until)
            .of_links("link", &self.facts)
    }
}

impl Conditions {
    /// Adds the conditions on the parties at the ends. The ends of symmetric relationships may be swapped.
    fn between(self, source: &Option<Box<PartyFilter>>, target: &Option<Box<PartyFilter>>) -> Self {
        if source.is_none() && target.is_none() {
            return self;
        }
        // An index leads only from a link's first node. If the target was looked up, start there.
        let is_known = |end: &Option<Box<PartyFilter>>| end.as_ref().is_some_and(|party| party.ids.is_some());
        let (way, near, far) = if is_known(target) {
            ("link.direction <> 'OUT'", target, source)
        } else {
            ("link.direction <> 'IN'", source, target)
        };
        let link = Conditions::default()
            .and::<i64>(way, [])
            .and::<i64>("link.event_id IS NULL", [])
            .of_party("link.node_id", near)
            .of_party("link.other_id", far);
        if is_known(near) {
            return self.and_in("relationships.id", "link.fact_id", "links AS link", link);
        }
        self.and_exists("links AS link", link.same("link.fact_id", "relationships.id"))
    }

    /// Adds that it leads from one of these parties to one of those, given by key. The ends of symmetric relationships
    /// may be swapped.
    fn leading(self, from: &Option<Vec<String>>, to: &Option<Vec<String>>) -> Self {
        if from.is_none() && to.is_none() {
            return self;
        }
        let way = |start: &str, end: &str| Conditions::default().naming(start, from).naming(end, to);
        let (source, target) = ("relationships.source_id", "relationships.target_id");
        self.varying().and_either(way(source, target), way(target, source).and::<i64>(either_way(), []))
    }
}

/// All relationships that meet a filter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Relationships {
    pub filter: RelationshipFilter,
    pub page: PageRequest,
}

impl Relationships {
    fn order(&self) -> Order {
        ORDER
    }
}

root_list! { Relationships: RelationshipRow = source(), at position }

/// From a party to its relationships.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RelationshipsOf {
    pub kinds: Option<Vec<RelationshipKind>>,
    pub direction: Direction,
    pub facts: FactFilter,
    pub page: PageRequest,
}

impl RelationshipsOf {
    /// One run for each end that the party may be at. Each is one range of an index, and no relationship is in both.
    fn runs(&self) -> Vec<Conditions> {
        let at = |end: &str| self.conditions().same(end, PARENT);
        let (source, target) = (at("relationships.source_id"), at("relationships.target_id"));
        match self.direction {
            Direction::Out => vec![source, target.and::<i64>(either_way(), [])],
            Direction::In => vec![target, source.and::<i64>(either_way(), [])],
            Direction::Any => vec![source, target],
        }
    }

    fn conditions(&self) -> Conditions {
        Conditions::default()
            .one_of("relationships.kind", &self.kinds)
            .of_facts(&self.facts)
            .held_on("relationships", self.facts.as_of)
    }

    fn order(&self) -> Order {
        ORDER
    }
}

list_per_parent! { RelationshipsOf: RelationshipRow = TABLES, with ["nodes"], at position }
