//! Filters of parties by the status of the sanctions against them.

use chrono::NaiveDate;
use sanad_model::{NodeName, SanctionMeasure, SanctionState};

use super::Hanging;
use crate::condition::Conditions;

/// Which status of one authority's sanctions a party has to have.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SanctionStatusFilter {
    /// The status on this day; without it, the status when no day is asked for.
    pub as_of: Option<NaiveDate>,
    pub states: Vec<SanctionState>,
    pub authorities: Option<Vec<NodeName>>,
    /// The programmes of the events that determine the measures.
    pub programmes: Option<Vec<String>>,
    pub measures: Option<Vec<SanctionMeasure>>,
    /// Whether the dates allow no other state.
    pub is_certain: Option<bool>,
}

impl SanctionStatusFilter {
    /// Conditions on the periods with this status.
    pub(super) fn periods(&self) -> Hanging {
        let period = Conditions::default().one_of("period.state", &Some(self.states.clone()));
        let period = match self.as_of {
            None => period.and::<i64>("period.first_day IS NULL", []),
            Some(day) => period
                .and("period.first_day <= ?", [day])
                .and("period.until_day IS NULL OR period.until_day > ?", [day]),
        };
        let period = period
            .naming("period.authority_id", &self.authorities)
            .and_for(&self.is_certain, |conditions, is_certain| {
                conditions.and::<i64>(if *is_certain { "period.is_certain" } else { "NOT period.is_certain" }, [])
            })
            .and_for(&self.programmes, |conditions, _| {
                let programme = Conditions::default()
                    .same("deciding.period_id", "period.id")
                    .one_of("decided.programme", &self.programmes);
                let events = "sanction_period_events AS deciding \
                              JOIN sanction_events AS decided ON decided.id = deciding.event_id";
                conditions.and_exists(events, programme)
            })
            .and_for(&self.measures, |conditions, _| {
                let measure = Conditions::default()
                    .same("deciding.period_id", "period.id")
                    .one_of("applied.measure", &self.measures);
                let measures = "sanction_period_events AS deciding \
                                JOIN sanction_measures AS applied ON applied.event_id = deciding.event_id";
                conditions.and_exists(measures, measure)
            });
        Hanging { table: "sanction_periods AS period", owner: "period.party_id", conditions: period }
    }
}
