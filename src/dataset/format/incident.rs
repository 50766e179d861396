//! `[[incident]]`: anything that happened, or is said to have happened, and is no step of a sanctions case.

use super::{event, figure};
use crate::dataset::reader::Fields;
use crate::dataset::records::Event;
use crate::model::{Happening, IncidentKind, Localized};

pub fn read(fields: &mut Fields<'_>) -> Option<Event> {
    let kind = fields.required("kind");
    let event = event::read(fields, kind.map(Happening::Incident));
    let condition = condition(fields, kind);
    let incident = fields.unique_key();
    let figures = fields.each("figure", |fields| figure::read(fields, incident.as_ref()));
    Some(Event { condition, figures: figures?, ..event? })
}

/// What has to be met so that a statement holds.
fn condition(fields: &mut Fields<'_>, kind: Option<IncidentKind>) -> Option<Localized> {
    let condition = fields.optional("condition");
    if let Some(kind) = kind.filter(|kind| *kind != IncidentKind::Statement && fields.has("condition")) {
        let hint = "only a STATEMENT has a condition; a condition of what an article says stands in the evidence";
        fields.complain(fields.spot_of("condition"), format!("`condition`: {kind} has none"), hint);
    }
    condition
}
