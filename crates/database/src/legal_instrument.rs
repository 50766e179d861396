//! Legal instruments, and the events that name them.

use std::collections::HashMap;
use std::sync::Arc;

use diesel::prelude::*;
use sanad_base::work::in_time;
use sanad_model::{LegalInstrumentKind, Localized, NodeKind, PartialDate, SanctionAction};

use super::condition::Conditions;
use super::conn::Conn;
use super::event::{self, EventRow};
use super::fact::FactOrder;
use super::filter::{EventFilter, FactFilter, Filter, LegalInstrumentFilter};
use super::page::{Order, PageRequest};
use super::per_parent::{PARENT, list_per_parent};
use super::relation::{One, Relation, among, at_root, by_id, gathered};
use super::root_list::root_list;
use super::schema::{event_instruments, legal_instruments, nodes};
use super::source::event::TABLES;
use super::source::legal_instrument::source;
use crate::error::Result;
use crate::rows::Rows;

/// A resolution, an order, a law or a treaty.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = legal_instruments)]
pub struct LegalInstrumentRow {
    pub id: i64,
    #[diesel(select_expression = nodes::key)]
    pub key: String,
    #[diesel(select_expression = nodes::dataset_id)]
    pub dataset_id: i64,
    pub kind: LegalInstrumentKind,
    pub title: Localized,
    /// As it is cited.
    pub symbol: Option<String>,
    pub adopted: Option<PartialDate>,
    pub issuer_id: Option<i64>,
    pub url: Option<String>,
}

/// From a legal instrument's id to the instrument.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LegalInstrumentById;

impl Relation for LegalInstrumentById {
    type Value = One<LegalInstrumentRow>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows = source()
            .filter(among("legal_instruments.id", parents))
            .select(LegalInstrumentRow::as_select())
            .rows(conn)?;
        Ok(by_id(rows, |row| row.id))
    }
}

/// The legal instrument with this key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LegalInstrumentByKey {
    pub key: String,
}

impl Relation for LegalInstrumentByKey {
    type Value = One<LegalInstrumentRow>;

    fn load(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows = source()
            .filter(Conditions::default().and("nodes.key = ?", [self.key.clone()]))
            .select(LegalInstrumentRow::as_select())
            .rows(conn)?;
        Ok(at_root(rows))
    }
}

/// All legal instruments that meet a filter, by key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LegalInstruments {
    pub filter: LegalInstrumentFilter,
    pub page: PageRequest,
}

impl LegalInstruments {
    fn order(&self) -> Order {
        Order::by("legal instruments", "nodes.key", "nodes.id", false)
    }
}

root_list! { LegalInstruments: LegalInstrumentRow = source(), at |row| row.id }

/// From an event to the legal instruments that it names, in its order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct InstrumentsOf;

impl Relation for InstrumentsOf {
    type Value = Vec<Arc<LegalInstrumentRow>>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows: Vec<(i64, LegalInstrumentRow)> = source()
            .inner_join(event_instruments::table)
            .filter(among("event_instruments.event_id", parents))
            .order((event_instruments::event_id, event_instruments::ordinal))
            .select((event_instruments::event_id, LegalInstrumentRow::as_select()))
            .rows(conn)?;
        Ok(gathered(in_time(rows).map(|(event, row)| (event, Arc::new(row)))))
    }
}

/// From a legal instrument to the events that name it, in chronological order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct EventsUnder {
    pub filter: EventFilter,
    /// Only sanction events, or only incidents.
    pub kind: Option<NodeKind>,
    pub actions: Option<Vec<SanctionAction>>,
    pub facts: FactFilter,
    pub order: FactOrder,
    pub page: PageRequest,
}

impl EventsUnder {
    fn runs(&self) -> Vec<Conditions> {
        let named = "SELECT event_instruments.event_id FROM event_instruments WHERE event_instruments.instrument_id";
        let kinds = self.kind.map(|kind| kind.to_string());
        let of_kind = if kinds.is_some() { " AND event_instruments.event_kind = ?" } else { "" };
        let conditions = self
            .filter
            .conditions()
            .and(format!("events.id IN ({named} = {PARENT}{of_kind})"), kinds)
            .one_of("sanction_events.action", &self.actions)
            .of_facts(&self.facts)
            .begun_by("events", self.facts.as_of);
        vec![conditions]
    }

    fn order(&self) -> Order {
        self.order.order(event::by_day(), "events.id")
    }
}

list_per_parent! { EventsUnder: EventRow = TABLES, with event::READ, at |row| row.fact.id }
