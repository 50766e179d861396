//! Paths between parties.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use super::async_graphql_override as async_graphql;
use super::entity::{required, value};
use super::error::Result;
use super::fact::Fact;
use super::naming::{PARTIES, named, no_party};
use super::party::Party;
use super::walk::number;
use crate::db::ROOT;
use crate::db::node::NodeRef;
use crate::db::party::PartyById;
use crate::db::walk::paths::{self, PATHS_LIMIT, Paths, STEPS_LIMIT};
use crate::db::walk::{Bounds, WalkFilter};

/// The default maximum length.
const STEPS_DEFAULT: i32 = 4;

/// The default number of paths.
const PATHS_DEFAULT: i32 = 3;

/// The paths from one party to another.
///
/// # Errors
/// `BAD_USER_INPUT` when a number is out of range, or an id is not of a party in this data.
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
        from: named("from", &ends[0], PARTIES)?,
        to: named("to", &ends[1], PARTIES)?,
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

pub struct PathSearch(Arc<paths::PathSearch>);

/// The result of a search for paths.
#[Object]
impl PathSearch {
    /// The paths, the best first. All have the same length, the shortest possible, and no two have the same parties in
    /// the same order. Paths with more sources come first, summed over the steps; each step counts its best fact. Equal
    /// paths are sorted by the keys of their parties. Empty if no path is short enough.
    async fn nodes(&self) -> Vec<Path> {
        self.0.paths.iter().map(|steps| Path(steps.clone())).collect()
    }

    /// Whether the search covered everything that matters. If true, there is no shorter or better path, and if `nodes`
    /// is empty, there is no path. False if a limit stopped the search, for example at parties with very many facts:
    /// the paths are right, but others may exist.
    async fn complete(&self) -> bool {
        self.0.is_complete
    }
}

pub struct Path(Vec<Arc<paths::Step>>);

/// A chain of steps from one party to another.
#[Object]
impl Path {
    /// The number of steps; 0 from a party to itself.
    async fn length(&self) -> usize {
        self.0.len()
    }

    /// The steps. Each starts from the party that the step before leads to.
    async fn steps(&self) -> Vec<PathStep> {
        self.0.iter().cloned().map(PathStep).collect()
    }
}

pub struct PathStep(Arc<paths::Step>);

/// A step between two parties that are directly connected.
#[Object]
impl PathStep {
    /// The party that the step starts from.
    async fn from(&self, ctx: &Context<'_>) -> Result<Party> {
        required(ctx, PartyById, self.0.from).await
    }

    /// The party that the step leads to.
    async fn to(&self, ctx: &Context<'_>) -> Result<Party> {
        required(ctx, PartyById, self.0.to).await
    }

    /// What connects the two: a relationship, in either direction, or an event in which both take part. Of several, it
    /// is the one with the most sources, then the first by key. An event has as many sources as the weakest of three
    /// facts: the event and the two participations. All sources of a fact count, even if a filter leaves some out.
    async fn through(&self, ctx: &Context<'_>) -> Result<Fact> {
        Fact::required(ctx, self.0.through).await
    }

    /// All facts that the step rests on: the relationship; or the event, the participation of the party that the step
    /// starts from, and that of the other party.
    async fn facts(&self, ctx: &Context<'_>) -> Result<Vec<Fact>> {
        facts(ctx, &self.0.facts).await
    }

    /// Other relationships and common events that directly connect the two, the best first: at most 20.
    async fn parallel(&self, ctx: &Context<'_>) -> Result<Vec<Fact>> {
        facts(ctx, &self.0.parallel).await
    }
}

async fn facts(ctx: &Context<'_>, facts: &[NodeRef]) -> Result<Vec<Fact>> {
    futures_util::future::try_join_all(facts.iter().map(|fact| Fact::required(ctx, *fact))).await
}
