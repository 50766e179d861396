use sanad_model::NodeKind;

use super::{Dimension, Grouping};
use crate::condition::Conditions;
use crate::filter::PartyFilter;

/// The word for the type of a party.
const PARTY_TYPE: &str =
    "CASE nodes.kind WHEN 'Actor' THEN 'PERSON' WHEN 'Organization' THEN 'ORGANIZATION' ELSE assets.kind END";

/// What parties can be grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PartyGrouping {
    PartyType,
    Type,
    Country,
    Dataset,
}

impl Grouping for PartyGrouping {
    type Filter = PartyFilter;

    const BY_DATASET: Option<(Self, &'static [NodeKind])> = Some((Self::Dataset, NodeKind::PARTIES));

    fn dimension(self, _: &Self::Filter) -> Dimension {
        match self {
            Self::PartyType => Dimension::text(PARTY_TYPE),
            Self::Type => Dimension::text("organizations.kind"),
            Self::Country => Dimension::text("home.country")
                .of("party_countries AS home", Conditions::default().same("home.party_id", "nodes.id")),
            Self::Dataset => Dimension::node("nodes.dataset_id", "dataset"),
        }
    }
}
