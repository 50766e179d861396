use super::{Dimension, Grouping};
use crate::filter::MentionFilter;

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
