//! Evidence: which article says so, where, and on whose word.

use std::collections::HashMap;

use diesel::prelude::*;

use super::condition::Conditions;
use super::conn::Conn;
use super::page::{Order, Page, PageRequest, PerParent, Reading};
use super::relation::{List, Relation, among};
use super::schema::evidence;
use super::text::JsonList;
use crate::error::Result;
use crate::model::{Localized, NodeKind, Stance};

/// One citation for one fact.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = evidence)]
pub struct EvidenceRow {
    pub id: i64,
    pub fact_id: i64,
    pub fact_kind: NodeKind,
    pub article_id: i64,
    pub stance: Stance,
    pub paragraphs: JsonList<i32>,
    pub attributed_to_id: Option<i64>,
    pub attribution: Option<Localized>,
    pub note: Option<Localized>,
}

const ORDER: Order = Order::entered("evidence", "evidence.id");

fn position(row: &EvidenceRow) -> (&str, i64) {
    ("", row.id)
}

/// From a fact to its evidence.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EvidenceFor {
    pub page: PageRequest,
}

impl Relation for EvidenceFor {
    type Value = Page<EvidenceRow>;

    fn load(&self, conn: &mut Conn, ids: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let reading = self.reading();
        let statement = evidence::table.filter(reading.keyset(among("evidence.fact_id", ids))).select((
            evidence::fact_id,
            EvidenceRow::as_select(),
            reading.rank("evidence.fact_id"),
        ));
        let rows = PerParent::new(statement, &reading).load(conn)?;
        Ok(reading.pages(rows, position))
    }
}

impl List for EvidenceFor {
    type Row = EvidenceRow;

    fn reading(&self) -> Reading<'_> {
        Reading { order: ORDER, page: &self.page }
    }

    fn totals(&self, conn: &mut Conn, ids: &[i64]) -> Result<HashMap<i64, i64>> {
        let totals = evidence::table
            .filter(among("evidence.fact_id", ids))
            .group_by(evidence::fact_id)
            .select((evidence::fact_id, diesel::dsl::count_star()))
            .load(conn)?;
        Ok(totals.into_iter().collect())
    }
}

/// From an article to the evidence that it gives.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EvidenceIn {
    pub stances: Option<Vec<Stance>>,
    pub page: PageRequest,
}

impl EvidenceIn {
    fn conditions(&self, ids: &[i64]) -> Conditions {
        among("evidence.article_id", ids).one_of("evidence.stance", &self.stances)
    }
}

impl Relation for EvidenceIn {
    type Value = Page<EvidenceRow>;

    fn load(&self, conn: &mut Conn, ids: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let reading = self.reading();
        let statement = evidence::table.filter(reading.keyset(self.conditions(ids))).select((
            evidence::article_id,
            EvidenceRow::as_select(),
            reading.rank("evidence.article_id"),
        ));
        let rows = PerParent::new(statement, &reading).load(conn)?;
        Ok(reading.pages(rows, position))
    }
}

impl List for EvidenceIn {
    type Row = EvidenceRow;

    fn reading(&self) -> Reading<'_> {
        Reading { order: ORDER, page: &self.page }
    }

    fn totals(&self, conn: &mut Conn, ids: &[i64]) -> Result<HashMap<i64, i64>> {
        let totals = evidence::table
            .filter(self.conditions(ids))
            .group_by(evidence::article_id)
            .select((evidence::article_id, diesel::dsl::count_star()))
            .load(conn)?;
        Ok(totals.into_iter().collect())
    }
}
