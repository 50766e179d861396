//! Evidence.

use async_graphql::{Context, ID, InputObject, Object};

use super::article::{Article, ArticleFilter};
use super::async_graphql_override as async_graphql;
use super::citation::evidence_id;
use super::combination::{Combination, combined};
use super::entity::{entity_type, optional, required, value};
use super::error::{Failure, Result};
use super::fact::Fact;
use super::language::Text;
use super::naming::{FACTS, PARTIES, all_named};
use super::party::Party;
use super::quantifier::{self, inner};
use super::scalar::Date;
use crate::db::article::ArticleById;
use crate::db::body::{Citing, ExcerptsOf};
use crate::db::evidence::EvidenceRow;
use crate::db::filter;
use crate::db::node::NodeRef;
use crate::db::party::PartyById;
use crate::model::{NodeKind, Stance};

entity_type!(Evidence: EvidenceRow);

fn fact_of(evidence: &EvidenceRow) -> NodeRef {
    NodeRef { id: evidence.fact_id, kind: evidence.fact_kind }
}

/// What an article says about a fact, in which paragraphs and on whose word.
#[Object]
impl Evidence {
    /// The global id: the type, a colon, the key of the fact, a slash and the number among its evidence. It is not stable
    /// across loads of the data: the number may go to another piece of evidence.
    pub async fn id(&self, ctx: &Context<'_>) -> Result<ID> {
        evidence_id(ctx, self.0.fact_id, self.0.ordinal).await
    }

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
    /// counted from 1. Empty if there is a `locator`.
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
        Ok(value(ctx, ExcerptsOf(Citing::Evidence), self.0.id).await?.to_vec())
    }

    /// The party to whom the article attributes the statement.
    async fn attributed_to(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        optional(ctx, PartyById, self.0.attributed_to_id).await
    }

    /// To whom the article attributes the statement, if that is not a party in this data, or if there is more to say
    /// about it.
    async fn attribution(&self) -> Option<Text<'_>> {
        self.0.attribution.as_ref().map(Text::from)
    }

    /// The condition under which it holds, if the article gives one, such as "if the vote is held".
    async fn condition(&self) -> Option<Text<'_>> {
        self.0.condition.as_ref().map(Text::from)
    }

    /// What the paragraphs say about the fact, written for this data set.
    async fn note(&self) -> Option<Text<'_>> {
        self.0.note.as_ref().map(Text::from)
    }
}

/// Selects evidence. All conditions must match. A list matches if one of its items does; an empty list matches nothing.
#[derive(InputObject, Default)]
pub struct EvidenceFilter {
    /// Evidence for these facts, by key or id.
    pub about: Option<Vec<String>>,
    /// Evidence with one of these stances.
    pub stances: Option<Vec<Stance>>,
    /// Evidence from articles certainly published by the end of this day. An article dated by month counts from the last
    /// day of the month; one without a date never counts.
    pub published_by: Option<Date>,
    /// Evidence from articles of these publishers, by key or id.
    pub publishers: Option<Vec<String>>,
    /// Evidence from these articles, by key or id.
    pub articles: Option<Vec<String>>,
    /// Evidence from an article that matches this filter, such as one in a language or of a period.
    pub article: Option<Box<ArticleFilter>>,
    /// Evidence that its article attributes to one of these parties, by key or id.
    pub attributed_to: Option<Vec<String>>,
    /// Whether its article attributes it to anybody: to a party in this data, or in words.
    pub is_attributed: Option<bool>,
    #[graphql(flatten)]
    pub combination: Combination<EvidenceFilter>,
}

/// # Errors
/// `BAD_USER_INPUT` for a malformed key, for an id of another type, and for an invalid filter inside.
impl TryFrom<EvidenceFilter> for filter::EvidenceFilter {
    type Error = Failure;

    fn try_from(filter: EvidenceFilter) -> Result<Self> {
        Ok(Self {
            about: all_named("about", filter.about, FACTS)?,
            stances: filter.stances,
            published_by: filter.published_by.map(|day| day.0),
            publishers: all_named("publishers", filter.publishers, &[NodeKind::Organization])?,
            articles: all_named("articles", filter.articles, &[NodeKind::Article])?,
            article: inner(filter.article)?,
            attributed_to: all_named("attributedTo", filter.attributed_to, PARTIES)?,
            is_attributed: filter.is_attributed,
            combined: combined(filter.combination)?,
            ..Self::default()
        })
    }
}

/// The `where` of a list of evidence together with what its other arguments ask for.
///
/// # Errors
/// Those of [`quantifier::filter`].
pub fn filter(
    r#where: Option<EvidenceFilter>,
    published_by: Option<Date>,
    stances: Option<Vec<Stance>>,
) -> Result<filter::EvidenceFilter> {
    let filter: filter::EvidenceFilter = quantifier::filter(r#where)?;
    let published_by = [filter.published_by, published_by.map(|day| day.0)].into_iter().flatten().min();
    let stances = match (filter.stances, stances) {
        (Some(one), Some(other)) => Some(one.into_iter().filter(|stance| other.contains(stance)).collect()),
        (one, other) => one.or(other),
    };
    Ok(filter::EvidenceFilter { published_by, stances, ..filter })
}
