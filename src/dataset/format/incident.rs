//! `[[incident]]`: anything that happened, or is said to have happened, and is no step of a sanctions case.

use super::{event, figure};
use crate::dataset::reader::Fields;
use crate::dataset::records::Event;
use crate::model::Happening;

pub fn read(fields: &mut Fields<'_>) -> Option<Event> {
    let kind = fields.required("kind");
    let event = event::read(fields, kind.map(Happening::Incident));
    let incident = fields.unique_key();
    let figures = fields.each("figure", |fields| figure::read(fields, incident.as_ref()));
    Some(Event { figures: figures?, ..event? })
}
