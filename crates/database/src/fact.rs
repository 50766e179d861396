//! What all facts share, and what can be asked of all of them alike.

use std::collections::HashMap;

use chrono::NaiveDate;
use diesel::prelude::*;
use sanad_model::{NodeKind, PartialDate, Stance};

use super::condition::Conditions;
use super::conn::Conn;
use super::relation::{One, Relation, among, by_id};
use super::schema::{facts, nodes};
use crate::error::Result;
use crate::rows::Rows;

/// A fact: a relationship of two parties or of a party and a place, an event, a participation or a figure.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = nodes)]
pub struct FactRow {
    pub id: i64,
    pub kind: NodeKind,
    pub key: String,
}

/// A fact as its evidence makes it.
#[derive(Debug, Clone, Queryable, Selectable)]
#[diesel(table_name = facts)]
pub struct Standing {
    pub id: i64,
    /// How many publishers say something about it.
    pub source_count: i64,
    pub is_disputed: bool,
    pub first_reported: Option<PartialDate>,
}

/// From a fact to how it stands. It is read by itself, as few ask for it: to join it to each list of facts takes up to half of
/// the list's time.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct StandingOf;

impl Relation for StandingOf {
    type Value = One<Standing>;

    fn load(&self, conn: &mut Conn, parents: &[i64]) -> Result<HashMap<i64, Self::Value>> {
        let rows = facts::table.filter(among("facts.id", parents)).select(Standing::as_select()).rows(conn)?;
        Ok(by_id(rows, |row| row.id))
    }
}

/// Which facts are asked for, by when they held and by their evidence.
///
/// `known_by`, `stances` and `min_sources` are about evidence: of a fact's pieces of evidence count those that meet both
/// of the first, and of these there must be one at least, and as many sources as asked for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct FactFilter {
    /// A relationship may have held on that day; an event may have begun by then.
    pub as_of: Option<NaiveDate>,
    /// Evidence counts when its article was surely published by the end of that day.
    pub known_by: Option<NaiveDate>,
    /// At least so many sources: publishers, and articles of which no publisher is known.
    pub min_sources: Option<i64>,
    /// Evidence counts when it is of one of these stances.
    pub stances: Option<Vec<Stance>>,
    /// Keys of data sets.
    pub datasets: Option<Vec<String>>,
}

impl FactFilter {
    /// Whether the derived columns of a fact do not tell enough: they are about all of its evidence.
    fn takes_evidence(&self) -> bool {
        self.stances.is_some() || self.known_by.is_some() && self.min_sources.is_some_and(|least| least > 1)
    }

    /// The evidence of a fact that counts.
    fn evidence(&self, fact_id: &str) -> Conditions {
        Conditions::default()
            .and::<i64>(format!("evidence.fact_id = {fact_id}"), [])
            .one_of("evidence.stance", &self.stances)
            .and_for(&self.known_by, |conditions, day| conditions.and("articles.published_latest <= ?", [*day]))
    }
}

/// What a [`FactFilter`] asks, of the tables that facts stand in.
impl Conditions {
    /// The evidence of the fact in `facts`, and its data set, are those asked for.
    #[must_use]
    pub fn of_facts(self, filter: &FactFilter) -> Self {
        self.with_evidence(filter, "facts", &["facts.id"]).of_datasets(&filter.datasets)
    }

    /// The relationship may have held on that day. What has no known start may have held before, what has no known end
    /// may hold still.
    #[must_use]
    pub fn held_on(self, relationships: &str, day: Option<NaiveDate>) -> Self {
        self.overlapping(relationships, day, day)
    }

    /// The event may have begun by that day. What has happened stays so, whether or not it is over.
    #[must_use]
    pub fn begun_by(self, events: &str, day: Option<NaiveDate>) -> Self {
        self.and_for(&day, |conditions, day| {
            let first = format!("{events}.started_earliest");
            conditions.and(format!("{first} IS NULL OR {first} <= ?"), [*day])
        })
    }

    /// The fact of the link meets the filter; of a participation, the event too.
    #[must_use]
    pub fn of_links(self, links: &str, filter: &FactFilter) -> Self {
        let (fact, event) = (format!("{links}.fact_id"), format!("coalesce({links}.event_id, {links}.fact_id)"));
        self.held_on(links, filter.as_of)
            .with_evidence(filter, links, &[&fact, &event])
            .naming(&format!("{links}.dataset_id"), &filter.datasets)
    }

    /// The part in an event and the event both meet the filter.
    #[must_use]
    pub fn walked_by(self, filter: &FactFilter, participations: &str) -> Self {
        if *filter == FactFilter::default() {
            return self;
        }
        let link = Conditions::default()
            .and::<i64>(format!("link.node_id = {participations}.party_id"), [])
            .and::<i64>(format!("link.other_id = {participations}.event_id"), [])
            .and::<i64>(format!("link.fact_id = {participations}.id"), [])
            .of_links("link", filter);
        self.and_exists("links AS link", link)
    }

    /// The table's own columns rule out what they can; where they do not tell enough, the evidence of each fact does.
    fn with_evidence(self, filter: &FactFilter, table: &str, facts: &[&str]) -> Self {
        let conditions = self
            .and_for(&filter.known_by, |conditions, day| conditions.and(format!("{table}.known_from <= ?"), [*day]))
            .and_for(&filter.min_sources, |conditions, least| {
                conditions.and(format!("{table}.source_count >= ?"), [*least])
            });
        if !filter.takes_evidence() {
            return conditions;
        }
        let with_articles = "evidence JOIN articles ON articles.id = evidence.article_id";
        let evidence = if filter.known_by.is_some() { with_articles } else { "evidence" };
        facts.iter().fold(conditions, |conditions, fact_id| match filter.min_sources.filter(|least| *least > 1) {
            None => conditions.and_exists(evidence, filter.evidence(fact_id)),
            Some(least) => {
                let source = "coalesce(articles.publisher_id, -articles.id)";
                conditions.and_as_many(least, &format!("DISTINCT {source}"), with_articles, filter.evidence(fact_id))
            }
        })
    }
}
