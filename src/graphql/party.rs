//! Parties: what people, organizations, vessels and aircraft share.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};

use super::abstract_type::interface;
use super::actor::Actor;
use super::asset::Asset;
use super::async_graphql_override as async_graphql;
use super::connection::{Connection, connection};
use super::dataset::Dataset;
use super::entity::{Entity, required, value};
use super::error::{Failure, Result};
use super::fact::{self, FactFilter};
use super::identifier::Identifier;
use super::location::{Location, locations_of};
use super::mention::{Mention, MentionFilter};
use super::name::{Name, name_of, names_of};
use super::node::global_id;
use super::order::{EventOrder, RelationshipOrder};
use super::organization::Organization;
use super::page_arguments::page_request;
use super::participation::{Participation, ParticipationFilter};
use super::party_filter::party_filter;
use super::place_relationship::{PlaceRelationship, PlaceRelationshipFilter};
use super::quantifier::filter;
use super::relationship::{RelationshipConnection, RelationshipFilter};
use super::sanction_event::{SanctionEvent, SanctionEventFilter};
use super::sanction_status::{SanctionStatus, status_against};
use super::scalar::Date;
use super::similar::{SimilarParty, similar};
use super::source_record::SourceRecord;
use crate::db::dataset::DatasetById;
use crate::db::identifier::IdentifiersOf;
use crate::db::mention::MentionsOf;
use crate::db::participation::ParticipationsOf;
use crate::db::party::{CountriesOf, DetailsOf, PartyDetails, PartyRow};
use crate::db::place_relationship::PlaceRelationshipsOf;
use crate::db::relationship::RelationshipsOf;
use crate::db::sanction_event::SanctionEventsOf;
use crate::db::source_record::SourceRecordsOf;
use crate::model::{
    CountryCode, Direction, Language, NodeKind, OrganizationType, PartyTextKind, PartyType, PlaceRelationshipKind,
    RelationshipKind, Role, SanctionAction,
};

interface! {
    /// A person, an organization, a vessel or an aircraft.
    Party { Actor, Organization, Asset }
}

impl Entity for Party {
    type Row = PartyRow;

    fn of(row: Arc<PartyRow>) -> Self {
        match row.kind {
            NodeKind::Organization => Self::Organization(Organization::of(row)),
            NodeKind::Asset => Self::Asset(Asset::of(row)),
            _ => Self::Actor(Actor::of(row)),
        }
    }
}

/// The fields that all parties share.
pub struct PartyFields<'a>(pub &'a PartyRow);

/// The details that only one kind of party has.
pub async fn details(ctx: &Context<'_>, party: &PartyRow) -> Result<Arc<PartyDetails>> {
    value(ctx, DetailsOf, party.id).await
}

