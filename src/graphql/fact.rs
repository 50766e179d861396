//! Facts: what relationships, events, participations and figures share.

use async_graphql::{Context, ID, Interface, Object};

use super::connection::{Connection, connection, page_request};
use super::error::Result;
use super::evidence::Evidence;
use super::figure::Figure;
use super::incident::Incident;
use super::node::global_id;
use super::participation::Participation;
use super::relationship::Relationship;
use super::sanction_event::SanctionEvent;
use super::selection::Field;
use super::step::Ahead;
use crate::db::evidence::EvidenceFor;
use crate::db::fact::FactRow;
use crate::model::PartialDate;

/// What sources say, with the evidence for it.
#[derive(Interface)]
#[graphql(
    field(name = "id", ty = "ID"),
    field(
        name = "evidence",
        ty = "Connection<Evidence>",
        arg(name = "first", ty = "Option<i32>"),
        arg(name = "after", ty = "Option<String>"),
        arg(name = "last", ty = "Option<i32>"),
        arg(name = "before", ty = "Option<String>")
    ),
    field(name = "source_count", ty = "i64"),
    field(name = "is_disputed", ty = "bool"),
    field(name = "first_reported", ty = "Option<PartialDate>")
)]
pub enum Fact {
    Relationship(Relationship),
    SanctionEvent(SanctionEvent),
    Incident(Incident),
    Participation(Participation),
    Figure(Figure),
}

/// The fields that all facts share.
pub struct FactFields(pub FactRow);

impl FactFields {
    /// What the shared fields will need.
    pub fn ahead<Row: 'static>(field: &Field<'_>, id: impl Fn(&Row) -> i64 + Copy + Send + 'static) -> Ahead<Row> {
        let mut ahead = Ahead::default();
        for field in field.named("evidence") {
            let list = field.page().map(|page| EvidenceFor { page });
            ahead.connection::<Evidence>(&field, id, list);
        }
        ahead
    }
}

#[Object]
impl FactFields {
    /// Its id: the type and the key.
    pub async fn id(&self) -> ID {
        global_id(self.0.kind, &self.0.key)
    }

    /// Which articles say so, where, and on whose word, in the order of entry. There is always some.
    pub async fn evidence(
        &self,
        ctx: &Context<'_>,
        first: Option<i32>,
        after: Option<String>,
        last: Option<i32>,
        before: Option<String>,
    ) -> Result<Connection<Evidence>> {
        connection(ctx, EvidenceFor { page: page_request(first, after, last, before)? }, self.0.id).await
    }

    /// How many publishers say something about it. An article without a known publisher counts as one of its own; a
    /// republisher does not count.
    pub async fn source_count(&self) -> i64 {
        self.0.source_count
    }

    /// Whether some of its evidence affirms it and other denies it.
    pub async fn is_disputed(&self) -> bool {
        self.0.is_disputed
    }

    /// When the first of the articles was published that give evidence for it.
    pub async fn first_reported(&self) -> Option<PartialDate> {
        self.0.first_reported
    }
}
