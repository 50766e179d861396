//! Articles.

use async_graphql::{Context, ID, InputObject, Object};

use super::async_graphql_override as async_graphql;
use super::combination::{Combination, combined};
use super::connection::{Connection, connection};
use super::dataset::Dataset;
use super::entity::{entity_type, optional, required, value};
use super::error::{Failure, Result};
use super::evidence::{self, Evidence, EvidenceFilter};
use super::language::Text;
use super::mention::{Mention, MentionFilter};
use super::naming::{PARTIES, all_named};
use super::node::global_id;
use super::order::OrderDirection;
use super::organization::Organization;
use super::page_arguments::page_request;
use super::period::Period;
use super::quantifier::{Quantifier, filter, quantified};
use crate::db::article::ArticleRow;
use crate::db::body::BodyOf;
use crate::db::dataset::DatasetById;
use crate::db::evidence::EvidenceIn;
use crate::db::filter as stored;
use crate::db::mention::MentionsIn;
use crate::db::party::PartyById;
use crate::model::{ArticleKind, Language, NodeKind, PartialDate, Stance};

entity_type!(Article: ArticleRow);

/// A published text, cited as evidence for facts.
#[Object]
impl Article {
    /// The global id: the type, a colon and the key.
    pub async fn id(&self) -> ID {
        global_id(NodeKind::Article, &self.0.key)
    }

    /// The stable key in this data.
    async fn key(&self) -> &str {
        &self.0.key
    }

    /// The kind: an article in the narrow sense, an edition of a list, an act or a statement.
    async fn kind(&self) -> ArticleKind {
        self.0.kind
    }

    /// The headline as printed. If there is none, a neutral title written for this data set.
    async fn headline(&self) -> &str {
        &self.0.headline
    }

    /// Whether the article has no headline, and `headline` was written for this data set.
    async fn is_headline_supplied(&self) -> bool {
        self.0.is_headline_supplied
    }

    /// The language in which it is written.
    async fn language(&self) -> &Language {
        &self.0.language
    }

    /// The publisher; null if it is not known.
    async fn publisher(&self, ctx: &Context<'_>) -> Result<Option<Organization>> {
        optional(ctx, PartyById, self.0.publisher_id).await
    }

    /// The organization that republished it, if the text was found there. A republisher is not a source.
    async fn republisher(&self, ctx: &Context<'_>) -> Result<Option<Organization>> {
        optional(ctx, PartyById, self.0.republisher_id).await
    }

    /// The date of publication.
    async fn published(&self) -> Option<PartialDate> {
        self.0.published
    }

    /// How the date of publication was inferred, if the article does not state it.
    async fn published_inferred(&self) -> Option<Text<'_>> {
        self.0.published_inferred.as_ref().map(Text::from)
    }

    /// Where it can be read.
    async fn url(&self) -> Option<&str> {
        self.0.url.as_deref()
    }

    /// A summary, written for this data set.
    async fn summary(&self) -> Option<Text<'_>> {
        self.0.summary.as_ref().map(Text::from)
    }

    /// The full text; null unless the operator of this server has loaded it.
    async fn body(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(value(ctx, BodyOf, self.0.id).await?.as_deref().map(|body| body.text().to_owned()))
    }

    /// The parties that it mentions, in the order of entry.
    async fn mentions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<MentionFilter>,
    ) -> Result<Connection<Mention>> {
        connection(ctx, MentionsIn { filter: filter(r#where)?, page: page_request(ctx)? }, self.0.id).await
    }

    /// The evidence cited from it, in the order of entry.
    async fn evidence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only evidence with these stances.")] stances: Option<Vec<Stance>>,
        #[graphql(desc = "Only evidence that matches this filter.")] r#where: Option<EvidenceFilter>,
    ) -> Result<Connection<Evidence>> {
        let filter = evidence::filter(r#where, None, stances)?;
        connection(ctx, EvidenceIn { filter, page: page_request(ctx)? }, self.0.id).await
    }

    /// The data set that it was loaded with.
    async fn dataset(&self, ctx: &Context<'_>) -> Result<Dataset> {
        required(ctx, DatasetById, self.0.dataset_id).await
    }
}

/// Selects articles. All conditions must match. A list matches if one of its items does; an empty list matches nothing.
#[derive(InputObject, Default)]
pub struct ArticleFilter {
    /// Articles with these keys or ids.
    pub keys: Option<Vec<String>>,
    /// Articles of these kinds.
    pub kinds: Option<Vec<ArticleKind>>,
    /// Articles published by one of these organizations, by key or id.
    pub publishers: Option<Vec<String>>,
    /// Articles in one of these languages.
    pub languages: Option<Vec<Language>>,
    /// Articles that mention one of these parties, by key or id.
    pub mentioning: Option<Vec<String>>,
    /// Articles in these data sets, by key or id.
    pub datasets: Option<Vec<String>>,
    #[graphql(flatten)]
    pub period: Period,
    /// Articles with a mention that matches `some`, and without any that matches `none`.
    pub mentions: Option<Quantifier<MentionFilter>>,
    #[graphql(flatten)]
    pub combination: Combination<ArticleFilter>,
}

/// # Errors
/// `BAD_USER_INPUT` when the range ends before it starts, and for an invalid filter inside.
impl TryFrom<ArticleFilter> for stored::ArticleFilter {
    type Error = Failure;

    fn try_from(filter: ArticleFilter) -> Result<Self> {
        Ok(Self {
            ids: None,
            keys: all_named("keys", filter.keys, &[NodeKind::Article])?,
            kinds: filter.kinds,
            publishers: all_named("publishers", filter.publishers, &[NodeKind::Organization])?,
            languages: filter.languages,
            mentioning: all_named("mentioning", filter.mentioning, PARTIES)?,
            datasets: all_named("datasets", filter.datasets, &[NodeKind::Dataset])?,
            period: filter.period.try_into()?,
            mentions: quantified(filter.mentions)?,
            combined: combined(filter.combination)?,
        })
    }
}

/// The sort order of articles: by the first day on which they may have been published. Articles without a date count as
/// the latest.
#[derive(InputObject, Default)]
pub struct ArticleOrder {
    /// The direction.
    #[graphql(default)]
    pub direction: OrderDirection,
}
