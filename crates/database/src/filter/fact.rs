//! The filter that applies to all facts.

use chrono::NaiveDate;
use sanad_model::{NodeKind, NodeName, Stance, Vocabulary};

use super::prefilter::few;
use super::{EvidenceFilter, Filter};
use crate::condition::Conditions;
use crate::conn::Conn;
use crate::error::Result;

/// Which facts are wanted, by when they held and by their evidence.
///
/// `evidence` says which evidence counts. There has to be at least one such piece; `min_sources` and `max_sources` are
/// about its sources, and `only_stances` about its stances.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct FactFilter {
    /// On this day a relationship may have held; by this day an event may have begun.
    pub as_of: Option<NaiveDate>,
    pub evidence: EvidenceFilter,
    /// The minimum number of sources: publishers, and articles without a known publisher.
    pub min_sources: Option<i64>,
    /// The maximum number of sources.
    pub max_sources: Option<i64>,
    /// All evidence that counts has one of these stances.
    pub only_stances: Option<Vec<Stance>>,
    /// Whether some of all its evidence affirms it and some denies it.
    pub is_disputed: Option<bool>,
    /// Publishers, one of which has published the earliest article about it.
    pub first_reported_by: Option<Vec<NodeName>>,
    pub datasets: Option<Vec<NodeName>>,
}

impl FactFilter {
    /// The minimum, if it asks for more than the evidence that there has to be.
    fn counted(&self) -> Option<i64> {
        self.min_sources.filter(|least| *least > 1)
    }

    /// Whether the derived columns of a fact, which are about all of its evidence, are not enough to decide.
    fn takes_evidence(&self) -> bool {
        let counts = self.counted().is_some() || self.max_sources.is_some();
        !self.evidence.is_of_all() || self.evidence.published_by.is_some() && counts
    }

    /// The conditions on the evidence of a fact that counts.
    fn evidence_of(&self, fact_id: &str) -> Conditions {
        self.evidence.conditions().same("evidence.fact_id", fact_id)
    }

    /// Conditions on the evidence of a fact that counts, but has another stance than those that it may have.
    fn of_other_stance(&self, fact_id: &str, allowed: &[Stance]) -> Conditions {
        let others: Vec<Stance> = Stance::ALL.iter().copied().filter(|stance| !allowed.contains(stance)).collect();
        self.evidence_of(fact_id).one_of("evidence.stance", &Some(others))
    }
}

/// Conditions on `reported`, an article that gives evidence for the fact, and before which none does.
fn first_report(fact_id: &str, publishers: &[NodeName]) -> Conditions {
    let earlier = Conditions::default()
        .same("earlier.fact_id", fact_id)
        .and::<i64>("former.published_earliest < reported.published_earliest", []);
    Conditions::default()
        .same("report.fact_id", fact_id)
        .and::<i64>("reported.published_earliest IS NOT NULL", [])
        .naming("reported.publisher_id", &Some(publishers.to_vec()))
        .and_none("evidence AS earlier JOIN articles AS former ON former.id = earlier.article_id", earlier)
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
        self.and_for(&day, |conditions, day| {
            let last = format!("{relationships}.ended_latest");
            conditions.and(format!("{last} IS NULL OR {last} >= ?"), [*day])
        })
        .begun_by(relationships, day)
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
        let (evidence, least, most) = (&filter.evidence, filter.counted(), filter.max_sources);
        let conditions = self
            .and_for(&evidence.published_by, |conditions, day| {
                conditions.and(format!("{table}.known_from <= ?"), [*day])
            })
            .and_for(&filter.min_sources, |conditions, least| {
                conditions.and(format!("{table}.source_count >= ?"), [*least])
            });
        let takes_evidence = filter.takes_evidence();
        let conditions = match most.filter(|_| !takes_evidence) {
            Some(most) => conditions.varying().and(format!("{table}.source_count <= ?"), [most]),
            None => conditions,
        };
        facts.iter().fold(conditions, |conditions, fact_id| {
            let counted = match (least, most) {
                _ if !takes_evidence => conditions,
                (None, None) => conditions.and_exists(evidence.tables(), filter.evidence_of(fact_id)),
                (least, most) => {
                    let least = least.unwrap_or(1);
                    let sources = "DISTINCT coalesce(articles.publisher_id, -articles.id)";
                    conditions.and_as_many(least, most, sources, EvidenceFilter::TABLES, filter.evidence_of(fact_id))
                }
            };
            counted
                .and_for(&filter.only_stances, |conditions, allowed| {
                    conditions.and_none(evidence.tables(), filter.of_other_stance(fact_id, allowed))
                })
                .and_for(&filter.is_disputed, |conditions, is_disputed| {
                    let is_so = if *is_disputed { "summary.is_disputed" } else { "NOT summary.is_disputed" };
                    let summary = Self::default().same("summary.id", fact_id).and::<i64>(is_so, []);
                    conditions.and_exists("facts AS summary", summary)
                })
                .and_for(&filter.first_reported_by, |conditions, publishers| {
                    let report = "evidence AS report JOIN articles AS reported ON reported.id = report.article_id";
                    conditions.and_exists(report, first_report(fact_id, publishers))
                })
        })
    }
}

impl FactFilter {
    /// The ids of facts of these kinds that meet one of the conditions on evidence, if one is met by few.
    pub(super) fn known(&self, conn: &mut Conn, kinds: &[NodeKind]) -> Result<Option<Vec<i64>>> {
        let kinds = Some(kinds.to_vec());
        let facts = || Conditions::default().one_of("facts.kind", &kinds);
        if let Some(least) = self.counted()
            && let Some(ids) = few(conn, "facts.id", "facts", facts().and("facts.source_count >= ?", [least]))?
        {
            return Ok(Some(ids));
        }
        if let Some(day) = self.evidence.published_by
            && let Some(ids) = few(conn, "facts.id", "facts", facts().and("facts.known_from <= ?", [day]))?
        {
            return Ok(Some(ids));
        }
        self.evidence.facts(conn, Conditions::default().one_of("evidence.fact_kind", &kinds))
    }
}
