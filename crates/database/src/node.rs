//! Nodes of every kind, by key.

use std::collections::HashMap;

use diesel::prelude::*;
use sanad_base::work::in_time;
use sanad_model::{NodeKind, NodeName};

use super::condition::Conditions;
use super::conn::Conn;
use super::page::ROOT;
use super::relation::{Relation, among};
use super::schema::nodes;
use crate::error::Result;
use crate::rows::Rows;

/// A node's id and kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NodeRef {
    pub id: i64,
    pub kind: NodeKind,
}

/// The nodes with these names, in the same order; none for a name that no node has.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NodesByName {
    pub names: Vec<NodeName>,
}

impl Relation for NodesByName {
    type Value = Vec<Option<NodeRef>>;

    fn load(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let keys = self.names.iter().map(|name| &name.key).collect();
        let rows: Vec<(String, i64, NodeKind)> = nodes::table
            .filter(Conditions::default().one_of("nodes.key", &Some(keys)))
            .select((nodes::key, nodes::id, nodes::kind))
            .rows(conn)?;
        let found: HashMap<String, NodeRef> =
            rows.into_iter().map(|(key, id, kind)| (key, NodeRef { id, kind })).collect();
        let nodes = self.names.iter().map(|NodeName { kind, key }| {
            found.get(key.as_str()).copied().filter(|node| kind.is_none_or(|kind| kind == node.kind))
        });
        Ok(HashMap::from([(ROOT, nodes.collect())]))
    }
}

/// From a node's id to its key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct KeyById;

impl Relation for KeyById {
    type Value = Option<String>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows: Vec<(i64, String)> =
            nodes::table.filter(among("nodes.id", parents)).select((nodes::id, nodes::key)).rows(conn)?;
        Ok(in_time(rows).map(|(id, key)| (id, Some(key))).collect())
    }
}
