//! The columns of a fact that are derived from its evidence.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sanad_model::{Key, PartialDate, Stance};

use crate::records::{Article, Evidence};

/// A summary of the evidence for a fact.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EvidenceSummary {
    /// Number of distinct publishers, whatever their stance. Republishers do not count; an article with an unknown
    /// publisher counts as a source of its own.
    pub source_count: i64,
    /// Whether some of the evidence denies the fact and some does not.
    pub is_disputed: bool,
    /// The date of the earliest article, as precise as it is known; `None` when no article is dated.
    pub first_reported: Option<PartialDate>,
    /// The first day by the end of which one of the articles had certainly been published; `None` when no article is
    /// dated.
    pub known_from: Option<NaiveDate>,
}

impl EvidenceSummary {
    pub fn of(evidence: &[Evidence], articles: &HashMap<&Key, &Article>) -> Self {
        let cited = || evidence.iter().filter_map(|piece| articles.get(&piece.article).copied());
        let sources: HashSet<&Key> =
            cited().map(|article| article.publisher.as_ref().unwrap_or(&article.key)).collect();
        let is_denial = |piece: &Evidence| piece.stance == Stance::Denies;
        let first = cited()
            .filter_map(|article| Some((article.published.within.earliest?, article.published.date?)))
            // When two may be from the same day, the more precise date wins.
            .min_by_key(|(earliest, date)| (*earliest, date.latest()));
        Self {
            source_count: sources.len() as i64,
            is_disputed: evidence.iter().any(is_denial) && !evidence.iter().all(is_denial),
            first_reported: first.map(|(_, date)| date),
            known_from: cited().filter_map(|article| article.published.within.latest).min(),
        }
    }
}
