//! `[[place_relationship]]`: a relationship between a party and a place.

use sanad_model::{Key, NodeKind, PlaceRelationshipKind, Vocabulary};

use super::{evidence, when};
use crate::keys::{PARTY, PLACE};
use crate::reader::Fields;
use crate::records::PlaceRelationship;

pub fn read(fields: &mut Fields<'_>) -> Option<PlaceRelationship> {
    let key = fields.own_or_derived_key(NodeKind::PlaceRelationship, |fields| {
        let party: Key = fields.peek("party")?;
        let kind: PlaceRelationshipKind = fields.peek("kind")?;
        let place: Key = fields.peek("place")?;
        Some(Key::joined([party.as_str(), kind.word(), place.as_str()]))
    });
    let party = fields.reference("party", PARTY);
    let kind = fields.required("kind");
    let place = fields.reference("place", PLACE);
    let (started, ended) = when::period(fields, "started", "ended");
    let evidence = evidence::read(fields);
    Some(PlaceRelationship {
        key: key?,
        party: party?,
        kind: kind?,
        place: place?,
        started,
        ended,
        evidence: evidence?,
    })
}
