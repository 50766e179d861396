//! Counts by group, for charts and facets.

mod event;
mod mention;
mod party;
mod relationship;
mod sanction_event;

use async_graphql::{Context, InputType, Object};

pub use event::{EventCount, EventGrouping};
pub use mention::{MentionCount, MentionGrouping};
pub use party::{PartyCount, PartyGrouping};
pub use relationship::{RelationshipCount, RelationshipGrouping};
pub use sanction_event::{SanctionEventCount, SanctionEventGrouping};

use super::async_graphql_override as async_graphql;
use super::entity::{Entity, value};
use super::error::{Failure, Result};
use super::event::EventFilter;
use super::mention::MentionFilter;
use super::party::PartyFilter;
use super::quantifier::filter;
use super::relationship::RelationshipFilter;
use super::sanction_event::SanctionEventFilter;
use crate::db::ROOT;
use crate::db::count::{CountRow, Counts, GROUPS_DEFAULT, GROUPS_LIMIT, Grouping};

/// The groups of the items that match a filter.
async fn counts<C, G, W, T>(ctx: &Context<'_>, by: Vec<W>, r#where: Option<T>, first: Option<i32>) -> Result<Vec<C>>
where
    C: Entity<Row = CountRow<G>>,
    G: Grouping,
    G::Filter: TryFrom<T, Error = Failure>,
    W: InputType + Copy + Into<G>,
    T: InputType + Default,
{
    let counts = Counts { by: groupings(&by)?, filter: filter(r#where)?, first: groups(first)? };
    let rows = value(ctx, counts, ROOT).await?;
    Ok(rows.iter().cloned().map(C::of).collect())
}

/// # Errors
/// `BAD_USER_INPUT` when the list is empty or has a word twice.
fn groupings<W: InputType + Copy + Into<G>, G: Grouping>(words: &[W]) -> Result<Vec<G>> {
    let mut by: Vec<G> = Vec::new();
    for word in words {
        let grouping = (*word).into();
        if by.contains(&grouping) {
            let word = word.to_value();
            return Err(Failure::bad_user_input(format!("`by` has {word} twice: expected each word at most once")));
        }
        by.push(grouping);
    }
    if by.is_empty() {
        return Err(Failure::bad_user_input("`by` is empty: expected at least one value"));
    }
    Ok(by)
}

/// # Errors
/// `BAD_USER_INPUT` when the number is negative or too large.
fn groups(first: Option<i32>) -> Result<usize> {
    let asked = first.unwrap_or(GROUPS_DEFAULT as i32);
    usize::try_from(asked).ok().filter(|groups| *groups <= GROUPS_LIMIT).ok_or_else(|| {
        Failure::bad_user_input(format!("`first` is {asked}: expected a number from 0 to {GROUPS_LIMIT}"))
    })
}

/// The counts on the query root.
pub struct CountFields;

#[Object]
impl CountFields {
    /// Counts sanction events in groups. The largest groups come first; groups of the same size are sorted by their
    /// values.
    async fn sanction_event_counts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to group by: at least one, none twice.")] by: Vec<SanctionEventGrouping>,
        #[graphql(desc = "Only items that match this filter count. Default: all.")] r#where: Option<
            SanctionEventFilter,
        >,
        #[graphql(desc = "Maximum number of groups, from 0 to 1,000.", default = 100)] first: Option<i32>,
    ) -> Result<Vec<SanctionEventCount>> {
        counts(ctx, by, r#where, first).await
    }

    /// Counts events in groups. The largest groups come first; groups of the same size are sorted by their values.
    async fn event_counts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to group by: at least one, none twice.")] by: Vec<EventGrouping>,
        #[graphql(desc = "Only items that match this filter count. Default: all.")] r#where: Option<EventFilter>,
        #[graphql(desc = "Maximum number of groups, from 0 to 1,000.", default = 100)] first: Option<i32>,
    ) -> Result<Vec<EventCount>> {
        counts(ctx, by, r#where, first).await
    }

    /// Counts relationships in groups. The largest groups come first; groups of the same size are sorted by their
    /// values.
    async fn relationship_counts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to group by: at least one, none twice.")] by: Vec<RelationshipGrouping>,
        #[graphql(desc = "Only items that match this filter count. Default: all.")] r#where: Option<RelationshipFilter>,
        #[graphql(desc = "Maximum number of groups, from 0 to 1,000.", default = 100)] first: Option<i32>,
    ) -> Result<Vec<RelationshipCount>> {
        counts(ctx, by, r#where, first).await
    }

    /// Counts mentions in groups. The largest groups come first; groups of the same size are sorted by their values. A
    /// mention is of one party in one article, however often the article names it.
    async fn mention_counts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to group by: at least one, none twice.")] by: Vec<MentionGrouping>,
        #[graphql(desc = "Only items that match this filter count. Default: all.")] r#where: Option<MentionFilter>,
        #[graphql(desc = "Maximum number of groups, from 0 to 1,000.", default = 100)] first: Option<i32>,
    ) -> Result<Vec<MentionCount>> {
        counts(ctx, by, r#where, first).await
    }

    /// Counts parties in groups. The largest groups come first; groups of the same size are sorted by
    /// their values.
    async fn party_counts(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What to group by: at least one, none twice.")] by: Vec<PartyGrouping>,
        #[graphql(desc = "Only items that match this filter count. Default: all.")] r#where: Option<PartyFilter>,
        #[graphql(desc = "Maximum number of groups, from 0 to 1,000.", default = 100)] first: Option<i32>,
    ) -> Result<Vec<PartyCount>> {
        counts(ctx, by, r#where, first).await
    }
}
