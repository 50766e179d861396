//! The filter that applies to all facts.

use chrono::NaiveDate;
use sanad_model::{NodeKind, Stance};

use super::prefilter::few;
use crate::condition::Conditions;
use crate::conn::Conn;
use crate::error::Result;

/// Which facts are wanted, by when they held and by their evidence.
///
/// `known_by`, `stances` and `min_sources` are about evidence. Only evidence that meets the first two counts; there has
/// to be at least one such piece, and as many sources as `min_sources`.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct FactFilter {
    /// On this day a relationship may have held; by this day an event may have begun.
    pub as_of: Option<NaiveDate>,
    /// Only evidence from articles counts that had certainly been published by the end of this day.
    pub known_by: Option<NaiveDate>,
    /// The minimum number of sources: publishers, and articles without a known publisher.
    pub min_sources: Option<i64>,
    /// Only evidence with one of these stances counts.
    pub stances: Option<Vec<Stance>>,
    /// Keys of data sets.
    pub datasets: Option<Vec<String>>,
}

impl FactFilter {
    /// Whether the derived columns of a fact, which are about all of its evidence, are not enough to decide.
    fn takes_evidence(&self) -> bool {
        self.stances.is_some() || self.known_by.is_some() && self.min_sources.is_some_and(|least| least > 1)
    }

    /// The conditions on the evidence of a fact that counts.
    fn evidence(&self, fact_id: &str) -> Conditions {
        Conditions::default()
            .and::<i64>(format!("evidence.fact_id = {fact_id}"), [])
            .one_of("evidence.stance", &self.stances)
            .and_for(&self.known_by, |conditions, day| conditions.and("articles.published_latest <= ?", [*day]))
    }
}

/// The conditions of a [`FactFilter`] on the tables of facts.
impl Conditions {
    /// Adds that the evidence of the fact in `facts`, and its data set, match the filter.
    #[must_use]
    pub fn of_facts(self, filter: &FactFilter) -> Self {
        self.with_evidence(filter, "facts", &["facts.id"]).of_datasets(&filter.datasets)
    }

    /// Adds that the relationship may have held on this day. Without a known start it may have held before, without a
    /// known end it may still hold.
    #[must_use]
    pub fn held_on(self, relationships: &str, day: Option<NaiveDate>) -> Self {
        self.overlapping(relationships, day, day)
    }

    /// Adds that the event may have begun by this day, whether or not it is over.
    #[must_use]
    pub fn begun_by(self, events: &str, day: Option<NaiveDate>) -> Self {
        self.and_for(&day, |conditions, day| {
            let first = format!("{events}.started_earliest");
            conditions.and(format!("{first} IS NULL OR {first} <= ?"), [*day])
        })
    }

    /// Adds that the link's fact meets the filter and, for a participation, that the event does too.
    #[must_use]
    pub fn of_links(self, links: &str, filter: &FactFilter) -> Self {
        let (fact, event) = (format!("{links}.fact_id"), format!("coalesce({links}.event_id, {links}.fact_id)"));
        self.held_on(links, filter.as_of)
            .with_evidence(filter, links, &[&fact, &event])
            .naming(&format!("{links}.dataset_id"), &filter.datasets)
    }

    /// Adds that the participation and its event both meet the filter.
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

    /// Adds the filter's conditions on evidence. The table's own columns decide what they can; where they are not
    /// enough, the evidence of each fact does.
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

impl FactFilter {
    /// The ids of facts of these kinds that meet one of the conditions on evidence, if one is met by few.
    pub(super) fn known(&self, conn: &mut Conn, kinds: &[NodeKind]) -> Result<Option<Vec<i64>>> {
        let kinds = Some(kinds.to_vec());
        let facts = || Conditions::default().one_of("facts.kind", &kinds);
        if let Some(least) = self.min_sources.filter(|least| *least > 1)
            && let Some(ids) = few(conn, "facts.id", "facts", facts().and("facts.source_count >= ?", [least]))?
        {
            return Ok(Some(ids));
        }
        if let Some(day) = self.known_by
            && let Some(ids) = few(conn, "facts.id", "facts", facts().and("facts.known_from <= ?", [day]))?
        {
            return Ok(Some(ids));
        }
        if self.stances.is_none() {
            return Ok(None);
        }
        let evidence = Conditions::default().one_of("evidence.stance", &self.stances);
        few(conn, "evidence.fact_id", "evidence", evidence.one_of("evidence.fact_kind", &kinds))
    }
}
