//! People.

use async_graphql::{Context, InputObject, Object};

use super::async_graphql_override as async_graphql;
use super::birth::Birth;
use super::combination::{Combination, combined};
use super::entity::{entity_type, value};
use super::error::{Failure, Result};
use super::identifier::IdentifierInput;
use super::language::Text;
use super::location::{Location, locations_of, texts_of};
use super::mention::MentionFilter;
use super::naming::all_named;
use super::participation::ParticipationFilter;
use super::party::{PartyFields, details};
use super::quantifier::{Quantifier, quantified};
use super::relationship::RelationshipCondition;
use super::sanction_event::SanctionEventFilter;
use super::sanction_status::SanctionStatusFilter;
use crate::db::birth::BirthsOf;
use crate::db::filter;
use crate::db::party::PartyRow;
use crate::model::{CountryCode, Gender, NodeKind, PartialDate, PartyTextKind};

entity_type!(Actor: PartyRow);

/// A person.
#[Object]
impl Actor {
    #[graphql(flatten)]
    async fn party(&self) -> PartyFields<'_> {
        PartyFields(&self.0)
    }

    /// The person's date of birth, if there is only one and it is not approximate. `births` has all.
    async fn born(&self, ctx: &Context<'_>) -> Result<Option<PartialDate>> {
        Ok(details(ctx, &self.0).await?.born)
    }

    /// The dates of birth that sources give, in the order of the data set.
    async fn births(&self, ctx: &Context<'_>) -> Result<Vec<Birth>> {
        let births = value(ctx, BirthsOf, self.0.id).await?;
        Ok(births.iter().cloned().map(Birth).collect())
    }

    /// The places of birth that sources give, in the order of the data set.
    async fn birthplaces(&self, ctx: &Context<'_>) -> Result<Vec<Location>> {
        locations_of(ctx, self.0.id, PartyTextKind::Birthplace).await
    }

    /// The person's titles, such as ranks, in the order of the data set.
    async fn titles(&self, ctx: &Context<'_>) -> Result<Vec<Text<'static>>> {
        texts_of(ctx, self.0.id, PartyTextKind::Title).await
    }

    /// The person's offices, functions and occupations in the words of the sources, in the order of the data set.
    async fn positions(&self, ctx: &Context<'_>) -> Result<Vec<Text<'static>>> {
        texts_of(ctx, self.0.id, PartyTextKind::Position).await
    }

    /// The person's date of death.
    async fn died(&self, ctx: &Context<'_>) -> Result<Option<PartialDate>> {
        Ok(details(ctx, &self.0).await?.died)
    }

    /// The person's gender, as the sources refer to it.
    async fn gender(&self, ctx: &Context<'_>) -> Result<Option<Gender>> {
        Ok(details(ctx, &self.0).await?.gender)
    }
}

/// Selects people. All conditions must match. A list matches if one of its items does; an empty list matches nothing.
#[derive(InputObject, Default)]
pub struct ActorFilter {
    /// People with these keys or ids.
    pub keys: Option<Vec<String>>,
    /// People of these countries.
    pub countries: Option<Vec<CountryCode>>,
    /// People of these genders.
    pub genders: Option<Vec<Gender>>,
    /// People with a name, in any language, that starts with this text. Case, diacritics and variants of Arabic letters
    /// do not matter.
    pub name_starts_with: Option<String>,
    /// People with this identifier.
    pub identifier: Option<IdentifierInput>,
    /// People mentioned in one of these articles, by key or id.
    pub mentioned_in: Option<Vec<String>>,
    /// People in these data sets, by key or id.
    pub datasets: Option<Vec<String>>,
    /// People with a relationship that matches `some`, and without any that matches `none`.
    pub relationships: Option<Quantifier<RelationshipCondition>>,
    /// People with a participation that matches `some`, and without any that matches `none`.
    pub participations: Option<Quantifier<ParticipationFilter>>,
    /// People targeted by a sanction event that matches `some`, and by none that matches `none`. Its `facts` must match
    /// the participation as a target too.
    pub sanction_events: Option<Quantifier<SanctionEventFilter>>,
    /// People with a mention in articles that matches `some`, and without any that matches `none`.
    pub mentions: Option<Quantifier<MentionFilter>>,
    /// People against whom one authority's sanctions have this status: `{}` selects those under sanctions.
    pub sanction_status: Option<SanctionStatusFilter>,
    #[graphql(flatten)]
    pub combination: Combination<ActorFilter>,
}

/// # Errors
/// `BAD_USER_INPUT` for an invalid filter inside.
impl TryFrom<ActorFilter> for filter::PartyFilter {
    type Error = Failure;

    fn try_from(filter: ActorFilter) -> Result<Self> {
        Ok(Self {
            kinds: vec![NodeKind::Actor],
            keys: all_named("keys", filter.keys, &[NodeKind::Actor])?,
            genders: filter.genders,
            countries: filter.countries,
            name_starts_with: filter.name_starts_with,
            identifier: filter.identifier.map(TryInto::try_into).transpose()?,
            mentioned_in: all_named("mentionedIn", filter.mentioned_in, &[NodeKind::Article])?,
            datasets: all_named("datasets", filter.datasets, &[NodeKind::Dataset])?,
            relationships: quantified(filter.relationships)?,
            participations: quantified(filter.participations)?,
            sanction_events: quantified(filter.sanction_events)?,
            mentions: quantified(filter.mentions)?,
            sanction_status: filter.sanction_status.map(TryInto::try_into).transpose()?,
            combined: combined(filter.combination)?,
            ..Self::default()
        })
    }
}
