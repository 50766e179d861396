//! Filters of evidence: on whose word, in which article, with which stance.

use chrono::NaiveDate;
use sanad_model::{NodeName, Stance};

use super::Filter;
use super::prefilter::{Prefilter, few};
use crate::condition::Conditions;
use crate::conn::Conn;
use crate::error::Result;
use crate::source::evidence::TABLES;

/// Which evidence is asked for, or counts.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct EvidenceFilter {
    pub stances: Option<Vec<Stance>>,
    /// Only of articles that had certainly been published by the end of this day.
    pub published_by: Option<NaiveDate>,
    /// The publishers of its article.
    pub publishers: Option<Vec<NodeName>>,
    /// Its article.
    pub articles: Option<Vec<NodeName>>,
    /// The parties to whom the article attributes it.
    pub attributed_to: Option<Vec<NodeName>>,
}

impl EvidenceFilter {
    /// Whether it accepts all evidence that is published by its day.
    pub(super) fn is_of_all(&self) -> bool {
        Self { published_by: None, ..self.clone() } == Self::default()
    }

    /// The tables of the conditions: articles only if one of them names these.
    pub(super) fn tables(&self) -> &'static str {
        if self.published_by.is_some() || self.publishers.is_some() { TABLES } else { "evidence" }
    }

    /// The ids of the facts with such evidence, if they are few. The day leaves out too little to be looked up.
    pub(super) fn facts(&self, conn: &mut Conn, of_kinds: Conditions) -> Result<Option<Vec<i64>>> {
        if self.is_of_all() {
            return Ok(None);
        }
        few(conn, "evidence.fact_id", self.tables(), self.conditions().and_all(of_kinds))
    }
}

impl Filter for EvidenceFilter {
    const TABLES: &'static str = TABLES;

    fn conditions(&self) -> Conditions {
        Conditions::default()
            .one_of("evidence.stance", &self.stances)
            .and_for(&self.published_by, |conditions, day| conditions.and("articles.published_latest <= ?", [*day]))
            .naming("articles.publisher_id", &self.publishers)
            .naming("evidence.article_id", &self.articles)
            .naming("evidence.attributed_to_id", &self.attributed_to)
    }
}

impl Prefilter for EvidenceFilter {}
