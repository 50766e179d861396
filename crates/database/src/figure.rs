//! Figures: numbers that sources report for events.

use std::collections::HashMap;
use std::sync::Arc;

use diesel::prelude::*;
use sanad_model::{Localized, Qualifier};

use super::conn::Conn;
use super::fact::FactRow;
use super::filter::{FactFilter, FigureFilter, Filter};
use super::page::{Order, PageRequest};
use super::relation::{One, Relation, among, by_id, gathered};
use super::root_list::root_list;
use super::schema::{facts, figures, nodes};
use super::source::figure::source;
use crate::error::Result;
use crate::rows::Rows;

/// One figure for one event.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = figures)]
pub struct FigureRow {
    #[diesel(embed)]
    pub fact: FactRow,
    pub event_id: i64,
    pub measure: String,
    pub low: Option<i64>,
    pub high: Option<i64>,
    pub unit: Option<String>,
    pub qualifier: Qualifier,
    pub note: Option<Localized>,
}

/// From a figure's id to the figure.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FigureById;

impl Relation for FigureById {
    type Value = One<FigureRow>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows = figures::table
            .inner_join(nodes::table)
            .filter(among("figures.id", parents))
            .select(FigureRow::as_select())
            .rows(conn)?;
        Ok(by_id(rows, |row| row.fact.id))
    }
}

/// All figures that meet a filter, in the order of entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Figures {
    pub filter: FigureFilter,
    pub page: PageRequest,
}

impl Figures {
    fn order(&self) -> Order {
        Order::entered("figures", "figures.id")
    }
}

root_list! { Figures: FigureRow = source(), at |row| row.fact.id }

/// From an event to its figures, in order of entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FiguresOf {
    pub filter: FigureFilter,
    pub facts: FactFilter,
}

impl Relation for FiguresOf {
    type Value = Vec<Arc<FigureRow>>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows: Vec<FigureRow> = figures::table
            .inner_join(facts::table)
            .inner_join(nodes::table)
            .filter(among("figures.event_id", parents).and_all(self.filter.conditions()).of_figures(&self.facts))
            .order(figures::id)
            .select(FigureRow::as_select())
            .rows(conn)?;
        Ok(gathered(rows.into_iter().map(|row| (row.event_id, Arc::new(row)))))
    }
}
