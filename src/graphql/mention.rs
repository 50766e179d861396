//! Mentions of parties in articles.

use async_graphql::{Context, InputObject, Object};

use super::article::{Article, ArticleFilter};
use super::async_graphql_override as async_graphql;
use super::entity::{entity_type, required, value};
use super::error::{Failure, Result};
use super::party::{Party, PartyFilter};
use super::quantifier::inner;
use crate::db::article::ArticleById;
use crate::db::body::{Citing, ExcerptsOf};
use crate::db::mention::{self, MentionRow};
use crate::db::party::PartyById;

entity_type!(Mention: MentionRow);

/// That an article mentions a party: where, and how it calls it.
#[Object]
impl Mention {
    /// The article.
    async fn article(&self, ctx: &Context<'_>) -> Result<Article> {
        required(ctx, ArticleById, self.0.article_id).await
    }

    /// The party.
    async fn party(&self, ctx: &Context<'_>) -> Result<Party> {
        required(ctx, PartyById, self.0.party_id).await
    }

    /// The paragraphs that mention it. They are counted from 1 over the lines with any character but white space; the
    /// headline counts.
    async fn paragraphs(&self) -> &[i32] {
        &self.0.paragraphs.0
    }

    /// These paragraphs in the words of the article, in the same order and without the white space around them, where
    /// the operator of this server has loaded the article's body; else an empty list.
    async fn excerpts(&self, ctx: &Context<'_>) -> Result<Vec<String>> {
        Ok(value(ctx, ExcerptsOf(Citing::Mention), self.0.id).await?.to_vec())
    }

    /// The titles and epithets that the article gives it, as printed.
    async fn described_as(&self) -> &[String] {
        &self.0.described_as.0
    }
}

/// Which mentions are asked for. All conditions have to be met.
#[derive(InputObject, Default)]
pub struct MentionFilter {
    /// Mentions of a party that this filter keeps.
    pub party: Option<Box<PartyFilter>>,
    /// Mentions in an article that this filter keeps.
    pub article: Option<Box<ArticleFilter>>,
}

/// # Errors
/// `BAD_USER_INPUT` for what makes no sense in the filters inside.
impl TryFrom<MentionFilter> for mention::MentionFilter {
    type Error = Failure;

    fn try_from(filter: MentionFilter) -> Result<Self> {
        Ok(Self { party: inner(filter.party)?, article: inner(filter.article)? })
    }
}
