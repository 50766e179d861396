//! Parties: what actors and organizations share.

use std::sync::Arc;

use async_graphql::{Context, ID, InputObject, Object};

use super::abstract_type::interface;
use super::actor::Actor;
use super::async_graphql_override as async_graphql;
use super::connection::{Connection, connection, page_request};
use super::dataset::Dataset;
use super::entity::{Entity, required, value};
use super::error::{Failure, Result};
use super::fact::{self, FactFilter};
use super::mention::{Mention, MentionFilter};
use super::name::Name;
use super::node::global_id;
use super::organization::Organization;
use super::participation::{Participation, ParticipationFilter};
use super::place_relationship::PlaceRelationship;
use super::quantifier::{Quantifier, quantified};
use super::relationship::{RelationshipCondition, RelationshipConnection};
use super::sanction_event::{SanctionEvent, SanctionEventFilter};
use super::sanction_status::{SanctionStatus, status_against};
use super::scalar::Date;
use super::similar::{SimilarParty, similar};
use crate::db::dataset::DatasetById;
use crate::db::mention::MentionsOf;
use crate::db::name::{NamesOf, preferred};
use crate::db::participation::ParticipationsOf;
use crate::db::party::{self, CountriesOf, DetailsOf, PartyDetails, PartyRow};
use crate::db::place_relationship::PlaceRelationshipsOf;
use crate::db::relationship::RelationshipsOf;
use crate::db::sanction_event::SanctionEventsOf;
use crate::model::{
    CountryCode, Direction, Language, NodeKind, OrganizationType, PlaceRelationshipKind, RelationshipKind, Role,
    SanctionAction,
};

interface! {
    /// Whoever acts: a person or an organization.
    Party { Actor, Organization }
}

impl Entity for Party {
    type Row = PartyRow;

    fn of(row: Arc<PartyRow>) -> Self {
        match row.kind {
            NodeKind::Organization => Self::Organization(Organization::of(row)),
            _ => Self::Actor(Actor::of(row)),
        }
    }
}

/// The fields that actors and organizations share.
pub struct PartyFields<'a>(pub &'a PartyRow);

/// What only one kind of party has.
pub async fn details(ctx: &Context<'_>, party: &PartyRow) -> Result<Arc<PartyDetails>> {
    value(ctx, DetailsOf, party.id).await
}

