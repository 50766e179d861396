//! Data sets, and the revision of the database.

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{NaiveDate, NaiveDateTime};
use diesel::prelude::*;

use super::conn::Conn;
use super::page::ROOT;
use super::relation::{One, Relation, among, by_id, gathered};
use super::revision::version;
use super::schema::{dataset_uses, datasets, nodes};
use crate::error::Result;
use crate::rows::Rows;

/// Records that were loaded together.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = datasets)]
pub struct DatasetRow {
    pub id: i64,
    #[diesel(select_expression = nodes::key)]
    pub key: String,
    pub title: String,
    pub publisher: Option<String>,
    pub licence: Option<String>,
    pub version: Option<String>,
    pub licence_url: Option<String>,
    pub edition: Option<NaiveDate>,
    /// When a load last changed it, in UTC.
    pub loaded_at: NaiveDateTime,
}

#[diesel::dsl::auto_type]
fn source() -> _ {
    datasets::table.inner_join(nodes::table)
}

/// From a data set's id to the data set.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct DatasetById;

impl Relation for DatasetById {
    type Value = One<DatasetRow>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows = source().filter(among("datasets.id", parents)).select(DatasetRow::as_select()).rows(conn)?;
        Ok(by_id(rows, |row| row.id))
    }
}

/// All data sets, by key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Datasets;

impl Relation for Datasets {
    type Value = Vec<Arc<DatasetRow>>;

    fn load(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows: Vec<DatasetRow> = source().order(nodes::key).select(DatasetRow::as_select()).rows(conn)?;
        Ok(HashMap::from([(ROOT, rows.into_iter().map(Arc::new).collect())]))
    }
}

/// From a data set to those that it uses, by key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct UsesOf;

impl Relation for UsesOf {
    type Value = Vec<Arc<DatasetRow>>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows: Vec<(i64, DatasetRow)> = dataset_uses::table
            .inner_join(datasets::table.on(datasets::id.eq(dataset_uses::used_id)).inner_join(nodes::table))
            .filter(among("dataset_uses.dataset_id", parents))
            .order(nodes::key)
            .select((dataset_uses::dataset_id, DatasetRow::as_select()))
            .rows(conn)?;
        Ok(gathered(rows.into_iter().map(|(parent, row)| (parent, Arc::new(row)))))
    }
}

/// The revision: a number that every load raises that changes something.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Revision;

impl Relation for Revision {
    type Value = i64;

    fn load(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        Ok(HashMap::from([(ROOT, version(conn)?.revision)]))
    }
}
