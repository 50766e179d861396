//! What relationships can be grouped by.

use super::{Dimension, Grouping};
use crate::condition::Conditions;
use crate::relationship::{RelationshipFilter, TABLES};

/// What relationships can be grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RelationshipGrouping {
    Kind,
    Source,
    Target,
    Dataset,
}

impl Grouping for RelationshipGrouping {
    type Filter = RelationshipFilter;

    const TABLES: &'static str = TABLES;

    fn conditions(filter: &RelationshipFilter) -> Conditions {
        filter.conditions()
    }

    fn dimension(self, _: &Self::Filter) -> Dimension {
        match self {
            Self::Kind => Dimension::text("relationships.kind"),
            Self::Source => Dimension::node("relationships.source_id", "source"),
            Self::Target => Dimension::node("relationships.target_id", "target"),
            Self::Dataset => Dimension::node("nodes.dataset_id", "dataset"),
        }
    }
}
