//! Places.

use std::collections::HashMap;

use diesel::prelude::*;
use sanad_model::CountryCode;

use super::condition::Conditions;
use super::conn::Conn;
use super::filter::PlaceFilter;
use super::page::{Order, PageRequest};
use super::relation::{One, Relation, among, at_root, by_id};
use super::root_list::root_list;
use super::schema::{nodes, places};
use super::source::place::source;
use crate::error::Result;
use crate::rows::Rows;

/// A place, with its coordinates if they are known.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = places)]
pub struct PlaceRow {
    pub id: i64,
    #[diesel(select_expression = nodes::key)]
    pub key: String,
    #[diesel(select_expression = nodes::caption.assume_not_null())]
    pub caption: String,
    /// Degrees north, WGS 84.
    pub latitude: Option<f64>,
    /// Degrees east, WGS 84.
    pub longitude: Option<f64>,
    pub country: Option<CountryCode>,
    /// The smallest place that it lies within.
    pub within_id: Option<i64>,
    #[diesel(select_expression = nodes::dataset_id)]
    pub dataset_id: i64,
}

/// From a place's id to the place.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PlaceById;

impl Relation for PlaceById {
    type Value = One<PlaceRow>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows = source().filter(among("places.id", parents)).select(PlaceRow::as_select()).rows(conn)?;
        Ok(by_id(rows, |row| row.id))
    }
}

/// The place with this key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PlaceByKey {
    pub key: String,
}

impl Relation for PlaceByKey {
    type Value = One<PlaceRow>;

    fn load(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows = source()
            .filter(Conditions::default().and("nodes.key = ?", [self.key.clone()]))
            .select(PlaceRow::as_select())
            .rows(conn)?;
        Ok(at_root(rows))
    }
}

/// All places that meet a filter, by key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Places {
    pub filter: PlaceFilter,
    pub page: PageRequest,
}

impl Places {
    fn order(&self) -> Order {
        Order::by("places", "nodes.key", "nodes.id", false)
    }
}

root_list! { Places: PlaceRow = source(), at |row| row.id }
