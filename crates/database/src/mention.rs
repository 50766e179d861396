//! Mentions of parties in articles.

use diesel::prelude::*;

use super::condition::Conditions;
use super::page::{Order, PageRequest};
use super::per_parent::list_per_parent;
use super::schema::mentions;
use super::text::JsonList;

/// A mention of a party in an article: in which paragraphs, and how the article describes the party.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = mentions)]
pub struct MentionRow {
    pub id: i64,
    pub article_id: i64,
    pub party_id: i64,
    pub paragraphs: JsonList<i32>,
    pub described_as: JsonList<String>,
}

const ORDER: Order = Order::entered("mentions", "mentions.id");

fn position(row: &MentionRow) -> (&str, i64) {
    ("", row.id)
}

/// From a party to its mentions.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MentionsOf {
    pub page: PageRequest,
}

impl MentionsOf {
    fn conditions(&self) -> Conditions {
        Conditions::default()
    }

    fn order(&self) -> Order {
        ORDER
    }
}

list_per_parent! { MentionsOf of "mentions.party_id": MentionRow = "mentions", at position }

/// From an article to the mentions in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MentionsIn {
    pub page: PageRequest,
}

impl MentionsIn {
    fn conditions(&self) -> Conditions {
        Conditions::default()
    }

    fn order(&self) -> Order {
        ORDER
    }
}

list_per_parent! { MentionsIn of "mentions.article_id": MentionRow = "mentions", at position }
