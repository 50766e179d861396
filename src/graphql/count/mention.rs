//! Mentions counted.

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
    /// Who published the article; a republisher does not count.
    Publisher,
    /// The language of the article.
    Language,
    /// The article.
    Article,
    /// Who is mentioned.
    Party,
    /// The year in which the article was published.
    Year,
    /// The month in which the article was published, where it is known.
    Month,
}

type Row = CountRow<By>;

entity_type!(MentionCount: Row);

/// How many mentions there are of one sort. Null is what they are not grouped by, and what they have none of.
#[Object]
impl MentionCount {
    /// How many they are.
    async fn count(&self) -> i64 {
        self.0.count
    }

    /// Who published the articles.
    async fn publisher(&self, ctx: &Context<'_>) -> Result<Option<Organization>> {
        optional(ctx, PartyById, self.0.value(By::Publisher)).await
    }

    /// The language of the articles.
    async fn language(&self) -> Option<Language> {
        self.0.value(By::Language)
    }

    /// The article that they are in.
    async fn article(&self, ctx: &Context<'_>) -> Result<Option<Article>> {
        optional(ctx, ArticleById, self.0.value(By::Article)).await
    }

    /// Who is mentioned.
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
