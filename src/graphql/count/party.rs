//! Counts of parties.

use async_graphql::{Context, Enum, Object};

use super::super::async_graphql_override as async_graphql;
use crate::db::count::{CountRow, PartyGrouping as By};
use crate::db::dataset::DatasetById;
use crate::graphql::dataset::Dataset;
use crate::graphql::entity::{entity_type, optional};
use crate::graphql::error::Result;
use crate::model::{CountryCode, OrganizationType, PartyType};

/// What parties can be grouped by.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "By")]
pub enum PartyGrouping {
    /// The type of party: person, organization, vessel or aircraft.
    PartyType,
    /// The type of organization; null for other parties.
    Type,
    /// The country that they belong to. A party counts once for each of its countries.
    Country,
    /// The data set that they were loaded with.
    Dataset,
}

type Row = CountRow<By>;

entity_type!(PartyCount: Row);

/// A group of parties and its size. A field is null if the parties are not grouped by it, or have no value for it.
#[Object]
impl PartyCount {
    /// The number of parties in the group.
    async fn count(&self) -> i64 {
        self.0.count
    }

    /// The type of party.
    async fn party_type(&self) -> Option<PartyType> {
        self.0.value(By::PartyType)
    }

    /// The type of organization.
    async fn r#type(&self) -> Option<OrganizationType> {
        self.0.value(By::Type)
    }

    /// The country that they belong to.
    async fn country(&self) -> Option<CountryCode> {
        self.0.value(By::Country)
    }

    /// The data set that they were loaded with.
    async fn dataset(&self, ctx: &Context<'_>) -> Result<Option<Dataset>> {
        optional(ctx, DatasetById, self.0.value(By::Dataset)).await
    }
}
