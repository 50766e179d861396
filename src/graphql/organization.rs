//! Organizations.

use async_graphql::{Context, InputObject, Object};

use super::article::{Article, ArticleFilter, ArticleOrder};
use super::async_graphql_override as async_graphql;
use super::combination::{Combination, combined};
use super::connection::{Connection, connection};
use super::entity::entity_type;
use super::error::{Failure, Result};
use super::identifier::IdentifierInput;
use super::mention::MentionFilter;
use super::naming::all_named;
use super::page_arguments::page_request;
use super::participation::ParticipationFilter;
use super::party::{PartyFields, details};
use super::quantifier::{self, Quantifier, quantified};
use super::relationship::RelationshipCondition;
use super::sanction_event::SanctionEventFilter;
use super::sanction_status::SanctionStatusFilter;
use crate::db::article::PublicationsOf;
use crate::db::filter;
use crate::db::party::PartyRow;
use crate::model::{CountryCode, NodeKind, OrganizationType, PartialDate};

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

/// Selects organizations. All conditions must match. A list matches if one of its items does; an empty list matches
/// nothing.
#[derive(InputObject, Default)]
pub struct OrganizationFilter {
    /// Organizations with these keys or ids.
    pub keys: Option<Vec<String>>,
    /// Organizations of these types.
    pub types: Option<Vec<OrganizationType>>,
    /// Organizations of these countries.
    pub countries: Option<Vec<CountryCode>>,
    /// Organizations with a name, in any language, that starts with this text. Case, diacritics and variants of Arabic
    /// letters do not matter.
    pub name_starts_with: Option<String>,
    /// Organizations with this identifier.
    pub identifier: Option<IdentifierInput>,
    /// Organizations mentioned in one of these articles, by key or id.
    pub mentioned_in: Option<Vec<String>>,
    /// Organizations in these data sets, by key or id.
    pub datasets: Option<Vec<String>>,
    /// Organizations with a relationship that matches `some`, and without any that matches `none`.
    pub relationships: Option<Quantifier<RelationshipCondition>>,
    /// Organizations with a participation that matches `some`, and without any that matches `none`.
    pub participations: Option<Quantifier<ParticipationFilter>>,
    /// Organizations targeted by a sanction event that matches `some`, and by none that matches `none`. Its `facts`
    /// must match the participation as a target too.
    pub sanction_events: Option<Quantifier<SanctionEventFilter>>,
    /// Organizations with a mention in articles that matches `some`, and without any that matches `none`.
    pub mentions: Option<Quantifier<MentionFilter>>,
    /// Organizations against whom one authority's sanctions have this status: `{}` selects those under sanctions.
    pub sanction_status: Option<SanctionStatusFilter>,
    #[graphql(flatten)]
    pub combination: Combination<OrganizationFilter>,
}

/// # Errors
/// `BAD_USER_INPUT` for an invalid filter inside.
impl TryFrom<OrganizationFilter> for filter::PartyFilter {
    type Error = Failure;

    fn try_from(filter: OrganizationFilter) -> Result<Self> {
        Ok(Self {
            kinds: vec![NodeKind::Organization],
            keys: all_named("keys", filter.keys, &[NodeKind::Organization])?,
            organization_types: filter.types,
            countries: filter.countries,
            name_starts_with: filter.name_starts_with,
            identifier: filter.identifier.map(TryInto::try_into).transpose()?,
            mentioned_in: all_named("mentionedIn", filter.mentioned_in, &[NodeKind::Article])?,
            datasets: all_named("datasets", filter.datasets, &[NodeKind::Dataset])?,
            relationships: quantified(filter.relationships)?,
            participations: quantified(filter.participations)?,
            sanction_events: quantified(filter.sanction_events)?,
            mentions: quantified(filter.mentions)?,
            sanction_status: filter.sanction_status.map(TryInto::try_into).transpose()?,
            combined: combined(filter.combination)?,
            ..Self::default()
        })
    }
}
