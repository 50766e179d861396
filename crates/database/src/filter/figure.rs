//! Filters of figures.

use sanad_model::{NodeKind, Qualifier};

use super::prefilter::{Prefilter, look_up, shared};
use super::{Combined, EventFilter, FactFilter, Filter};
use crate::condition::Conditions;
use crate::conn::Conn;
use crate::error::Result;
use crate::source::figure::TABLES;

/// Which figures are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct FigureFilter {
    /// Ids of figures that were looked up before.
    pub ids: Option<Vec<i64>>,
    /// What is counted.
    pub measures: Option<Vec<String>>,
    pub units: Option<Vec<String>>,
    pub qualifiers: Option<Vec<Qualifier>>,
    /// The lower end of the number is at least this.
    pub at_least: Option<i64>,
    /// The upper end of the number is at most this.
    pub at_most: Option<i64>,
    /// The event that they are of.
    pub event: Option<Box<EventFilter>>,
    pub facts: FactFilter,
    pub combined: Combined<Self>,
}

impl Filter for FigureFilter {
    const TABLES: &'static str = TABLES;
    const ID: &'static str = "figures.id";

    fn own(&self) -> Conditions {
        Conditions::default()
            .and_for(&self.ids, |conditions, ids| conditions.in_ids("figures.id", ids))
            .one_of("figures.measure", &self.measures)
            .one_of("figures.unit", &self.units)
            .one_of("figures.qualifier", &self.qualifiers)
            .and_for(&self.at_least, |conditions, least| {
                conditions.and("(figures.low IS NOT NULL AND figures.low >= ?)", [*least])
            })
            .and_for(&self.at_most, |conditions, most| {
                conditions.and("(figures.low IS NOT NULL AND coalesce(figures.high, figures.low) <= ?)", [*most])
            })
            .of_event("figures.event_id", &self.event)
            .of_figures(&self.facts)
    }

    fn combined(&self) -> &Combined<Self> {
        &self.combined
    }
}

impl Conditions {
    /// Adds that the figure in `figures` meets the filter. It holds from when its event may have begun.
    #[must_use]
    pub fn of_figures(self, facts: &FactFilter) -> Self {
        self.of_facts(facts).and_for(&facts.as_of, |conditions, day| {
            let event = Self::default().same("event.id", "figures.event_id");
            conditions.and_exists("events AS event", event.begun_by("event", Some(*day)))
        })
    }
}

impl Prefilter for FigureFilter {
    fn ids(&mut self) -> &mut Option<Vec<i64>> {
        &mut self.ids
    }

    fn combined_mut(&mut self) -> &mut Combined<Self> {
        &mut self.combined
    }

    fn prefilter_own(&mut self, conn: &mut Conn) -> Result<()> {
        self.ids = shared(self.ids.take(), self.facts.known(conn, &[NodeKind::Figure])?);
        look_up(&mut self.event, conn)
    }

    fn is_led_to(&self) -> bool {
        self.ids.is_some() || self.event.as_ref().is_some_and(|event| event.ids.is_some())
    }
}
