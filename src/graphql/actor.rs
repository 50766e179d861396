//! People.

use async_graphql::{Context, Object};

use super::async_graphql_override as async_graphql;
use super::birth::Birth;
use super::entity::{entity_type, value};
use super::error::Result;
use super::language::Text;
use super::location::{Location, locations_of, texts_of};
use super::party::{PartyFields, details};
use super::party_filter::party_filter;
use crate::db::birth::BirthsOf;
use crate::db::party::PartyRow;
use crate::model::{Gender, PartialDate, PartyTextKind};

entity_type!(Actor: PartyRow);

/// A person.
#[Object]
impl Actor {
    #[graphql(flatten)]
    async fn party(&self) -> PartyFields<'_> {
        PartyFields(&self.0)
    }

    /// The person's date of birth, if there is only one and it is not approximate. `births` has all.
    async fn born(&self, ctx: &Context<'_>) -> Result<Option<PartialDate>> {
        Ok(details(ctx, &self.0).await?.born)
    }

    /// The dates of birth that sources give, in the order of the data set.
    async fn births(&self, ctx: &Context<'_>) -> Result<Vec<Birth>> {
        let births = value(ctx, BirthsOf, self.0.id).await?;
        Ok(births.iter().cloned().map(Birth).collect())
    }

    /// The places of birth that sources give, in the order of the data set.
    async fn birthplaces(&self, ctx: &Context<'_>) -> Result<Vec<Location>> {
        locations_of(ctx, self.0.id, PartyTextKind::Birthplace).await
    }

    /// The person's titles, such as ranks, in the order of the data set.
    async fn titles(&self, ctx: &Context<'_>) -> Result<Vec<Text<'static>>> {
        texts_of(ctx, self.0.id, PartyTextKind::Title).await
    }

    /// The person's offices, functions and occupations in the words of the sources, in the order of the data set.
    async fn positions(&self, ctx: &Context<'_>) -> Result<Vec<Text<'static>>> {
        texts_of(ctx, self.0.id, PartyTextKind::Position).await
    }

    /// The person's date of death.
    async fn died(&self, ctx: &Context<'_>) -> Result<Option<PartialDate>> {
        Ok(details(ctx, &self.0).await?.died)
    }

    /// The person's gender, as the sources refer to it.
    async fn gender(&self, ctx: &Context<'_>) -> Result<Option<Gender>> {
        Ok(details(ctx, &self.0).await?.gender)
    }
}

party_filter! {
    /// Selects people. All conditions must match. A list matches if one of its items does; an empty list matches nothing.
    ActorFilter: [Actor] => {
        /// Those of these genders.
        genders: Gender => genders,
    }
}
