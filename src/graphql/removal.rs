//! Removals: the records that loads have removed.

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};

use super::async_graphql_override as async_graphql;
use super::dataset::Dataset;
use super::entity::{entity_type, required};
use super::error::Result;
use super::node::global_id;
use crate::db::dataset::DatasetById;
use crate::db::removal::RemovalRow;

entity_type!(Removal: RemovalRow);

/// What is left of a record that a load removed: which one it was, and when it was removed.
#[Object]
impl Removal {
    /// The global id that the record had: its type, a colon and its key.
    async fn id(&self) -> ID {
        global_id(self.0.kind, &self.0.key)
    }

    /// The key that the record had.
    async fn key(&self) -> &str {
        &self.0.key
    }

    /// The data set from which the record was removed.
    async fn dataset(&self, ctx: &Context<'_>) -> Result<Dataset> {
        required(ctx, DatasetById, self.0.dataset_id).await
    }

    /// When the load removed the record.
    async fn removed_at(&self) -> DateTime<Utc> {
        self.0.removed_at.and_utc()
    }
}
