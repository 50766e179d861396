//! Vessels and aircraft.

use async_graphql::{Context, Object};

use super::async_graphql_override as async_graphql;
use super::entity::entity_type;
use super::error::Result;
use super::language::Text;
use super::party::{PartyFields, details};
use super::party_filter::party_filter;
use crate::db::party::PartyRow;
use crate::model::{PartialDate, PartyType};

entity_type!(Asset: PartyRow);

/// A vessel or an aircraft; `partyType` says which. Its flags are its `countries`, its numbers are its `identifiers`, and
/// who owns or operates it stands in its `relationships`.
#[Object]
impl Asset {
    #[graphql(flatten)]
    async fn party(&self) -> PartyFields<'_> {
        PartyFields(&self.0)
    }

    /// The kind of vessel or aircraft in the words of the source, such as `Crude Oil Tanker` or a model of aircraft.
    async fn subtype(&self, ctx: &Context<'_>) -> Result<Option<Text<'static>>> {
        Ok(details(ctx, &self.0).await?.subtype.clone().map(Text::from))
    }

    /// When it was built.
    async fn built(&self, ctx: &Context<'_>) -> Result<Option<PartialDate>> {
        Ok(details(ctx, &self.0).await?.built)
    }
}

party_filter! {
    /// Selects vessels and aircraft. All conditions must match. A list matches if one of its items does; an empty list
    /// matches nothing.
    AssetFilter: [Asset] => {
        /// Those of these types.
        party_types: PartyType => types,
    }
}
