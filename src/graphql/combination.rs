//! `and`, `or` and `not`: filters on the same item, inside a filter.

use async_graphql::{InputObject, InputType};

use super::actor::ActorFilter;
use super::article::ArticleFilter;
use super::asset::AssetFilter;
use super::error::{Failure, Result};
use super::event::EventFilter;
use super::evidence::EvidenceFilter;
use super::figure::FigureFilter;
use super::legal_instrument::LegalInstrumentFilter;
use super::mention::MentionFilter;
use super::organization::OrganizationFilter;
use super::participation::ParticipationFilter;
use super::party::PartyFilter;
use super::place::PlaceFilter;
use super::place_relationship::PlaceRelationshipFilter;
use super::quantifier::inner;
use super::relationship::{RelationshipCondition, RelationshipFilter};
use super::sanction_event::SanctionEventFilter;
use crate::db::filter::Combined;

/// The fields that every filter has to combine others of its kind. All of them must match.
#[derive(InputObject)]
#[graphql(
    concrete(name = "PartyCombination", params(PartyFilter)),
    concrete(name = "ActorCombination", params(ActorFilter)),
    concrete(name = "OrganizationCombination", params(OrganizationFilter)),
    concrete(name = "AssetCombination", params(AssetFilter)),
    concrete(name = "EventCombination", params(EventFilter)),
    concrete(name = "SanctionEventCombination", params(SanctionEventFilter)),
    concrete(name = "RelationshipCombination", params(RelationshipFilter)),
    concrete(name = "RelationshipConditionCombination", params(RelationshipCondition)),
    concrete(name = "PlaceCombination", params(PlaceFilter)),
    concrete(name = "PlaceRelationshipCombination", params(PlaceRelationshipFilter)),
    concrete(name = "ParticipationCombination", params(ParticipationFilter)),
    concrete(name = "ArticleCombination", params(ArticleFilter)),
    concrete(name = "EvidenceCombination", params(EvidenceFilter)),
    concrete(name = "FigureCombination", params(FigureFilter)),
    concrete(name = "MentionCombination", params(MentionFilter)),
    concrete(name = "LegalInstrumentCombination", params(LegalInstrumentFilter))
)]
pub struct Combination<T: InputType> {
    /// All of these filters match. An empty list matches everything.
    pub and: Option<Vec<T>>,
    /// At least one of these filters matches. An empty list matches nothing.
    pub or: Option<Vec<T>>,
    /// This filter does not match. `not: {}` matches nothing.
    pub not: Option<Box<T>>,
}

impl<T: InputType> Default for Combination<T> {
    fn default() -> Self {
        Self { and: None, or: None, not: None }
    }
}

/// Converts a combination for the database.
///
/// # Errors
/// `BAD_USER_INPUT` for an invalid filter inside.
pub fn combined<T, F>(asked: Combination<T>) -> Result<Combined<F>>
where
    T: InputType,
    F: TryFrom<T, Error = Failure>,
{
    let each = |filters: Vec<T>| filters.into_iter().map(F::try_from).collect::<Result<Vec<F>>>();
    let and = each(asked.and.unwrap_or_default())?;
    Ok(Combined { and, or: asked.or.map(each).transpose()?, not: inner(asked.not)? })
}
