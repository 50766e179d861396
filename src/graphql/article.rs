//! Articles.

use async_graphql::{Context, ID, InputObject, Object};

use super::async_graphql_override as async_graphql;
use super::connection::{Connection, connection, page_request};
use super::dataset::Dataset;
use super::entity::{entity_type, optional, required, value};
use super::error::{Failure, Result};
use super::evidence::Evidence;
use super::mention::{Mention, MentionFilter};
use super::node::global_id;
use super::order::OrderDirection;
use super::organization::Organization;
use super::quantifier::{Quantifier, quantified};
use super::scalar::{Date, check_range};
use crate::db::article::{self, ArticleRow};
use crate::db::body::BodyOf;
use crate::db::dataset::DatasetById;
use crate::db::evidence::EvidenceIn;
use crate::db::mention::MentionsIn;
use crate::db::party::PartyById;
use crate::model::{Language, NodeKind, PartialDate, Stance};

entity_type!(Article: ArticleRow);

/// A published text that facts are cited from.
#[Object]
impl Article {
    /// Its id: the type and the key.
    pub async fn id(&self) -> ID {
        global_id(NodeKind::Article, &self.0.key)
    }

    /// Its stable name in this data.
    async fn key(&self) -> &str {
        &self.0.key
    }

    /// Its headline as printed; where none is printed, a neutral title of this data set's own.
    async fn headline(&self) -> &str {
        &self.0.headline
    }

    /// Whether the article has no headline, and this one is the data set's own.
    async fn is_headline_supplied(&self) -> bool {
        self.0.is_headline_supplied
    }

    /// The language that it is written in.
    async fn language(&self) -> &Language {
        &self.0.language
    }

    /// Who published it; null when that is not known.
    async fn publisher(&self, ctx: &Context<'_>) -> Result<Option<Organization>> {
        optional(ctx, PartyById, self.0.publisher_id).await
    }

    /// Who published it again, where the text was found. A republisher is no second source.
    async fn republisher(&self, ctx: &Context<'_>) -> Result<Option<Organization>> {
        optional(ctx, PartyById, self.0.republisher_id).await
    }

    /// When it was published.
    async fn published(&self) -> Option<PartialDate> {
        self.0.published
    }

    /// How the date of publication was inferred, where the article does not state it.
    async fn published_inferred(
        &self,
        #[graphql(desc = "The language to prefer, else a broader one, else the original.")] language: Option<Language>,
    ) -> Option<&str> {
        self.0.published_inferred.as_ref()?.text(language.as_ref())
    }

    /// Where it can be read.
    async fn url(&self) -> Option<&str> {
        self.0.url.as_deref()
    }

    /// What it says, in the words of this data set.
    async fn summary(
        &self,
        #[graphql(desc = "The language to prefer, else a broader one, else the original.")] language: Option<Language>,
    ) -> Option<&str> {
        self.0.summary.as_ref()?.text(language.as_ref())
    }

    /// Its full text, where the operator of this server has loaded it.
    async fn body(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(value(ctx, BodyOf, self.0.id).await?.as_deref().map(|body| body.text().to_owned()))
    }

    /// The parties that it mentions, in the order of entry.
    async fn mentions(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Mention>> {
        connection(ctx, MentionsIn { page: page_request(first, after, last, before)? }, self.0.id).await
    }

    /// All that it is cited for, in the order of entry.
    async fn evidence(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only evidence of these stances.")] stances: Option<Vec<Stance>>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Evidence>> {
        let list = EvidenceIn { stances, page: page_request(first, after, last, before)? };
        connection(ctx, list, self.0.id).await
    }

    /// The data set that it is loaded with.
    async fn dataset(&self, ctx: &Context<'_>) -> Result<Dataset> {
        required(ctx, DatasetById, self.0.dataset_id).await
    }
}

/// Which articles are asked for. All conditions have to be met; within a list, one of its items,
/// so that an empty list is met by nothing.
#[derive(InputObject, Default)]
pub struct ArticleFilter {
    /// Articles of these keys.
    pub keys: Option<Vec<String>>,
    /// Articles that one of these organizations, given by key, has published.
    pub publishers: Option<Vec<String>>,
    /// Articles in one of these languages.
    pub languages: Option<Vec<Language>>,
    /// Articles that mention one of these parties, given by key.
    pub mentioning: Option<Vec<String>>,
    /// Articles of these data sets, given by key.
    pub datasets: Option<Vec<String>>,
    /// Articles that may have been published on that day or later; those without a date may have.
    pub from: Option<Date>,
    /// Articles that may have been published on that day or before; those without a date may have.
    pub until: Option<Date>,
    /// Articles with such mentions of parties, or without any such.
    pub mentions: Option<Quantifier<MentionFilter>>,
}

/// # Errors
/// `BAD_USER_INPUT` when the range ends before it starts, and for what makes no sense in the filters inside.
impl TryFrom<ArticleFilter> for article::ArticleFilter {
    type Error = Failure;

    fn try_from(filter: ArticleFilter) -> Result<Self> {
        check_range(filter.from, filter.until)?;
        Ok(Self {
            ids: None,
            keys: filter.keys,
            publishers: filter.publishers,
            languages: filter.languages,
            mentioning: filter.mentioning,
            datasets: filter.datasets,
            from: filter.from.map(|day| day.0),
            until: filter.until.map(|day| day.0),
            mentions: quantified(filter.mentions)?,
        })
    }
}

/// How articles are sorted: by the first day on which they may have been published; those without a date count as the
/// latest.
#[derive(InputObject, Default)]
pub struct ArticleOrder {
    /// Which way.
    #[graphql(default)]
    pub direction: OrderDirection,
}
