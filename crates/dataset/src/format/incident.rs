//! `[[incident]]`: an event that is not a step of a sanctions case.

use sanad_model::{Happening, IncidentKind, Localized};

use super::{event, figure, instruments};
use crate::reader::Fields;
use crate::records::Event;

pub fn read(fields: &mut Fields<'_>) -> Option<Event> {
    let kind = fields.required("kind");
    let event = event::read(fields, kind.map(Happening::Incident));
    let condition = condition(fields, kind);
    let instruments = instruments::read(fields, "instruments");
    if kind == Some(IncidentKind::Accession) && instruments.as_ref().is_some_and(Vec::is_empty) {
        let hint = "add `instruments`: the key of the [[legal_instrument]] that the party accedes to, in [ ]";
        fields.add_missing("instruments", "an ACCESSION needs a treaty", hint);
    }
    let incident = fields.unique_key();
    let figures = fields.each("figure", |fields| figure::read(fields, incident.as_ref()));
    Some(Event { condition, instruments: instruments?, figures: figures?, ..event? })
}

/// The condition that a statement depends on.
fn condition(fields: &mut Fields<'_>, kind: Option<IncidentKind>) -> Option<Localized> {
    let condition = fields.optional("condition");
    if let Some(kind) = kind.filter(|kind| *kind != IncidentKind::Statement && fields.has("condition")) {
        let hint = "only a STATEMENT has a condition; the condition of a claim in an article belongs in the evidence";
        fields.complain(fields.spot_of("condition"), format!("`condition`: {kind} takes no condition"), hint);
    }
    condition
}
