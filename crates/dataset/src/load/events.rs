//! The rows of events and of what belongs to them: sanction details, participations and figures.

use chrono::NaiveDate;
use sanad_database::Result;
use sanad_database::store::rows;
use sanad_model::{DayRange, Happening};

use super::{Mapping, NO_DAY, text};
use crate::records::{Event, Figure, Participation, Sanction};

impl Mapping<'_> {
    pub(super) fn event(&mut self, event: &Event) -> Result<()> {
        let node = self.fact(&event.key, event.title.text(&[]), &event.evidence)?;
        let (started, ended) = (event.started, event.ended);
        let row = rows::Event {
            id: node.id,
            kind: node.kind.to_string(),
            title: event.title.to_string(),
            summary: text(&event.summary),
            condition: text(&event.condition),
            started: text(&started.date),
            started_earliest: started.within.earliest,
            started_latest: started.within.latest,
            ended: text(&ended.date),
            ended_earliest: ended.within.earliest,
            ended_latest: ended.within.latest,
            sort_day: started.within.earliest.or(started.within.latest).unwrap_or(NO_DAY).to_string(),
            last_day: last_day(started.within, ended.within).to_string(),
            place_id: self.id(event.place.as_ref())?,
        };
        match event.happening {
            Happening::Sanction(action) => self.sanction(node.id, action.to_string(), event.sanction.as_ref())?,
            Happening::Incident(kind) => {
                self.rows.incidents.push(rows::Incident { id: node.id, kind: kind.to_string() });
            }
        }
        for (ordinal, instrument) in (1..).zip(&event.instruments) {
            self.rows.event_instruments.push(rows::EventInstrument {
                event_id: row.id,
                instrument_id: self.scope.of(instrument)?.id,
                ordinal,
                event_kind: row.kind.clone(),
                sort_day: row.sort_day.clone(),
            });
        }
        for participation in &event.participations {
            self.participation(&row, participation)?;
        }
        self.rows.events.push(row);
        event.figures.iter().try_for_each(|figure| self.figure(node.id, figure))
    }

    fn sanction(&mut self, id: i64, action: String, sanction: Option<&Sanction>) -> Result<()> {
        let authority = sanction.and_then(|sanction| sanction.authority.as_ref());
        let authority = authority.map(|key| self.scope.of(key)).transpose()?;
        self.rows.sanction_events.push(rows::SanctionEvent {
            id,
            action,
            authority_id: authority.map(|party| party.id),
            authority_kind: authority.map(|party| party.kind.to_string()),
            programme: sanction.and_then(|sanction| sanction.programme.clone()),
            follows_id: self.id(sanction.and_then(|sanction| sanction.follows.as_ref()))?,
        });
        let measures = sanction.map_or(&[][..], |sanction| &sanction.measures);
        self.rows.sanction_measures.extend(
            measures.iter().map(|measure| rows::SanctionMeasure { event_id: id, measure: measure.to_string() }),
        );
        Ok(())
    }

    fn participation(&mut self, event: &rows::Event, participation: &Participation) -> Result<()> {
        let node = self.fact(&participation.key, None, &participation.evidence)?;
        let party = self.scope.of(&participation.party)?;
        self.rows.participations.push(rows::Participation {
            id: node.id,
            event_id: event.id,
            party_id: party.id,
            party_kind: party.kind.to_string(),
            role: participation.role.to_string(),
            sort_day: event.sort_day.clone(),
        });
        Ok(())
    }

    fn figure(&mut self, event_id: i64, figure: &Figure) -> Result<()> {
        let node = self.fact(&figure.key, None, &figure.evidence)?;
        self.rows.figures.push(rows::Figure {
            id: node.id,
            event_id,
            measure: figure.measure.to_string(),
            low: figure.low,
            high: figure.high,
            unit: figure.unit.clone(),
            qualifier: figure.qualifier.to_string(),
            note: text(&figure.note),
        });
        Ok(())
    }
}

/// The last day on which an event may have been going on. If nothing is known about its end, it is taken to end on the
/// day it began.
fn last_day(started: DayRange, ended: DayRange) -> NaiveDate {
    let last = if ended == DayRange::default() { started.latest } else { ended.latest };
    last.unwrap_or(NO_DAY)
}
