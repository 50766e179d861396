//! Figures.

use async_graphql::{Context, InputObject, Object};

use super::async_graphql_override as async_graphql;
use super::combination::{Combination, combined};
use super::entity::{entity_type, required};
use super::error::{Failure, Result};
use super::event::{Event, EventFilter};
use super::fact::{self, FactFields, FactFilter};
use super::language::Text;
use super::quantifier::inner;
use super::scalar::BigInt;
use crate::db::event::EventById;
use crate::db::figure::FigureRow;
use crate::db::filter;
use crate::model::Qualifier;

entity_type!(Figure: FigureRow);

/// A number that a source gives for an event.
#[Object]
impl Figure {
    #[graphql(flatten)]
    async fn fact(&self) -> FactFields<'_> {
        FactFields(&self.0.fact)
    }

    /// The event.
    async fn event(&self, ctx: &Context<'_>) -> Result<Event> {
        required(ctx, EventById, self.0.event_id).await
    }

    /// What is counted, such as `graves` or `bodies`.
    async fn measure(&self) -> &str {
        &self.0.measure
    }

    /// The number, or the lower end of a range. Null if the qualifier takes the place of a number.
    async fn low(&self) -> Option<BigInt> {
        self.0.low.map(BigInt)
    }

    /// The upper end of a range; null if there is no range.
    async fn high(&self) -> Option<BigInt> {
        self.0.high.map(BigInt)
    }

    /// The unit of the numbers, if they are not plain counts: a currency of ISO 4217 such as `USD`, or another unit
    /// such as `km`.
    async fn unit(&self) -> Option<&str> {
        self.0.unit.as_deref()
    }

    /// How exact the number is.
    async fn qualifier(&self) -> Qualifier {
        self.0.qualifier
    }

    /// A note on the count, written for this data set.
    async fn note(&self) -> Option<Text<'_>> {
        self.0.note.as_ref().map(Text::from)
    }
}

/// Selects figures. All conditions must match. A list matches if one of its items does; an empty list matches nothing.
#[derive(InputObject, Default)]
pub struct FigureFilter {
    /// Figures that count one of these, such as `graves` or `bodies`.
    pub measures: Option<Vec<String>>,
    /// Figures in one of these units, such as `USD` or `km`.
    pub units: Option<Vec<String>>,
    /// Figures that are exact in one of these ways.
    pub qualifiers: Option<Vec<Qualifier>>,
    /// Figures of at least this number: a range by its lower end. Those without a number never match.
    pub at_least: Option<BigInt>,
    /// Figures of at most this number: a range by its upper end. Those without a number never match.
    pub at_most: Option<BigInt>,
    /// Figures of an event that matches this filter.
    pub event: Option<Box<EventFilter>>,
    /// Figures that match this filter.
    pub facts: Option<FactFilter>,
    #[graphql(flatten)]
    pub combination: Combination<FigureFilter>,
}

/// # Errors
/// `BAD_USER_INPUT` for an invalid filter inside.
impl TryFrom<FigureFilter> for filter::FigureFilter {
    type Error = Failure;

    fn try_from(filter: FigureFilter) -> Result<Self> {
        Ok(Self {
            ids: None,
            measures: filter.measures,
            units: filter.units,
            qualifiers: filter.qualifiers,
            at_least: filter.at_least.map(|least| least.0),
            at_most: filter.at_most.map(|most| most.0),
            event: inner(filter.event)?,
            facts: fact::filter(filter.facts)?,
            combined: combined(filter.combination)?,
        })
    }
}
