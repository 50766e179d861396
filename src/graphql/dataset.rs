//! Data sets.

use async_graphql::{ID, Object};
use chrono::{DateTime, Utc};

use super::async_graphql_override as async_graphql;
use super::entity::entity_type;
use super::node::global_id;
use crate::db::dataset::DatasetRow;
use crate::model::NodeKind;

entity_type!(Dataset: DatasetRow);

/// A set of records that was loaded as one.
#[Object]
impl Dataset {
    /// Its id: the type and the key.
    pub async fn id(&self) -> ID {
        global_id(NodeKind::Dataset, &self.0.key)
    }

    /// Its stable name in this data.
    async fn key(&self) -> &str {
        &self.0.key
    }

    /// What it is called.
    async fn title(&self) -> &str {
        &self.0.title
    }

    /// Who publishes it.
    async fn publisher(&self) -> Option<&str> {
        self.0.publisher.as_deref()
    }

    /// The terms under which it may be used, as an SPDX expression where there is one.
    async fn licence(&self) -> Option<&str> {
        self.0.licence.as_deref()
    }

    /// Which state of it is loaded, in its publisher's own counting.
    async fn version(&self) -> Option<&str> {
        self.0.version.as_deref()
    }

    /// When a load last changed it.
    async fn loaded_at(&self) -> DateTime<Utc> {
        self.0.loaded_at.and_utc()
    }
}
