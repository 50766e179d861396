//! Articles, without their full texts.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use sanad_model::{Language, Localized, PartialDate};

use super::condition::Conditions;
use super::conn::Conn;
use super::mention::MentionFilter;
use super::page::{Order, PageRequest};
use super::per_parent::list_per_parent;
use super::prefilter::Filter;
use super::quantifier::{Hanging, Quantified};
use super::relation::{One, Relation, among, at_root, by_id};
use super::root_list::{root_list, source};
use super::schema::{articles, nodes};
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

source! { articles JOIN nodes }

fn by_day(descending: bool) -> Order {
    Order::by("articles", "articles.sort_day", "articles.id", descending)
}

fn position(row: &ArticleRow) -> (&str, i64) {
    (&row.sort_day, row.id)
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

/// Which articles are asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct ArticleFilter {
    /// Ids of articles that were looked up before.
    pub ids: Option<Vec<i64>>,
    pub keys: Option<Vec<String>>,
    /// Keys of the organizations that published it.
    pub publishers: Option<Vec<String>>,
    pub languages: Option<Vec<Language>>,
    /// Keys of parties, one of which it mentions.
    pub mentioning: Option<Vec<String>>,
    pub datasets: Option<Vec<String>>,
    /// Published on this day or later, as far as the date is known.
    pub from: Option<NaiveDate>,
    /// Published on this day or before, as far as the date is known.
    pub until: Option<NaiveDate>,
    pub mentions: Quantified<MentionFilter>,
}

impl ArticleFilter {
    /// Conditions on the mentions in an article.
    pub(super) fn of_mentions(&self) -> Option<Hanging> {
        self.mentioning.as_ref()?;
        let conditions = Conditions::default().naming("mentioned.party_id", &self.mentioning);
        Some(Hanging { table: "mentions AS mentioned", owner: "mentioned.article_id", conditions })
    }
}

impl Filter for ArticleFilter {
    const TABLES: &'static str = TABLES;

    fn conditions(&self) -> Conditions {
        Conditions::default()
            .and_for(&self.ids, |conditions, ids| conditions.in_ids("articles.id", ids))
            .one_of("nodes.key", &self.keys)
            .one_of("articles.language", &self.languages)
            .of_datasets(&self.datasets)
            .naming("articles.publisher_id", &self.publishers)
            .hanging(self.of_mentions(), "articles.id")
            .and_for(&self.from, |conditions, day| {
                conditions.and("articles.published_latest IS NULL OR articles.published_latest >= ?", [*day])
            })
            .and_for(&self.until, |conditions, day| {
                conditions.and("articles.published_earliest IS NULL OR articles.published_earliest <= ?", [*day])
            })
            .quantified(&self.mentions, "mentions AS mention", |mention| {
                mention.conditions().same("mention.article_id", "articles.id")
            })
    }
}

impl Conditions {
    /// Adds that the column holds the id of an article that meets the filter.
    #[must_use]
    pub fn of_article(self, column: &str, filter: &Option<Box<ArticleFilter>>) -> Self {
        match filter.as_ref().and_then(|article| article.ids.as_ref()) {
            // A filter with ids comes from a look-up and has no other conditions.
            Some(ids) => self.in_ids(column, ids),
            None => self.leading_to(column, "articles.id", TABLES, filter, ArticleFilter::conditions),
        }
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

root_list! { Articles: ArticleRow = source(), at position }

/// From an organization to the articles that it has published, by date.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PublicationsOf {
    pub page: PageRequest,
}

impl PublicationsOf {
    fn conditions(&self) -> Conditions {
        Conditions::default()
    }

    fn order(&self) -> Order {
        by_day(false)
    }
}

list_per_parent! { PublicationsOf of "articles.publisher_id": ArticleRow = TABLES, with ["nodes"], at position }
