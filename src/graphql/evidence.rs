//! Evidence.

use async_graphql::{Context, Object};

use super::article::Article;
use super::async_graphql_override as async_graphql;
use super::entity::{entity_type, optional, required, value};
use super::error::Result;
use super::fact::Fact;
use super::party::Party;
use crate::db::article::ArticleById;
use crate::db::body::{Citing, ExcerptsOf};
use crate::db::evidence::EvidenceRow;
use crate::db::node::NodeRef;
use crate::db::party::PartyById;
use crate::model::{Language, Stance};

entity_type!(Evidence: EvidenceRow);

fn fact_of(evidence: &EvidenceRow) -> NodeRef {
    NodeRef { id: evidence.fact_id, kind: evidence.fact_kind }
}

/// What an article says about a fact, where, and on whose word.
#[Object]
impl Evidence {
    /// The fact that it stands for.
    async fn fact(&self, ctx: &Context<'_>) -> Result<Fact> {
        Fact::required(ctx, fact_of(&self.0)).await
    }

    /// The article that is cited.
    async fn article(&self, ctx: &Context<'_>) -> Result<Article> {
        required(ctx, ArticleById, self.0.article_id).await
    }

    /// How the article stands to the fact.
    async fn stance(&self) -> Stance {
        self.0.stance
    }

    /// The paragraphs that say so. They are counted from 1 over the lines with any character but white space; the
    /// headline counts.
    async fn paragraphs(&self) -> &[i32] {
        &self.0.paragraphs.0
    }

    /// These paragraphs in the words of the article, in the same order and without the white space around them, where
    /// the operator of this server has loaded the article's body; else an empty list.
    async fn excerpts(&self, ctx: &Context<'_>) -> Result<Vec<String>> {
        Ok(value(ctx, ExcerptsOf(Citing::Evidence), self.0.id).await?.to_vec())
    }

    /// The party whose word the article passes on.
    async fn attributed_to(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        optional(ctx, PartyById, self.0.attributed_to_id).await
    }

    /// Whose word it is, where that is no party of this data or more is to be said of it.
    async fn attribution(
        &self,
        #[graphql(desc = "The language to prefer, else a broader one, else the original.")] language: Option<Language>,
    ) -> Option<&str> {
        self.0.attribution.as_ref()?.text(language.as_ref())
    }

    /// What has to be met so that it holds, where the article says so with a condition, such as "if the vote is held".
    async fn condition(
        &self,
        #[graphql(desc = "The language to prefer, else a broader one, else the original.")] language: Option<Language>,
    ) -> Option<&str> {
        self.0.condition.as_ref()?.text(language.as_ref())
    }

    /// What the paragraphs say about the fact, in the words of this data set.
    async fn note(
        &self,
        #[graphql(desc = "The language to prefer, else a broader one, else the original.")] language: Option<Language>,
    ) -> Option<&str> {
        self.0.note.as_ref()?.text(language.as_ref())
    }
}
