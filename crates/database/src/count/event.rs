use sanad_model::NodeKind;

use super::{Dimension, Grouping};
use crate::condition::Conditions;
use crate::filter::EventFilter;

/// What events of both kinds can be grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum EventGrouping {
    Kind,
    IncidentKind,
    Place,
    Party,
    Dataset,
    Year,
    Month,
}

impl Grouping for EventGrouping {
    type Filter = EventFilter;

    const BY_DATASET: Option<(Self, &'static [NodeKind])> = Some((Self::Dataset, NodeKind::EVENTS));

    fn dimension(self, filter: &EventFilter) -> Dimension {
        match self {
            Self::Kind => Dimension::text("events.kind"),
            Self::IncidentKind => Dimension::text("incidents.kind"),
            Self::Place => Dimension::node("events.place_id", "place"),
            Self::Party => Dimension::node("taker.party_id", "party").of("participations AS taker", takers(filter)),
            Self::Dataset => Dimension::node("nodes.dataset_id", "dataset"),
            Self::Year => Dimension::year("events.started"),
            Self::Month => Dimension::month("events.started"),
        }
    }
}

/// A party that has several roles in an event counts once.
fn takers(filter: &EventFilter) -> Conditions {
    let earlier = Conditions::default()
        .same("earlier.event_id", "taker.event_id")
        .same("earlier.party_id", "taker.party_id")
        .and::<i64>("earlier.id < taker.id", [])
        .walked_by(&filter.facts, "earlier");
    Conditions::default()
        .same("taker.event_id", "events.id")
        .walked_by(&filter.facts, "taker")
        .and_none("participations AS earlier", earlier)
}
