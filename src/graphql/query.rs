//! The fields of the query root.

use async_graphql::{Context, ID, Object};

use super::actor::{Actor, ActorFilter};
use super::article::{Article, ArticleFilter, ArticleOrder};
use super::asset::{Asset, AssetFilter};
use super::async_graphql_override as async_graphql;
use super::connection::{Connection, connection};
use super::count::CountFields;
use super::dataset::Dataset;
use super::entity::{Entity, entity, value};
use super::error::Result;
use super::event::{Event, EventFilter};
use super::fact::FactFilter;
use super::fact_lists::FactListFields;
use super::identifier::{self, IdentifierInput};
use super::naming::{EVENTS, key_of, named};
use super::network::{self, Network};
use super::node::{Node, nodes};
use super::order::{EventOrder, PartyOrder, RelationshipOrder, of_parties};
use super::organization::{Organization, OrganizationFilter};
use super::page_arguments::page_request;
use super::party::{Party, PartyFilter};
use super::path::{self, PathSearch};
use super::places_and_instruments::PlaceAndInstrumentFields;
use super::quantifier::filter;
use super::relationship::{RelationshipConnection, RelationshipFilter};
use super::removal::Removal;
use super::sanction_event::{SanctionEvent, SanctionEventFilter};
use super::screen::{self, ScreenQuery, ScreenResult};
use super::search::{SearchConnection, search};
use super::walk::walk_filter;
use crate::db::ROOT;
use crate::db::article::{ArticleByKey, Articles};
use crate::db::dataset::{Datasets, Revision};
use crate::db::event::{EventByKey, Events};
use crate::db::party::{Parties, PartyByKey};
use crate::db::relationship::Relationships;
use crate::db::removal::RemovalByName;
use crate::model::{NodeKind, RelationshipKind, SearchType, Vocabulary};

/// The query root.
pub struct Query;

