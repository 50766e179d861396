//! Paths from party to party.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use super::async_graphql_override as async_graphql;
use super::entity::{required, value};
use super::error::Result;
use super::fact::Fact;
use super::party::Party;
use super::walk::{no_party, number, party};
use crate::db::ROOT;
use crate::db::node::NodeRef;
use crate::db::party::PartyById;
use crate::db::walk::paths::{self, PATHS_LIMIT, Paths, STEPS_LIMIT};
use crate::db::walk::{Bounds, WalkFilter};

/// How many steps a path has at most when the client does not say.
const STEPS_DEFAULT: i32 = 4;

/// How many paths are given when the client does not say.
const PATHS_DEFAULT: i32 = 3;

/// The paths from the first of two parties to the second.
///
/// # Errors
/// `BAD_USER_INPUT` when a number is out of range or one of the ids is not that of a party.
pub async fn paths(
    ctx: &Context<'_>,
    ends: [ID; 2],
    max_length: Option<i32>,
    first: Option<i32>,
    filter: WalkFilter,
) -> Result<PathSearch> {
    let relation = Paths {
        longest: number("maxLength", max_length.unwrap_or(STEPS_DEFAULT), 1..=STEPS_LIMIT)?,
        first: number("first", first.unwrap_or(PATHS_DEFAULT), 1..=PATHS_LIMIT)?,
        from: party("from", &ends[0])?,
        to: party("to", &ends[1])?,
        filter,
        bounds: Bounds::OF_PATHS,
    };
    let search = value(ctx, relation, ROOT).await?;
    for (is_known, (argument, id)) in search.is_known.iter().zip(["from", "to"].iter().zip(&ends)) {
        if !is_known {
            return Err(no_party(argument, id));
        }
    }
    Ok(PathSearch(search))
}

/// What a search for paths has found.
pub struct PathSearch(Arc<paths::PathSearch>);

/// What a search for paths has found.
#[Object]
impl PathSearch {
    /// The paths, the best first. All are of the same length, the least there is, and no two lead along the same
    /// parties. First come those with the most sources, summed up over the steps, of which each counts its best fact; among
    /// those alike, the one whose parties come first by key. None when no path is as short as asked for.
    async fn nodes(&self) -> Vec<Path> {
        self.0.paths.iter().map(|steps| Path(steps.clone())).collect()
    }

    /// Whether the whole of what matters was searched: then no shorter path exists, none better, and without any path
    /// there is none. False when a limit cut the search short, as parties with very many facts do: then the paths that
    /// are given are still right, but others may exist.
    async fn complete(&self) -> bool {
        self.0.is_complete
    }
}

/// A chain of steps from one party to another.
pub struct Path(Vec<Arc<paths::Step>>);

/// A chain of steps from one party to another.
#[Object]
impl Path {
    /// How many steps it has; none from a party to itself.
    async fn length(&self) -> usize {
        self.0.len()
    }

    /// Its steps, each from the party that the one before has led to.
    async fn steps(&self) -> Vec<PathStep> {
        self.0.iter().cloned().map(PathStep).collect()
    }
}

/// A step from one party to another that it is bound to directly.
pub struct PathStep(Arc<paths::Step>);

/// A step from one party to another that it is bound to directly.
#[Object]
impl PathStep {
    /// The party that it comes from.
    async fn from(&self, ctx: &Context<'_>) -> Result<Party> {
        required(ctx, PartyById, self.0.from).await
    }

    /// The party that it leads to.
    async fn to(&self, ctx: &Context<'_>) -> Result<Party> {
        required(ctx, PartyById, self.0.to).await
    }

    /// What binds the two: a relationship, whichever way it points, or an event that both take part in. Of several, the
    /// one with the most sources, and among those alike the first by key. An event counts as many sources as the weakest of
    /// three facts: itself and the two parts in it. All sources of a fact count, whatever a filter asks of them.
    async fn through(&self, ctx: &Context<'_>) -> Result<Fact> {
        Fact::required(ctx, self.0.through).await
    }

    /// All facts that the step rests on: the relationship; or the event, the part of the party that the step comes from,
    /// and the part of the other.
    async fn facts(&self, ctx: &Context<'_>) -> Result<Vec<Fact>> {
        facts(ctx, &self.0.facts).await
    }

    /// Other relationships and common events that bind the same two directly, the best first, at most 20.
    async fn parallel(&self, ctx: &Context<'_>) -> Result<Vec<Fact>> {
        facts(ctx, &self.0.parallel).await
    }
}

async fn facts(ctx: &Context<'_>, facts: &[NodeRef]) -> Result<Vec<Fact>> {
    futures_util::future::try_join_all(facts.iter().map(|fact| Fact::required(ctx, *fact))).await
}
