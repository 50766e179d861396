//! What all facts have in common.

use std::collections::HashMap;

use diesel::prelude::*;
use sanad_model::{NodeKind, PartialDate};

use super::conn::Conn;
use super::page::Order;
use super::relation::{One, Relation, among, by_id};
use super::schema::{facts, nodes};
use crate::error::Result;
use crate::rows::Rows;

/// A fact: a relationship of two parties or of a party and a place, an event, a participation or a figure.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = nodes)]
pub struct FactRow {
    pub id: i64,
    pub kind: NodeKind,
    pub key: String,
    pub dataset_id: i64,
}

/// A summary of a fact's evidence.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = facts)]
pub struct EvidenceSummary {
    pub id: i64,
    /// The number of publishers of evidence about it.
    pub source_count: i64,
    pub is_disputed: bool,
    pub first_reported: Option<PartialDate>,
}

/// From a fact to the summary of its evidence. It is read separately because few requests ask for it: joining it to
/// each list of facts takes up to half of the list's time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EvidenceSummaryOf;

impl Relation for EvidenceSummaryOf {
    type Value = One<EvidenceSummary>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows = facts::table.filter(among("facts.id", parents)).select(EvidenceSummary::as_select()).rows(conn)?;
        Ok(by_id(rows, |row| row.id))
    }
}

/// The order of a list of facts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub struct FactOrder {
    pub by: FactSort,
    pub descending: bool,
}

/// What facts can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum FactSort {
    /// By what their list is sorted by if nothing else is asked for.
    #[default]
    Own,
    /// By the number of their sources.
    Sources,
    /// By the date of the earliest article with evidence for them; those without a dated article count as the latest.
    FirstReported,
}

impl FactOrder {
    /// The order of a list whose own order is this, and whose statement joins `facts`. `id` is the column of the id.
    pub(super) fn order(self, own: Order, id: &'static str) -> Order {
        let order = match self.by {
            FactSort::Own => own,
            FactSort::Sources => Order::by_number("facts by sources", "facts.source_count", id, false),
            FactSort::FirstReported => {
                Order::by("facts by first report", "coalesce(facts.first_reported, '9999')", id, false)
            }
        };
        order.directed(self.descending)
    }

    /// The same for a list of all facts that meet a condition on their kind, which leads SQLite to an index of facts.
    pub(super) fn of_all(self, own: Order, kind: &'static str) -> Order {
        match self.by {
            FactSort::Own => self.order(own, "facts.id"),
            _ => self.order(own, "facts.id").bounded(kind),
        }
    }
}
