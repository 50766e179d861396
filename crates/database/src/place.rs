//! Places.

use std::collections::HashMap;

use diesel::prelude::*;
use sanad_model::CountryCode;

use super::condition::Conditions;
use super::conn::Conn;
use super::page::{ListQuery, Order, Page, PageRequest, ROOT};
use super::relation::{List, One, Relation, among, at_root, by_id};
use super::schema::{nodes, places};
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
}

#[diesel::dsl::auto_type]
fn source() -> _ {
    places::table.inner_join(nodes::table)
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

/// All places, by key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Places {
    pub page: PageRequest,
}

impl Relation for Places {
    type Value = Page<PlaceRow>;

    fn load(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let query = self.query();
        let rows = source()
            .filter(query.keyset(Conditions::default()))
            .order(query.ordering())
            .limit(query.limit())
            .select((query.sort_value(), PlaceRow::as_select()))
            .rows(conn)?;
        Ok(query.root(rows, |row: &PlaceRow| row.id))
    }
}

impl List for Places {
    type Row = PlaceRow;

    fn query(&self) -> ListQuery<'_> {
        ListQuery { order: Order::by("places", "nodes.key", "nodes.id", false), page: &self.page }
    }

    fn totals(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, i64>> {
        Ok(HashMap::from([(ROOT, places::table.count().get_result(conn)?)]))
    }
}
