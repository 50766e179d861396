//! Mentions of parties in articles.

use std::collections::HashMap;

use diesel::prelude::*;

use super::conn::Conn;
use super::page::{Order, Page, PageRequest, PerParent, Reading};
use super::relation::{List, Relation, among};
use super::schema::mentions;
use super::text::JsonList;
use crate::error::Result;

/// That an article mentions a party, where, and how it calls it.
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

impl Relation for MentionsOf {
    type Value = Page<MentionRow>;

    fn load(&self, conn: &mut Conn, ids: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let reading = self.reading();
        let statement = mentions::table.filter(reading.keyset(among("mentions.party_id", ids))).select((
            mentions::party_id,
            MentionRow::as_select(),
            reading.rank("mentions.party_id"),
        ));
        let rows = PerParent::new(statement, &reading).load(conn)?;
        Ok(reading.pages(rows, position))
    }
}

impl List for MentionsOf {
    type Row = MentionRow;

    fn reading(&self) -> Reading<'_> {
        Reading { order: ORDER, page: &self.page }
    }

    fn totals(&self, conn: &mut Conn, ids: &[i64]) -> Result<HashMap<i64, i64>> {
        let totals = mentions::table
            .filter(among("mentions.party_id", ids))
            .group_by(mentions::party_id)
            .select((mentions::party_id, diesel::dsl::count_star()))
            .load(conn)?;
        Ok(totals.into_iter().collect())
    }
}

/// From an article to the mentions in it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MentionsIn {
    pub page: PageRequest,
}

impl Relation for MentionsIn {
    type Value = Page<MentionRow>;

    fn load(&self, conn: &mut Conn, ids: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let reading = self.reading();
        let statement = mentions::table.filter(reading.keyset(among("mentions.article_id", ids))).select((
            mentions::article_id,
            MentionRow::as_select(),
            reading.rank("mentions.article_id"),
        ));
        let rows = PerParent::new(statement, &reading).load(conn)?;
        Ok(reading.pages(rows, position))
    }
}

impl List for MentionsIn {
    type Row = MentionRow;

    fn reading(&self) -> Reading<'_> {
        Reading { order: ORDER, page: &self.page }
    }

    fn totals(&self, conn: &mut Conn, ids: &[i64]) -> Result<HashMap<i64, i64>> {
        let totals = mentions::table
            .filter(among("mentions.article_id", ids))
            .group_by(mentions::article_id)
            .select((mentions::article_id, diesel::dsl::count_star()))
            .load(conn)?;
        Ok(totals.into_iter().collect())
    }
}
