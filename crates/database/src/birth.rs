//! The dates of birth of people.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;

use super::conn::Conn;
use super::relation::{Relation, among, gathered};
use super::schema::births;
use crate::error::Result;
use crate::rows::Rows;

/// One date of birth of a person.
#[derive(Debug, Clone, PartialEq, Queryable, Selectable)]
#[diesel(table_name = births)]
pub struct BirthRow {
    pub actor_id: i64,
    pub earliest: Option<NaiveDate>,
    pub latest: Option<NaiveDate>,
    pub is_approximate: bool,
    pub text: Option<String>,
}

/// From a person to the dates of birth, in the order of the data set.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BirthsOf;

impl Relation for BirthsOf {
    type Value = Vec<BirthRow>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows: Vec<BirthRow> = births::table
            .filter(among("births.actor_id", parents))
            .order((births::actor_id, births::ordinal))
            .select(BirthRow::as_select())
            .rows(conn)?;
        Ok(gathered(rows.into_iter().map(|row| (row.actor_id, row))))
    }
}
