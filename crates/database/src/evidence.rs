//! Evidence: which article states a fact, where, and on whose word.

use std::collections::HashMap;
use std::sync::Arc;

use diesel::prelude::*;
use sanad_base::work::in_time;
use sanad_model::{Key, Localized, NodeKind, Stance};

use super::condition::Conditions;
use super::conn::Conn;
use super::filter::{EvidenceFilter, Filter};
use super::page::{Order, PageRequest, ROOT};
use super::per_parent::list_per_parent;
use super::relation::{One, Relation, among};
use super::root_list::root_list;
use super::schema::{evidence, nodes};
use super::source::evidence::{TABLES, source};
use super::text::JsonList;
use crate::error::Result;
use crate::rows::Rows;

const ENTERED: Order = Order::entered("evidence", "evidence.id");

/// One citation for one fact.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = evidence)]
pub struct EvidenceRow {
    pub id: i64,
    pub fact_id: i64,
    /// Its position among the evidence of the fact, counted from 1.
    pub ordinal: i64,
    pub fact_kind: NodeKind,
    pub article_id: i64,
    pub stance: Stance,
    /// Empty if there is a locator.
    pub paragraphs: JsonList<i32>,
    pub locator: Option<String>,
    pub attributed_to_id: Option<i64>,
    pub attribution: Option<Localized>,
    pub condition: Option<Localized>,
    pub note: Option<Localized>,
}

/// Pieces of evidence, each by the key of its fact and its number there, in the same order; none for an unknown one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EvidenceByNumber {
    pub names: Vec<(Key, i64)>,
}

impl Relation for EvidenceByNumber {
    type Value = Vec<One<EvidenceRow>>;

    fn load(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let keys = Some(self.names.iter().map(|(key, _)| key).collect());
        let numbers: Vec<i64> = self.names.iter().map(|(_, number)| *number).collect();
        let rows: Vec<(String, EvidenceRow)> = evidence::table
            .inner_join(nodes::table.on(nodes::id.eq(evidence::fact_id)))
            .filter(among("evidence.ordinal", &numbers).one_of("nodes.key", &keys))
            .select((nodes::key, EvidenceRow::as_select()))
            .rows(conn)?;
        let found: HashMap<(String, i64), Arc<EvidenceRow>> =
            in_time(rows).map(|(key, row)| ((key, row.ordinal), Arc::new(row))).collect();
        let named = self.names.iter().map(|(key, number)| found.get(&(key.to_string(), *number)).cloned());
        Ok(HashMap::from([(ROOT, named.collect())]))
    }
}

/// All evidence that meets a filter, in the order of entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct AllEvidence {
    pub filter: EvidenceFilter,
    pub page: PageRequest,
}

impl AllEvidence {
    fn order(&self) -> Order {
        ENTERED
    }
}

root_list! { AllEvidence: EvidenceRow = source(), at |row| row.id }

/// From a fact to its evidence, in the order in which it is numbered: an index on facts has it in this order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EvidenceFor {
    pub filter: EvidenceFilter,
    pub page: PageRequest,
}

impl EvidenceFor {
    fn conditions(&self) -> Conditions {
        self.filter.conditions()
    }

    fn order(&self) -> Order {
        Order::entered("evidence of a fact", "evidence.ordinal")
    }
}

list_per_parent! { EvidenceFor of "evidence.fact_id": EvidenceRow = TABLES, at |row| row.ordinal }

/// From an article to the evidence that it gives.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EvidenceIn {
    pub filter: EvidenceFilter,
    pub page: PageRequest,
}

impl EvidenceIn {
    fn conditions(&self) -> Conditions {
        self.filter.conditions()
    }

    fn order(&self) -> Order {
        ENTERED
    }
}

list_per_parent! { EvidenceIn of "evidence.article_id": EvidenceRow = TABLES, at |row| row.id }
