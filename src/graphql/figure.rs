//! Figures.

use async_graphql::{Context, Object};

use super::async_graphql_override as async_graphql;
use super::entity::{entity_type, required};
use super::error::Result;
use super::event::Event;
use super::fact::FactFields;
use super::language;
use super::scalar::BigInt;
use crate::db::event::EventById;
use crate::db::figure::FigureRow;
use crate::model::{Language, Qualifier};

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
