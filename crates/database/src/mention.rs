//! Mentions of parties in articles.

use std::collections::HashMap;
use std::sync::Arc;

use diesel::prelude::*;
use sanad_base::work::in_time;
use sanad_model::Key;

use super::condition::Conditions;
use super::conn::Conn;
use super::filter::{Filter, MentionFilter};
use super::page::{Order, PageRequest, ROOT};
use super::per_parent::list_per_parent;
use super::relation::{One, Relation, among};
use super::root_list::root_list;
use super::schema::{mentions, nodes};
use super::text::JsonList;
use crate::error::Result;
use crate::rows::Rows;

/// A mention of a party in an article: in which paragraphs, and how the article describes the party.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = mentions)]
pub struct MentionRow {
    pub id: i64,
    pub article_id: i64,
    pub party_id: i64,
    /// Empty if there is a locator.
    pub paragraphs: JsonList<i32>,
    pub locator: Option<String>,
    pub described_as: JsonList<String>,
}

const ORDER: Order = Order::entered("mentions", "mentions.id");

/// All mentions that meet a filter, in the order of entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Mentions {
    pub filter: MentionFilter,
    pub page: PageRequest,
}

impl Mentions {
    fn order(&self) -> Order {
        ORDER
    }
}

root_list! { Mentions: MentionRow = mentions::table, at |row| row.id }

/// Mentions, each by the keys of its article and its party, in the same order; none for an unknown one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MentionsByEnds {
    pub names: Vec<(Key, Key)>,
}

impl Relation for MentionsByEnds {
    type Value = Vec<One<MentionRow>>;

    fn load(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let keys = Some(self.names.iter().flat_map(|(article, party)| [article, party]).collect());
        let ids: HashMap<String, i64> = nodes::table
            .filter(Conditions::default().one_of("nodes.key", &keys))
            .select((nodes::key, nodes::id))
            .rows(conn)?
            .into_iter()
            .collect();
        let id = |key: &Key| ids.get(key.as_str()).copied();
        let ends: Vec<Option<(i64, i64)>> =
            self.names.iter().map(|(article, party)| Some((id(article)?, id(party)?))).collect();
        let (articles, parties): (Vec<i64>, Vec<i64>) = ends.iter().flatten().copied().unzip();
        let rows: Vec<MentionRow> = mentions::table
            .filter(among("mentions.article_id", &articles).among("mentions.party_id", &parties))
            .select(MentionRow::as_select())
            .rows(conn)?;
        let found: HashMap<(i64, i64), Arc<MentionRow>> =
            in_time(rows).map(|row| ((row.article_id, row.party_id), Arc::new(row))).collect();
        let named = ends.iter().map(|ends| found.get(&(*ends)?).cloned());
        Ok(HashMap::from([(ROOT, named.collect())]))
    }
}

/// From a party to its mentions.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MentionsOf {
    pub filter: MentionFilter,
    pub page: PageRequest,
}

impl MentionsOf {
    fn conditions(&self) -> Conditions {
        self.filter.listed()
    }

    fn order(&self) -> Order {
        ORDER
    }
}

list_per_parent! { MentionsOf of "mentions.party_id": MentionRow = "mentions", at |row| row.id }

/// From an article to the mentions in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MentionsIn {
    pub filter: MentionFilter,
    pub page: PageRequest,
}

impl MentionsIn {
    fn conditions(&self) -> Conditions {
        self.filter.listed()
    }

    fn order(&self) -> Order {
        ORDER
    }
}

list_per_parent! { MentionsIn of "mentions.article_id": MentionRow = "mentions", at |row| row.id }
