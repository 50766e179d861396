use sanad_model::Role;

use super::{Dimension, Grouping};
use crate::condition::Conditions;
use crate::filter::EventFilter;

/// What sanction events can be grouped by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SanctionEventGrouping {
    Action,
    Authority,
    Programme,
    Measure,
    Target,
    Year,
    Month,
}

impl Grouping for SanctionEventGrouping {
    type Filter = EventFilter;

    fn dimension(self, filter: &EventFilter) -> Dimension {
        match self {
            Self::Action => Dimension::text("sanction_events.action"),
            Self::Authority => Dimension::node("sanction_events.authority_id", "authority"),
            Self::Programme => Dimension::text("sanction_events.programme"),
            Self::Measure => Dimension::text("taken.measure")
                .of("sanction_measures AS taken", Conditions::default().same("taken.event_id", "events.id")),
            Self::Target => Dimension::node("aimed.party_id", "target").of(
                "participations AS aimed",
                Conditions::default()
                    .same("aimed.event_id", "events.id")
                    .and("aimed.role = ?", [Role::Target.to_string()])
                    .walked_by(&filter.facts, "aimed"),
            ),
            Self::Year => Dimension::year("events.started"),
            Self::Month => Dimension::month("events.started"),
        }
    }
}
