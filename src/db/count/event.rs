//! What events of both kinds can be grouped by.

use super::{Dimension, Grouping};
use crate::db::condition::Conditions;
use crate::db::event::{EventFilter, TABLES};

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

    const TABLES: &'static str = TABLES;

    fn conditions(filter: &EventFilter) -> Conditions {
        filter.conditions()
    }

    fn dimension(self) -> Dimension {
        match self {
            Self::Kind => Dimension::text("events.kind"),
            Self::IncidentKind => Dimension::text("incidents.kind"),
            Self::Place => Dimension::node("events.place_id", "place"),
            // A party that has several roles in an event counts once.
            Self::Party => Dimension::node("taker.party_id", "party").of(
                "participations AS taker ON taker.event_id = events.id AND NOT EXISTS (\
                   SELECT 1 FROM participations AS earlier WHERE earlier.event_id = taker.event_id \
                   AND earlier.party_id = taker.party_id AND earlier.id < taker.id)",
            ),
            Self::Dataset => Dimension::node("nodes.dataset_id", "dataset"),
            Self::Year => Dimension::year("events.started"),
            Self::Month => Dimension::month("events.started"),
        }
    }
}
