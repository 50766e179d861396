//! What mentions can be grouped by.

use super::{Dimension, Grouping};
use crate::condition::Conditions;
use crate::mention::MentionFilter;

/// What mentions can be grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MentionGrouping {
    Publisher,
    Language,
    Article,
    Party,
    Year,
    Month,
}

impl Grouping for MentionGrouping {
    type Filter = MentionFilter;

    const TABLES: &'static str = "mentions AS mention JOIN articles ON articles.id = mention.article_id";

    fn conditions(filter: &MentionFilter) -> Conditions {
        filter.conditions()
    }

    fn dimension(self, _: &Self::Filter) -> Dimension {
        match self {
            Self::Publisher => Dimension::node("articles.publisher_id", "publisher"),
            Self::Language => Dimension::text("articles.language"),
            Self::Article => Dimension::node("mention.article_id", "article"),
            Self::Party => Dimension::node("mention.party_id", "party"),
            Self::Year => Dimension::year("articles.published"),
            Self::Month => Dimension::month("articles.published"),
        }
    }
}
