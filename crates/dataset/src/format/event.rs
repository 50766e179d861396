//! The fields that sanction events and incidents share.

use sanad_model::Happening;

use super::{evidence, participation, when};
use crate::keys::PLACE;
use crate::reader::{Captions, Fields};
use crate::records::Event;

/// Reads the shared fields. `happening` is `None` if the action or kind is invalid.
pub fn read(fields: &mut Fields<'_>, happening: Option<Happening>) -> Option<Event> {
    let key = fields.required("key");
    let title = fields.required("title").map(|Captions(texts)| texts);
    let summary = fields.optional("summary");
    let (started, ended) = when::period(fields, "started", "ended");
    let unique_key = fields.unique_key();
    if let Some(key) = &unique_key {
        fields.reading().notes.borrow_mut().starts.insert(key.clone(), started);
    }
    let place = fields.optional_reference("place", PLACE);
    let evidence = evidence::read(fields);
    let participations =
        fields.each("participation", |fields| participation::read(fields, unique_key.as_ref(), happening));
    Some(Event {
        key: key?,
        happening: happening?,
        title: title?,
        summary,
        condition: None,
        started,
        ended,
        place,
        instruments: Vec::new(),
        sanction: None,
        evidence: evidence?,
        participations: participations?,
        figures: Vec::new(),
    })
}
