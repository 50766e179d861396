//! Removals: the records that loads have removed.

use std::collections::HashMap;

use chrono::NaiveDateTime;
use diesel::prelude::*;
use sanad_model::{NodeKind, NodeName};

use super::condition::Conditions;
use super::conn::Conn;
use super::relation::{One, Relation, at_root};
use super::schema::removals;
use crate::error::Result;
use crate::rows::Rows;

/// A record that has been removed, and whose key no other record has taken.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = removals)]
pub struct RemovalRow {
    pub key: String,
    pub kind: NodeKind,
    /// The data set that it was removed from.
    pub dataset_id: i64,
    /// When the load removed it, in UTC.
    pub removed_at: NaiveDateTime,
}

/// The removal of the record that had this name.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct RemovalByName {
    pub name: NodeName,
}

impl Relation for RemovalByName {
    type Value = One<RemovalRow>;

    fn load(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let NodeName { kind, key } = &self.name;
        let named = Conditions::default()
            .and("removals.key = ?", [key.to_string()])
            .and_for(kind, |conditions, kind| conditions.and("removals.kind = ?", [kind.to_string()]));
        Ok(at_root(removals::table.filter(named).select(RemovalRow::as_select()).rows(conn)?))
    }
}
