//! Counts of relationships.

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
    /// The kind of relationship.
    Kind,
    /// The party that they start from. If the direction of a kind has no meaning, it is the one that the data names
    /// first.
    Source,
    /// The party that they lead to.
    Target,
    /// The data set that they were loaded with.
    Dataset,
}

type Row = CountRow<By>;

entity_type!(RelationshipCount: Row);

/// A group of relationships and its size. A field is null if the relationships are not grouped by it, or have no value
/// for it.
#[Object]
impl RelationshipCount {
    /// The number of relationships in the group.
    async fn count(&self) -> i64 {
        self.0.count
    }

    /// The kind of relationship.
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

    /// The data set that they were loaded with.
    async fn dataset(&self, ctx: &Context<'_>) -> Result<Option<Dataset>> {
        optional(ctx, DatasetById, self.0.value(By::Dataset)).await
    }
}
