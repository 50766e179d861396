//! Relationships.

use std::sync::Arc;

use async_graphql::{Context, InputObject, Object};

use super::async_graphql_override as async_graphql;
use super::combination::{Combination, combined};
use super::connection::{Connection, EdgeOf};
use super::entity::{Entity, entity_type, required};
use super::error::{Failure, Result};
use super::fact::{self, FactFields, FactFilter};
use super::language::Text;
use super::naming::{PARTIES, all_named};
use super::party::{Party, PartyFilter};
use super::period::Period;
use super::quantifier::{inner, one_or_all};
use super::scalar::Days;
use crate::db::Cursor;
use crate::db::filter;
use crate::db::party::PartyById;
use crate::db::relationship::RelationshipRow;
use crate::model::{DayRange, Direction, NodeKind, PartialDate, RelationshipKind};

entity_type!(Relationship: RelationshipRow);

/// A page of relationships.
pub type RelationshipConnection = Connection<Relationship, RelationshipEdge>;

/// A relationship between two parties. Read it as: source, kind, target.
#[Object]
impl Relationship {
    #[graphql(flatten)]
    async fn fact(&self) -> FactFields<'_> {
        FactFields(&self.0.fact)
    }

    /// The kind of relationship.
    async fn kind(&self) -> RelationshipKind {
        self.0.kind
    }

    /// The party that it starts from.
    async fn source(&self, ctx: &Context<'_>) -> Result<Party> {
        required(ctx, PartyById, self.0.source_id).await
    }

    /// The party that it leads to.
    async fn target(&self, ctx: &Context<'_>) -> Result<Party> {
        required(ctx, PartyById, self.0.target_id).await
    }

    /// The title of the office or role, such as "interior minister".
    async fn role(&self) -> Option<Text<'_>> {
        self.0.role.as_ref().map(Text::from)
    }

    /// When it began, as the sources give it.
    async fn started(&self) -> Option<PartialDate> {
        self.0.started
    }

    /// The days on which it may have begun, given everything that is known, open where the first or the last of them is not
    /// known. Null if neither is.
    async fn started_within(&self) -> Option<Days> {
        Days::of(DayRange { earliest: self.0.started_earliest, latest: self.0.started_latest })
    }

    /// When it ended, as the sources give it. Null if it still holds, or if the end is not known.
    async fn ended(&self) -> Option<PartialDate> {
        self.0.ended
    }

    /// The days on which it may have ended, given everything that is known, open where the first or the last of them is not
    /// known. Null if neither is.
    async fn ended_within(&self) -> Option<Days> {
        Days::of(DayRange { earliest: self.0.ended_earliest, latest: self.0.ended_latest })
    }
}

pub struct RelationshipEdge {
    cursor: Cursor,
    row: Arc<RelationshipRow>,
    parent: i64,
}

impl EdgeOf<Relationship> for RelationshipEdge {
    fn new(cursor: &Cursor, row: &Arc<RelationshipRow>, parent: i64) -> Self {
        Self { cursor: cursor.clone(), row: Arc::clone(row), parent }
    }
}

/// A relationship in a list, seen from the party whose list it is.
#[Object]
impl RelationshipEdge {
    /// The position in the list, to pass as `after` or `before`.
    async fn cursor(&self) -> String {
        self.cursor.encode()
    }

    /// The relationship.
    async fn node(&self) -> Relationship {
        Relationship::of(Arc::clone(&self.row))
    }

    /// The other party. In a list that does not belong to a party: the target.
    async fn other(&self, ctx: &Context<'_>) -> Result<Party> {
        required(ctx, PartyById, self.row.other_than(self.parent)).await
    }
}

/// Selects relationships. All conditions must match. A list matches if one of its items does; an empty list matches
/// nothing.
#[derive(InputObject, Default)]
pub struct RelationshipFilter {
    /// Relationships of these kinds.
    pub kinds: Option<Vec<RelationshipKind>>,
    /// Relationships with one of these parties at either end, by key or id.
    pub parties: Option<Vec<String>>,
    /// Relationships that start from one of these parties, by key or id. If the direction of a kind has no meaning, either
    /// end may match.
    pub sources: Option<Vec<String>>,
    /// Relationships that lead to one of these parties, by key or id. If the direction of a kind has no meaning, either end
    /// may match.
    pub targets: Option<Vec<String>>,
    /// Relationships that start from a party which matches this filter. If the direction of a kind has no meaning,
    /// either end may match.
    pub source: Option<Box<PartyFilter>>,
    /// Relationships that lead to a party which matches this filter. If the direction of a kind has no meaning, either
    /// end may match, but not the end that matches `source`.
    pub target: Option<Box<PartyFilter>>,
    /// Relationships in these data sets, by key or id.
    pub datasets: Option<Vec<String>>,
    #[graphql(flatten)]
    pub period: Period,
    /// Relationships that match this filter.
    pub facts: Option<FactFilter>,
    #[graphql(flatten)]
    pub combination: Combination<RelationshipFilter>,
}

/// # Errors
/// `BAD_USER_INPUT` when the range ends before it starts, and for an invalid filter inside.
impl TryFrom<RelationshipFilter> for filter::RelationshipFilter {
    type Error = Failure;

    fn try_from(filter: RelationshipFilter) -> Result<Self> {
        Ok(Self {
            ids: None,
            kinds: filter.kinds,
            parties: all_named("parties", filter.parties, PARTIES)?,
            sources: all_named("sources", filter.sources, PARTIES)?,
            targets: all_named("targets", filter.targets, PARTIES)?,
            source: inner(filter.source)?,
            target: inner(filter.target)?,
            datasets: all_named("datasets", filter.datasets, &[NodeKind::Dataset])?,
            period: filter.period.try_into()?,
            facts: fact::filter(filter.facts)?,
            combined: combined(filter.combination)?,
        })
    }
}

/// Selects relationships of a party. All conditions must match. A list matches if one of its items does; an empty list
/// matches nothing.
#[derive(InputObject, Default)]
pub struct RelationshipCondition {
    /// Relationships of this kind.
    pub kind: Option<RelationshipKind>,
    /// Relationships of these kinds.
    pub kinds: Option<Vec<RelationshipKind>>,
    /// Which end the party must be. Default: either.
    pub direction: Option<Direction>,
    /// Relationships whose other party matches this filter.
    pub other: Option<Box<PartyFilter>>,
    #[graphql(flatten)]
    pub period: Period,
    /// Relationships that match this filter.
    pub facts: Option<FactFilter>,
    #[graphql(flatten)]
    pub combination: Combination<RelationshipCondition>,
}

/// # Errors
/// `BAD_USER_INPUT` when the range ends before it starts, and for an invalid filter inside.
impl TryFrom<RelationshipCondition> for filter::SeenRelationshipFilter {
    type Error = Failure;

    fn try_from(condition: RelationshipCondition) -> Result<Self> {
        Ok(Self {
            kinds: one_or_all(condition.kind, condition.kinds),
            direction: condition.direction.unwrap_or(Direction::Any),
            other: inner(condition.other)?,
            period: condition.period.try_into()?,
            facts: fact::filter(condition.facts)?,
            combined: combined(condition.combination)?,
        })
    }
}
