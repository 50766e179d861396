//! Evidence.

use async_graphql::{Context, Object};

use super::article::Article;
use super::async_graphql_override as async_graphql;
use super::entity::{entity_type, optional, required, value};
use super::error::Result;
use super::fact::Fact;
use super::language;
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

/// What an article says about a fact, in which paragraphs and on whose word.
#[Object]
impl Evidence {
    /// The fact that it is evidence for.
    async fn fact(&self, ctx: &Context<'_>) -> Result<Fact> {
        Fact::required(ctx, fact_of(&self.0)).await
    }

    /// The article that is cited.
    async fn article(&self, ctx: &Context<'_>) -> Result<Article> {
        required(ctx, ArticleById, self.0.article_id).await
    }

    /// The article's stance towards the fact.
    async fn stance(&self) -> Stance {
        self.0.stance
    }

    /// The numbers of the paragraphs that say so. Paragraphs are the lines that are not blank, including the headline,
    /// counted from 1.
    async fn paragraphs(&self) -> &[i32] {
        &self.0.paragraphs.0
    }

    /// The text of these paragraphs in the article's words, in the same order and without white space around them.
    /// Empty unless the operator of this server has loaded the article's body.
    async fn excerpts(&self, ctx: &Context<'_>) -> Result<Vec<String>> {
        Ok(value(ctx, ExcerptsOf(Citing::Evidence), self.0.id).await?.to_vec())
    }

    /// The party to whom the article attributes the statement.
    async fn attributed_to(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        optional(ctx, PartyById, self.0.attributed_to_id).await
    }

    /// To whom the article attributes the statement, if that is not a party in this data, or if there is more to say
    /// about it.
    async fn attribution(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "The preferred language, else a broader one, else the original. Default: those of the request."
        )]
        language: Option<Language>,
    ) -> Option<&str> {
        language::text(ctx, self.0.attribution.as_ref()?, language)
    }

    /// The condition under which it holds, if the article gives one, such as "if the vote is held".
    async fn condition(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "The preferred language, else a broader one, else the original. Default: those of the request."
        )]
        language: Option<Language>,
    ) -> Option<&str> {
        language::text(ctx, self.0.condition.as_ref()?, language)
    }

    /// What the paragraphs say about the fact, written for this data set.
    async fn note(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "The preferred language, else a broader one, else the original. Default: those of the request."
        )]
        language: Option<Language>,
    ) -> Option<&str> {
        language::text(ctx, self.0.note.as_ref()?, language)
    }
}