#[Object]
impl PartyFields<'_> {
    /// Its id: the type and the key.
    pub async fn id(&self) -> ID {
        global_id(self.0.kind, &self.0.key)
    }

    /// Its stable name in this data: unique, and the same in every answer.
    pub async fn key(&self) -> &str {
        &self.0.key
    }

    /// The name to show: the primary one in that language, else another in it, else the same in a broader language (`en`
    /// for `en-US`), else the first primary name, in its original script. Without a language, the latter.
    pub async fn name(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The language to prefer.")] language: Option<Language>,
    ) -> Result<String> {
        let Some(language) = language else { return Ok(self.0.caption.clone()) };
        let names = value(ctx, NamesOf, self.0.id).await?;
        Ok(preferred(&names, &language, &self.0.caption).to_owned())
    }

    /// All of its names in all languages, the primary ones first.
    pub async fn names(&self, ctx: &Context<'_>) -> Result<Vec<Name>> {
        let names = value(ctx, NamesOf, self.0.id).await?;
        Ok(names.iter().cloned().map(Name).collect())
    }

    /// The countries that it belongs to, by code.
    pub async fn countries(&self, ctx: &Context<'_>) -> Result<Vec<CountryCode>> {
        Ok(value(ctx, CountriesOf, self.0.id).await?.to_vec())
    }

    /// What binds it to other parties.
    #[expect(clippy::too_many_arguments, reason = "each is an argument of the GraphQL field")]
    pub async fn relationships(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only relationships of these kinds.")] kinds: Option<Vec<RelationshipKind>>,
        #[graphql(desc = "Which end it has to be.", default_with = "Some(Direction::Any)")] direction: Option<
            Direction,
        >,
        #[graphql(desc = "Only facts that this filter keeps.")] facts: Option<FactFilter>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<RelationshipConnection> {
        let direction = direction.unwrap_or(Direction::Any);
        let page = page_request(first, after, last, before)?;
        let list = RelationshipsOf { kinds, direction, facts: fact::filter(facts)?, page };
        connection(ctx, list, self.0.id).await
    }

    /// What it has to do with places, such as which it controlled when, in the order of entry.
    #[expect(clippy::too_many_arguments, reason = "each is an argument of the GraphQL field")]
    pub async fn place_relationships(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only place relationships of these kinds.")] kinds: Option<Vec<PlaceRelationshipKind>>,
        #[graphql(desc = "Only facts that this filter keeps.")] facts: Option<FactFilter>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<PlaceRelationship>> {
        let page = page_request(first, after, last, before)?;
        let list = PlaceRelationshipsOf { kinds, facts: fact::filter(facts)?, page };
        connection(ctx, list, self.0.id).await
    }

    /// Its parts in events, in the order of time.
    #[expect(clippy::too_many_arguments, reason = "each is an argument of the GraphQL field")]
    pub async fn participations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only parts in these roles.")] roles: Option<Vec<Role>>,
        #[graphql(desc = "Only facts that this filter keeps.")] facts: Option<FactFilter>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Participation>> {
        let page = page_request(first, after, last, before)?;
        let list = ParticipationsOf { roles, facts: fact::filter(facts)?, page };
        connection(ctx, list, self.0.id).await
    }

    /// The sanction events that target it, in the order of time.
    #[expect(clippy::too_many_arguments, reason = "each is an argument of the GraphQL field")]
    pub async fn sanction_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only these steps.")] actions: Option<Vec<SanctionAction>>,
        #[graphql(desc = "Only facts that this filter keeps.")] facts: Option<FactFilter>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<SanctionEvent>> {
        let page = page_request(first, after, last, before)?;
        let list = SanctionEventsOf { actions, facts: fact::filter(facts)?, page };
        connection(ctx, list, self.0.id).await
    }

    /// Where the sanctions against it stand, for each authority with sanction events that target it and count, by the
    /// authority's key; none without any. An event counts when it and the party's part in it meet the filter; at most
    /// 1,000 of a party do, the latest. Where all evidence of the event, or of the part, is a plan or a denial, it
    /// does not count, unless `facts.stances` asks for these. An undated event may have happened on any day.
    pub async fn sanction_status(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "As of that day: by events that may have begun by then. Without it all count, and ends are left open. The same as `facts.asOf`."
        )]
        as_of: Option<Date>,
        #[graphql(desc = "Only facts that this filter keeps.")] facts: Option<FactFilter>,
    ) -> Result<Vec<SanctionStatus>> {
        status_against(ctx, self.0.id, as_of, facts).await
    }

    /// Where articles mention it, and how they call it, in the order of entry.
    pub async fn mentions(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Mention>> {
        connection(ctx, MentionsOf { page: page_request(first, after, last, before)? }, self.0.id).await
    }

    /// The data set that it is loaded with.
    pub async fn dataset(&self, ctx: &Context<'_>) -> Result<Dataset> {
        required(ctx, DatasetById, self.0.dataset_id).await
    }

    /// Parties of the same type in other data sets that are probably the same, best first: its names are compared with
    /// those of the 50 parties that have most in common with them. When it was born and its countries support it.
    pub async fn similar(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only those with at least that score, from 0 to 1.", default_with = "Some(0.7)")]
        threshold: Option<f64>,
        #[graphql(desc = "How many to give, from 1 to 20.", default_with = "Some(5)")] first: Option<i32>,
    ) -> Result<Vec<SimilarParty>> {
        similar(ctx, self.0.id, threshold, first).await
    }
}

/// Which parties are asked for. All conditions have to be met; within a list, one of its items,
/// so that an empty list is met by nothing.
#[derive(InputObject, Default)]
pub struct PartyFilter {
    /// Parties of these keys.
    pub keys: Option<Vec<String>>,
    /// Organizations of these types.
    pub types: Option<Vec<OrganizationType>>,
    /// Parties of these countries.
    pub countries: Option<Vec<CountryCode>>,
    /// Parties with a name, in any language, that begins like this, whatever its case, diacritics and variants of
    /// Arabic letters.
    pub name_starts_with: Option<String>,
    /// Parties that one of these articles mentions, given by key.
    pub mentioned_in: Option<Vec<String>>,
    /// Parties of these data sets, given by key.
    pub datasets: Option<Vec<String>>,
    /// Parties with such relationships, or without any such.
    pub relationships: Option<Quantifier<RelationshipCondition>>,
    /// Parties with such parts in events, or without any such.
    pub participations: Option<Quantifier<ParticipationFilter>>,
    /// Parties that such sanction events target, or that none such does; its `facts` are asked of the part as target too.
    pub sanction_events: Option<Quantifier<SanctionEventFilter>>,
    /// Parties with such mentions in articles, or without any such.
    pub mentions: Option<Quantifier<MentionFilter>>,
}

/// # Errors
/// `BAD_USER_INPUT` for what makes no sense in the filters inside.
impl TryFrom<PartyFilter> for party::PartyFilter {
    type Error = Failure;

    fn try_from(filter: PartyFilter) -> Result<Self> {
        Ok(Self {
            keys: filter.keys,
            organization_types: filter.types,
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
