//! Organizations.

use async_graphql::{Context, Object};

use super::article::{Article, ArticleFilter, ArticleOrder};
use super::async_graphql_override as async_graphql;
use super::connection::{Connection, connection};
use super::entity::entity_type;
use super::error::{Failure, Result};
use super::page_arguments::page_request;
use super::party::{PartyFields, details};
use super::party_filter::party_filter;
use super::quantifier;
use crate::db::article::PublicationsOf;
use crate::db::party::PartyRow;
use crate::model::{OrganizationType, PartialDate};

entity_type!(Organization: PartyRow);

/// A body that acts: a state, an institution, an armed group, a company, a publisher.
#[Object]
impl Organization {
    #[graphql(flatten)]
    async fn party(&self) -> PartyFields<'_> {
        PartyFields(&self.0)
    }

    /// The type of organization.
    async fn r#type(&self, ctx: &Context<'_>) -> Result<OrganizationType> {
        let of_type = details(ctx, &self.0).await?.organization_type;
        of_type.ok_or_else(|| Failure::internal("an organization has no type"))
    }

    /// When it was founded.
    async fn founded(&self, ctx: &Context<'_>) -> Result<Option<PartialDate>> {
        Ok(details(ctx, &self.0).await?.founded)
    }

    /// When it ceased to exist.
    async fn dissolved(&self, ctx: &Context<'_>) -> Result<Option<PartialDate>> {
        Ok(details(ctx, &self.0).await?.dissolved)
    }

    /// The articles that it published, by date.
    async fn publications(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<ArticleFilter>,
        #[graphql(desc = "The sort order. Default: the earliest first.")] order_by: Option<ArticleOrder>,
    ) -> Result<Connection<Article>> {
        let descending = order_by.unwrap_or_default().direction.is_descending();
        let list = PublicationsOf { filter: quantifier::filter(r#where)?, descending, page: page_request(ctx)? };
        connection(ctx, list, self.0.id).await
    }
}

party_filter! {
    /// Selects organizations. All conditions must match. A list matches if one of its items does; an empty list matches
    /// nothing.
    OrganizationFilter: [Organization] => {
        /// Those of these types.
        types: OrganizationType => organization_types,
    }
}
