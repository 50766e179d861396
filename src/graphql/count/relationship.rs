//! Relationships counted.

use async_graphql::{Context, Enum, Object};

use super::super::async_graphql_override as async_graphql;
use crate::db::count::{CountRow, RelationshipGrouping as By};
use crate::db::dataset::DatasetById;
use crate::db::party::PartyById;
use crate::graphql::dataset::Dataset;
use crate::graphql::entity::{entity_type, optional};
use crate::graphql::error::Result;
use crate::graphql::party::Party;
use crate::model::RelationshipKind;

/// What relationships can be grouped by.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "By")]
pub enum RelationshipGrouping {
    /// What binds the parties.
    Kind,
    /// The party that they start from. Where the order of the ends means nothing, it is the one that the data names first.
    Source,
    /// The party that they lead to.
    Target,
    /// The data set that they are loaded with.
    Dataset,
}

type Row = CountRow<By>;

entity_type!(RelationshipCount: Row);

/// How many relationships there are of one sort. Null is what they are not grouped by, and what they have none of.
#[Object]
impl RelationshipCount {
    /// How many they are.
    async fn count(&self) -> i64 {
        self.0.count
    }

    /// What binds the parties.
    async fn kind(&self) -> Option<RelationshipKind> {
        self.0.value(By::Kind)
    }

    /// The party that they start from.
    async fn source(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        optional(ctx, PartyById, self.0.value(By::Source)).await
    }

    /// The party that they lead to.
    async fn target(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        optional(ctx, PartyById, self.0.value(By::Target)).await
    }

    /// The data set that they are loaded with.
    async fn dataset(&self, ctx: &Context<'_>) -> Result<Option<Dataset>> {
        optional(ctx, DatasetById, self.0.value(By::Dataset)).await
    }
}
