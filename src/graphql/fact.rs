//! Facts: what relationships, place relationships, events, participations and figures share.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object};

use super::abstract_type::interface;
use super::async_graphql_override as async_graphql;
use super::connection::{Connection, connection, page_request};
use super::entity::{required, value};
use super::error::{Failure, Result};
use super::evidence::Evidence;
use super::figure::Figure;
use super::incident::Incident;
use super::node::global_id;
use super::participation::Participation;
use super::place_relationship::PlaceRelationship;
use super::relationship::Relationship;
use super::sanction_event::SanctionEvent;
use super::scalar::Date;
use crate::db::event::EventById;
use crate::db::evidence::EvidenceFor;
use crate::db::fact::{self, EvidenceSummary, EvidenceSummaryOf, FactRow};
use crate::db::figure::FigureById;
use crate::db::node::NodeRef;
use crate::db::participation::ParticipationById;
use crate::db::place_relationship::PlaceRelationshipById;
use crate::db::relationship::RelationshipById;
use crate::model::{NodeKind, PartialDate, Stance};

interface! {
    /// What sources say, with the evidence for it.
    Fact { Relationship, SanctionEvent, Incident, Participation, Figure, PlaceRelationship }
}

impl Fact {
    /// The fact that a reference leads to.
    pub async fn required(ctx: &Context<'_>, NodeRef { id, kind }: NodeRef) -> Result<Self> {
        Ok(match kind {
            NodeKind::Relationship => Self::Relationship(required(ctx, RelationshipById, id).await?),
            NodeKind::SanctionEvent => Self::SanctionEvent(required(ctx, EventById, id).await?),
            NodeKind::Incident => Self::Incident(required(ctx, EventById, id).await?),
            NodeKind::Participation => Self::Participation(required(ctx, ParticipationById, id).await?),
            NodeKind::Figure => Self::Figure(required(ctx, FigureById, id).await?),
            NodeKind::PlaceRelationship => Self::PlaceRelationship(required(ctx, PlaceRelationshipById, id).await?),
            _ => return Err(Failure::internal("what is no fact stands for one")),
        })
    }
}

/// The fields that all facts share.
pub struct FactFields<'a>(pub &'a FactRow);

impl FactFields<'_> {
    async fn summary(&self, ctx: &Context<'_>) -> Result<Arc<EvidenceSummary>> {
        let summary = value(ctx, EvidenceSummaryOf, self.0.id).await?;
        summary.as_ref().clone().ok_or_else(|| Failure::internal("a fact has no summary of its evidence"))
    }
}

#[Object]
impl FactFields<'_> {
    /// Its id: the type and the key.
    pub async fn id(&self) -> ID {
        global_id(self.0.kind, &self.0.key)
    }

    /// Which articles say so, where, and on whose word, in the order of entry. There is always some, unless only a part of
    /// it is asked for.
    #[expect(clippy::too_many_arguments, reason = "each is an argument of the GraphQL field")]
    pub async fn evidence(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "Only evidence of articles that were surely published by the end of that day: what `knownBy` counts."
        )]
        published_by: Option<Date>,
        #[graphql(desc = "Only evidence of these stances.")] stances: Option<Vec<Stance>>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Evidence>> {
        let page = page_request(first, after, last, before)?;
        let list = EvidenceFor { published_by: published_by.map(|Date(day)| day), stances, page };
        connection(ctx, list, self.0.id).await
    }

    /// How many publishers say something about it. An article without a known publisher counts as one of its own; a
    /// republisher does not count.
    pub async fn source_count(&self, ctx: &Context<'_>) -> Result<i64> {
        Ok(self.summary(ctx).await?.source_count)
    }

    /// Whether some of its evidence affirms it and other denies it.
    pub async fn is_disputed(&self, ctx: &Context<'_>) -> Result<bool> {
        Ok(self.summary(ctx).await?.is_disputed)
    }

    /// When the first of the articles was published that give evidence for it.
    pub async fn first_reported(&self, ctx: &Context<'_>) -> Result<Option<PartialDate>> {
        Ok(self.summary(ctx).await?.first_reported)
    }
}

/// Which facts are asked for, by when they held and by their evidence. All conditions have to be met. A fact is kept when
/// there is evidence for it that counts; `knownBy` and `stances` say which does, and `minSources` how many sources of it.
#[derive(InputObject, Default)]
pub struct FactFilter {
    /// Facts as of that day: relationships, of parties and to places, that may have held on it, and events that may have begun by then, with the
    /// parts in them and the figures. What has no known start or end may have held always or still.
    pub as_of: Option<Date>,
    /// Facts as known on that day: only evidence counts whose article was surely published by its end. An article that
    /// is dated by its month counts from the last day of it, one without a date never. It decides which facts are kept;
    /// what is shown of these is all that is known of them today: their dates, and later evidence too, unless `evidence` is
    /// asked for what was `publishedBy` that day.
    pub known_by: Option<Date>,
    /// Facts with at least so many sources among the evidence that counts: publishers, and articles whose publisher is
    /// not known. A republisher is no second source. At least 1.
    pub min_sources: Option<i32>,
    /// Only evidence of these stances counts; without it, evidence of any.
    pub stances: Option<Vec<Stance>>,
    /// Facts of these data sets, given by key; at most 50.
    pub datasets: Option<Vec<String>>,
}

/// How many data sets a filter may name: a walk asks for them of each hub that it meets.
const DATASETS_LIMIT: usize = 50;

/// # Errors
/// `BAD_USER_INPUT` when fewer sources than one are asked for, or too many data sets.
impl TryFrom<FactFilter> for fact::FactFilter {
    type Error = Failure;

    fn try_from(filter: FactFilter) -> Result<Self> {
        if let Some(least) = filter.min_sources.filter(|least| *least < 1) {
            return Err(Failure::bad_user_input(format!("`minSources` is {least}: expected a number of at least 1")));
        }
        let named = filter.datasets.as_ref().map_or(0, Vec::len);
        if named > DATASETS_LIMIT {
            let reason = format!("`datasets` has {named} keys: expected at most {DATASETS_LIMIT}");
            return Err(Failure::bad_user_input(reason));
        }
        let mut stances = filter.stances;
        if let Some(stances) = &mut stances {
            stances.sort();
            stances.dedup();
        }
        Ok(Self {
            as_of: filter.as_of.map(|day| day.0),
            known_by: filter.known_by.map(|day| day.0),
            min_sources: filter.min_sources.map(i64::from),
            stances,
            datasets: filter.datasets,
        })
    }
}

/// What a field's argument asks of facts.
///
/// # Errors
/// `BAD_USER_INPUT` when fewer sources than one are asked for.
pub fn filter(facts: Option<FactFilter>) -> Result<fact::FactFilter> {
    facts.unwrap_or_default().try_into()
}
