//! The root of the schema: where a query starts.

use async_graphql::{Context, ID, Object};

use super::actor::{Actor, ActorFilter};
use super::article::{Article, ArticleFilter, ArticleOrder};
use super::async_graphql_override as async_graphql;
use super::connection::{Connection, connection, page_request};
use super::count::CountFields;
use super::dataset::Dataset;
use super::entity::{Entity, entity, value};
use super::error::Result;
use super::event::{Event, EventFilter, EventOrder};
use super::fact::FactFilter;
use super::network::{self, Network};
use super::node::{Node, nodes};
use super::order::PartyOrder;
use super::organization::{Organization, OrganizationFilter};
use super::party::{Party, PartyFilter};
use super::path::{self, PathSearch};
use super::places_and_instruments::PlaceAndInstrumentFields;
use super::quantifier::filter;
use super::relationship::{RelationshipConnection, RelationshipFilter};
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
use crate::model::{NodeKind, RelationshipKind, SearchType};

/// Where a query starts.
pub struct Query;

/// Sourced facts about sanctions and conflict. An unknown key or id answers null; `paths` and `network` refuse it.
#[Object]
impl Query {
    /// The node of that id, of whatever type.
    async fn node(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "A type, a colon and a key, such as `Actor:mohamed-al-kani`.")] id: ID,
    ) -> Result<Option<Node>> {
        Ok(nodes(ctx, &[id]).await?.pop().flatten())
    }

    /// The nodes of those ids, in the order asked.
    async fn nodes(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "At most 100 ids.")] ids: Vec<ID>,
    ) -> Result<Vec<Option<Node>>> {
        nodes(ctx, &ids).await
    }

    /// The actor or organization of that key.
    async fn party(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its key, such as `kaniyat`.")] key: String,
    ) -> Result<Option<Party>> {
        entity(ctx, PartyByKey { key, kinds: vec![NodeKind::Actor, NodeKind::Organization] }, ROOT).await
    }

    /// The person of that key.
    async fn actor(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The person's key, such as `mohamed-al-kani`.")] key: String,
    ) -> Result<Option<Actor>> {
        entity(ctx, PartyByKey { key, kinds: vec![NodeKind::Actor] }, ROOT).await
    }

    /// The organization of that key.
    async fn organization(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its key, such as `kaniyat`.")] key: String,
    ) -> Result<Option<Organization>> {
        entity(ctx, PartyByKey { key, kinds: vec![NodeKind::Organization] }, ROOT).await
    }

    /// The sanction event or incident of that key.
    async fn event(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its key, such as `tarhuna-mass-graves`.")] key: String,
    ) -> Result<Option<Event>> {
        entity(ctx, EventByKey { key, kind: None }, ROOT).await
    }

    /// The sanction event of that key.
    async fn sanction_event(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its key, such as `us-designates-kaniyat-eo-13818`.")] key: String,
    ) -> Result<Option<SanctionEvent>> {
        entity(ctx, EventByKey { key, kind: Some(NodeKind::SanctionEvent) }, ROOT).await
    }

    /// The article of that key.
    async fn article(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Its key, such as `us-state-2020-11-27-kaniyat-designation`.")] key: String,
    ) -> Result<Option<Article>> {
        entity(ctx, ArticleByKey { key }, ROOT).await
    }

    /// Actors and organizations.
    #[expect(clippy::too_many_arguments, reason = "each is an argument of the GraphQL field")]
    async fn parties(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them; all when absent.")] r#where: Option<PartyFilter>,
        #[graphql(desc = "How they are sorted; by name when absent.")] order_by: Option<PartyOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Party>> {
        let list = Parties {
            filter: filter(r#where)?,
            order: order_by.unwrap_or_default().into(),
            page: page_request(first, after, last, before)?,
        };
        connection(ctx, list, ROOT).await
    }

    /// People.
    #[expect(clippy::too_many_arguments, reason = "each is an argument of the GraphQL field")]
    async fn actors(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them; all when absent.")] r#where: Option<ActorFilter>,
        #[graphql(desc = "How they are sorted; by name when absent.")] order_by: Option<PartyOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Actor>> {
        let list = Parties {
            filter: filter(r#where)?,
            order: order_by.unwrap_or_default().into(),
            page: page_request(first, after, last, before)?,
        };
        connection(ctx, list, ROOT).await
    }

    /// Organizations.
    #[expect(clippy::too_many_arguments, reason = "each is an argument of the GraphQL field")]
    async fn organizations(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them; all when absent.")] r#where: Option<OrganizationFilter>,
        #[graphql(desc = "How they are sorted; by name when absent.")] order_by: Option<PartyOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Organization>> {
        let list = Parties {
            filter: filter(r#where)?,
            order: order_by.unwrap_or_default().into(),
            page: page_request(first, after, last, before)?,
        };
        connection(ctx, list, ROOT).await
    }

    /// The timeline: sanction events and incidents in the order of time.
    #[expect(clippy::too_many_arguments, reason = "each is an argument of the GraphQL field")]
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them; all when absent.")] r#where: Option<EventFilter>,
        #[graphql(desc = "How they are sorted; the earliest first when absent.")] order_by: Option<EventOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Event>> {
        let list = Events {
            filter: filter(r#where)?,
            descending: order_by.unwrap_or_default().direction.is_descending(),
            page: page_request(first, after, last, before)?,
        };
        connection(ctx, list, ROOT).await
    }

    /// Sanction events in the order of time.
    #[expect(clippy::too_many_arguments, reason = "each is an argument of the GraphQL field")]
    async fn sanction_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them; all when absent.")] r#where: Option<SanctionEventFilter>,
        #[graphql(desc = "How they are sorted; the earliest first when absent.")] order_by: Option<EventOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<SanctionEvent>> {
        let list = Events {
            filter: filter(r#where)?,
            descending: order_by.unwrap_or_default().direction.is_descending(),
            page: page_request(first, after, last, before)?,
        };
        connection(ctx, list, ROOT).await
    }

    /// Relationships, in the order of entry.
    async fn relationships(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them; all when absent.")] r#where: Option<RelationshipFilter>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<RelationshipConnection> {
        let list = Relationships { filter: filter(r#where)?, page: page_request(first, after, last, before)? };
        connection(ctx, list, ROOT).await
    }

    /// Articles by date of publication.
    #[expect(clippy::too_many_arguments, reason = "each is an argument of the GraphQL field")]
    async fn articles(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which of them; all when absent.")] r#where: Option<ArticleFilter>,
        #[graphql(desc = "How they are sorted; the earliest first when absent.")] order_by: Option<ArticleOrder>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Article>> {
        let list = Articles {
            filter: filter(r#where)?,
            descending: order_by.unwrap_or_default().direction.is_descending(),
            page: page_request(first, after, last, before)?,
        };
        connection(ctx, list, ROOT).await
    }

    /// How one party is bound to another: the shortest chains of relationships and common events between them, with the
    /// facts that each step rests on. Of chains of the same length, those with more sources come first. Place
    /// relationships and legal instruments bind nobody here.
    #[expect(clippy::too_many_arguments, reason = "each is an argument of the GraphQL field")]
    async fn paths(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The id of the actor or organization that the paths start from.")] from: ID,
        #[graphql(desc = "The id of the actor or organization that they lead to.")] to: ID,
        #[graphql(desc = "The most steps that a path may have, from 1 to 6.", default_with = "Some(4)")]
        max_length: Option<i32>,
        #[graphql(desc = "How many paths to give, from 1 to 20.", default_with = "Some(3)")] first: Option<i32>,
        #[graphql(desc = "Along relationships of these kinds only. Events are not left out by it.")] kinds: Option<
            Vec<RelationshipKind>,
        >,
        #[graphql(
            desc = "Whether to go from party to party through events that both take part in, too.",
            default_with = "Some(true)"
        )]
        through_events: Option<bool>,
        #[graphql(desc = "Along such facts only; for an event, both it and the parts in it.")] facts: Option<
            FactFilter,
        >,
    ) -> Result<PathSearch> {
        path::paths(ctx, [from, to], max_length, first, walk_filter(kinds, through_events, facts)?).await
    }

    /// The neighbourhood of some parties, to draw: the nearest others, and all that binds any two of them. Place
    /// relationships and legal instruments bind nobody here.
    #[expect(clippy::too_many_arguments, reason = "each is an argument of the GraphQL field")]
    async fn network(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The ids of the actors and organizations in the middle, from 1 to 20.")] around: Vec<ID>,
        #[graphql(desc = "How many steps to go from the middle, from 0 to 3.", default_with = "Some(1)")] depth: Option<
            i32,
        >,
        #[graphql(
            desc = "How many parties to show, those in the middle included, from 1 to 500.",
            default_with = "Some(100)"
        )]
        first: Option<i32>,
        #[graphql(desc = "Along relationships of these kinds only. Events are not left out by it.")] kinds: Option<
            Vec<RelationshipKind>,
        >,
        #[graphql(
            desc = "Whether parties are bound by events that both take part in, too.",
            default_with = "Some(true)"
        )]
        through_events: Option<bool>,
        #[graphql(desc = "Such facts only; for an event, both it and the parts in it.")] facts: Option<FactFilter>,
    ) -> Result<Network> {
        network::network(ctx, &around, depth, first, walk_filter(kinds, through_events, facts)?).await
    }

    /// Who bears a name like one of those that are given, whatever their script and spelling: the names of parties are
    /// compared with it part by part. The results come in the order of the queries.
    async fn screen(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Who is looked for, at most 100.")] queries: Vec<ScreenQuery>,
        #[graphql(desc = "Only matches with at least that score, from 0 to 1.", default_with = "Some(0.7)")]
        threshold: Option<f64>,
        #[graphql(desc = "How many matches of each to give, from 1 to 20.", default_with = "Some(5)")] first: Option<
            i32,
        >,
    ) -> Result<Vec<ScreenResult>> {
        screen::screen(ctx, queries, threshold, first).await
    }

    /// Finds actors, organizations, places, events, articles and legal instruments as somebody types, in any script: by
    /// names, titles, symbols, headlines, summaries, notes on evidence, and the full texts of articles. Each word has to be met; the last one may
    /// be the beginning of a word; particles such as `al` and `bin` may be missing. Names are also met by words that sound
    /// alike, whichever script either is in, and texts by other forms of a word, in Arabic and English. A text without any
    /// letter finds nothing.
    ///
    /// Of all that the words are found in, the best connected are looked at: 100 whose names have all of them letter by
    /// letter, and 300 others. These are sorted by `score`, and `totalCount` counts no more than these.
    #[expect(clippy::too_many_arguments, reason = "each is an argument of the GraphQL field")]
    async fn search(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "What is typed, at most 1,000 characters. Of more than 16 words the first 16 count. There are no operators: \
                    quotes, hyphens and the like separate words."
        )]
        text: String,
        #[graphql(desc = "Only these; all when absent.")] types: Option<Vec<SearchType>>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<SearchConnection> {
        connection(ctx, search(text, types, first, after, last, before)?, ROOT).await
    }

    #[graphql(flatten)]
    async fn places_and_instruments(&self) -> PlaceAndInstrumentFields {
        PlaceAndInstrumentFields
    }

    #[graphql(flatten)]
    async fn counts(&self) -> CountFields {
        CountFields
    }

    /// The data sets that are loaded, by key.
    async fn datasets(&self, ctx: &Context<'_>) -> Result<Vec<Dataset>> {
        let datasets = value(ctx, Datasets, ROOT).await?;
        Ok(datasets.iter().cloned().map(Dataset::of).collect())
    }

    /// The number that every load raises that changes something: an answer holds as long as it stays.
    async fn revision(&self, ctx: &Context<'_>) -> Result<i64> {
        Ok(*value(ctx, Revision, ROOT).await?)
    }
}
