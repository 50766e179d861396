//! Filters of places.

use sanad_model::{CountryCode, NodeKind, NodeName};

use super::prefilter::Prefilter;
use super::{Combined, Filter};
use crate::condition::{Conditions, ids_of};
use crate::source::place::TABLES;

/// Which places are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct PlaceFilter {
    /// Ids of places that were looked up before.
    pub ids: Option<Vec<i64>>,
    pub keys: Option<Vec<NodeName>>,
    pub countries: Option<Vec<CountryCode>>,
    /// Places, one of which it is or lies within, at any depth.
    pub within: Option<Vec<NodeName>>,
    pub datasets: Option<Vec<NodeName>>,
    pub combined: Combined<Self>,
}

impl Filter for PlaceFilter {
    const TABLES: &'static str = TABLES;
    const ID: &'static str = "places.id";

    fn own(&self) -> Conditions {
        Conditions::default()
            // With the kind, an index gives the nodes in this order.
            .and("nodes.kind = ?", [NodeKind::Place.to_string()])
            .and_for(&self.ids, |conditions, ids| conditions.in_ids("places.id", ids))
            .named(&self.keys)
            .one_of("places.country", &self.countries)
            .and_for(&self.within, |conditions, names| {
                let (named, values) = ids_of(names);
                // `UNION` leaves out what is there already, so that it ends in any case.
                let inside = format!(
                    "WITH RECURSIVE inside (id) AS ({named} UNION SELECT part.id FROM places AS part \
                     JOIN inside ON part.within_id = inside.id) SELECT inside.id FROM inside"
                );
                conditions.and(format!("places.id IN ({inside})"), values)
            })
            .of_datasets(&self.datasets)
    }

    fn combined(&self) -> &Combined<Self> {
        &self.combined
    }
}

impl Conditions {
    /// Adds that the column holds the id of a place that meets the filter.
    #[must_use]
    pub fn of_place(self, column: &str, filter: &Option<Box<PlaceFilter>>) -> Self {
        match filter.as_ref().and_then(|place| place.ids.as_ref()) {
            // A filter with ids comes from a look-up and has no other conditions.
            Some(ids) => self.in_ids(column, ids),
            None => self.leading_to(column, "places.id", TABLES, filter, PlaceFilter::conditions),
        }
    }
}

impl Prefilter for PlaceFilter {
    fn ids(&mut self) -> &mut Option<Vec<i64>> {
        &mut self.ids
    }

    fn combined_mut(&mut self) -> &mut Combined<Self> {
        &mut self.combined
    }

    fn is_led_to(&self) -> bool {
        let is_indexed = self.keys.is_some() || self.countries.is_some() || self.within.is_some();
        self.ids.is_some() || is_indexed && !self.combined.is_asked()
    }
}
