//! Figures.

use std::ops::Deref;
use std::sync::Arc;

use async_graphql::{Context, Object};

use super::entity::{Entity, required};
use super::error::Result;
use super::event::Event;
use super::fact::FactFields;
use super::scalar::BigInt;
use crate::db::event::EventById;
use crate::db::figure::FigureRow;
use crate::model::{Language, Qualifier};

/// What a source counts at an event.
pub struct Figure {
    row: Arc<FigureRow>,
    fact: FactFields,
}

impl Deref for Figure {
    type Target = FactFields;

    fn deref(&self) -> &FactFields {
        &self.fact
    }
}

impl Entity for Figure {
    type Row = FigureRow;

    fn of(row: Arc<FigureRow>) -> Self {
        Self { fact: FactFields(row.fact.clone()), row }
    }
}

/// What a source counts at an event.
#[Object]
impl Figure {
    #[graphql(flatten)]
    async fn fact(&self) -> &FactFields {
        self
    }

    /// The event.
    async fn event(&self, ctx: &Context<'_>) -> Result<Event> {
        required(ctx, EventById, self.row.event_id).await
    }

    /// What is counted, e.g. `graves` or `bodies`.
    async fn measure(&self) -> &str {
        &self.row.measure
    }

    /// The number, or the lower one of a range; null where the qualifier stands for a number.
    async fn low(&self) -> Option<BigInt> {
        self.row.low.map(BigInt)
    }

    /// The upper number of a range.
    async fn high(&self) -> Option<BigInt> {
        self.row.high.map(BigInt)
    }

    /// What the numbers are numbers of, where they do not just count things: a currency of ISO 4217 such as `USD`, or
    /// another unit such as `km`.
    async fn unit(&self) -> Option<&str> {
        self.row.unit.as_deref()
    }

    /// How the number is meant.
    async fn qualifier(&self) -> Qualifier {
        self.row.qualifier
    }

    /// What is to be said about the count, in the words of this data set.
    async fn note(
        &self,
        #[graphql(desc = "The language to prefer, else a broader one, else the original.")] language: Option<Language>,
    ) -> Option<&str> {
        self.row.note.as_ref()?.text(language.as_ref())
    }
}
