//! Articles, without their full texts.

use std::collections::HashMap;

use diesel::prelude::*;
use sanad_model::{ArticleKind, Language, Localized, PartialDate};

use super::condition::Conditions;
use super::conn::Conn;
use super::filter::{ArticleFilter, Filter};
use super::page::{Order, PageRequest};
use super::per_parent::list_per_parent;
use super::relation::{One, Relation, among, at_root, by_id};
use super::root_list::root_list;
use super::schema::{articles, nodes};
use super::source::article::{TABLES, source};
use crate::error::Result;
use crate::rows::Rows;

/// A published text, without its body.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = articles)]
pub struct ArticleRow {
    pub id: i64,
    #[diesel(select_expression = nodes::key)]
    pub key: String,
    #[diesel(select_expression = nodes::dataset_id)]
    pub dataset_id: i64,
    pub kind: ArticleKind,
    pub headline: String,
    pub is_headline_supplied: bool,
    pub language: Language,
    pub publisher_id: Option<i64>,
    pub republisher_id: Option<i64>,
    pub published: Option<PartialDate>,
    pub published_inferred: Option<Localized>,
    pub sort_day: String,
    pub url: Option<String>,
    pub summary: Option<Localized>,
}

fn by_day(descending: bool) -> Order {
    Order::by("articles", "articles.sort_day", "articles.id", descending)
}

/// From an article's id to the article.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ArticleById;

impl Relation for ArticleById {
    type Value = One<ArticleRow>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows = source().filter(among("articles.id", parents)).select(ArticleRow::as_select()).rows(conn)?;
        Ok(by_id(rows, |row| row.id))
    }
}

/// The article with this key.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct ArticleByKey {
    pub key: String,
}

impl Relation for ArticleByKey {
    type Value = One<ArticleRow>;

    fn load(&self, conn: &mut Conn, _: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows = source()
            .filter(Conditions::default().and("nodes.key = ?", [self.key.clone()]))
            .select(ArticleRow::as_select())
            .rows(conn)?;
        Ok(at_root(rows))
    }
}

/// All articles that meet a filter, by date of publication; those without one count as the latest.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Articles {
    pub filter: ArticleFilter,
    pub descending: bool,
    pub page: PageRequest,
}

impl Articles {
    fn order(&self) -> Order {
        by_day(self.descending)
    }
}

root_list! { Articles: ArticleRow = source(), at |row| row.id }

/// From an organization to the articles that it has published, by date.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PublicationsOf {
    pub filter: ArticleFilter,
    pub descending: bool,
    pub page: PageRequest,
}

impl PublicationsOf {
    fn conditions(&self) -> Conditions {
        self.filter.conditions()
    }

    fn order(&self) -> Order {
        by_day(self.descending)
    }
}

list_per_parent! { PublicationsOf of "articles.publisher_id": ArticleRow = TABLES, with ["nodes"], at |row| row.id }
