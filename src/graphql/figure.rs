//! Figures.

use async_graphql::{Context, Object};

use super::async_graphql_override as async_graphql;
use super::entity::{entity_type, required};
use super::error::Result;
use super::event::Event;
use super::fact::FactFields;
use super::scalar::BigInt;
use crate::db::event::EventById;
use crate::db::figure::FigureRow;
use crate::model::{Language, Qualifier};

entity_type!(Figure: FigureRow);

/// What a source counts at an event.
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

    /// What is counted, e.g. `graves` or `bodies`.
    async fn measure(&self) -> &str {
        &self.0.measure
    }

    /// The number, or the lower one of a range; null where the qualifier stands for a number.
    async fn low(&self) -> Option<BigInt> {
        self.0.low.map(BigInt)
    }

    /// The upper number of a range.
    async fn high(&self) -> Option<BigInt> {
        self.0.high.map(BigInt)
    }

    /// What the numbers are numbers of, where they do not just count things: a currency of ISO 4217 such as `USD`, or
    /// another unit such as `km`.
    async fn unit(&self) -> Option<&str> {
        self.0.unit.as_deref()
    }

    /// How the number is meant.
    async fn qualifier(&self) -> Qualifier {
        self.0.qualifier
    }

    /// What is to be said about the count, in the words of this data set.
    async fn note(
        &self,
        #[graphql(desc = "The language to prefer, else a broader one, else the original.")] language: Option<Language>,
    ) -> Option<&str> {
        self.0.note.as_ref()?.text(language.as_ref())
    }
}
