//! Counts of sanction events.

use async_graphql::{Context, Enum, Object};

use super::super::async_graphql_override as async_graphql;
use crate::db::count::{CountRow, SanctionEventGrouping as By};
use crate::db::party::PartyById;
use crate::graphql::entity::{entity_type, optional};
use crate::graphql::error::Result;
use crate::graphql::party::Party;
use crate::model::{PartialDate, SanctionAction, SanctionMeasure};

/// What sanction events can be grouped by.
#[derive(Enum, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "By")]
pub enum SanctionEventGrouping {
    /// The kind of step.
    Action,
    /// The authority under which the sanctions are, or were to be, imposed.
    Authority,
    /// The sanctions programme.
    Programme,
    /// What the sanctions do. An event counts once for each of its measures.
    Measure,
    /// The party on which the sanctions are, or were to be, imposed. An event counts once for each target.
    Target,
    /// The year in which they began, as the sources give it.
    Year,
    /// The month in which they began, if the sources give one.
    Month,
}

type Row = CountRow<By>;

entity_type!(SanctionEventCount: Row);

/// A group of sanction events and its size. A field is null if the sanction events are not grouped by it, or have no
/// value for it.
#[Object]
impl SanctionEventCount {
    /// The number of sanction events in the group.
    async fn count(&self) -> i64 {
        self.0.count
    }

    /// The kind of step.
    async fn action(&self) -> Option<SanctionAction> {
        self.0.value(By::Action)
    }

    /// The authority under which the sanctions are, or were to be, imposed.
    async fn authority(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        optional(ctx, PartyById, self.0.value(By::Authority)).await
    }

    /// The sanctions programme, as its authority calls it.
    async fn programme(&self) -> Option<String> {
        self.0.value(By::Programme)
    }

    /// What the sanctions do to their targets.
    async fn measure(&self) -> Option<SanctionMeasure> {
        self.0.value(By::Measure)
    }

    /// The party on which the sanctions are, or were to be, imposed.
    async fn target(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        optional(ctx, PartyById, self.0.value(By::Target)).await
    }

    /// The year in which they began.
    async fn year(&self) -> Option<i32> {
        self.0.value(By::Year)
    }

    /// The month in which they began.
    async fn month(&self) -> Option<PartialDate> {
        self.0.value(By::Month)
    }
}
