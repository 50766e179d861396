//! Counts of mentions.

use async_graphql::{Context, Enum, Object};

use super::super::async_graphql_override as async_graphql;
use crate::db::article::ArticleById;
use crate::db::count::{CountRow, MentionGrouping as By};
use crate::db::party::PartyById;
use crate::graphql::article::Article;
use crate::graphql::entity::{entity_type, optional};
use crate::graphql::error::Result;
use crate::graphql::organization::Organization;
use crate::graphql::party::Party;
use crate::model::{Language, PartialDate};

/// What mentions can be grouped by.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "By")]
pub enum MentionGrouping {
    /// The publisher of the article. Republishers do not count.
    Publisher,
    /// The language of the article.
    Language,
    /// The article.
    Article,
    /// The party that is mentioned.
    Party,
    /// The year in which the article was published.
    Year,
    /// The month in which the article was published, if it is known.
    Month,
}

type Row = CountRow<By>;

entity_type!(MentionCount: Row);

/// A group of mentions and its size. A field is null if the mentions are not grouped by it, or have no value for it.
#[Object]
impl MentionCount {
    /// The number of mentions in the group.
    async fn count(&self) -> i64 {
        self.0.count
    }

    /// The publisher of the articles.
    async fn publisher(&self, ctx: &Context<'_>) -> Result<Option<Organization>> {
        optional(ctx, PartyById, self.0.value(By::Publisher)).await
    }

    /// The language of the articles.
    async fn language(&self) -> Option<Language> {
        self.0.value(By::Language)
    }

    /// The article with the mentions.
    async fn article(&self, ctx: &Context<'_>) -> Result<Option<Article>> {
        optional(ctx, ArticleById, self.0.value(By::Article)).await
    }

    /// The party that is mentioned.
    async fn party(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        optional(ctx, PartyById, self.0.value(By::Party)).await
    }

    /// The year in which the articles were published.
    async fn year(&self) -> Option<i32> {
        self.0.value(By::Year)
    }

    /// The month in which the articles were published.
    async fn month(&self) -> Option<PartialDate> {
        self.0.value(By::Month)
    }
}
