//! People.

use async_graphql::{Context, InputObject, Object};

use super::async_graphql_override as async_graphql;
use super::entity::entity_type;
use super::error::{Failure, Result};
use super::mention::MentionFilter;
use super::participation::ParticipationFilter;
use super::party::{PartyFields, details};
use super::quantifier::{Quantifier, quantified};
use super::relationship::RelationshipCondition;
use super::sanction_event::SanctionEventFilter;
use crate::db::party::{self, PartyRow};
use crate::model::{CountryCode, Gender, NodeKind, PartialDate};

entity_type!(Actor: PartyRow);

/// A person.
#[Object]
impl Actor {
    #[graphql(flatten)]
    async fn party(&self) -> PartyFields<'_> {
        PartyFields(&self.0)
    }

    /// When the person was born.
    async fn born(&self, ctx: &Context<'_>) -> Result<Option<PartialDate>> {
        Ok(details(ctx, &self.0).await?.born)
    }

    /// When the person died.
    async fn died(&self, ctx: &Context<'_>) -> Result<Option<PartialDate>> {
        Ok(details(ctx, &self.0).await?.died)
    }

    /// The person's gender, as the sources refer to it.
    async fn gender(&self, ctx: &Context<'_>) -> Result<Option<Gender>> {
        Ok(details(ctx, &self.0).await?.gender)
    }
}

/// Which people are asked for. All conditions have to be met; within a list, one of its items,
/// so that an empty list is met by nothing.
#[derive(InputObject, Default)]
pub struct ActorFilter {
    /// People of these keys.
    pub keys: Option<Vec<String>>,
    /// People of these countries.
    pub countries: Option<Vec<CountryCode>>,
    /// People of these genders.
    pub genders: Option<Vec<Gender>>,
    /// People with a name, in any language, that begins like this, whatever its case, diacritics and variants of
    /// Arabic letters.
    pub name_starts_with: Option<String>,
    /// People whom one of these articles mentions, given by key.
    pub mentioned_in: Option<Vec<String>>,
    /// People of these data sets, given by key.
    pub datasets: Option<Vec<String>>,
    /// People with such relationships, or without any such.
    pub relationships: Option<Quantifier<RelationshipCondition>>,
    /// People with such parts in events, or without any such.
    pub participations: Option<Quantifier<ParticipationFilter>>,
    /// People whom such sanction events target, or whom none such does; its `facts` are asked of the part as target too.
    pub sanction_events: Option<Quantifier<SanctionEventFilter>>,
    /// People with such mentions in articles, or without any such.
    pub mentions: Option<Quantifier<MentionFilter>>,
}

/// # Errors
/// `BAD_USER_INPUT` for what makes no sense in the filters inside.
impl TryFrom<ActorFilter> for party::PartyFilter {
    type Error = Failure;

    fn try_from(filter: ActorFilter) -> Result<Self> {
        Ok(Self {
            kinds: vec![NodeKind::Actor],
            keys: filter.keys,
            genders: filter.genders,
            countries: filter.countries,
            name_starts_with: filter.name_starts_with,
            mentioned_in: filter.mentioned_in,
            datasets: filter.datasets,
            relationships: quantified(filter.relationships)?,
            participations: quantified(filter.participations)?,
            sanction_events: quantified(filter.sanction_events)?,
            mentions: quantified(filter.mentions)?,
            ..Self::default()
        })
    }
}
