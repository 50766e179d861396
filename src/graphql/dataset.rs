//! Data sets.

use async_graphql::{Context, ID, Object};
use chrono::{DateTime, Utc};

use super::async_graphql_override as async_graphql;
use super::entity::{Entity, entity_type, value};
use super::error::Result;
use super::node::global_id;
use super::scalar::Date;
use crate::db::dataset::{DatasetRow, UsesOf};
use crate::model::NodeKind;

entity_type!(Dataset: DatasetRow);

/// A set of records that is loaded as a whole.
#[Object]
impl Dataset {
    /// The global id: the type, a colon and the key.
    pub async fn id(&self) -> ID {
        global_id(NodeKind::Dataset, &self.0.key)
    }

    /// The stable key in this data.
    async fn key(&self) -> &str {
        &self.0.key
    }

    /// The title.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// The publisher.
    async fn publisher(&self) -> Option<&str> {
        self.0.publisher.as_deref()
    }

    /// The terms of use, as an SPDX expression if there is one.
    async fn licence(&self) -> Option<&str> {
        self.0.licence.as_deref()
    }

    /// Where the terms of use can be read.
    async fn licence_url(&self) -> Option<&str> {
        self.0.licence_url.as_deref()
    }

    /// The loaded version, as the publisher counts versions.
    async fn version(&self) -> Option<&str> {
        self.0.version.as_deref()
    }

    /// The day of the edition that it was made from, as its publisher dates it. Of a data set with several lists, the
    /// oldest of their newest editions.
    async fn edition(&self) -> Option<Date> {
        self.0.edition.map(Date)
    }

    /// How old the edition is on a day, in days; negative if it is of a later one.
    async fn edition_age(&self, #[graphql(desc = "The day, such as today.")] on: Date) -> Option<i32> {
        let days = on.0.signed_duration_since(self.0.edition?).num_days();
        i32::try_from(days).ok()
    }

    /// The data sets whose records it refers to, by key. They cannot be removed as long as it is there.
    async fn uses(&self, ctx: &Context<'_>) -> Result<Vec<Dataset>> {
        let used = value(ctx, UsesOf, self.0.id).await?;
        Ok(used.iter().cloned().map(Dataset::of).collect())
    }

    /// When a load last changed it.
    async fn loaded_at(&self) -> DateTime<Utc> {
        self.0.loaded_at.and_utc()
    }
}
