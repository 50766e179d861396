//! Facts: what relationships, place relationships, events, participations and figures share.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object};

use super::abstract_type::interface;
use super::async_graphql_override as async_graphql;
use super::connection::{Connection, connection};
use super::dataset::Dataset;
use super::entity::{required, value};
use super::error::{Failure, Result};
use super::evidence::{self, Evidence, EvidenceFilter};
use super::figure::Figure;
use super::incident::Incident;
use super::naming::{AGENTS, all_named};
use super::node::global_id;
use super::page_arguments::page_request;
use super::participation::Participation;
use super::place_relationship::PlaceRelationship;
use super::relationship::Relationship;
use super::sanction_event::SanctionEvent;
use super::scalar::Date;
use crate::db::dataset::DatasetById;
use crate::db::event::EventById;
use crate::db::evidence::EvidenceFor;
use crate::db::fact::{EvidenceSummary, EvidenceSummaryOf, FactRow};
use crate::db::figure::FigureById;
use crate::db::filter;
use crate::db::node::NodeRef;
use crate::db::participation::ParticipationById;
use crate::db::place_relationship::PlaceRelationshipById;
use crate::db::relationship::RelationshipById;
use crate::model::{NodeKind, PartialDate, Stance};

interface! {
    /// Something that sources say, with the evidence for it.
    Fact { Relationship, SanctionEvent, Incident, Participation, Figure, PlaceRelationship }
}

impl Fact {
    /// The fact of a reference.
    pub async fn required(ctx: &Context<'_>, NodeRef { id, kind }: NodeRef) -> Result<Self> {
        Ok(match kind {
            NodeKind::Relationship => Self::Relationship(required(ctx, RelationshipById, id).await?),
            NodeKind::SanctionEvent => Self::SanctionEvent(required(ctx, EventById, id).await?),
            NodeKind::Incident => Self::Incident(required(ctx, EventById, id).await?),
            NodeKind::Participation => Self::Participation(required(ctx, ParticipationById, id).await?),
            NodeKind::Figure => Self::Figure(required(ctx, FigureById, id).await?),
            NodeKind::PlaceRelationship => Self::PlaceRelationship(required(ctx, PlaceRelationshipById, id).await?),
            _ => return Err(Failure::internal("a reference to a fact leads to another node")),
        })
    }
}

/// The fields shared by all facts.
pub struct FactFields<'a>(pub &'a FactRow);

impl FactFields<'_> {
    async fn summary(&self, ctx: &Context<'_>) -> Result<Arc<EvidenceSummary>> {
        let summary = value(ctx, EvidenceSummaryOf, self.0.id).await?;
        summary.as_ref().clone().ok_or_else(|| Failure::internal("a fact has no summary of its evidence"))
    }
}

#[Object]
impl FactFields<'_> {
    /// The global id: the type, a colon and the key.
    pub async fn id(&self) -> ID {
        global_id(self.0.kind, &self.0.key)
    }

    /// The data set that it was loaded with.
    pub async fn dataset(&self, ctx: &Context<'_>) -> Result<Dataset> {
        required(ctx, DatasetById, self.0.dataset_id).await
    }

    /// Which articles say so, in which paragraphs and on whose word, in the order of entry. Every fact has evidence,
    /// but the arguments may leave out all of it.
    pub async fn evidence(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Only evidence from articles certainly published by the end of this day, as `knownBy` counts it."
        )]
        published_by: Option<Date>,
        #[graphql(desc = "Only evidence with these stances.")] stances: Option<Vec<Stance>>,
        #[graphql(desc = "Only evidence that matches this filter.")] r#where: Option<EvidenceFilter>,
    ) -> Result<Connection<Evidence>> {
        let filter = evidence::filter(r#where, published_by, stances)?;
        connection(ctx, EvidenceFor { filter, page: page_request(ctx)? }, self.0.id).await
    }

    /// The number of publishers that say something about it. An article without a known publisher counts as a publisher
    /// of its own. Republishers do not count.
    pub async fn source_count(&self, ctx: &Context<'_>) -> Result<i64> {
        Ok(self.summary(ctx).await?.source_count)
    }

    /// Whether some of its evidence affirms it and some denies it.
    pub async fn is_disputed(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(self.summary(ctx).await?.is_disputed)
    }

    /// The date of the earliest article with evidence for it.
    pub async fn first_reported(&self, ctx: &Context<'_>) -> Result<Option<PartialDate>> {
        Ok(self.summary(ctx).await?.first_reported)
    }
}

