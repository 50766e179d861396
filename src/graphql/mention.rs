//! Mentions of parties in articles.

use async_graphql::{Context, ID, InputObject, Object};

use super::article::{Article, ArticleFilter};
use super::async_graphql_override as async_graphql;
use super::citation::mention_id;
use super::combination::{Combination, combined};
use super::entity::{entity_type, required, value};
use super::error::{Failure, Result};
use super::party::{Party, PartyFilter};
use super::quantifier::inner;
use crate::db::article::ArticleById;
use crate::db::body::{Citing, ExcerptsOf};
use crate::db::filter;
use crate::db::mention::MentionRow;
use crate::db::party::PartyById;

entity_type!(Mention: MentionRow);

/// The mentions of one party in one article: where, and in which words.
#[Object]
impl Mention {
    /// The global id: the type, a colon, the key of the article, a slash and the key of the party.
    pub async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        mention_id(ctx, self.0.article_id, self.0.party_id).await
    }

    /// The article.
    async fn article(&self, ctx: &Context<'_>) -> Result<Article> {
        required(ctx, ArticleById, self.0.article_id).await
    }

    /// The party.
    async fn party(&self, ctx: &Context<'_>) -> Result<Party> {
        required(ctx, PartyById, self.0.party_id).await
    }

    /// The numbers of the paragraphs that mention it. Paragraphs are the lines that are not blank, including the
    /// headline, counted from 1. Empty if there is a `locator`.
    async fn paragraphs(&self) -> &[i32] {
        &self.0.paragraphs.0
    }

    /// Where it is, if it is cited without paragraphs: the number of an entry in a list, or an article of an act.
    async fn locator(&self) -> Option<&str> {
        self.0.locator.as_deref()
    }

    /// The text of these paragraphs in the article's words, in the same order and without white space around them.
    /// Empty unless the operator of this server has loaded the article's body.
    async fn excerpts(&self, ctx: &Context<'_>) -> Result<Vec<String>> {
        Ok(value(ctx, ExcerptsOf(Citing::Mention), self.0.id).await?.to_vec())
    }

    /// The titles and epithets that the article gives the party, as printed.
    async fn described_as(&self) -> &[String] {
        &self.0.described_as.0
    }
}

/// Selects mentions. All conditions must match.
#[derive(InputObject, Default)]
pub struct MentionFilter {
    /// Mentions of a party that matches this filter.
    pub party: Option<Box<PartyFilter>>,
    /// Mentions in an article that matches this filter.
    pub article: Option<Box<ArticleFilter>>,
    #[graphql(flatten)]
    pub combination: Combination<MentionFilter>,
}

/// # Errors
/// `BAD_USER_INPUT` for an invalid filter inside.
impl TryFrom<MentionFilter> for filter::MentionFilter {
    type Error = Failure;

    fn try_from(filter: MentionFilter) -> Result<Self> {
        Ok(Self {
            ids: None,
            party: inner(filter.party)?,
            article: inner(filter.article)?,
            combined: combined(filter.combination)?,
        })
    }
}
