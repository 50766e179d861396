use sanad_model::NodeKind;

use super::{Dimension, Grouping};
use crate::filter::RelationshipFilter;

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

    const BY_DATASET: Option<(Self, &'static [NodeKind])> = Some((Self::Dataset, &[NodeKind::Relationship]));

    fn dimension(self, _: &Self::Filter) -> Dimension {
        match self {
            Self::Kind => Dimension::text("relationships.kind"),
            Self::Source => Dimension::node("relationships.source_id", "source"),
            Self::Target => Dimension::node("relationships.target_id", "target"),
            Self::Dataset => Dimension::node("nodes.dataset_id", "dataset"),
        }
    }
}