/// Selects facts by when they held and by their evidence. All conditions must match. A fact needs evidence that counts:
/// `knownBy`, `stances`, `publishers`, `articles` and `attributedTo` together say which evidence counts; `minSources`,
/// `maxSources` and `onlyStances` are about the evidence that counts.
#[derive(InputObject, Default)]
pub struct FactFilter {
    /// Facts as of this day: relationships and place relationships that may have held on it, and events that may have
    /// begun by then, with their participations and figures. Without a known start, a relationship may always have
    /// held; without a known end, it may still hold.
    pub as_of: Option<Date>,
    /// Facts as known on this day: evidence counts only if its article was certainly published by the end of the day.
    /// An article dated by month counts from the last day of the month; one without a date never counts. This only
    /// decides which facts match. Their fields show what is known today, such as their dates and later evidence; use
    /// the argument `publishedBy` of `evidence` to leave out later evidence.
    pub known_by: Option<Date>,
    /// Facts with at least this many sources among the evidence that counts: 1 or more. A source is a publisher, or an
    /// article without a known publisher. A republisher is not a source.
    pub min_sources: Option<i32>,
    /// Facts with at most this many sources among the evidence that counts: 1 or more. Together with `publishers`, only
    /// these publishers count: for what one of them alone says, ask for `maxSources: 1` in an `and` of its own.
    pub max_sources: Option<i32>,
    /// Only evidence with one of these stances counts. Default: all evidence.
    pub stances: Option<Vec<Stance>>,
    /// Facts for which all evidence that counts has one of these stances: `[ALLEGES]` selects what is only alleged.
    pub only_stances: Option<Vec<Stance>>,
    /// Only evidence from articles of these publishers counts, by key or id: at most 50.
    pub publishers: Option<Vec<String>>,
    /// Only evidence from these articles counts, by key or id: at most 50.
    pub articles: Option<Vec<String>>,
    /// Only evidence that its article attributes to one of these parties counts, by key or id: at most 50.
    pub attributed_to: Option<Vec<String>>,
    /// Whether the fact is disputed: some of all its evidence affirms it and some denies it.
    pub is_disputed: Option<bool>,
    /// Facts first reported by one of these publishers, by key or id: at most 50. An
    /// article of the publisher has evidence for the fact, and no dated article with such evidence is from an earlier day.
    pub first_reported_by: Option<Vec<String>>,
    /// Facts in these data sets, by key or id: at most 50.
    pub datasets: Option<Vec<String>>,
}

/// Maximum keys in each list of a filter: a graph search looks for each of them at each party with many facts.
const KEYS_LIMIT: usize = 50;

/// # Errors
/// `BAD_USER_INPUT` when a number of sources is below 1, when `minSources` exceeds `maxSources`, or when a list of keys is
/// too long.
impl TryFrom<FactFilter> for filter::FactFilter {
    type Error = Failure;

    fn try_from(filter: FactFilter) -> Result<Self> {
        for (name, number) in [("minSources", filter.min_sources), ("maxSources", filter.max_sources)] {
            if let Some(number) = number.filter(|number| *number < 1) {
                return Err(Failure::bad_user_input(format!("`{name}` is {number}: expected a number of at least 1")));
            }
        }
        if let (Some(least), Some(most)) = (filter.min_sources, filter.max_sources)
            && least > most
        {
            let reason = format!("`minSources` is {least} and `maxSources` {most}: expected a range that is not empty");
            return Err(Failure::bad_user_input(reason));
        }
        for (name, keys) in [
            ("datasets", &filter.datasets),
            ("publishers", &filter.publishers),
            ("articles", &filter.articles),
            ("attributedTo", &filter.attributed_to),
            ("firstReportedBy", &filter.first_reported_by),
        ] {
            let named = keys.as_ref().map_or(0, Vec::len);
            if named > KEYS_LIMIT {
                let reason = format!("`{name}` has {named} keys: expected at most {KEYS_LIMIT}");
                return Err(Failure::bad_user_input(reason));
            }
        }
        Ok(Self {
            as_of: filter.as_of.map(|day| day.0),
            evidence: filter::EvidenceFilter {
                stances: filter.stances.map(distinct),
                published_by: filter.known_by.map(|day| day.0),
                publishers: all_named("publishers", filter.publishers, &[NodeKind::Organization])?,
                articles: all_named("articles", filter.articles, &[NodeKind::Article])?,
                attributed_to: all_named("attributedTo", filter.attributed_to, AGENTS)?,
                ..filter::EvidenceFilter::default()
            },
            min_sources: filter.min_sources.map(i64::from),
            max_sources: filter.max_sources.map(i64::from),
            only_stances: filter.only_stances.map(distinct),
            is_disputed: filter.is_disputed,
            first_reported_by: all_named("firstReportedBy", filter.first_reported_by, &[NodeKind::Organization])?,
            datasets: all_named("datasets", filter.datasets, &[NodeKind::Dataset])?,
        })
    }
}

/// The same stances, each once.
fn distinct(mut stances: Vec<Stance>) -> Vec<Stance> {
    stances.sort();
    stances.dedup();
    stances
}

/// The filter of a field's `facts` argument.
///
/// # Errors
/// `BAD_USER_INPUT` for an invalid filter.
pub fn filter(facts: Option<FactFilter>) -> Result<filter::FactFilter> {
    facts.unwrap_or_default().try_into()
}
