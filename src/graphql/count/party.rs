//! Parties counted.

use async_graphql::{Context, Enum, Object};

use super::super::async_graphql_override as async_graphql;
use crate::db::count::{CountRow, PartyGrouping as By};
use crate::db::dataset::DatasetById;
use crate::graphql::dataset::Dataset;
use crate::graphql::entity::{entity_type, optional};
use crate::graphql::error::Result;
use crate::model::{CountryCode, OrganizationType};

/// What parties can be grouped by.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "By")]
pub enum PartyGrouping {
    /// What sort of organizations they are; people have none.
    Type,
    /// The countries that they belong to. A party counts once for each.
    Country,
    /// The data set that they are loaded with.
    Dataset,
}

type Row = CountRow<By>;

entity_type!(PartyCount: Row);

/// How many parties there are of one sort. Null is what they are not grouped by, and what they have none of.
#[Object]
impl PartyCount {
    /// How many they are.
    async fn count(&self) -> i64 {
        self.0.count
    }

    /// What sort of organizations they are.
    async fn r#type(&self) -> Option<OrganizationType> {
        self.0.value(By::Type)
    }

    /// The country that they belong to.
    async fn country(&self) -> Option<CountryCode> {
        self.0.value(By::Country)
    }

    /// The data set that they are loaded with.
    async fn dataset(&self, ctx: &Context<'_>) -> Result<Option<Dataset>> {
        optional(ctx, DatasetById, self.0.value(By::Dataset)).await
    }
}