#[Object]
impl PartyFields<'_> {
    /// The global id: the type, a colon and the key.
    pub async fn id(&self) -> ID {
        global_id(self.0.kind, &self.0.key)
    }

    /// The stable key in this data: unique, and the same in every answer.
    pub async fn key(&self) -> &str {
        &self.0.key
    }

    /// Whether it is a person, an organization, a vessel or an aircraft.
    async fn party_type(&self, ctx: &Context<'_>) -> Result<PartyType> {
        let asset_type = match self.0.kind {
            NodeKind::Asset => details(ctx, self.0).await?.asset_type,
            _ => None,
        };
        PartyType::of(self.0.kind, asset_type).ok_or_else(|| Failure::internal("a party has no type"))
    }

    /// The name to show. With a language: the primary name in it, else another name in it, else a name in a broader
    /// language (`en` for `en-US`). Otherwise, and without a language: the first primary name, in its original script.
    pub async fn name(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The preferred language. Default: the languages of the request.")] language: Option<Language>,
    ) -> Result<String> {
        name_of(ctx, self.0.id, &self.0.caption, language).await
    }

    /// All names in all languages, the primary names first.
    pub async fn names(&self, ctx: &Context<'_>) -> Result<Vec<Name>> {
        names_of(ctx, self.0.id).await
    }

    /// Its entries in lists, in the order of the data set.
    pub async fn source_records(&self, ctx: &Context<'_>) -> Result<Vec<SourceRecord>> {
        let records = value(ctx, SourceRecordsOf, self.0.id).await?;
        Ok(records.iter().cloned().map(|row| SourceRecord::new(row, self.0.dataset_id)).collect())
    }

    /// The countries that it belongs to. Those of a vessel or an aircraft are the countries whose flags it has or had.
    pub async fn countries(&self, ctx: &Context<'_>) -> Result<Vec<CountryCode>> {
        Ok(value(ctx, CountriesOf, self.0.id).await?.to_vec())
    }

    /// The numbers and codes that others have given it, in the order of the data set.
    pub async fn identifiers(&self, ctx: &Context<'_>) -> Result<Vec<Identifier>> {
        let identifiers = value(ctx, IdentifiersOf, self.0.id).await?;
        Ok(identifiers.iter().cloned().map(Identifier).collect())
    }

    /// Its addresses, in the order of the data set.
    pub async fn addresses(&self, ctx: &Context<'_>) -> Result<Vec<Location>> {
        locations_of(ctx, self.0.id, PartyTextKind::Address).await
    }

    /// Its relationships with other parties.
    pub async fn relationships(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<RelationshipFilter>,
        #[graphql(desc = "Only relationships of these kinds.")] kinds: Option<Vec<RelationshipKind>>,
        #[graphql(desc = "Which end the party must be.", default_with = "Some(Direction::Any)")] direction: Option<
            Direction,
        >,
        #[graphql(desc = "Only facts that match this filter.")] facts: Option<FactFilter>,
        #[graphql(desc = "The sort order. Default: the order of entry.")] order_by: Option<RelationshipOrder>,
    ) -> Result<RelationshipConnection> {
        let direction = direction.unwrap_or(Direction::Any);
        let list = RelationshipsOf {
            filter: filter(r#where)?,
            kinds,
            direction,
            facts: fact::filter(facts)?,
            order: order_by.unwrap_or_default().into(),
            page: page_request(ctx)?,
        };
        connection(ctx, list, self.0.id).await
    }

    /// Its relationships to places, such as which it controlled and when.
    pub async fn place_relationships(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<PlaceRelationshipFilter>,
        #[graphql(desc = "Only place relationships of these kinds.")] kinds: Option<Vec<PlaceRelationshipKind>>,
        #[graphql(desc = "Only facts that match this filter.")] facts: Option<FactFilter>,
        #[graphql(desc = "The sort order. Default: the order of entry.")] order_by: Option<RelationshipOrder>,
    ) -> Result<Connection<PlaceRelationship>> {
        let list = PlaceRelationshipsOf {
            filter: filter(r#where)?,
            kinds,
            facts: fact::filter(facts)?,
            order: order_by.unwrap_or_default().into(),
            page: page_request(ctx)?,
        };
        connection(ctx, list, self.0.id).await
    }

    /// Its participations in events, in the order of time.
    pub async fn participations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<ParticipationFilter>,
        #[graphql(desc = "Only participations in these roles.")] roles: Option<Vec<Role>>,
        #[graphql(desc = "Only facts that match this filter.")] facts: Option<FactFilter>,
    ) -> Result<Connection<Participation>> {
        let (filter, facts) = (filter(r#where)?, fact::filter(facts)?);
        let list = ParticipationsOf { filter, roles, facts, page: page_request(ctx)? };
        connection(ctx, list, self.0.id).await
    }

    /// The sanction events that target it.
    pub async fn sanction_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<SanctionEventFilter>,
        #[graphql(desc = "Only events with these actions.")] actions: Option<Vec<SanctionAction>>,
        #[graphql(desc = "Only facts that match this filter.")] facts: Option<FactFilter>,
        #[graphql(desc = "The sort order. Default: the earliest first.")] order_by: Option<EventOrder>,
    ) -> Result<Connection<SanctionEvent>> {
        let list = SanctionEventsOf {
            filter: filter(r#where)?,
            actions,
            facts: fact::filter(facts)?,
            order: order_by.unwrap_or_default().into(),
            page: page_request(ctx)?,
        };
        connection(ctx, list, self.0.id).await
    }

    /// The status of the sanctions against it: one status for each authority, sorted by the authority's key. An authority
    /// is included if at least one of its sanction events targets the party and counts. An event counts if both the event
    /// and the party's participation in it match the filter; of more than 1,000, the latest 1,000 count. If all
    /// evidence of the event, or of the participation, is a plan or a denial, the event does not count unless
    /// `facts.stances` asks for these. An undated event may have happened on any day.
    pub async fn sanction_status(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "The status as of this day, by events that may have begun by then. Without it, all events count, and \
                    sanctions do not expire by date. It means the same as `facts.asOf`."
        )]
        as_of: Option<Date>,
        #[graphql(desc = "Only facts that match this filter.")] facts: Option<FactFilter>,
    ) -> Result<Vec<SanctionStatus>> {
        status_against(ctx, self.0.id, as_of, facts).await
    }

    /// Its mentions in articles, in the order of entry.
    pub async fn mentions(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<MentionFilter>,
    ) -> Result<Connection<Mention>> {
        connection(ctx, MentionsOf { filter: filter(r#where)?, page: page_request(ctx)? }, self.0.id).await
    }

    /// The data set that it was loaded with.
    pub async fn dataset(&self, ctx: &Context<'_>) -> Result<Dataset> {
        required(ctx, DatasetById, self.0.dataset_id).await
    }

    /// Probable duplicates: parties of the same type in other data sets, the best first. Its names are compared with
    /// those of the 50 parties with the most similar names, and of the parties that share an identifier with it. Dates of
    /// birth and countries change the score; a shared identifier makes it 1.
    pub async fn similar(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Minimum score, from 0 to 1.", default_with = "Some(0.7)")] threshold: Option<f64>,
        #[graphql(desc = "Maximum number of parties, from 1 to 20.", default_with = "Some(5)")] first: Option<i32>,
    ) -> Result<Vec<SimilarParty>> {
        similar(ctx, self.0.id, threshold, first).await
    }
}

party_filter! {
    /// Selects parties. All conditions must match. A list matches if one of its items does; an empty list matches nothing.
    PartyFilter: [] => {
        /// Parties of these types.
        party_types: PartyType => types,
        /// Organizations of these types.
        types: OrganizationType => organization_types,
    }
}
