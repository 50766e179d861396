//! What all facts share.

use diesel::prelude::*;

use super::schema::{facts, nodes};
use crate::model::{NodeKind, PartialDate};

/// A fact as its evidence makes it: a relationship, an event, a participation or a figure.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = facts)]
pub struct FactRow {
    pub id: i64,
    pub kind: NodeKind,
    #[diesel(select_expression = nodes::key)]
    pub key: String,
    /// How many publishers say something about it.
    pub source_count: i64,
    pub is_disputed: bool,
    pub first_reported: Option<PartialDate>,
}
