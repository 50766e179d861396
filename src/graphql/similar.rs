//! Probable duplicates of a party in other data sets.

use std::sync::Arc;

use async_graphql::{Context, Object};

use super::async_graphql_override as async_graphql;
use super::entity::{required, value};
use super::error::{Failure, Result};
use super::name::Name;
use super::name_comparison::{MatchSupport, NameComparison};
use super::party::Party;
use super::screen::{matches, share};
use crate::db::name::NamesOf;
use crate::db::party::PartyById;
use crate::db::screen::Match;
use crate::db::similar::SimilarTo;

/// The probable duplicates of a party.
///
/// # Errors
/// `BAD_USER_INPUT` when a number is out of range.
pub async fn similar(
    ctx: &Context<'_>,
    party_id: i64,
    threshold: Option<f64>,
    first: Option<i32>,
) -> Result<Vec<SimilarParty>> {
    let relation = SimilarTo { threshold: share(threshold)?, first: matches(first)? };
    let similar = value(ctx, relation, party_id).await?;
    Ok(similar.iter().map(|found| SimilarParty { party_id, found: Arc::clone(found) }).collect())
}

pub struct SimilarParty {
    /// The party whose duplicates are asked for.
    party_id: i64,
    found: Arc<Match>,
}

/// A party in another data set that is probably the same.
#[Object]
impl SimilarParty {
    /// The other party.
    async fn party(&self, ctx: &Context<'_>) -> Result<Party> {
        required(ctx, PartyById, self.found.party_id).await
    }

    /// The other party's name that is most alike.
    async fn name(&self) -> Name {
        Name(self.found.name.clone())
    }

    /// The party's own name that it was compared with.
    async fn own_name(&self, ctx: &Context<'_>) -> Result<Name> {
        let names = value(ctx, NamesOf, self.party_id).await?;
        let own = names.get(self.found.sought).cloned();
        own.map(Name).ok_or_else(|| Failure::internal("a party has no such name"))
    }

    /// How likely the two are the same, from 0 to 1: the likeness of the names, with `support` added.
    async fn score(&self) -> f64 {
        self.found.score
    }

    /// How alike the two names are, part by part: first the party's own name, second the other's.
    async fn explanation(&self) -> NameComparison {
        NameComparison(Arc::clone(&self.found))
    }

    /// What else is known about both that agrees or differs.
    async fn support(&self) -> Vec<MatchSupport> {
        self.found.support.iter().copied().map(MatchSupport).collect()
    }
}
