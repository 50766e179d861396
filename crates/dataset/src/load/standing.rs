//! How a fact stands, given its evidence.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sanad_model::{Key, PartialDate, Stance};

use crate::records::{Article, Evidence};

/// What a fact's evidence adds up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// How many publishers have something to say on it, whatever their stance. Who only republishes is none; an
    /// article whose publisher is unknown counts as a source of its own.
    pub source_count: i64,
    /// Whether some of the evidence denies it and some does not.
    pub is_disputed: bool,
    /// The date of the article that was published first, as precise as it is known; nothing when none is dated.
    pub first_reported: Option<PartialDate>,
    /// The first day by whose end one of the articles had surely been published; nothing when none is dated.
    pub known_from: Option<NaiveDate>,
}

impl Standing {
    pub fn of(evidence: &[Evidence], articles: &HashMap<&Key, &Article>) -> Self {
        let cited = || evidence.iter().filter_map(|piece| articles.get(&piece.article).copied());
        let sources: HashSet<&Key> =
            cited().map(|article| article.publisher.as_ref().unwrap_or(&article.key)).collect();
        let is_denial = |piece: &Evidence| piece.stance == Stance::Denies;
        let first = cited()
            .filter_map(|article| Some((article.published.within.earliest?, article.published.date?)))
            // Of two that may be of the same day, the one that is surely of an earlier one.
            .min_by_key(|(earliest, date)| (*earliest, date.latest()));
        Self {
            source_count: sources.len() as i64,
            is_disputed: evidence.iter().any(is_denial) && !evidence.iter().all(is_denial),
            first_reported: first.map(|(_, date)| date),
            known_from: cited().filter_map(|article| article.published.within.latest).min(),
        }
    }
}
