//! Relationships of parties.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use diesel::sql_types::Bool;

use super::condition::{Conditions, ids_of};
use super::conn::Conn;
use super::fact::{FactFilter, FactRow};
use super::fragment::Fragment;
use super::of_each::{FirstOf, asked};
use super::page::{Order, Page, PageRequest, ROOT, Reading};
use super::relation::{List, One, Relation, among, by_id};
use super::schema::{facts, nodes, relationships};
use crate::error::Result;
use crate::model::{Direction, Localized, PartialDate, RelationshipKind, Vocabulary};

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

#[diesel::dsl::auto_type]
fn source() -> _ {
    relationships::table.inner_join(facts::table.inner_join(nodes::table))
}

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
        let rows =
            source().filter(among("relationships.id", parents)).select(RelationshipRow::as_select()).load(conn)?;
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
    pub kinds: Option<Vec<RelationshipKind>>,
    /// Keys of parties at either end.
    pub parties: Option<Vec<String>>,
    pub sources: Option<Vec<String>>,
    pub targets: Option<Vec<String>>,
    pub datasets: Option<Vec<String>>,
    /// Still held, or may have, on that day or later.
    pub from: Option<NaiveDate>,
    /// Already held, or may have, on that day or before.
    pub until: Option<NaiveDate>,
    pub facts: FactFilter,
}

impl RelationshipFilter {
    fn conditions(&self) -> Conditions {
        Conditions::default()
            .one_of("relationships.kind", &self.kinds)
            .with_end("relationships.source_id", "relationships.target_id", &self.sources)
            .with_end("relationships.target_id", "relationships.source_id", &self.targets)
            .and_for(&self.parties, |conditions, keys| {
                let parties = ids_of(keys.len());
                conditions.and(
                    format!("relationships.source_id IN ({parties}) OR relationships.target_id IN ({parties})"),
                    keys.iter().chain(keys).cloned(),
                )
            })
            .of_datasets(&self.datasets)
            .overlapping("relationships", self.from, self.until)
            .of_facts(&self.facts)
            .held_on("relationships", self.facts.as_of)
    }
}

impl Conditions {
    /// One of the parties stands at that end, or at the other where the order of the ends means nothing.
    fn with_end(self, end: &str, other: &str, keys: &Option<Vec<String>>) -> Self {
        self.and_for(keys, |conditions, keys| {
            let parties = ids_of(keys.len());
            conditions.and(
                format!("{end} IN ({parties}) OR {other} IN ({parties}) AND {}", either_way()),
                keys.iter().chain(keys).cloned(),
            )
        })
    }
}

/// All relationships that meet a filter.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Relationships {
    pub filter: RelationshipFilter,
    pub page: PageRequest,
}

impl Relation for Relationships {
    type Value = Page<RelationshipRow>;

    fn load(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let reading = self.reading();
        let rows = source()
            .filter(reading.keyset(self.filter.conditions()))
            .order(reading.ordering())
            .limit(reading.limit())
            .select(RelationshipRow::as_select())
            .load(conn)?;
        Ok(reading.root(rows, position))
    }
}

impl List for Relationships {
    type Row = RelationshipRow;

    fn reading(&self) -> Reading<'_> {
        Reading { order: ORDER, page: &self.page }
    }

    fn totals(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, i64>> {
        let total = source().filter(self.filter.conditions()).count().get_result(conn)?;
        Ok(HashMap::from([(ROOT, total)]))
    }
}

/// From a party to its relationships.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RelationshipsOf {
    pub kinds: Option<Vec<RelationshipKind>>,
    pub direction: Direction,
    pub facts: FactFilter,
    pub page: PageRequest,
}

/// From which end the relationships of a party are read.
const SOURCE: &str = "relationships.source_id = asked.id";
const TARGET: &str = "relationships.target_id = asked.id";

impl RelationshipsOf {
    /// Where the party stands: each is one run of an index, and no relationship is in both.
    fn ends(&self) -> [String; 2] {
        let either = either_way();
        match self.direction {
            Direction::Out => [SOURCE.to_owned(), format!("{TARGET} AND {either}")],
            Direction::In => [TARGET.to_owned(), format!("{SOURCE} AND {either}")],
            Direction::Any => [SOURCE.to_owned(), TARGET.to_owned()],
        }
    }

    fn conditions(&self) -> Conditions {
        Conditions::default()
            .one_of("relationships.kind", &self.kinds)
            .of_facts(&self.facts)
            .held_on("relationships", self.facts.as_of)
    }
}

impl Relation for RelationshipsOf {
    type Value = Page<RelationshipRow>;

    fn load(&self, conn: &mut Conn, parties: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let reading = self.reading();
        let first = self.ends().map(|end| {
            source()
                .filter(reading.keyset(self.conditions().and::<i64>(end, [])))
                .order(reading.ordering())
                .limit(reading.limit())
                .select(relationships::id)
        });
        let rows = source()
            .inner_join(asked.on(FirstOf::new("relationships.id", first)))
            .filter(among("asked.id", parties))
            .order(reading.ordering())
            .select((asked.field(nodes::id), RelationshipRow::as_select()))
            .load(conn)?;
        Ok(reading.pages(rows, position))
    }
}

impl List for RelationshipsOf {
    type Row = RelationshipRow;

    fn reading(&self) -> Reading<'_> {
        Reading { order: ORDER, page: &self.page }
    }

    fn totals(&self, conn: &mut Conn, parties: &[i64]) -> Result<HashMap<i64, i64>> {
        let either_end: Fragment<Bool> = Fragment::new(format!("({})", self.ends().join(" OR ")));
        let totals = source()
            .inner_join(asked.on(either_end))
            .filter(self.conditions().and_all(among("asked.id", parties)))
            .group_by(asked.field(nodes::id))
            .select((asked.field(nodes::id), diesel::dsl::count_star()))
            .load(conn)?;
        Ok(totals.into_iter().collect())
    }
}
