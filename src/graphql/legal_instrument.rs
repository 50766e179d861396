//! Legal instruments.

use async_graphql::{Context, ID, InputObject, Object};

use super::async_graphql_override as async_graphql;
use super::combination::{Combination, combined};
use super::connection::{Connection, connection};
use super::dataset::Dataset;
use super::entity::{entity_type, optional, required};
use super::error::{Failure, Result};
use super::event::{Event, EventFilter};
use super::fact::{self, FactFilter};
use super::language::Text;
use super::naming::{AGENTS, all_named};
use super::node::global_id;
use super::order::EventOrder;
use super::page_arguments::page_request;
use super::party::Party;
use super::quantifier;
use super::sanction_event::{SanctionEvent, SanctionEventFilter};
use crate::db::dataset::DatasetById;
use crate::db::filter;
use crate::db::legal_instrument::{EventsUnder, LegalInstrumentRow};
use crate::db::party::PartyById;
use crate::model::{LegalInstrumentKind, NodeKind, PartialDate, SanctionAction};

entity_type!(LegalInstrument: LegalInstrumentRow);

/// A resolution, order, law or treaty. Sanctions rest on it, or parties accede to it. It is not a fact, and `paths` and
/// `network` do not lead through it.
#[Object]
impl LegalInstrument {
    /// The global id: the type, a colon and the key.
    pub async fn id(&self) -> ID {
        global_id(NodeKind::LegalInstrument, &self.0.key)
    }

    /// The stable key in this data.
    async fn key(&self) -> &str {
        &self.0.key
    }

    /// The title.
    async fn title(&self) -> Text<'_> {
        Text::from(&self.0.title)
    }

    /// The kind of legal instrument.
    async fn kind(&self) -> LegalInstrumentKind {
        self.0.kind
    }

    /// The symbol or number by which it is cited, such as `E.O. 13818`.
    async fn symbol(&self) -> Option<&str> {
        self.0.symbol.as_deref()
    }

    /// When it was adopted, signed or enacted.
    async fn adopted(&self) -> Option<PartialDate> {
        self.0.adopted
    }

    /// The party that adopted or issued it.
    async fn issuer(&self, ctx: &Context<'_>) -> Result<Option<Party>> {
        optional(ctx, PartyById, self.0.issuer_id).await
    }

    /// Where it can be read.
    async fn url(&self) -> Option<&str> {
        self.0.url.as_deref()
    }

    /// The data set that it was loaded with.
    async fn dataset(&self, ctx: &Context<'_>) -> Result<Dataset> {
        required(ctx, DatasetById, self.0.dataset_id).await
    }

    /// The sanction events that rest on it.
    async fn sanction_events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<SanctionEventFilter>,
        #[graphql(desc = "Only events with these actions.")] actions: Option<Vec<SanctionAction>>,
        #[graphql(desc = "Only facts that match this filter.")] facts: Option<FactFilter>,
        #[graphql(desc = "The sort order. Default: the earliest first.")] order_by: Option<EventOrder>,
    ) -> Result<Connection<SanctionEvent>> {
        let list = EventsUnder {
            filter: quantifier::filter(r#where)?,
            kind: Some(NodeKind::SanctionEvent),
            actions,
            facts: fact::filter(facts)?,
            order: order_by.unwrap_or_default().into(),
            page: page_request(ctx)?,
        };
        connection(ctx, list, self.0.id).await
    }

    /// All events that rest on it or concern it, such as accessions to a treaty.
    async fn events(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only items that match this filter. Default: all.")] r#where: Option<EventFilter>,
        #[graphql(desc = "Only facts that match this filter.")] facts: Option<FactFilter>,
        #[graphql(desc = "The sort order. Default: the earliest first.")] order_by: Option<EventOrder>,
    ) -> Result<Connection<Event>> {
        let list = EventsUnder {
            filter: quantifier::filter(r#where)?,
            kind: None,
            actions: None,
            facts: fact::filter(facts)?,
            order: order_by.unwrap_or_default().into(),
            page: page_request(ctx)?,
        };
        connection(ctx, list, self.0.id).await
    }
}

/// Selects legal instruments. All conditions must match. A list matches if one of its items does; an empty list matches
/// nothing.
#[derive(InputObject, Default)]
pub struct LegalInstrumentFilter {
    /// Instruments with these keys or ids.
    pub keys: Option<Vec<String>>,
    /// Instruments of these kinds.
    pub kinds: Option<Vec<LegalInstrumentKind>>,
    /// Instruments with exactly one of these symbols. `search` also finds similar ones.
    pub symbols: Option<Vec<String>>,
    /// Instruments issued by one of these parties, by key or id.
    pub issuers: Option<Vec<String>>,
    /// Instruments in these data sets, by key or id.
    pub datasets: Option<Vec<String>>,
    #[graphql(flatten)]
    pub combination: Combination<LegalInstrumentFilter>,
}

/// # Errors
/// `BAD_USER_INPUT` for a malformed key, for an id of another type, and for an invalid filter inside.
impl TryFrom<LegalInstrumentFilter> for filter::LegalInstrumentFilter {
    type Error = Failure;

    fn try_from(filter: LegalInstrumentFilter) -> Result<Self> {
        Ok(Self {
            ids: None,
            keys: all_named("keys", filter.keys, &[NodeKind::LegalInstrument])?,
            kinds: filter.kinds,
            symbols: filter.symbols,
            issuers: all_named("issuers", filter.issuers, AGENTS)?,
            datasets: all_named("datasets", filter.datasets, &[NodeKind::Dataset])?,
            combined: combined(filter.combination)?,
        })
    }
}