/// Sourced facts about sanctions and conflict.
///
/// Wherever an argument or a filter names a record, it takes its key or its id: `kaniyat` or `Organization:kaniyat`. A
/// look-up of an unknown one is null, and in a filter it matches nothing; `paths` and `network` return an error. A
/// malformed key is an error, and so is an id of a type that does not fit.
#[Object]
impl Query {
    /// The node with this key or id, of any type.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its key or id, such as `Actor:mohamed-al-kani`.")] id: ID,
    ) -> Result<Option<Node>> {
        nodes(ctx, "id", &[id]).await?.pop().flatten().transpose()
    }

    /// The nodes with these keys or ids, in the given order. Null stands for an unknown one. A malformed one is null, with
    /// an error of its own.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most 100 keys or ids.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Result<Node>>>> {
        nodes(ctx, "ids", &ids).await
    }

    /// The person, organization, vessel or aircraft with this key or id, or with this identifier. Exactly one of the two has to be given.
    /// An identifier that several parties have is an error; `parties` lists them.
    async fn party(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its key or id, such as `kaniyat`.")] key: Option<String>,
        #[graphql(desc = "One of its identifiers.")] identifier: Option<IdentifierInput>,
    ) -> Result<Option<Party>> {
        identifier::party(ctx, key, identifier).await
    }

    /// The person with this key or id.
    async fn actor(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The person's key or id, such as `mohamed-al-kani`.")] key: String,
    ) -> Result<Option<Actor>> {
        let key = key_of(&key, NodeKind::Actor)?;
        entity(ctx, PartyByKey { key, kinds: vec![NodeKind::Actor] }, ROOT).await
    }

    /// The organization with this key or id.
    async fn organization(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its key or id, such as `kaniyat`.")] key: String,
    ) -> Result<Option<Organization>> {
        let key = key_of(&key, NodeKind::Organization)?;
        entity(ctx, PartyByKey { key, kinds: vec![NodeKind::Organization] }, ROOT).await
    }

    /// The vessel or aircraft with this key or id.
    async fn asset(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its key or id, such as `Asset:some-key`.")] key: String,
    ) -> Result<Option<Asset>> {
        let key = key_of(&key, NodeKind::Asset)?;
        entity(ctx, PartyByKey { key, kinds: vec![NodeKind::Asset] }, ROOT).await
    }

    /// The sanction event or incident with this key or id.
    async fn event(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its key or id, such as `tarhuna-mass-graves`.")] key: String,
    ) -> Result<Option<Event>> {
        let name = named("key", &key, EVENTS)?;
        entity(ctx, EventByKey { key: name.key.to_string(), kind: name.kind }, ROOT).await
    }

    /// The sanction event with this key or id.
    async fn sanction_event(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its key or id, such as `us-designates-kaniyat-eo-13818`.")] key: String,
    ) -> Result<Option<SanctionEvent>> {
        let key = key_of(&key, NodeKind::SanctionEvent)?;
        entity(ctx, EventByKey { key, kind: Some(NodeKind::SanctionEvent) }, ROOT).await
    }

    /// The article with this key or id.
    async fn article(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its key or id, such as `us-state-2020-11-27-kaniyat-designation`.")] key: String,
    ) -> Result<Option<Article>> {
        entity(ctx, ArticleByKey { key: key_of(&key, NodeKind::Article)? }, ROOT).await
    }

    /// The removal of the record that had this key or id. Null if no such record was removed, or if a record of any type
    /// has the key again.
    async fn removal(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The key or id that the record had, such as `Actor:some-key`.")] key: String,
    ) -> Result<Option<Removal>> {
        let name = named("key", &key, NodeKind::ALL)?;
        entity(ctx, RemovalByName { name }, ROOT).await
    }

    /// People, organizations, vessels and aircraft.
    async fn parties(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<PartyFilter>,
        #[graphql(desc = "The sort order. Default: by name.")] order_by: Option<PartyOrder>,
    ) -> Result<Connection<Party>> {
        let (order, descending) = of_parties(order_by)?;
        let list = Parties { filter: filter(r#where)?, order, descending, page: page_request(ctx)? };
        connection(ctx, list, ROOT).await
    }

    /// People.
    async fn actors(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<ActorFilter>,
        #[graphql(desc = "The sort order. Default: by name.")] order_by: Option<PartyOrder>,
    ) -> Result<Connection<Actor>> {
        let (order, descending) = of_parties(order_by)?;
        let list = Parties { filter: filter(r#where)?, order, descending, page: page_request(ctx)? };
        connection(ctx, list, ROOT).await
    }

    /// Organizations.
    async fn organizations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<OrganizationFilter>,
        #[graphql(desc = "The sort order. Default: by name.")] order_by: Option<PartyOrder>,
    ) -> Result<Connection<Organization>> {
        let (order, descending) = of_parties(order_by)?;
        let list = Parties { filter: filter(r#where)?, order, descending, page: page_request(ctx)? };
        connection(ctx, list, ROOT).await
    }

    /// Vessels and aircraft.
    async fn assets(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<AssetFilter>,
        #[graphql(desc = "The sort order. Default: by name.")] order_by: Option<PartyOrder>,
    ) -> Result<Connection<Asset>> {
        let (order, descending) = of_parties(order_by)?;
        let list = Parties { filter: filter(r#where)?, order, descending, page: page_request(ctx)? };
        connection(ctx, list, ROOT).await
    }

    /// The timeline: sanction events and incidents.
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<EventFilter>,
        #[graphql(desc = "The sort order. Default: the earliest first.")] order_by: Option<EventOrder>,
    ) -> Result<Connection<Event>> {
        let list =
            Events { filter: filter(r#where)?, order: order_by.unwrap_or_default().into(), page: page_request(ctx)? };
        connection(ctx, list, ROOT).await
    }

    /// Sanction events.
    async fn sanction_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<SanctionEventFilter>,
        #[graphql(desc = "The sort order. Default: the earliest first.")] order_by: Option<EventOrder>,
    ) -> Result<Connection<SanctionEvent>> {
        let list =
            Events { filter: filter(r#where)?, order: order_by.unwrap_or_default().into(), page: page_request(ctx)? };
        connection(ctx, list, ROOT).await
    }

    /// Relationships.
    async fn relationships(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<RelationshipFilter>,
        #[graphql(desc = "The sort order. Default: the order of entry.")] order_by: Option<RelationshipOrder>,
    ) -> Result<RelationshipConnection> {
        let order = order_by.unwrap_or_default().into();
        let list = Relationships { filter: filter(r#where)?, order, page: page_request(ctx)? };
        connection(ctx, list, ROOT).await
    }

    /// Articles, by date of publication.
    async fn articles(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<ArticleFilter>,
        #[graphql(desc = "The sort order. Default: the earliest first.")] order_by: Option<ArticleOrder>,
    ) -> Result<Connection<Article>> {
        let list = Articles {
            filter: filter(r#where)?,
            descending: order_by.unwrap_or_default().direction.is_descending(),
            page: page_request(ctx)?,
        };
        connection(ctx, list, ROOT).await
    }

    /// How two parties are connected: the shortest chains of relationships and common events between them, with the
    /// facts behind each step. Of chains with the same length, those with more sources come first. Place relationships
    /// and legal instruments do not connect parties here.
    #[expect(clippy::too_many_arguments, reason = "each is an argument of the GraphQL field")]
    async fn paths(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The key or id of the party to start from.")] from: ID,
        #[graphql(desc = "The key or id of the party to reach.")] to: ID,
        #[graphql(desc = "Maximum number of steps in a path, from 1 to 6.", default_with = "Some(4)")]
        max_length: Option<i32>,
        #[graphql(desc = "Maximum number of paths, from 1 to 20.", default_with = "Some(3)")] first: Option<i32>,
        #[graphql(desc = "Only relationships of these kinds. Events are not affected.")] kinds: Option<
            Vec<RelationshipKind>,
        >,
        #[graphql(
            desc = "Whether events in which both parties take part connect them, too.",
            default_with = "Some(true)"
        )]
        through_events: Option<bool>,
        #[graphql(desc = "Only facts that match this filter. For an event, the participations in it must match too.")]
        facts: Option<FactFilter>,
    ) -> Result<PathSearch> {
        path::paths(ctx, [from, to], max_length, first, walk_filter(kinds, through_events, facts)?).await
    }

    /// The neighbourhood of some parties, to draw as a graph: the nearest other parties, and everything that connects
    /// two of them. Place relationships and legal instruments do not connect parties here.
    #[expect(clippy::too_many_arguments, reason = "each is an argument of the GraphQL field")]
    async fn network(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The keys or ids of the parties to start from: 1 to 20.")] around: Vec<ID>,
        #[graphql(desc = "Maximum number of steps from these, from 0 to 3.", default_with = "Some(1)")] depth: Option<
            i32,
        >,
        #[graphql(
            desc = "Maximum number of parties, including those in `around`: at least as many as these, and at most 500.",
            default_with = "Some(100)"
        )]
        first: Option<i32>,
        #[graphql(desc = "Only relationships of these kinds. Events are not affected.")] kinds: Option<
            Vec<RelationshipKind>,
        >,
        #[graphql(
            desc = "Whether events in which both parties take part connect them, too.",
            default_with = "Some(true)"
        )]
        through_events: Option<bool>,
        #[graphql(desc = "Only facts that match this filter. For an event, the participations in it must match too.")]
        facts: Option<FactFilter>,
    ) -> Result<Network> {
        network::network(ctx, &around, depth, first, walk_filter(kinds, through_events, facts)?).await
    }

    /// Finds parties with a name like one of the given names, in any script and spelling, or with one of the given
    /// identifiers. Names are compared part by part. The results have the order of the queries.
    async fn screen(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The names to look for: at most 100.")] queries: Vec<ScreenQuery>,
        #[graphql(desc = "Minimum score of a match, from 0 to 1.", default_with = "Some(0.7)")] threshold: Option<f64>,
        #[graphql(desc = "Maximum number of matches for each query, from 1 to 20.", default_with = "Some(5)")]
        first: Option<i32>,
    ) -> Result<Vec<ScreenResult>> {
        screen::screen(ctx, queries, threshold, first).await
    }

    /// Finds actors, organizations, places, events, articles and legal instruments as you type, in any script.
    /// It searches names, titles, symbols and headlines; roles such as offices; programmes, legal bases, places, figures
    /// and conditions of events; summaries, notes on evidence, and the full texts of articles. A text that is an
    /// identifier of a party, in whatever form, finds the party.
    ///
    /// Every word must match. The last word may be the beginning of a word, and particles such as `al` and `bin` may be
    /// missing. Words match their other forms in Arabic and English: with articles and prefixes, in singular and plural,
    /// broken plurals among them; `U.S.` matches `US`. Words that sound alike match in names, even in another script,
    /// and in texts if both are in Latin script. A text without letters finds nothing.
    ///
    /// Results whose name or title is exactly the text come first, then those with all words, then those where some words only sound
    /// alike; `match` says which. Only the best connected results are ranked: 50 with exactly this name or title, 100 whose
    /// names contain all words exactly, 200 others with all words, and 200 with words that sound alike. They are sorted
    /// by `score`, and `totalCount` counts only these.
    async fn search(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "The text to search for, at most 1,000 characters. Only the first 16 words count. There are no \
                    operators: quotes, hyphens and the like separate words."
        )]
        text: String,
        #[graphql(desc = "Only results of these types. Default: all.")] types: Option<Vec<SearchType>>,
        #[graphql(
            desc = "Whether to find words that only sound like those of the text. With `false`, no result is of the \
                    kind `SOUND`.",
            default_with = "Some(true)"
        )]
        sound_alikes: Option<bool>,
    ) -> Result<SearchConnection> {
        connection(ctx, search(ctx, text, types, sound_alikes.unwrap_or(true))?, ROOT).await
    }

    #[graphql(flatten)]
    async fn fact_lists(&self) -> FactListFields {
        FactListFields
    }

    #[graphql(flatten)]
    async fn places_and_instruments(&self) -> PlaceAndInstrumentFields {
        PlaceAndInstrumentFields
    }

    #[graphql(flatten)]
    async fn counts(&self) -> CountFields {
        CountFields
    }

    /// The loaded data sets, sorted by key.
    async fn datasets(&self, ctx: &Context<'_>) -> Result<Vec<Dataset>> {
        let datasets = value(ctx, Datasets, ROOT).await?;
        Ok(datasets.iter().cloned().map(Dataset::of).collect())
    }

    /// The revision of the data. Each load that changes something increases it; answers stay valid while it is the
    /// same.
    async fn revision(&self, ctx: &Context<'_>) -> Result<i64> {
        Ok(*value(ctx, Revision, ROOT).await?)
    }
}
