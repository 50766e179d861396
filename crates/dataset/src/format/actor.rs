//! `[[actor]]`: a person.

use super::{births, identifiers, locations, names, source_record};
use crate::reader::Fields;
use crate::records::Actor;

pub fn read(fields: &mut Fields<'_>) -> Option<Actor> {
    let key = fields.required("key");
    let names = names::read(fields);
    let gender = fields.optional("gender");
    let countries = fields.list("countries");
    let identifiers = identifiers::read(fields);
    let life = births::read(fields);
    let birthplaces = locations::read(fields, "birthplaces");
    let (titles, positions) = (fields.list("titles"), fields.list("positions"));
    let addresses = locations::read(fields, "addresses");
    let source_records = source_record::read(fields);
    let (births, died) = life?;
    Some(Actor {
        key: key?,
        names: names?,
        gender,
        countries: countries?,
        identifiers: identifiers?,
        births,
        birthplaces: birthplaces?,
        titles: titles?,
        positions: positions?,
        addresses: addresses?,
        died,
        source_records: source_records?,
    })
}
