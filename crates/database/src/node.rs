//! Nodes of every kind, by key.

use std::collections::HashMap;

use diesel::prelude::*;
use sanad_model::NodeKind;

use super::condition::Conditions;
use super::conn::Conn;
use super::page::ROOT;
use super::relation::Relation;
use super::schema::nodes;
use crate::error::Result;
use crate::rows::Rows;

/// A node's id and kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct NodeRef {
    pub id: i64,
    pub kind: NodeKind,
}

/// The nodes with these keys, in the same order; none for a key that does not exist or is of another kind.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct NodesByKey {
    pub keys: Vec<(NodeKind, String)>,
}

impl Relation for NodesByKey {
    type Value = Vec<Option<NodeRef>>;

    fn load(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let keys: Vec<&String> = self.keys.iter().map(|(_, key)| key).collect();
        let rows: Vec<(String, i64, NodeKind)> = nodes::table
            .filter(Conditions::default().one_of("nodes.key", &Some(keys)))
            .select((nodes::key, nodes::id, nodes::kind))
            .rows(conn)?;
        let found: HashMap<String, NodeRef> =
            rows.into_iter().map(|(key, id, kind)| (key, NodeRef { id, kind })).collect();
        let nodes = self.keys.iter().map(|(kind, key)| found.get(key).copied().filter(|node| node.kind == *kind));
        Ok(HashMap::from([(ROOT, nodes.collect())]))
    }
}
