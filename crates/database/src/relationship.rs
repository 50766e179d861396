//! Relationships of parties.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use sanad_model::{Direction, Localized, PartialDate, RelationshipKind, Vocabulary};

use super::condition::Conditions;
use super::conn::Conn;
use super::fact::{FactFilter, FactRow};
use super::narrow::Filter;
use super::of_each::{PARENT, list_of_each};
use super::page::{Order, PageRequest};
use super::party::PartyFilter;
use super::relation::{One, Relation, among, by_id};
use super::root_list::{root_list, source};
use super::schema::{facts, nodes, relationships};
use crate::error::Result;
use crate::rows::Rows;

/// What binds the source to the target.
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
    /// The end that is not this party; for a party at neither end, the target.
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

/// The kinds whose ends have no order.
fn either_way() -> String {
    let symmetric = RelationshipKind::ALL.iter().filter(|kind| kind.is_symmetric());
    let words: Vec<String> = symmetric.map(|kind| format!("'{kind}'")).collect();
    format!("relationships.kind IN ({})", words.join(", "))
}

/// Which relationships are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct RelationshipFilter {
    /// Of relationships that were looked up before.
    pub ids: Option<Vec<i64>>,
    pub kinds: Option<Vec<RelationshipKind>>,
    /// Keys of parties at either end.
    pub parties: Option<Vec<String>>,
    pub sources: Option<Vec<String>>,
    pub targets: Option<Vec<String>>,
    /// What the parties at its ends are like.
    pub source: Option<Box<PartyFilter>>,
    pub target: Option<Box<PartyFilter>>,
    pub datasets: Option<Vec<String>>,
    /// Still held, or may have, on that day or later.
    pub from: Option<NaiveDate>,
    /// Already held, or may have, on that day or before.
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

/// Which relationships are asked for, seen from one of their parties.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SeenRelationshipFilter {
    pub kinds: Option<Vec<RelationshipKind>>,
    /// Which end the party is.
    pub direction: Direction,
    /// What the other party is like.
    pub other: Option<Box<PartyFilter>>,
    /// Still held, or may have, on that day or later.
    pub from: Option<NaiveDate>,
    /// Already held, or may have, on that day or before.
    pub until: Option<NaiveDate>,
    pub facts: FactFilter,
}

impl SeenRelationshipFilter {
    /// Of `link`, which leads from the party.
    pub(super) fn conditions(&self) -> Conditions {
        self.of_way(self.direction).of_party("link.other_id", &self.other)
    }

    /// All that it asks of `link` but its ends, in that direction.
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
    /// The parties at the ends are such; where the order of the ends means nothing, either way round.
    fn between(self, source: &Option<Box<PartyFilter>>, target: &Option<Box<PartyFilter>>) -> Self {
        if source.is_none() && target.is_none() {
            return self;
        }
        // Where only the target was looked up, seen from there: an index leads from that end of a link only.
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

    /// It leads from one of these parties to one of those, given by key; either way round where the order of the ends
    /// means nothing.
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
    /// Where the party stands: each is one run of an index, and no relationship is in both.
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

list_of_each! { RelationshipsOf: RelationshipRow = TABLES, with ["nodes"], at position }
