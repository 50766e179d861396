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

/// A party of another data set that is probably the same.
pub struct SimilarParty {
    /// The party that it is like.
    party_id: i64,
    found: Arc<Match>,
}

/// A party of another data set that is probably the same.
#[Object]
impl SimilarParty {
    /// The other party.
    async fn party(&self, ctx: &Context<'_>) -> Result<Party> {
        required(ctx, PartyById, self.found.party_id).await
    }

    /// The name of the other party that is the most alike.
    async fn name(&self) -> Name {
        Name(self.found.name.clone())
    }

    /// The party's own name that it is like.
    async fn own_name(&self, ctx: &Context<'_>) -> Result<Name> {
        let names = value(ctx, NamesOf, self.party_id).await?;
        let own = names.get(self.found.sought).cloned();
        own.map(Name).ok_or_else(|| Failure::internal("a party has no such name"))
    }

    /// How likely both are the same, in [0, 1]: how alike the names are, with what supports or contradicts it.
    async fn score(&self) -> f64 {
        self.found.score
    }

    /// How alike the names are, part by part: the party's own, and the other's.
    async fn explanation(&self) -> NameComparison {
        NameComparison(Arc::clone(&self.found))
    }

    /// What is known of both besides their names that agrees, or contradicts it.
    async fn support(&self) -> Vec<MatchSupport> {
        self.found.support.iter().copied().map(MatchSupport).collect()
    }
}
